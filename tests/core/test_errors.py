import io
import logging
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import CityPage

pytestmark = pytest.mark.django_db

ODD_PATHS = [
    "/{lang}/policies/transportation/no-such-policy/",
    "/{lang}/policies/../../etc/passwd",
    "/{lang}/%EB%B2%84%EC%8A%A4/",
    "/{lang}/policies/transportation/owl-bus/csv/",
    "/{lang}/policies/transportation/owl%20bus/",
    "/{lang}/policies//transportation/",
    "/fr/policies/",
    "/{lang}/admin.php",
    "/%ff%fe/",
    "/{lang}/\u202epolicies/",
]


@pytest.mark.parametrize("path", ODD_PATHS)
def test_address_that_no_page_has_is_answered_in_the_readers_language(reader: Client, language: str, path: str):
    response = reader.get(path.format(lang=language), HTTP_ACCEPT_LANGUAGE=language)
    assert response.status_code in (301, 404)
    if response.status_code == 404:
        assert f'<html lang="{language}"' in response.content.decode()


def test_missing_page_suggests_the_policy_that_was_meant(reader: Client, language: str):
    response = reader.get(f"/{language}/policies/transportation/owl-buss/")
    assert response.status_code == 404
    assert f"/{language}/policies/transportation/owl-bus/" in response.content.decode()


NEAREST = {
    "transportation/": "policies/transportation/",
    "policies/transportaton/": "policies/transportation/",
    "city/ulanbator/": "cities/ulaanbaatar/",
    "projects/": "sharing/projects/",
    "indicator/popualtion/": "policies/seoul-policy-office/population/",
    "abuot/": "about/",
}


def suggested(reader: Client, address: str) -> list[str]:
    page = BeautifulSoup(reader.get(address).content, "html.parser")
    return [link["href"] for link in page.select("main ul.points a")]


@pytest.mark.parametrize("wrong", NEAREST)
def test_missing_page_suggests_whatever_page_was_meant(reader: Client, language: str, wrong: str):
    assert suggested(reader, f"/{language}/{wrong}")[0] == f"/{language}/{NEAREST[wrong]}"


def test_missing_page_suggests_a_page_by_its_title(reader: Client):
    assert suggested(reader, "/ko/올빼미버스/") == ["/ko/policies/transportation/owl-bus/"]
    assert suggested(reader, "/ko/교통/")[0] == "/ko/policies/transportation/"


@pytest.mark.parametrize("way", ["draft", "private", "untranslated"])
def test_missing_page_suggests_only_what_is_public_in_the_language(reader: Client, language: str, way: str):
    page = CityPage.objects.get(slug="ulaanbaatar", locale__language_code=language)
    if way == "draft":
        page.unpublish()
    elif way == "private":
        PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")
    else:
        CityPage.objects.filter(pk=page.pk).update(passages_foreign=9, passages_total=10)
    assert page.url not in suggested(reader, f"/{language}/city/ulanbator/")


@pytest.mark.parametrize("wrong", ["policies/transportation/owl-buss", "a/b/c/d/e/f/g", "xq", "news/press/none"])
def test_missing_page_costs_ten_queries_at_any_depth(
    reader: Client, language: str, wrong: str, django_assert_max_num_queries
):
    reader.get(f"/{language}/{wrong}/")
    with django_assert_max_num_queries(10):
        assert reader.get(f"/{language}/{wrong}/").status_code == 404


HOSTILE = ["<script>alert(1)</script>", "' OR 1=1 --", "%s%n{0}", "../../etc/passwd", "a" * 1900, "\u202e\ufeff가나다"]


@pytest.mark.parametrize("wrong", HOSTILE)
def test_missing_page_is_found_missing_at_a_hostile_address(reader: Client, language: str, wrong: str):
    answer = reader.get(f"/{language}/{quote(wrong)}/")
    assert answer.status_code == 404
    assert "<script>alert" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/p/nope/", "/fr/", "/{lang}/xq/"])
def test_missing_page_that_resembles_nothing_leads_to_the_parts_of_the_archive(
    reader: Client, language: str, path: str
):
    response = reader.get(path.format(lang=language), HTTP_ACCEPT_LANGUAGE=language)
    html = response.content.decode()
    assert response.status_code == 404
    for part in ("policies/", "glossary/", "sharing/"):
        assert f'<a href="/{language}/{part}">' in html
    meant = reader.get(f"/{language}/policies/transportation/owl-buss/").content.decode()
    assert f'<a href="/{language}/glossary/">' not in meant


def test_address_of_ten_kilobytes_is_too_long(reader: Client, language: str):
    response = reader.get(f"/{language}/" + "a" * 10_000 + "/")
    assert response.status_code == 414
    assert f'lang="{language}"' in response.content.decode()


def test_nul_character_in_an_address_is_a_bad_request(reader: Client):
    assert reader.get("/en/policies/%00/").status_code == 400
    assert reader.get("/en/search/?q=%00").status_code == 400


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site writes to its log."""
    (handler,) = [handler for handler in logging.getLogger().handlers if any(handler.filters)]
    assert isinstance(handler, logging.StreamHandler)
    written = io.StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:99999", "a b", "x" * 5000, "e.org\r\nX: y", "한글.kr", ""]
)
@pytest.mark.parametrize("path", ["/", "/en/", "/en/search/", "/p/owl-bus/", "/admin/"])
def test_unknown_host_is_a_bad_request_and_one_line_in_the_log(reader: Client, log: io.StringIO, host: str, path: str):
    assert reader.get(path, HTTP_HOST=host).status_code == 400
    (line,) = log.getvalue().splitlines()
    assert " WARNING django.security.DisallowedHost " in line
    assert len(line) < 400


def test_error_of_the_site_keeps_its_traceback(log: io.StringIO):
    try:
        raise RuntimeError("planted")
    except RuntimeError:
        logging.getLogger("django.request").exception("It failed")
    assert "Traceback" in log.getvalue()
    assert " ERROR django.request It failed" in log.getvalue()


def test_method_that_is_not_allowed_is_said_in_words(reader: Client, language: str):
    client = Client(enforce_csrf_checks=True)
    for method in (client.post, client.put, client.patch, client.delete):
        assert method(f"/{language}/policies/").status_code == 405
    response = client.post(f"/{language}/policies/")
    allowed = response.headers["Allow"].split(", ")
    assert "GET" in allowed
    assert all(reader.generic(method, f"/{language}/policies/").status_code == 200 for method in allowed)
    assert f'lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("ko-KR,ko;q=0.9", "/ko/"),
        ("en-GB", "/en/"),
        ("mn", "/en/"),
        ("", "/ko/"),
        ("*", "/ko/"),
        (",;=q", "/ko/"),
    ],
)
def test_front_door_leads_to_the_language_that_the_browser_asks_for(reader: Client, header: str, target: str):
    response = reader.get("/", HTTP_ACCEPT_LANGUAGE=header)
    assert response.status_code == 302
    assert response.headers["Location"] == target
    assert "Accept-Language" in response.headers["Vary"]


def test_body_that_is_too_large_is_said_in_words(reader: Client, language: str):
    response = reader.post(f"/{language}/search/", b"x" * 11_000_000, content_type="text/plain")
    assert response.status_code == 413
    assert f'<html lang="{language}"' in response.content.decode()


def test_error_in_the_server_is_said_in_the_readers_language(language: str, monkeypatch: pytest.MonkeyPatch):
    from seoulsolution.archive.policies import queries

    def fail(*args: object) -> None:
        raise RuntimeError("planted-secret")

    monkeypatch.setattr(queries, "policy", fail)
    client = Client(raise_request_exception=False)
    response = client.get(f"/{language}/policies/transportation/owl-bus/")
    assert response.status_code == 500
    assert f'lang="{language}"' in response.content.decode()
    assert "planted-secret" not in response.content.decode()


@pytest.mark.usefixtures("searchable", "one_minute")
def test_too_many_searches_are_refused_for_a_while(reader: Client, language: str):
    answers = [reader.get(f"/{language}/search/", REMOTE_ADDR="192.0.2.7").status_code for _ in range(121)]
    assert answers[0] == 200
    assert answers[-2:] == [200, 429]
    last = reader.get(f"/{language}/search/?q=x", REMOTE_ADDR="192.0.2.7")
    assert last.status_code == 429
    assert int(last.headers["Retry-After"]) == 20
    assert reader.get(f"/{language}/search/?q=x", REMOTE_ADDR="192.0.2.8").status_code == 200
