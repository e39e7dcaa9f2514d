"""What is read as JSON is what a list would read: every column, of every kind of page that is told so."""

from datetime import date, time
from decimal import Decimal

import pytest

from seoulsolution.archive.cities.tenders.lines import JSON_TENDERS, TENDER
from seoulsolution.archive.models import NewsPage, ProgrammePage, TenderPage, TendersPage
from seoulsolution.archive.newsroom.lines import JSON_NEWS
from seoulsolution.archive.sharing.training.programmes import JSON_PROGRAMMES
from seoulsolution.core.json_lines import JsonLines
from seoulsolution.core.places import Place

pytestmark = pytest.mark.django_db


def both(lines: JsonLines, pages) -> tuple[list[tuple], list[tuple]]:
    told = sorted(tuple(row) for row in lines.among(lines.of(pages)))
    return told, sorted(pages.order_by().values_list(*lines.columns))


@pytest.mark.parametrize(("lines", "model"), [(JSON_NEWS, NewsPage), (JSON_PROGRAMMES, ProgrammePage)])
def test_lines_are_those_of_a_list(lines: JsonLines, model: type):
    told, listed = both(lines, model.objects.all())
    assert told == listed
    assert len(told) > 10
    assert [[type(value) for value in row] for row in told] == [[type(value) for value in row] for row in listed]


@pytest.mark.parametrize("amount", [None, Decimal("1234567890.12"), Decimal("0.1"), Decimal(3)])
def test_amounts_days_and_hours_are_what_they_were(amount: Decimal | None):
    above = TendersPage.objects.get(locale__language_code="en")
    place = Place.objects.get(slug="bogota", locale=above.locale)
    values = {
        "closes_on": date(2030, 1, 2),
        "closes_at": time(15, 30),
        "time_zone": "America/Bogota",
        "currency": "USD",
    }
    words = {"title": "Buses", "issuer": "Authority", "summary": "Buses are wanted.", "website": "https://example.org/"}
    above.add_child(instance=TenderPage(slug="x", locale=above.locale, place=place, amount=amount, **values, **words))
    told, listed = both(JSON_TENDERS, TenderPage.objects.filter(slug="x"))
    assert told == listed
    assert told[0][TENDER.index("amount")] == amount


def test_only_the_kind_that_is_asked_for_is_found():
    found = JSON_NEWS.of(NewsPage.objects.all()).union(JSON_PROGRAMMES.of(ProgrammePage.objects.all()), all=True)
    assert len(JSON_NEWS.among(found)) == NewsPage.objects.count()
    assert JSON_TENDERS.among(found) == []
