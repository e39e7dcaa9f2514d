import re

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import Difficulty, Milestone, PolicyPage, Result
from seoulsolution.archive.policies.manual import SECTIONS, read_manual
from tests.conftest import as_said

pytestmark = pytest.mark.django_db

REFORM = "public-transport-reform-2004"


def policy(language: str, slug: str = REFORM) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def body(reader: Client, language: str, slug: str = REFORM) -> str:
    response = reader.get(policy(language, slug).url)
    assert response.status_code == 200
    return response.content.decode()


def test_manual_shows_every_row_that_is_recorded(reader: Client, language: str):
    html = as_said(body(reader, language))
    page = policy(language)
    texts = [m.text for m in page.milestones.all()] + [d.solution for d in page.difficulties.all()]
    texts += [p.before for p in page.preconditions.all()] + [r.indicator for r in page.results.all()]
    texts += [s.role for s in page.stakeholders.all()] + [b.title for b in page.legal_bases.all()]
    assert len(texts) > 12
    for text in texts:
        assert escape(text) in html


def test_each_statement_about_a_related_policy_stands_with_its_own_source(reader: Client, language: str):
    related = BeautifulSoup(body(reader, language, "waterworks-expansion"), "html.parser").select_one(".relations")
    told = [len(policy.select("div")) for policy in related.select("li")]
    assert max(told) > 1
    assert not related.select("br")
    assert all(note.select(".small, .mark") for note in related.select("li > div"))
    assert not [mark for mark in related.select("li > details") if mark.parent.select("div")]


def test_sections_come_in_the_order_of_a_manual_and_empty_ones_are_left_out(language: str):
    full = [key for key, _title in read_manual(policy(language)).sections]
    assert full == [key for key in SECTIONS if key in full]
    introduction = PolicyPage.objects.filter(has_manual=False, locale__language_code=language).first()
    assert introduction is not None
    assert "difficulties" not in [key for key, _ in read_manual(introduction).sections]


def test_every_manual_of_the_starter_content_can_be_read(reader: Client, language: str):
    pages = PolicyPage.objects.filter(locale__language_code=language, has_manual=True)
    assert pages.count() == 50
    for page in pages:
        html = as_said(reader.get(page.url).content.decode())
        assert f'<html lang="{language}"' in html
        assert escape(page.title) in html


def test_claim_names_its_source_or_says_that_there_is_none(language: str):
    manual = read_manual(policy(language))
    by_text = {m.text: m.mark for m in manual.milestones}
    assert all(mark.sources for mark in by_text.values() if not mark.is_unrecorded)
    unrecorded = [d.mark for d in manual.difficulties if d.mark.is_unrecorded]
    assert unrecorded
    assert not any(mark.sources for mark in unrecorded)


def test_source_of_a_figure_stands_beside_it(reader: Client, language: str):
    html = body(reader, language)
    result = policy(language).results.first()
    assert result is not None
    assert result.source in html


def test_disputed_claim_carries_its_note(reader: Client, language: str):
    note = "Planted dispute of two reports" if language == "en" else "두 보고서의 수치가 서로 다르다"
    Milestone.objects.filter(page=policy(language)).update(disputed=note)
    assert note in body(reader, language)


def test_claim_of_low_confidence_is_disputed_even_without_a_note(language: str):
    Difficulty.objects.filter(page=policy(language)).update(confidence="low")
    assert all(d.mark.is_disputed for d in read_manual(policy(language)).difficulties)


def test_forecast_does_not_look_like_a_result(language: str):
    page = policy(language)
    Result.objects.filter(page=page, before_value__isnull=False).update(kind="forecast")
    chart = next(row.chart for row in read_manual(page).results if row.result.before_value is not None)
    assert "forecast" in chart


def test_source_that_two_claims_share_has_one_number(language: str):
    manual = read_manual(policy(language))
    numbers = [source.number for source in manual.sources]
    texts = [source.source.text for source in manual.sources]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(set(texts)) == len(texts)


def test_page_links_to_itself_in_the_other_language(reader: Client, language: str):
    other = {"ko": "en", "en": "ko"}[language]
    html = body(reader, language)
    assert re.search(
        rf'rel="alternate"[^>]*hreflang="{other}"[^>]*href="[^"]*/{other}/policies/transportation/{REFORM}/"',
        html,
    )


def test_prerequisites_are_named_before_the_policy(language: str):
    manual = read_manual(policy(language))
    assert "exclusive-median-bus-lanes" in [relative.policy.slug for relative in manual.before]
    assert all(relative.policy.locale.language_code == language for relative in manual.before)


def test_relation_is_seen_from_both_ends(language: str):
    lanes = read_manual(policy(language, "exclusive-median-bus-lanes"))
    after = next(group for group in lanes.relations if group.key == "after")
    assert REFORM in [relative.policy.slug for relative in after.relatives]


def test_related_policy_stands_once_where_it_says_most(language: str):
    slugs = ("owl-bus", "semi-public-bus-operation", "new-town-exit-strategy")
    manuals = [read_manual(policy(language, slug)) for slug in slugs]
    for manual in manuals:
        named = [relative.policy.pk for group in manual.relations for relative in group.relatives]
        assert len(named) == len(set(named)), manual.page.slug
    several = [r for m in manuals for group in m.relations for r in group.relatives if len(r.relations) > 1]
    assert several
    assert all(len({relation.note for relation in one.relations}) == len(one.relations) for one in several)


def test_figure_of_the_time_before_is_not_called_a_result(reader: Client, language: str):
    page = policy(language, "zero-food-waste-2018")
    word, none = {
        "ko": ("도입 전 수치", "측정한 결과는 기록되어 있지 않습니다"),
        "en": ("Starting point", "No result that was measured is recorded"),
    }[language]
    results = reader.get(page.url).content.decode().split('id="results"')[1].split("</section>")[0]
    assert word in results
    assert none in results


def test_relation_to_an_unpublished_policy_is_not_shown(reader: Client, language: str):
    for code in ("ko", "en"):
        policy(code, "exclusive-median-bus-lanes").unpublish()
    slugs = [r.policy.slug for group in read_manual(policy(language)).relations for r in group.relatives]
    assert slugs
    assert "exclusive-median-bus-lanes" not in slugs
    related = body(reader, language).split('class="relations"')[1].split("</section>")[0]
    assert f'href="/{language}/policies/transportation/exclusive-median-bus-lanes/"' not in related


def test_draft_is_not_shown(reader: Client, language: str):
    page = policy(language)
    page.title = "planted-draft-token"
    page.save_revision()
    assert "planted-draft-token" not in body(reader, language)


def test_private_policy_asks_to_sign_in_and_is_in_no_list(reader: Client, language: str):
    page = policy(language)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert reader.get(page.url).status_code == 302
    assert page.title not in reader.get(f"/{language}/policies/transportation/").content.decode()


def test_text_of_an_editor_is_never_markup(reader: Client, language: str):
    hostile = '<script>alert("x")</script>'
    page = policy(language)
    Milestone.objects.filter(page=page).update(text=hostile)
    Result.objects.filter(page=page).update(indicator=hostile)
    PolicyPage.objects.filter(pk=page.pk).update(one_line=hostile)
    html = body(reader, language)
    assert hostile not in html
    assert escape(hostile) in html


def test_passage_that_is_not_translated_is_marked_with_its_language(reader: Client):
    page = policy("en")
    Milestone.objects.filter(page=page).update(text="버스 개편 논의를 시작했다.")
    assert re.search(r'<span lang="ko">버스 개편 논의를 시작했다\.</span>', body(reader, "en"))
