"""Similar policies: what stands on the page of a policy, why, and what does not."""

import shutil
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.models import PolicyPage
from seoulsolution.archive.policies.graph import relation_groups
from seoulsolution.discovery import alike, meaning
from seoulsolution.discovery.alike import Similar
from seoulsolution.discovery.lexicon import Name
from seoulsolution.discovery.shared_terms import Terms, wording

pytestmark = pytest.mark.usefixtures("searchable", "without_handouts")


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(alike, "_state", None)


def page_of(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def similar(reader: Client, slug: str, language: str) -> list[Similar]:
    response = reader.get(page_of(slug, language).url)
    assert response.status_code == 200
    return [one for section in response.context["more"] for one in section.values.get("similar", [])]


def slugs(found: list[Similar]) -> list[str]:
    return [one.url.rstrip("/").rsplit("/", 1)[-1] for one in found]


def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    alike._vector.cache_clear()


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("youth-housing-near-stations", "shift-long-term-jeonse"),
        ("sewer-rehabilitation", "healthy-water-cycle"),
        ("hope-plus-savings", "seoul-welfare-standards"),
        ("safety-desk", "facility-safety-management"),
        ("social-housing", "permanent-rental-housing"),
    ],
)
def test_policies_that_a_reader_would_call_similar_stand_on_the_page(
    reader: Client, language: str, slug: str, expected: str
):
    found = similar(reader, slug, language)
    assert expected in slugs(found)
    assert 0 < len(found) <= alike.MOST
    assert all(one.url.startswith(f"/{language}/") for one in found)


def test_reason_is_said_in_the_readers_language_and_can_be_checked(reader: Client, language: str):
    page = page_of("sewer-rehabilitation", language)
    found = similar(reader, page.slug, language)
    html = reader.get(page.url).content.decode()
    word = {"ko": "함께 다루는 말: ", "en": "Both mention: "}[language]
    mentions = [one for one in found if word in one.reason]
    assert mentions
    for one in mentions:
        assert one.reason in html
        other = reader.get(one.url).content.decode().casefold()
        for term in one.reason.split(word)[1].split(", "):
            assert term.casefold().rstrip("s") in other
            assert term.casefold().rstrip("s") in html.casefold()
    assert all(one.reason for one in found)


def test_policy_that_is_named_as_related_is_not_named_again(reader: Client, language: str):
    for slug in ("owl-bus", "topis", "public-transport-reform-2004"):
        page = page_of(slug, language)
        related = {relative.policy.slug for group in relation_groups(page) for relative in group.relatives}
        assert not related & {*slugs(similar(reader, slug, language)), slug}


def test_similar_policy_that_is_withdrawn_is_no_longer_linked(
    reader: Client, language: str, settings, search_index: Path, tmp_path: Path, django_capture_on_commit_callbacks
):
    settings.SEARCH_DIR = shutil.copytree(search_index, tmp_path / "search")
    settings.SEARCH_FOLLOWS = True
    first, *others = slugs(similar(reader, "social-housing", language))
    with django_capture_on_commit_callbacks(execute=True):
        page_of(first, language).unpublish()
    left = slugs(similar(reader, "social-housing", language))
    assert first not in left
    assert set(others) <= set(left)


def test_page_is_read_without_an_index(
    reader: Client, language: str, settings, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    settings.SEARCH_DIR = tmp_path
    assert similar(reader, "social-housing", language) == []
    assert not caplog.records
    assert 'id="similar"' not in reader.get(page_of("social-housing", language).url).content.decode()


def test_shared_terms_and_topics_do_without_the_model(reader: Client, language: str, monkeypatch: pytest.MonkeyPatch):
    without_model(monkeypatch)
    assert "shift-long-term-jeonse" in slugs(similar(reader, "youth-housing-near-stations", language))


def test_first_reader_of_a_page_costs_at_most_ten_queries(reader: Client, language: str, monkeypatch):
    page = page_of("social-housing", language)
    reader.get(page.url)
    monkeypatch.setattr(alike, "_state", None)
    with CaptureQueriesContext(connection) as captured:
        reader.get(page.url)
    assert len(captured) <= 10
    state = alike._state
    with CaptureQueriesContext(connection) as again:
        reader.get(page.url)
    assert len(again) <= len(captured)
    assert alike._state is state


def test_page_that_is_not_in_the_index_has_no_similar_ones(reader: Client, language: str):
    """A page that is mainly in another language is in no index of its own language."""
    page = page_of("social-housing", language)
    PolicyPage.objects.filter(pk=page.pk).update(translation_key="00000000-0000-4000-8000-000000000000")
    assert similar(reader, "social-housing", language) == []


def terms(language: str, *entries: tuple[str, ...]) -> Terms:
    return Terms([[Name(text, language, True, place) for place, text in enumerate(e)] for e in entries], language)


def spoken(some: Terms, title: str) -> set[str]:
    shown = {"key": title, "digest": "", "title": title, "line": "", "passages": []}
    return {term.name for term in some.spoken(shown).head}


def test_term_is_spoken_of_where_its_own_words_stand():
    english = terms("en", ("bus lane", "busway"), ("integrity",), ("open data", "OPEN"), ("sewer",))
    assert spoken(english, "Bus lanes and integrated fares, opened in 1974") == {"bus lane"}
    assert spoken(english, "Sewers") == {"sewer"}
    korean = terms("ko", ("버스전용차로",), ("수도",), ("공원",))
    assert spoken(korean, "중앙 버스 전용 차로를 놓은 수도권") == {"버스전용차로"}
    assert spoken(korean, "공원에서") == {"공원"}


def test_name_of_several_things_says_nothing():
    assert spoken(terms("en", ("transit", "mall"), ("shopping centre", "mall")), "A transit mall") == {"transit"}


def test_wording_is_the_same_for_every_spacing_of_korean():
    assert wording("버스 전용 차로").joined == wording("버스전용차로").joined
