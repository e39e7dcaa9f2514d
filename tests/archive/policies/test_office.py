import csv
import io
from decimal import Decimal

import pytest
from django.test import Client

from seoulsolution.archive.models import IndicatorPage, Observation, TimelineEvent
from seoulsolution.archive.policies.indicators import read_my_city
from seoulsolution.core.numbers import format_number

pytestmark = pytest.mark.django_db


def indicator(language: str, slug: str = "population") -> IndicatorPage:
    return IndicatorPage.objects.get(slug=slug, locale__language_code=language)


def test_office_shows_every_event_in_its_decade(reader: Client, language: str):
    response = reader.get(f"/{language}/policies/seoul-policy-office/")
    decades = response.context["decades"]
    shown = [event.pk for decade in decades for event in decade.events]
    expected = TimelineEvent.objects.filter(locale__language_code=language).order_by("year", "slug")
    assert shown == list(expected.values_list("pk", flat=True))
    assert len(shown) == 64
    assert all(decade.start <= event.year < decade.start + 10 for decade in decades for event in decade.events)
    html = response.content.decode()
    assert all(event.text.split("'")[0][:20] in html for event in expected if "&" not in event.text)


def test_office_shows_every_indicator_with_its_latest_value(reader: Client, language: str):
    charts = reader.get(f"/{language}/policies/seoul-policy-office/").context["charts"]
    assert len(charts) == 47
    population = next(small for small in charts if small.page.slug == "population")
    last = population.page.observations.order_by("year").last()
    assert population.latest_year == last.year
    assert "<svg" in population.chart.svg


def test_figures_under_another_definition_are_not_joined(reader: Client, language: str):
    chart = reader.get(f"/{language}/policies/seoul-policy-office/pm10/").context["chart"]
    assert chart.broken
    whole = reader.get(f"/{language}/policies/seoul-policy-office/population/").context["chart"]
    assert not whole.broken


def test_table_beside_the_chart_has_every_figure_with_its_source(reader: Client, language: str):
    page = indicator(language)
    response = reader.get(page.url)
    figures = response.context["figures"]
    assert [f.observation.year for f in figures] == sorted(o.year for o in page.observations.all())
    html = response.content.decode()
    assert all(format_number(figure.observation.value) in html for figure in figures)
    assert all(source.text in html for figure in figures for source in figure.observation.sources)


def test_csv_holds_the_same_figures(reader: Client, language: str):
    page = indicator(language)
    response = reader.get(f"{page.url}csv/")
    assert response.headers["Content-Type"].startswith("text/csv")
    text = response.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [Decimal(row[3]) for row in rows[1:]] == [o.value for o in page.observations.order_by("year")]
    assert response.content.startswith(b"\xef\xbb\xbf")


def test_csv_starts_no_formula(reader: Client):
    page = indicator("en")
    Observation.objects.filter(page=page).update(note='=HYPERLINK("http://evil.example")', value=Decimal(-5))
    rows = list(csv.reader(io.StringIO(reader.get(f"{page.url}csv/").content.decode("utf-8-sig"))))
    assert rows[1][3] == "-5"
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_my_city_is_held_against_the_series(reader: Client, language: str):
    page = indicator(language)
    response = reader.get(page.url, {"mine": "6,000,000"})
    mine = response.context["my_city"]
    assert mine.value == Decimal(6_000_000)
    assert mine.years == [{"ko": "1970~1975년", "en": "1970–1975"}[language]]


@pytest.mark.parametrize("typed", ["abc", "1e999999", "NaN", "Infinity", "1" * 500, "<script>", "--5"])
def test_my_city_that_is_no_number_gets_a_clear_answer(reader: Client, language: str, typed: str):
    response = reader.get(indicator(language).url, {"mine": typed})
    assert response.status_code == 200
    mine = response.context["my_city"]
    assert mine.value is None
    assert mine.fault in response.content.decode()
    assert "<script>" not in response.content.decode().split("<body", 1)[1]


def test_nothing_is_asked_when_nothing_is_typed():
    assert read_my_city("", asked=False) is None
    assert read_my_city("  ", asked=True) is None
