import csv
import io
import re
from decimal import Decimal
from html import unescape

import lxml.html
import pytest
from django.test import Client
from django.utils.html import escape, strip_tags
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from seoulsolution.archive.models import IndicatorPage, Observation, PolicyOfficePage, TimelineEvent
from seoulsolution.archive.policies import drawings
from seoulsolution.archive.policies.indicators import draw, read_my_city
from seoulsolution.archive.policies.marks import SourceList
from seoulsolution.archive.policies.office_rows import read_all_figures, read_events, read_figures, read_indicators
from seoulsolution.core.models import PolicyArea
from seoulsolution.core.numbers import format_number, format_quantity

pytestmark = pytest.mark.django_db


def indicator(language: str, slug: str = "population") -> IndicatorPage:
    return IndicatorPage.objects.get(slug=slug, locale__language_code=language)


def format_quantity_in(language: str, value: Decimal, unit: str) -> str:
    with override(language):
        return format_quantity(value, unit)


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
    last = indicator(language).observations.order_by("year").last()
    assert population.latest_year == last.year
    assert "<svg" in population.chart.svg


def test_figures_under_another_definition_are_not_joined(reader: Client, language: str):
    chart = reader.get(f"/{language}/policies/seoul-policy-office/subway-km/").context["chart"]
    assert chart.broken
    whole = reader.get(f"/{language}/policies/seoul-policy-office/population/").context["chart"]
    assert not whole.broken


def test_lines_that_run_at_the_same_time_are_named_by_their_years(reader: Client, language: str):
    response = reader.get(f"/{language}/policies/seoul-policy-office/pm10/")
    legend = str(response.context["legend"])
    spans = {"ko": ["2000~2009년", "2001~2017년"], "en": ["2000–2009", "2001–2017"]}[language]
    assert not response.context["chart"].broken
    assert all(span in legend for span in spans)
    assert legend in response.content.decode()
    assert {"ko": "서로 비교할 수 없습니다", "en": "do not compare"}[language] in legend
    assert legend in reader.get(office(language).url).content.decode()


@pytest.mark.parametrize("slug", ["solar", "waste", "grdp"])
def test_single_figure_is_shown_as_what_it_is_and_nothing_is_drawn(reader: Client, language: str, slug: str):
    page = indicator(language, slug)
    (figure,) = page.observations.all()
    value = format_quantity_in(language, figure.value, page.unit)
    own = reader.get(page.url).content.decode().split("<main")[1].split("</main>")[0]
    among = reader.get(office(language).url).content.decode().split(f'id="indicator-{slug}"')[1].split("</section>")[0]
    for html in (own, among):
        assert "chart-series" not in html
        assert f'<p class="single">{value}</p>' in html
        assert str(figure.year) in html
        assert escape(figure.sources[0].url or figure.sources[0].label) in html
    assert 'name="mine"' not in own


def test_two_figures_stand_beside_each_other_and_nothing_is_drawn(reader: Client, language: str):
    page = indicator(language, "elderly")
    values = [format_quantity_in(language, figure.value, page.unit) for figure in page.observations.order_by("year")]
    among = reader.get(office(language).url).content.decode().split('id="indicator-elderly"')[1].split("</section>")[0]
    assert "chart-series" not in among
    assert [f'<p class="single">{value}</p>' in among for value in values] == [True, True]


def test_every_indicator_is_in_the_part_of_its_area(reader: Client, language: str):
    context = reader.get(office(language).url).context
    shown = [small for area in context["areas"] for small in [*area.charts, *area.short]]
    assert sorted(small.page.slug for small in shown) == sorted(small.page.slug for small in context["charts"])
    assert all(small.page.area == area.area for area in context["areas"] for small in [*area.charts, *area.short])
    assert all(len(small.figures) <= 2 for area in context["areas"] for small in area.short)


def test_curve_says_where_its_figures_end(reader: Client, language: str):
    response = reader.get(office(language).url)
    decades = {decade.start: decade for decade in response.context["decades"]}
    nothing = {"ko": "기록된 수치 없음", "en": "no figure recorded"}[language]
    for start, decade in decades.items():
        assert (decade.levels == [nothing]) == (start < 1950 or start > 2000) == (not decade.curve)
    assert [level[:4] for level in decades[2000].levels] == ["2000", "2005"]
    assert {"ko": "기록된 마지막 수치", "en": "the last figure recorded"}[language] in decades[2000].levels[1]
    assert {"ko": "1955~2005년", "en": "1955–2005"}[language] in response.content.decode()


def test_office_leads_to_every_decade_and_every_area(reader: Client, language: str):
    response = reader.get(office(language).url)
    html = response.content.decode()
    ways = html.split('<nav class="ways"')[1].split("</nav>")[0]
    places = re.findall(r'href="#([^"]+)"', ways)
    assert len(places) == 2 + len(response.context["decades"]) + len(response.context["areas"])
    assert all(html.count(f'id="{place}"') == 1 for place in places)


def test_sources_of_the_timeline_are_listed_once_for_paper(reader: Client, language: str):
    response = reader.get(office(language).url)
    html = response.content.decode()
    listed = html.split('<div class="decades">')[1].split('<div class="on-paper">')[1].split("</section>")[0]
    listed = re.sub(r'<a class="on-screen".*?</a>', "", listed)
    sources = response.context["sources"]
    assert len(sources) > 50
    entries = [" ".join(unescape(strip_tags(item)).split()) for item in re.findall(r"<li.*?</li>", listed, re.DOTALL)]
    assert entries == [f"{source.number} {source.printed}" for source in sources]


def test_table_beside_the_chart_has_every_figure_with_its_source(reader: Client, language: str):
    page = indicator(language)
    response = reader.get(page.url)
    figures = response.context["figures"]
    assert [f.observation.year for f in figures] == sorted(o.year for o in page.observations.all())
    html = response.content.decode()
    assert all(format_number(figure.observation.value) in html for figure in figures)
    said = lxml.html.fromstring(html).text_content()
    assert all(source.printed in said for figure in figures for source in figure.observation.sources)


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


HOSTILE = "<script>x</script>"


def office(language: str) -> PolicyOfficePage:
    return PolicyOfficePage.objects.get(locale__language_code=language)


def test_rows_say_what_the_records_say(language: str):
    page = office(language)
    indicators = {row.pk: row for row in read_indicators(page)}
    figures = read_all_figures(page)
    pages = IndicatorPage.objects.child_of(page).select_related("area")
    assert len(indicators) == len(pages) == 47
    for own in pages:
        row = indicators[own.pk]
        assert (row.slug, row.title, row.unit, row.url) == (own.slug, own.title, own.unit, own.url)
        assert (row.area.slug, row.area.hue, row.area.order) == (own.area.slug, own.area.hue, own.area.order)
        assert row.is_curve == (own.translation_key == page.curve_indicator.translation_key)
        assert figures[own.pk] == read_figures(own)
        assert [(f.year, f.value, f.source) for f in figures[own.pk]] == list(
            own.observations.order_by("year", "segment", "sort_order").values_list("year", "value", "source")
        )
    events = TimelineEvent.objects.filter(locale=page.locale).select_related("area").order_by("year", "slug")
    assert [(e.pk, e.year, e.text, e.area.name, e.mark.disputed) for e in read_events(page, SourceList())] == [
        (e.pk, e.year, e.text, e.area.name, e.disputed) for e in events
    ]


def test_indicator_that_is_private_or_a_draft_is_not_among_the_charts(reader: Client, language: str):
    IndicatorPage.objects.filter(slug="pm10").update(live=False)
    PageViewRestriction.objects.create(page=indicator(language, "population-registered"), restriction_type="login")
    shown = {small.page.slug for small in reader.get(office(language).url).context["charts"]}
    assert len(shown) == 45
    assert not shown & {"pm10", "population-registered"}


def test_text_of_an_editor_is_never_markup_on_the_office_page(reader: Client, language: str):
    locale = office(language).locale
    TimelineEvent.objects.filter(locale=locale).update(text=HOSTILE, source=HOSTILE, basis="cited", disputed=HOSTILE)
    IndicatorPage.objects.filter(locale=locale).update(title=HOSTILE, unit=HOSTILE)
    Observation.objects.filter(locale=locale).update(note=HOSTILE, source=HOSTILE, basis="cited")
    PolicyArea.objects.filter(locale=locale).update(name=HOSTILE)
    html = reader.get(office(language).url).content.decode()
    assert HOSTILE not in html
    assert html.count("&lt;script&gt;") > 500


def test_event_says_how_far_to_trust_it(reader: Client, language: str):
    event = TimelineEvent.objects.filter(locale__language_code=language).first()
    TimelineEvent.objects.filter(pk=event.pk).update(basis="judgement", confidence="low", disputed="2 != 3")
    html = reader.get(office(language).url).content.decode()
    assert html.count("sign--judgement") == 1
    assert "2 != 3</p>" in html


def test_figure_that_is_changed_is_drawn_anew(reader: Client, language: str):
    def drawing() -> str:
        charts = reader.get(office(language).url).context["charts"]
        return next(small for small in charts if small.page.slug == "population").chart.svg

    before = drawing()
    assert drawing() == before
    figure = indicator(language).observations.order_by("year").first()
    Observation.objects.filter(pk=figure.pk).update(value=figure.value + 1_000_000)
    changed = drawing()
    assert changed != before
    Observation.objects.filter(pk=figure.pk).update(value=figure.value, confidence="low", disputed="x")
    assert drawing() not in (before, changed)
    Observation.objects.filter(pk=figure.pk).update(confidence=figure.confidence, disputed=figure.disputed)
    assert drawing() == before
    IndicatorPage.objects.filter(pk=indicator(language).pk).update(title="Another name")
    assert "Another name" in drawing()


def test_what_is_said_beside_a_figure_is_new_at_once(reader: Client, language: str):
    def html() -> str:
        return reader.get(office(language).url).content.decode()

    before = html()
    figure = indicator(language, "pm10").observations.first()
    Observation.objects.filter(pk=figure.pk).update(note="7 > 6", disputed="8 > 7")
    assert "<p>7 &gt; 6</p>" in html()
    assert "8 &gt; 7</p>" in html()
    Observation.objects.filter(pk=figure.pk).update(note=figure.note, disputed=figure.disputed)
    assert html() == before


def test_drawing_speaks_the_language_of_the_reader():
    page = indicator("ko")
    rows = read_figures(page)
    said = {}
    for code in ("ko", "en", "ko"):
        with override(code):
            said.setdefault(code, draw(page, rows).svg)
            assert draw(page, rows).svg == said[code]
    assert "만" in said["ko"]
    assert "million" in said["en"]


def test_what_readers_type_is_not_kept(reader: Client, language: str):
    reader.get(indicator(language).url)
    kept = drawings.series.cache_info().currsize
    for number in range(5):
        reader.get(indicator(language).url, {"mine": str(3_000_000 + number)})
    assert drawings.series.cache_info().currsize == kept


def test_preview_shows_the_figures_that_an_editor_has_typed(language: str):
    page = indicator(language)
    figure = page.observations.first()
    figure.value = Decimal(777_777)
    page.observations.add(figure)
    response = page.make_preview_request()
    assert "777,777" in response.render().content.decode()
    assert "777,777" not in Client().get(page.url).content.decode()
