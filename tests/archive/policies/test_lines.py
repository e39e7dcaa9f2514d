"""A line of a list says what the page behind it would say."""

from dataclasses import replace

import pytest
from django.template import engines
from django.test import Client
from django.utils.html import escape
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.archive.policies.edges import read_edges
from seoulsolution.archive.policies.entries import policy_years
from seoulsolution.archive.policies.evidence import PolicyRelation
from seoulsolution.archive.policies.lines import (
    PolicyLine,
    area_cards,
    chosen_policies,
    newest_policies,
    policies_by_id,
    policies_in_area,
    policy_versions,
)
from tests.conftest import as_said

pytestmark = pytest.mark.django_db

SAME = (
    *("pk", "translation_key", "slug", "title", "one_line", "url", "year_started", "year_ended", "status"),
    *("has_manual", "is_translated"),
)


def page(language: str, slug: str = "topis") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def make_private(language: str, slug: str) -> None:
    PageViewRestriction.objects.create(page=page(language, slug), restriction_type="login")


def test_line_says_what_the_page_says(language: str):
    lines = [line for area in ("transportation", "housing", "public-service") for line in policies_in_area(area)]
    pages = PolicyPage.objects.select_related("area", "topic", "locale").in_bulk([line.pk for line in lines])
    assert len(lines) == len(pages) > 100
    for line in lines:
        policy = pages[line.pk]
        assert {name: getattr(line, name) for name in SAME} == {name: getattr(policy, name) for name in SAME}
        assert line.locale.language_code == policy.locale.language_code
        assert line.get_status_display() == policy.get_status_display()
        for name in ("slug", "name", "icon", "hue", "order"):
            assert getattr(line.area, name) == getattr(policy.area, name)
        assert (line.topic and line.topic.slug) == (policy.topic and policy.topic.slug)
        assert (line.topic and line.topic.name) == (policy.topic and policy.topic.name)
    assert {line.topic is None for line in lines} <= {True, False}


@pytest.mark.parametrize("options", ["level=2", "level=3", "level=3 with_area=True"])
def test_entry_says_what_the_line_says(language: str, options: str):
    template = engines["django"].from_string(f'{{% include "components/entry.html" with policy=line {options} only %}}')
    for line in policies_in_area("transportation"):
        html = as_said(template.render({"line": line}))
        assert f'<h{options[6]} class="entry-title"><a href="{line.url}">' in html
        assert escape(line.title) in html
        assert escape(line.one_line) in html
        assert policy_years(line) in html
        assert f'status--{line.status}">{line.get_status_display()}<' in html
        assert ("is-manual" in html) == line.has_manual
        assert (f'area-name area-{line.area.hue}">' in html) == ("with_area" in options)
        assert "<abbr" not in html


def test_entry_names_its_goals_and_is_never_markup():
    line = policies_in_area("transportation")[0]
    line.title = line.one_line = "<script>x</script>"
    line.area = replace(line.area, name="<script>x</script>")
    line.goal_numbers = [9, 11]
    html = line.draw(level=2, with_area=True)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") == 3
    assert "</abbr> 9, 11</span>" in html


def test_newest_are_those_that_were_published_last(language: str):
    newest = newest_policies(language)
    assert len(newest) == 6
    assert {line.locale.language_code for line in newest} == {language}
    page(language).unpublish()
    page(language).save_revision().publish()
    policy = page(language)
    PolicyPage.objects.filter(pk=policy.pk).update(first_published_at="2100-01-01T00:00:00Z")
    assert newest_policies(language)[0].slug == "topis"
    make_private(language, "topis")
    assert "topis" not in [line.slug for line in newest_policies(language)]


def test_chosen_policies_keep_their_order_and_are_read_in_the_language(language: str):
    other = {"ko": "en", "en": "ko"}[language]
    chosen = [page(language).pk, page(other, "owl-bus").pk, page(language, "citizen-apartments").pk]
    lines = chosen_policies(chosen, language)
    assert [line.slug for line in lines] == ["topis", "owl-bus", "citizen-apartments"]
    assert {line.locale.language_code for line in lines} == {language}
    make_private(language, "topis")
    assert [line.slug for line in chosen_policies(chosen, language)] == ["owl-bus", "citizen-apartments"]
    assert chosen_policies([], language) == []


def test_policies_by_id_are_in_the_language_where_they_can_be(language: str):
    page(language, "owl-bus").unpublish()
    found = policies_by_id(["topis", "owl-bus", "nothing"], language)
    assert found["topis"].locale.language_code == language
    assert found["owl-bus"].locale.language_code != language
    assert set(found) == {"topis", "owl-bus"}


def test_versions_are_only_those_that_are_public(language: str):
    key = page(language).translation_key
    assert {line.locale.language_code for line in policy_versions([key])} == {"ko", "en"}
    make_private(language, "topis")
    assert language not in {line.locale.language_code for line in policy_versions([key])}
    assert policy_versions([]) == []


def test_card_counts_what_is_public_and_translated(language: str):
    def card():
        return next(card for card in area_cards(language) if card.slug == "transportation")

    area = AreaPage.objects.get(slug="transportation", locale__language_code=language)
    before = card()
    assert (before.url, before.name, before.description) == (area.url, area.area.name, area.area.description)
    assert before.manuals + before.introductions == area.get_children().count()
    make_private(language, "topis")
    PolicyPage.objects.filter(pk=page(language, "owl-bus").pk).update(passages_foreign=9, passages_total=10)
    after = card()
    assert after.manuals + after.introductions == before.manuals + before.introductions - 2


def test_edges_join_public_policies_in_the_language_if_possible(language: str):
    policy = page(language, "public-transport-reform-2004")
    edges = read_edges(language, [policy.translation_key])
    relations = PolicyRelation.objects.filter(locale__language_code=language)
    expected = relations.filter(page=policy) | relations.filter(to__translation_key=policy.translation_key)
    assert sorted((e.policy.slug, e.other.slug, e.relation.kind, e.relation.note) for e in edges) == sorted(
        expected.values_list("page__slug", "to__slug", "kind", "note")
    )
    assert all(isinstance(end, PolicyLine) for edge in edges for end in (edge.policy, edge.other))
    assert all(end.locale.language_code == language for edge in edges for end in (edge.policy, edge.other))
    before = len(edges)
    make_private("ko", "exclusive-median-bus-lanes")
    make_private("en", "exclusive-median-bus-lanes")
    after = read_edges(language, [policy.translation_key])
    assert len(after) < before
    assert "exclusive-median-bus-lanes" not in {end.slug for edge in after for end in (edge.policy, edge.other)}


def test_edges_of_policies_that_are_known_are_the_same(language: str):
    lines = [line for line in policies_in_area("transportation") if line.locale.language_code == language]
    keys = [line.translation_key for line in lines]
    known = read_edges(language, keys, known=lines)
    assert len(known) > 10
    assert known == read_edges(language, keys)


def test_home_page_counts_the_sources_of_what_is_public(reader: Client, language: str):
    def counted() -> int:
        return reader.get(f"/{language}/").context["counts"]["sources"]

    policy = page(language)
    before = counted()
    assert before > 100
    milestone = policy.milestones.first()
    milestone.source = "https://planted.example/one\nhttps://planted.example/two\npolicy:owl-bus"
    milestone.save()
    with_planted = counted()
    assert with_planted >= before + 1
    milestone.source = "https://planted.example/one"
    milestone.save()
    assert counted() == with_planted - 1
    PolicyPage.objects.filter(pk=policy.pk).update(live=False)
    assert counted() < with_planted - 1
