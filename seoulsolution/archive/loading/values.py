"""Kinds of single values in the content files: from the written text to a checked value.

`read` gets the text as it is written and returns the value; an empty text gives `empty`. What does not fit
raises `WrongValueError`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from seoulsolution.core.closings import check_time_zone
from seoulsolution.core.countries import is_country
from seoulsolution.core.language_codes import is_language
from seoulsolution.core.partial_dates import check_partial_date

from .faults import WrongValueError

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER = re.compile(r"-?\d{1,30}(?:\.\d{1,30})?(?:[eE]\+?\d{1,2})?", re.ASCII)
WHOLE = re.compile(r"\d{1,9}", re.ASCII)
SECONDS = re.compile(r"(\d\d?:\d\d):00", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
ID_LENGTH = 80


def shorten(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"


@dataclass(frozen=True, kw_only=True)
class Value:
    """A kind of value. `required` refuses an empty text."""

    required: bool = False
    empty: Any = ""

    @property
    def expected(self) -> str:
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The checked value of `text`."""
        if not text:
            if self.required:
                raise WrongValueError(_("is empty; expected {expected}").format(expected=self.expected))
            return self.empty
        if match := CONTROL.search(text):
            raise WrongValueError(
                _("holds the control character U+{code}; expected readable text").format(
                    code=f"{ord(match.group()):04X}"
                )
            )
        return self.convert(text)

    def convert(self, text: str) -> Any:
        raise NotImplementedError

    def wrong(self, text: str) -> WrongValueError:
        return WrongValueError(
            _("“{text}” does not fit; expected {expected}").format(text=shorten(text), expected=self.expected)
        )


@dataclass(frozen=True, kw_only=True)
class Words(Value):
    """Text of at most `length` characters, without limit when it is None. Line breaks become spaces."""

    length: int | None = None

    @property
    def expected(self) -> str:
        if self.length is None:
            return _("text")
        return _("text of at most {length} characters").format(length=self.length)

    def convert(self, text: str) -> str:
        """The text with single spaces and composed letters, as search and comparison need it."""
        text = unicodedata.normalize("NFC", " ".join(text.split()))
        if not text:
            return str(self.read(""))
        if self.length is not None and len(text) > self.length:
            raise WrongValueError(
                _("is {number} characters long; expected {expected}").format(number=len(text), expected=self.expected)
            )
        return text


@dataclass(frozen=True, kw_only=True)
class Slug(Value):
    """The id of a record."""

    @property
    def expected(self) -> str:
        return _("an id of at most {length} small letters, digits and single hyphens").format(length=ID_LENGTH)

    def convert(self, text: str) -> str:
        if len(text) > ID_LENGTH or not SLUG.fullmatch(text):
            raise self.wrong(text)
        return text


@dataclass(frozen=True, kw_only=True)
class Whole(Value):
    """A whole number between `low` and `high`."""

    low: int
    high: int
    empty: Any = None

    @property
    def expected(self) -> str:
        return _("a whole number from {low} to {high}").format(low=self.low, high=self.high)

    def convert(self, text: str) -> int:
        if not WHOLE.fullmatch(text) or not self.low <= int(text) <= self.high:
            raise self.wrong(text)
        return int(text)


@dataclass(frozen=True, kw_only=True)
class PartialDate(Value):
    """A day, a month or a year."""

    @property
    def expected(self) -> str:
        return _("a date such as 2016-06-08, 2016-06 or 2016")

    def convert(self, text: str) -> str:
        try:
            check_partial_date(text)
        except ValidationError as error:
            raise self.wrong(text) from error
        return text


@dataclass(frozen=True, kw_only=True)
class Day(Value):
    """A day of the calendar."""

    empty: Any = None

    @property
    def expected(self) -> str:
        return _("a day such as 2016-06-08")

    def convert(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise self.wrong(text) from error


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Value):
    """In minutes. Spreadsheets write the seconds of a cell with a time: `15:00:00`."""

    empty: Any = None

    @property
    def expected(self) -> str:
        return _("a time of the day such as 15:00")

    def convert(self, text: str) -> time:
        try:
            with_seconds = SECONDS.fullmatch(text)
            minutes = with_seconds[1] if with_seconds else text
            return datetime.strptime(minutes, "%H:%M").time()  # noqa: DTZ007 - the zone is another value
        except ValueError as error:
            raise self.wrong(text) from error


@dataclass(frozen=True, kw_only=True)
class TimeZone(Value):
    @property
    def expected(self) -> str:
        return _("a time zone such as America/Bogota")

    def convert(self, text: str) -> str:
        try:
            check_time_zone(text)
        except ValidationError as error:
            raise self.wrong(text) from error
        return text


@dataclass(frozen=True, kw_only=True)
class Number(Value):
    """A decimal number that fits a column of `digits` digits, `places` of them after the point."""

    digits: int
    places: int
    negative: bool = True
    empty: Any = None

    @property
    def expected(self) -> str:
        wanted = _("a number with at most {whole} digits before the point and {places} after it").format(
            whole=self.digits - self.places, places=self.places
        )
        return wanted if self.negative else _("{wanted}, not negative").format(wanted=wanted)

    def convert(self, text: str) -> Decimal:
        if not NUMBER.fullmatch(text):
            raise self.wrong(text)
        number = Decimal(text)
        rounded = number.quantize(Decimal(1).scaleb(-self.places)) if abs(number) < 10**22 else None
        fits = rounded == number and abs(number) < 10 ** (self.digits - self.places)
        if rounded is None or not fits or (number < 0 and not self.negative):
            raise self.wrong(text)
        return rounded


@dataclass(frozen=True, kw_only=True)
class Choice(Value):
    """One of a list of words."""

    words: tuple[str, ...]

    @property
    def expected(self) -> str:
        return _("one of: {words}").format(words=", ".join(self.words))

    def convert(self, text: str) -> str:
        if text not in self.words:
            raise self.wrong(text)
        return text


@cache
def currency_codes() -> frozenset[str]:
    return frozenset(list_currencies())


@dataclass(frozen=True, kw_only=True)
class Currency(Value):
    @property
    def expected(self) -> str:
        return _("the three capital letters of a currency in ISO 4217")

    def convert(self, text: str) -> str:
        if text not in currency_codes():
            raise self.wrong(text)
        return text


@dataclass(frozen=True, kw_only=True)
class CountryCode(Value):
    @property
    def expected(self) -> str:
        return _("the two capital letters of a country in ISO 3166-1")

    def convert(self, text: str) -> str:
        if not is_country(text):
            raise self.wrong(text)
        return text


@dataclass(frozen=True, kw_only=True)
class LanguageCode(Value):
    @property
    def expected(self) -> str:
        return _("the code of a language in ISO 639")

    def convert(self, text: str) -> str:
        if not is_language(text):
            raise self.wrong(text)
        return text


@dataclass(frozen=True, kw_only=True)
class WebAddress(Value):
    length: int = 500

    @property
    def expected(self) -> str:
        return _("a web address of at most {length} characters that begins with http:// or https://").format(
            length=self.length
        )

    def convert(self, text: str) -> str:
        try:
            URLValidator(schemes=["http", "https"])(text)
        except ValidationError as error:
            raise self.wrong(text) from error
        if len(text) > self.length:
            raise self.wrong(text)
        return text


@dataclass(frozen=True, kw_only=True)
class YesNo(Value):
    empty: Any = False

    @property
    def expected(self) -> str:
        return _("“yes”, “no” or nothing")

    def convert(self, text: str) -> bool:
        if text not in ("yes", "no"):
            raise self.wrong(text)
        return text == "yes"


@dataclass(frozen=True, kw_only=True)
class Several(Value):
    """A list of values in one text, parted by `mark`. None of them may be empty or come twice."""

    mark: str
    item: Value
    empty: Any = field(default=())

    @property
    def expected(self) -> str:
        return _("values parted by “{mark}”, each {item}").format(mark=self.mark, item=self.item.expected)

    def convert(self, text: str) -> tuple[Any, ...]:
        values = tuple(self.item.read(part.strip()) for part in text.split(self.mark))
        return without_doubles(values)


def without_doubles(values: Sequence[Any]) -> tuple[Any, ...]:
    seen: set[Any] = set()
    for value in values:
        if value in seen:
            raise WrongValueError(_("names “{value}” twice; expected each once").format(value=shorten(str(value))))
        seen.add(value)
    return tuple(values)
