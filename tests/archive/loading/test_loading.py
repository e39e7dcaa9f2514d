"""From files to pages: what a load writes, what it leaves alone, what it refuses."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageLogEntry, ReferenceIndex, Revision, Site

from seoulsolution.archive.loading.signals import content_loaded
from seoulsolution.archive.models import (
    AreaPage,
    HomePage,
    IndicatorPage,
    NewsPage,
    PolicyOfficePage,
    PolicyPage,
    TimelineEvent,
)
from seoulsolution.core.models import GlossaryTerm, Organisation, PolicyArea, Topic

RECORDS = 52


def policy(slug="night-bus", language="ko"):
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def test_load_counts_every_record(load):
    report = load()
    assert (report.created, report.changed, report.unchanged) == (RECORDS, 0, 0)
    assert (report.removed, report.kept) == ([], {})


def test_database_counts_what_it_holds_after_a_load_that_wrote_something(load):
    with CaptureQueriesContext(connection) as first:
        load()
    with CaptureQueriesContext(connection) as second:
        load()
    counted = [[query["sql"] for query in queries].count("ANALYZE") for queries in (first, second)]
    assert counted == [1, 0]


@pytest.mark.parametrize("code", ["ko", "en"])
def test_pages_stand_at_their_addresses(load, code):
    load()
    found = set(Page.objects.filter(locale__language_code=code, depth__gt=1).values_list("url_path", flat=True))
    assert found == {
        f"/{code}/{rest}"
        for rest in (
            "", "about/", "glossary/", "policies/", "policies/transport/", "policies/water/", "policies/policy-office/",
            "policies/policy-office/population/", "policies/policy-office/population-registered/",
            "policies/transport/night-bus/", "sharing/", "sharing/projects/", "sharing/projects/bogota-night-bus/",
            "sharing/projects/colombia-water/", "policies/transport/bus-card/", "policies/water/tap-water/",
            "policies/water/leak-repair/", "sharing/projects/counts/", "sharing/records/",
            "sharing/records/bogota-night-bus-record/", "sharing/lineage/", "sharing/map/", "cities/",
            "cities/like-yours/", "cities/seoul/", "news/", "news/night-bus-prize/", "resources/",
            "cities/standing/", "cities/standing/night-index/", "cities/organisations/", "cities/relations/",
            "cities/tenders/", "sharing/offers/", "sharing/training/", "sharing/training/bus-course/",
        )
    }  # fmt: skip
    assert not any(any(problem) for problem in [Page.find_problems()])


def test_menus_and_site_are_set(load):
    load()
    assert set(Page.objects.in_menu().values_list("slug", flat=True)) == {
        "policies",
        "sharing",
        "cities",
        "glossary",
        "about",
    }
    site = Site.objects.get()
    assert site.root_page.specific == HomePage.objects.get(locale__language_code="ko")
    assert site.site_name == "Seoul Solution"
    assert not Page.objects.filter(slug="home").exists()


def test_a_site_that_somebody_set_up_is_left_alone(load):
    root = Page.get_first_root_node()
    other = root.add_child(instance=Page(title="Campaign", slug="campaign", locale=root.locale))
    Site.objects.update(root_page=other, site_name="Ours")
    load()
    assert (Site.objects.get().root_page.slug, Site.objects.get().site_name) == ("campaign", "Ours")


def test_policy_holds_what_the_files_say(load):
    load()
    page = policy(language="en")
    assert (page.title, page.year_started, page.year_ended, page.status) == ("Night Bus", 2013, None, "ongoing")
    assert (page.area.slug, page.area.locale.language_code) == ("transport", "en")
    assert (page.topic.name, page.lead_organisation.name) == ("Buses", "Bus Office")
    assert [goal.goal for goal in page.goals.all()] == [9, 11]
    assert [row.word for row in page.keywords.all()] == ["bus", "night"]
    assert [(row.reference, row.is_further_reading) for row in page.readings.all()] == [
        ("https://example.org/night", True),
        ("Annual report 2014", False),
        ("https://example.org/more", True),
    ]
    assert page.has_manual
    assert "Trains stopped at midnight &amp; taxis refused rides." in str(page.background)
    assert [block.block_type for block in page.background] == ["paragraph", "paragraph"]
    assert list(page.objectives[0].value) == ["A cheap way home.", "Routes where demand is."]


@pytest.mark.parametrize("code", ["ko", "en"])
def test_policy_was_shared_with_places_in_its_own_language(load, code):
    load()
    bogota, korea = (row.place for row in policy(language=code).places.all())
    assert (bogota.name, bogota.country.name) == {"ko": ("보고타", "콜롬비아"), "en": ("Bogotá", "Colombia")}[code]
    assert bogota.search_names == (bogota.name, "Bogota", "산타페데보고타")
    assert (korea.slug, korea.kind, korea.country) == ("korea", "country", None)
    assert {place.locale.language_code for place in (bogota, bogota.country, korea)} == {code}


def test_rows_of_a_manual_hold_what_the_files_say(load):
    load()
    page = policy(language="en")
    second = page.milestones.all()[1]
    assert (second.year, second.text, second.basis, second.confidence) == (2016, "Eight routes.", "cited", "low")
    assert second.source == "https://example.org/eight\nPress release, 2 May 2016"
    assert second.disputed == "The press counts nine."
    assert second.locale.language_code == "en"
    cost = page.costs.get()
    assert (cost.amount, cost.currency, cost.kind) == (Decimal(60240000), "KRW", "spent")
    first, forecast = page.results.all()
    assert (first.before_value, first.before_year, first.after_value) == (2, 2013, Decimal("14.5"))
    assert (first.after_year, first.after_year_end) == (2020, 2022)
    assert (forecast.kind, forecast.before_value, forecast.after_period) == ("forecast", None, "in the first years")
    assert page.stakeholders.get().who == "Telephone company"
    assert page.legal_bases.get().title == "Bus Ordinance"
    assert page.preconditions.get().before == "Taxi records."
    assert page.difficulties.get().solution == ""


@pytest.mark.parametrize("code", ["ko", "en"])
def test_news_holds_what_the_files_say(load, code):
    load()
    page = NewsPage.objects.get(slug="night-bus-prize", locale__language_code=code)
    assert (page.category, page.dated, page.confidence) == ("award", "2015-06", "high")
    assert (page.office.slug, page.office.locale.language_code) == ("bus-office", code)
    assert page.policies.get().policy == policy("night-bus", "ko")
    assert page.projects.get().project.slug == "bogota-night-bus"
    assert (page.places.get().place.slug, page.places.get().place.locale.language_code) == ("korea", code)
    tags = {"ko": [("버스", "버스"), ("수상", "수상")], "en": [("bus", "bus"), ("prize", "prize")]}[code]
    assert [(tag.word, tag.key) for tag in page.keywords.all()] == tags
    assert page.disputed == {"ko": "언론은 다른 상을 든다.", "en": "The press names another prize."}[code]


def test_policy_without_manual_reads_further_in_its_sources(load):
    load()
    page = policy("bus-card")
    assert not page.has_manual
    assert [row.is_further_reading for row in page.readings.all()] == [True]
    assert page.disputed == "첫해를 1995년과 1996년으로 달리 적었다."


@pytest.mark.parametrize("code", ["ko", "en"])
def test_relations_lead_to_the_page_in_the_source_language(load, code):
    load()
    relation = policy(language=code).relations.get()
    assert relation.to == policy("bus-card", "ko")
    assert (relation.kind, relation.basis, relation.source) == ("needed", "cited", "policy:night-bus")


def test_office_and_indicators_are_linked(load):
    load()
    population = IndicatorPage.objects.get(slug="population", locale__language_code="ko")
    assert PolicyOfficePage.objects.get(locale__language_code="en").curve_indicator == population
    other = IndicatorPage.objects.get(slug="population-registered", locale__language_code="en")
    assert other.see_also == population
    assert [row.value for row in population.observations.all()] == [2445402, Decimal("5433198.5")]
    assert [row.basis for row in population.observations.all()] == ["cited", "unrecorded"]


def test_words_are_snippets_in_each_language(load):
    load()
    assert PolicyArea.objects.get(slug="water", locale__language_code="en").name == "Water"
    assert Topic.objects.get(locale__language_code="en").area.locale.language_code == "en"
    assert Organisation.objects.get(slug="network", locale__language_code="ko").note == "1987년에 만들었다."
    event = TimelineEvent.objects.get(locale__language_code="en")
    assert (event.year, event.text, event.disputed) == (1996, "The bus card begins", "Others say 1995.")


def test_term_holds_its_names_in_their_order(load):
    load()
    english = GlossaryTerm.objects.get(slug="night-bus", locale__language_code="en")
    assert (english.name, english.variants) == ("night bus", ("late-night bus", "Owl Bus"))
    assert (english.domain, english.note) == ("transport", "")
    korean = GlossaryTerm.objects.get(slug="night-bus", locale__language_code="ko")
    assert (korean.name, korean.variants) == ("심야버스", ())
    assert korean.translation_key == english.translation_key
    other = GlossaryTerm.objects.get(slug="non-revenue-water", locale__language_code="ko")
    assert other.note == "요금을 받지 못한 물이다."


def test_wagtail_finds_ordinary_published_pages(load):
    load()
    for page in Page.objects.filter(depth__gt=1).specific():
        assert page.live
        assert page.live_revision_id == page.latest_revision_id
        assert page.first_published_at
        assert page.last_published_at
        assert not page.has_unpublished_changes
        assert page.draft_title == page.title
        assert set(PageLogEntry.objects.for_instance(page).values_list("action", flat=True)) == {
            "wagtail.create", "wagtail.publish"
        }  # fmt: skip
        assert page.get_latest_revision_as_object().to_json() == type(page).objects.get(pk=page.pk).to_json()
    assert Revision.objects.count() == 72


def test_saving_a_loaded_page_changes_nothing(load):
    load()
    for page in Page.objects.filter(depth__gt=1).specific():
        before = page.to_json()
        page.save()
        assert type(page).objects.get(pk=page.pk).to_json() == before


def test_index_of_references_is_as_wagtail_would_make_it(load):
    load()

    def references():
        names = ("base_content_type", "object_id", "to_content_type", "to_object_id", "model_path", "content_path")
        return set(ReferenceIndex.objects.values_list(*names))

    found = references()
    call_command("rebuild_references_index", verbosity=0)
    assert references() == found


def test_second_load_writes_nothing(load):
    load()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load()
    assert (report.created, report.changed, report.unchanged) == (0, 0, RECORDS)
    written = [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert written == []


def test_changed_file_changes_its_record_only(load, edit):
    load()
    before = {page.pk: page.latest_revision_id for page in Page.objects.all()}
    rows = {row.translation_key for row in policy().milestones.all()}
    edit("manuals/night-bus.yaml", "Two routes in April.", "Two routes in May.")
    report = load()
    assert (report.created, report.changed, report.unchanged) == (0, 1, RECORDS - 1)
    changed = {page.pk for page in Page.objects.all() if page.latest_revision_id != before[page.pk]}
    assert changed == {policy(language="ko").pk, policy(language="en").pk}
    assert policy(language="en").milestones.first().text == "Two routes in May."
    assert {row.translation_key for row in policy().milestones.all()} == rows
    assert load().unchanged == RECORDS


def test_new_record_finds_its_place(load, folder):
    load()
    with (folder / "policies.csv").open("a", encoding="utf-8") as stream:
        stream.write("tram,Tram,전차,transport,,1899,1968,ended,,,,,,,,Trams ran.,전차가 다녔다.,,,,low,,\n")
    assert load().created == 1
    assert policy("tram", "en").url_path == "/en/policies/transport/tram/"
    assert AreaPage.objects.get(slug="transport", locale__language_code="en").numchild == 3
    assert not any(Page.find_problems())


def test_policy_of_another_area_moves_there(load, edit):
    load()
    edit("policies.csv", "bus-card,Bus Card,교통카드,transport", "bus-card,Bus Card,교통카드,water")
    assert load().changed == 1
    page = policy("bus-card", "en")
    assert (page.url_path, page.area.slug) == ("/en/policies/water/bus-card/", "water")
    assert not any(Page.find_problems())
    assert load().unchanged == RECORDS


def test_load_announces_the_pages_once_it_is_committed(load, edit, django_capture_on_commit_callbacks):
    heard = []

    def hear(pages, **kwargs):
        heard.append(pages)

    receivers, content_loaded.receivers = content_loaded.receivers, []
    content_loaded.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            load()
            assert heard == []
        edit("policies.csv", "Fewer leaks.", "Far fewer leaks.")
        with django_capture_on_commit_callbacks(execute=True):
            load()
        with django_capture_on_commit_callbacks(execute=True):
            load()
    finally:
        content_loaded.receivers = receivers
    assert [len(pages) for pages in heard] == [72, 2]
    assert set(heard[1]) == {policy("leak-repair", "ko").pk, policy("leak-repair", "en").pk}
