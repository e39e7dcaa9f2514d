"""Periods of days, months or years, told as exactly as they are known."""

from datetime import date

import pytest
from django.utils import translation

from seoulsolution.core.partial_dates import first_day, format_period, last_day


@pytest.mark.parametrize(
    ("start", "end", "english", "korean"),
    [
        ("", "", "", ""),
        ("2015", "", "2015", "2015년"),
        ("2015-04-07", "2015-04-07", "7 April 2015", "2015년 4월 7일"),
        ("2015-04-07", "2015-04-15", "7–15 Apr 2015", "2015년 4월 7일~15일"),
        ("2016-08", "2016-09", "August – September 2016", "2016년 8월~9월"),
        ("2016", "2017", "2016–2017", "2016~2017년"),
        ("2016-08-29", "2016-09", "29 August 2016 – September 2016", "2016년 8월 29일~2016년 9월"),
        ("2016-08-29", "2016-09-08", "29 Aug – 8 Sept 2016", "2016년 8월 29일~9월 8일"),
    ],
)
def test_period_is_told_as_exactly_as_it_is_known(start: str, end: str, english: str, korean: str):
    for language, said in (("en", english), ("ko", korean)):
        with translation.override(language):
            # CLDR parts the dates by thin spaces.
            assert " ".join(format_period(start, end).split()) == said


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2028", date(2028, 1, 1), date(2028, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2028-02-03", date(2028, 2, 3), date(2028, 2, 3)),
    ],
)
def test_date_means_every_day_of_its_month_or_year(text: str, first: date, last: date):
    assert (first_day(text), last_day(text)) == (first, last)
