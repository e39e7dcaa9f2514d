import re
from typing import Any

import lxml.html
import pytest
from django.test import Client

from seoulsolution.archive.models import PolicyGoal, PolicyPage, PolicyRelation
from seoulsolution.core.models import PolicyArea, Topic

pytestmark = pytest.mark.django_db


def listed(reader: Client, path: str) -> list[str]:
    response = reader.get(path)
    assert response.status_code == 200
    return [policy.slug for policy in response.context["policies"]]


def in_area(language: str, slug: str):
    return PolicyPage.objects.filter(area__slug=slug, locale__language_code=language)


def test_area_lists_its_policies_newest_first(reader: Client, language: str):
    response = reader.get(f"/{language}/policies/transportation/")
    policies = response.context["policies"]
    assert {p.slug for p in policies} == set(in_area(language, "transportation").values_list("slug", flat=True))
    started = [p.year_started for p in policies]
    assert started == sorted(started, reverse=True)
    assert all(p.locale.language_code == language for p in policies)


def test_filters_narrow_the_list(reader: Client, language: str):
    path = f"/{language}/policies/public-service/"
    assert Topic.objects.filter(locale__language_code=language).count() >= 2
    by_topic = listed(reader, f"{path}?topic=safety")
    assert set(by_topic) == set(
        in_area(language, "public-service").filter(topic__slug="safety").values_list("slug", flat=True)
    )
    by_decade = listed(reader, f"{path}?decade=2010")
    assert set(by_decade) == set(
        in_area(language, "public-service").filter(year_started__range=(2010, 2019)).values_list("slug", flat=True)
    )
    manuals = listed(reader, f"{path}?manual=on")
    assert set(manuals) == set(
        in_area(language, "public-service").filter(has_manual=True).values_list("slug", flat=True)
    )
    status = listed(reader, f"{path}?status=ongoing")
    assert set(status) == set(
        in_area(language, "public-service").filter(status="ongoing").values_list("slug", flat=True)
    )
    goal = listed(reader, f"{path}?sdg=11")
    with_goal = PolicyGoal.objects.filter(
        goal=11, page__locale__language_code=language, page__area__slug="public-service"
    )
    assert set(goal) == set(with_goal.values_list("page__slug", flat=True))
    both = listed(reader, f"{path}?topic=safety&decade=2010")
    assert set(both) == set(by_topic) & set(by_decade)
    assert 0 < len(both) < len(by_topic)


def test_every_area_offers_topics_that_hold_its_policies(reader: Client, language: str):
    for area in PolicyArea.objects.filter(locale__language_code=language):
        path = f"/{language}/policies/{area.slug}/"
        topics = Topic.objects.filter(area=area).values_list("slug", flat=True)
        assert len(topics) >= 3
        by_topic = [slug for topic in topics for slug in listed(reader, f"{path}?topic={topic}")]
        assert sorted(by_topic) == sorted(listed(reader, path))


@pytest.mark.parametrize(
    "query",
    [
        "topic=nonsense",
        "decade=abc",
        "decade=99999999999999999999",
        "sdg=-1",
        "sort=%00x"[:5],
        "status=<script>",
        "topic=safety&topic=welfare",
        "manual=" + "x" * 1000,
    ],
)
def test_bad_filters_are_forgiven(reader: Client, language: str, query: str):
    assert reader.get(f"/{language}/policies/public-service/?{query}").status_code == 200


@pytest.mark.parametrize(("query", "kept"), [("decade=2000&manual=on&x=1", "?decade=2000&manual=on"), ("sdg=-1", "")])
def test_other_language_keeps_the_filters(reader: Client, language: str, query: str, kept: str):
    other = "en" if language == "ko" else "ko"
    page = lxml.html.fromstring(reader.get(f"/{language}/policies/transportation/?{query}").content)
    address = page.xpath(f'//*[@class="language-switch"]//a[@hreflang="{other}"]/@href')
    assert address == [f"/{other}/policies/transportation/{kept}"]


def facets(reader: Client, path: str) -> dict[str, dict[str, Any]]:
    """The options of each filter by their value."""
    filters = reader.get(path).context["filters"]
    return {
        facet.field.name: {option.value: option for option in [*facet.options, facet.box] if option and option.value}
        for facet in filters.facets
    }


def test_counts_of_the_filters_add_up(reader: Client, language: str):
    counted = facets(reader, f"/{language}/policies/transportation/")
    dated = in_area(language, "transportation").exclude(year_started=None).count()
    assert sum(option.number for option in counted["decade"].values()) == dated
    manuals = in_area(language, "transportation").filter(has_manual=True).count()
    assert counted["manual"]["on"].number == manuals


@pytest.mark.parametrize("query", ["topic=buses&decade=1990", "sdg=11&manual=on", "status=ongoing", "decade=2000"])
def test_every_filter_counts_what_choosing_it_beside_the_others_would_show(reader: Client, language: str, query: str):
    path, chosen = f"/{language}/policies/transportation/", dict(part.split("=") for part in query.split("&"))
    shown = facets(reader, f"{path}?{query}")
    for name, options in shown.items():
        for value, option in options.items():
            if name != "sort":
                would = "&".join(f"{key}={choice}" for key, choice in (chosen | {name: value}).items())
                assert option.number == len(listed(reader, f"{path}?{would}")), (name, value)


def test_choice_that_would_leave_nothing_is_disabled_and_a_chosen_one_never(reader: Client, language: str):
    path = f"/{language}/policies/transportation/?topic=buses&decade=1990"
    topics = facets(reader, path)["topic"]
    empty = [value for value, option in topics.items() if option.number == 0]
    assert empty
    html = reader.get(path).content.decode()
    for value in empty:
        assert re.search(rf'<option value="{value}"\s+disabled>', html)
    assert re.search(r'<option value="buses"\s+selected\s*>', html)
    nothing = path.replace("buses", empty[0])
    assert listed(reader, nothing) == []
    assert re.search(rf'<option value="{empty[0]}"\s+selected\s*>', reader.get(nothing).content.decode())


def test_sorting_by_title(reader: Client, language: str):
    titles = [p.title for p in reader.get(f"/{language}/policies/water/?sort=title").context["policies"]]
    assert titles == sorted(titles)


def test_policy_without_a_translation_is_listed_apart(reader: Client):
    english = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    english.unpublish()
    response = reader.get("/en/policies/transportation/")
    assert "owl-bus" not in [p.slug for p in response.context["policies"]]
    assert [p.slug for p in response.context["elsewhere"]] == ["owl-bus"]
    assert 'href="/ko/policies/transportation/owl-bus/"' in response.content.decode()


def test_page_whose_title_alone_is_translated_is_not_listed_as_translated(reader: Client):
    korean = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    english = PolicyPage.objects.get(slug="owl-bus", locale__language_code="en")
    for name in ("one_line", "summary", "background", "objectives", "expertise", "time_needed"):
        setattr(english, name, getattr(korean, name))
    for name in ("success_factors", "limiting_factors", "for_other_cities"):
        setattr(english, name, getattr(korean, name))
    for name, column in (
        ("milestones", "text"),
        ("difficulties", "problem"),
        ("preconditions", "text"),
        ("stakeholders", "role"),
    ):
        for row in getattr(english, name).all():
            setattr(row, column, "한국어로만 남아 있는 문장이다.")
            row.save()
    for row in english.preconditions.all():
        row.before = "한국어로만 남아 있는 문장이다."
        row.save()
    for row in english.difficulties.all():
        row.solution = "한국어로만 남아 있는 문장이다."
        row.save()
    for name in ("keywords", "relations", "legal_bases", "costs", "results"):
        getattr(english, name).all().delete()
    english.save()
    english = PolicyPage.objects.get(pk=english.pk)
    english.save()
    assert english.passages_foreign * 2 > english.passages_total
    assert "owl-bus" not in [p.slug for p in reader.get("/en/policies/transportation/").context["policies"]]


def test_order_of_the_area_puts_what_was_needed_first(reader: Client, language: str):
    order = reader.get(f"/{language}/policies/transportation/").context["order"]
    rows = {row.policy.slug: index for index, row in enumerate(order.rows)}
    assert rows["exclusive-median-bus-lanes"] < rows["public-transport-reform-2004"]
    reform = order.rows[rows["public-transport-reform-2004"]]
    assert "exclusive-median-bus-lanes" in [earlier.policy.slug for earlier in reform.before]
    assert all("<svg" in row.picture for row in order.rows)


def test_picture_has_an_arrow_for_everything_that_the_rows_say(reader: Client, language: str):
    for area in ("transportation", "e-government", "public-service"):
        order = reader.get(f"/{language}/policies/{area}/").context["order"]
        for row in order.rows:
            inside = [earlier for earlier in row.before if not earlier.elsewhere]
            assert row.picture.count("chart-arrow ") == len(inside) + any(earlier.elsewhere for earlier in row.before)
            assert len({earlier.policy.translation_key for earlier in row.before}) == len(row.before)
        assert any(row.before for row in order.rows)


def test_rows_say_in_words_how_one_policy_came_from_another(reader: Client, language: str):
    response = reader.get(f"/{language}/policies/e-government/")
    html, order = response.content.decode(), response.context["order"]
    words = {earlier.word for row in order.rows for earlier in row.before}
    assert len(words) == 3
    assert all(f"{word}:" in html for word in words)
    assert words < {word for _sign, word in order.signs}


def test_policy_that_only_stands_beside_another_is_in_no_order(reader: Client, language: str):
    PolicyRelation.objects.update(kind="complements")
    assert reader.get(f"/{language}/policies/transportation/").context["order"] is None


def test_pair_that_is_written_twice_is_drawn_once_as_what_says_more(reader: Client, language: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    relation = page.relations.filter(kind="needed").first()
    PolicyRelation.objects.create(page=relation.to, to=page, kind="led_to", locale=page.locale)
    rows = reader.get(f"/{language}/policies/transportation/").context["order"].rows
    owl_bus = next(row for row in rows if row.policy.slug == "owl-bus")
    kinds = [earlier.kind for earlier in owl_bus.before if earlier.policy.slug == relation.to.slug]
    assert kinds == ["needed"]


def test_policies_of_one_year_stand_in_the_order_in_which_they_built_on_each_other(reader: Client, language: str):
    order = reader.get(f"/{language}/policies/transportation/").context["order"]
    rows = {row.policy.slug: index for index, row in enumerate(order.rows)}
    assert rows["public-transport-reform-2004"] < rows["integrated-fare-and-transfer"]
    for row in order.rows:
        for earlier in row.before:
            if earlier.policy.slug in rows and earlier.policy.year_started <= row.policy.year_started:
                assert rows[earlier.policy.slug] < rows[row.policy.slug], (earlier.policy.slug, row.policy.slug)


def test_what_another_area_prepared_is_named(reader: Client, language: str):
    order = reader.get(f"/{language}/policies/transportation/").context["order"]
    areas = {earlier.policy.area.slug for row in order.rows for earlier in row.before}
    assert areas > {"transportation"}
    assert {earlier.policy.area.slug for row in order.rows for earlier in row.before if not earlier.elsewhere} == {
        "transportation"
    }
