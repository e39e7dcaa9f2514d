"""Dates as exactly as they are known: a day, a month or a year, kept as the beginning of an ISO 8601 date."""

import re
from calendar import monthrange
from datetime import date

from babel import Locale
from babel.dates import format_interval, format_skeleton
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .numbers import babel_locale, format_day, format_year_span

PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
LENGTH = 10


def is_partial_date(text: str) -> bool:
    """Whether `text` is a day, a month or a year of the calendar."""
    found = PARTIAL.fullmatch(text)
    try:
        year, month, day = (int(part or 1) for part in found.groups()) if found else (0, 0, 0)
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_partial_date(text: str) -> None:
    """Raise ValidationError where `text` is not a day, a month or a year of the calendar."""
    if not is_partial_date(text):
        raise ValidationError(_("A date such as 2016-06-08, 2016-06 or 2016."))


def year_of(text: str) -> int:
    return int(text[:4])


def is_day(text: str) -> bool:
    return len(text) == LENGTH


def first_day(text: str) -> date:
    """The earliest day that `text` may mean."""
    year, month, day = (int(part or 1) for part in PARTIAL.fullmatch(text).groups())  # type: ignore[union-attr] # checked
    return date(year, month, day)


def last_day(text: str) -> date:
    """The latest day that `text` may mean."""
    year, month, day = PARTIAL.fullmatch(text).groups()  # type: ignore[union-attr] # checked when it was kept
    last_month = int(month or 12)
    return date(int(year), last_month, int(day) if day else monthrange(int(year), last_month)[1])


def format_partial_date(text: str) -> str:
    """“8 June 2016”, “June 2016”, “2016”; “2016년 6월 8일”, “2016년 6월”, “2016년”."""
    year, month, day = PARTIAL.fullmatch(text).groups()  # type: ignore[union-attr] # checked when it was kept
    if day:
        return format_day(date(int(year), int(month), int(day)))
    if month:
        return format_skeleton("yMMMM", date(int(year), int(month), 1), locale=babel_locale())
    return format_year_span(int(year), None, open_end=False)


def format_period(start: str, end: str) -> str:
    """“7–15 Apr 2015”, “August – September 2016”, “2016–2017”; one date where the two are one or one is empty."""
    if not start or not end or start == end:
        return format_partial_date(start or end) if start or end else ""
    locale = babel_locale()
    if len(start) != len(end):
        mark = "~" if locale.language == "ko" else " – "
        return f"{format_partial_date(start)}{mark}{format_partial_date(end)}"
    if len(start) == len("2016"):
        return format_year_span(int(start), int(end), open_end=False)
    locale = Locale("en", "GB") if locale.language == "en" else locale
    skeleton = "yMMMd" if is_day(start) else "yMMMM"
    said = str(format_interval(first_day(start), first_day(end), skeleton, locale=locale))
    # Korean parts the days of a month tightly and whatever is longer widely.
    return re.sub(r"\s*~\s*", "~", said)
