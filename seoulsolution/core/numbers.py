"""Numbers, money, years and dates as readers of a language write them (CLDR, by Babel)."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_name
from django.utils.translation import get_language, pgettext

# Large numbers are said in the reader's own steps: 조, 억 and 만, or trillion, billion and million.
STEPS = {
    "ko": [(12, "조"), (8, "억"), (4, "만")],
    "en": [(12, " trillion"), (9, " billion"), (6, " million")],
}
SPELLED_FROM = Decimal(1_000_000)
IN_FULL, IN_STEPS = "#,##0.######", "#,##0.####"
# Numbers that are kept as they were written, in each language.
REMEMBERED = 10_000


def _language() -> str:
    return get_language() or "en"


def babel_locale() -> Locale:
    return Locale.parse(_language().replace("-", "_"))


def format_number(value: Decimal | float | int, language: str | None = None) -> str:
    """All digits that are recorded: 10,203,000; 35.6; 0.4. In the reader's language unless another is asked for."""
    return _digits(value or 0, IN_FULL, language or _language())


@lru_cache(REMEMBERED)
def _digits(value: Decimal | float | int, pattern: str, language: str) -> str:
    return format_decimal(Decimal(str(value)).normalize(), format=pattern, locale=language.replace("-", "_"))


def format_large(value: Decimal | int) -> str:
    """A number said in steps from a million on: 1.77 trillion, 1조 7,661억; smaller ones in full."""
    return _large(value or 0, _language())


@lru_cache(REMEMBERED)
def _large(value: Decimal | int, language: str) -> str:
    number = Decimal(value)
    if abs(number) < SPELLED_FROM:
        return _digits(number, IN_FULL, language)
    if language[:2] == "ko":
        return _korean_steps(number, language)
    for exponent, name in STEPS.get(language[:2], STEPS["en"]):
        scaled = _significant(number / Decimal(10) ** exponent, 4)
        if abs(scaled) >= 1:  # the step is chosen after rounding: 999,999,999 is 1 billion
            return _digits(scaled, IN_STEPS, language) + name
    return _digits(number, IN_FULL, language)


def _significant(number: Decimal, digits: int) -> Decimal:
    places = max(digits - number.adjusted() - 1, 0)
    return round(number, places).normalize()


def _korean_steps(number: Decimal, language: str) -> str:
    """The two largest steps: 1조 7,661억, 40억 1,680만, 976만 9,000 as 976만 9,000."""
    sign, rest = ("-" if number < 0 else ""), int(abs(number))
    words: list[str] = []
    for exponent, name in STEPS["ko"]:
        count, rest = divmod(rest, 10**exponent)
        if count:
            words.append(f"{_digits(count, IN_FULL, language)}{name}")
        if len(words) == 2:
            break
    else:
        if rest:
            words.append(_digits(rest, IN_FULL, language))
    return sign + " ".join(words)


# What Korean calls currencies in short, behind the amount.
KOREAN_CURRENCIES = {"KRW": "원", "USD": "달러"}


def format_money(amount: Decimal, currency: str) -> str:
    """“KRW 1.766 trillion”, “1조 7,661억 원”."""
    said = format_large(amount)
    if _language().startswith("ko"):
        name = KOREAN_CURRENCIES.get(currency) or get_currency_name(currency, locale=babel_locale())
        return f"{said} {name}"
    return f"{currency} {said}"


def format_quantity(value: Decimal, unit: str, *, large: bool = True) -> str:
    """A value with its unit; no space before a per cent sign, or a Korean counter behind digits: 125건, 3만 건.

    A currency stands as it does with money: KRW 7,145/hour, 5,710달러.
    """
    said = format_large(value) if large else format_number(value)
    if not unit:
        return said
    currency, per, each = unit.partition("/")
    if currency in KOREAN_CURRENCIES:
        if not _language().startswith("ko"):
            return f"{currency} {said}{per}{each}"
        unit = f"{KOREAN_CURRENCIES[currency]}{per}{each}"
    tight = unit.startswith("%") or ("\uac00" <= unit[0] <= "\ud7a3" and said[-1].isdecimal())
    return f"{said}{unit}" if tight else f"{said} {unit}"


def format_year_span(start: int | None, end: int | None, *, open_end: bool) -> str:
    """“2004–”, “2002–2014”, “1996”; in Korean “2004년~”, “2002~2014년”, “1996년”."""
    if start is None:
        return ""
    korean = _language().startswith("ko")
    if end is not None and end != start:
        return f"{start}~{end}년" if korean else f"{start}–{end}"
    if end is None and open_end:
        return f"{start}년~" if korean else f"{start}–"
    return f"{start}년" if korean else str(start)


def format_life(start: int | None, end: int | None, status: str) -> str:
    """The years of a policy: open while it goes on, “from 1983” where it is over and nobody has recorded since when."""
    if start is not None and end is None and status in ("ended", "succeeded"):
        # Translators: of a policy that is over; when it ended is not recorded.
        return pgettext("years of a policy", "from %(year)s") % {"year": start}
    return format_year_span(start, end, open_end=status in ("ongoing", "changed"))


def format_day(day: date) -> str:
    """“30 November 2026”, “2026년 11월 30일”: the English of the site is British."""
    locale = babel_locale()
    return format_date(day, format="long", locale=Locale("en", "GB") if locale.language == "en" else locale)


def decade_name(decade: int) -> str:
    """“1990s”, “1990년대”."""
    # Translators: the name of a decade; %(decade)s is its first year.
    return pgettext("decade", "%(decade)ss") % {"decade": decade}


def format_size(size: int) -> str:
    """Of a file: “84 kB”, “1.2 MB”."""
    if size < 1_000_000:
        return f"{format_number(max(size // 1000, 1))} kB"
    return f"{format_number(round(Decimal(size) / 1_000_000, 1))} MB"
