"""Resources: reports and lectures that readers take home, and the list of them."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page

from seoulsolution.archive.models import (
    PolicyPage,
    ResourceFile,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    ResourcePolicy,
)
from seoulsolution.archive.newsroom.searchable import Resources
from seoulsolution.core.files.documents import ArchiveFile

pytestmark = pytest.mark.django_db

WORDS = {
    "en": ("How Seoul counts buses", "A study of bus counting."),
    "ko": ("서울 버스 수요 조사", "버스 수요를 조사한 연구다."),
}


def resource(language: str, slug: str = "bus-counts", **values) -> ResourcePage:
    """A resource that is published."""
    index = ResourceIndexPage.objects.get(locale__language_code=language)
    title, summary = WORDS[language]
    given = {"title": title, "summary": summary, "kind": "study", "languages": "ko en", "year": 2017} | values
    page = index.add_child(instance=ResourcePage(slug=slug, locale=index.locale, **given))
    page.save_revision().publish()
    return ResourcePage.objects.get(pk=page.pk)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".entries .entry-title a")]


def test_list_without_resources_says_so(reader: Client, language: str):
    page = shown(reader, f"/{language}/resources/")
    assert page.select(".entries, .filters") == []
    assert page.select_one("main .section p").text.strip()


def test_resource_is_listed_and_told_with_what_it_is(reader: Client, language: str):
    page = resource(language, authors="Kim Bada")
    assert titles(shown(reader, f"/{language}/resources/")) == [page.title]
    facts = shown(reader, page.url).select_one(".facts").text
    languages = {"en": "Korean, English", "ko": "한국어, 영어"}[language]
    assert {word for word in (languages, "2017", "Kim Bada") if word in facts} == {languages, "2017", "Kim Bada"}


def test_list_is_narrowed_by_kind_and_year(reader: Client, language: str):
    old = resource(language, "old", year=None, kind="report")
    new = resource(language, "new")
    assert titles(shown(reader, f"/{language}/resources/")) == [new.title, old.title]
    assert len(titles(shown(reader, f"/{language}/resources/?kind=report&year=none"))) == 1
    page = shown(reader, f"/{language}/resources/?kind=report&year=2017")
    assert titles(page) == []
    assert f"/{language}/resources/" in {link["href"] for link in page.select("main .browse a")}
    assert shown(reader, f"/{language}/resources/?kind=nonsense").select_one(".fault")


def test_draft_resource_is_neither_listed_nor_found(reader: Client, language: str):
    page = resource(language)
    assert [text.id for text in Resources().texts([str(page.translation_key)])] == ["bus-counts"]
    page.unpublish()
    assert page.title not in shown(reader, f"/{language}/resources/").text
    assert list(Resources().texts([str(page.translation_key)])) == []
    assert reader.get(page.url).status_code == 410


def test_search_text_of_a_resource_has_its_transcript_and_its_languages(language: str):
    page = resource(language, video_address="https://example.org/v", transcript="Said aloud.\n\nAnd more.")
    ResourceKeyword.objects.create(page=page, locale=page.locale, word="counting")
    (text,) = Resources().texts([str(page.translation_key)])
    assert text.passages == [page.summary, "Said aloud.", "And more."]
    assert {"counting", {"en": "Korean", "ko": "한국어"}[language]} <= set(text.also)
    assert text.facets == {"kind_of_resource": ["study"], "decade": ["2010"]}


def test_file_is_offered_with_its_facts_while_its_resource_is_public(reader: Client, language: str):
    page = resource(language)
    file = ArchiveFile.objects.create(title="Counts", language="ko", file=ContentFile(b"What was counted.\n", "c.txt"))
    assert reader.get(file.url).status_code == 404
    ResourceFile.objects.create(page=page, locale=page.locale, title="Counts", document=file)
    (offered,) = shown(reader, page.url).select("[aria-labelledby=files] li")
    assert offered.a["href"] == file.url
    assert {"en": "Korean", "ko": "한국어"}[language] in offered.text
    assert b"".join(reader.get(file.url).streaming_content) == b"What was counted.\n"
    page.unpublish()
    assert reader.get(file.url).status_code == 410


def test_video_is_read_where_it_cannot_be_heard(reader: Client, language: str):
    page = resource(language, kind="lecture", video_address="https://example.org/v", transcript="What was said.")
    section = shown(reader, page.url).select_one("[aria-labelledby=video]")
    assert section.a["href"] == "https://example.org/v"
    assert "What was said." in section.text


def test_video_without_a_transcript_is_refused(language: str):
    page = resource(language)
    page.video_address = "https://example.org/v"
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == ["transcript"]


@pytest.mark.parametrize(("codes", "kept"), [("ko,  en", "ko en"), ("mn", "mn"), ("klingon", None), ("en xx-yy", None)])
def test_languages_are_those_of_the_world(codes: str, kept: str | None):
    page = resource("ko")
    page.languages = codes
    if kept is None:
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert list(refused.value.message_dict) == ["languages"]
    else:
        page.full_clean()
        assert page.languages == kept


def test_policies_of_a_resource_are_read_in_the_language_of_the_reader(reader: Client, language: str):
    page = resource(language)
    policy = PolicyPage.objects.get(slug="topis", locale__language_code="ko")
    ResourcePolicy.objects.create(page=page, locale=page.locale, policy=policy)
    (link,) = shown(reader, page.url).select("[aria-labelledby=policies] .entry-title a")
    assert link["href"] == f"/{language}/policies/transportation/topis/"


def test_resource_costs_the_same_with_one_row_and_with_three(
    reader: Client, language: str, django_assert_max_num_queries
):
    page = resource(language)
    policies = PolicyPage.objects.filter(locale__language_code="ko")[:3]
    for policy in policies:
        ResourcePolicy.objects.create(page=page, locale=page.locale, policy=policy)
        ResourceKeyword.objects.create(page=page, locale=page.locale, word=policy.slug)
        reader.get(page.url)
        with django_assert_max_num_queries(6):
            assert reader.get(page.url).status_code == 200
    for address in (f"/{language}/resources/", page.url):
        assert Page.objects.get(pk=page.pk).title in reader.get(address).content.decode()
