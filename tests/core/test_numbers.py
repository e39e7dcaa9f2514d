from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from seoulsolution.core import numbers


@pytest.mark.parametrize(
    ("language", "value", "said"),
    [
        ("en", "1766100000000", "1.766 trillion"),
        ("ko", "1766100000000", "1조 7,661억"),
        ("en", "9769000", "9.769 million"),
        ("ko", "9769000", "976만 9,000"),
        ("ko", "10000000", "1,000만"),
        ("en", "370000000000", "370 billion"),
        ("ko", "370000000000", "3,700억"),
        ("en", "14.2", "14.2"),
        ("ko", "224.50", "224.5"),
        ("en", "0", "0"),
        ("ko", "-12345678", "-1,234만 5,678"),
        ("en", "999999999", "1 billion"),
        ("en", "-999999999", "-1 billion"),
        ("en", "999940000", "999.9 million"),
        ("en", "999999999999", "1 trillion"),
        ("en", "1000000", "1 million"),
        ("en", "999999", "999,999"),
        ("ko", "999999999", "9억 9,999만"),
    ],
)
def test_large_number_is_said_in_the_steps_of_the_language(language, value, said):
    with override(language):
        assert numbers.format_large(Decimal(value)) == said


@pytest.mark.parametrize(("language", "said"), [("en", "KRW 60.24 million"), ("ko", "6,024만 원")])
def test_money_names_its_currency(language, said):
    with override(language):
        assert numbers.format_money(Decimal(60240000), "KRW") == said


@pytest.mark.parametrize(
    ("language", "span"),
    [
        ("en", ["2004–", "2002–2014", "1996", ""]),
        ("ko", ["2004년~", "2002~2014년", "1996년", ""]),
    ],
)
def test_span_of_years_is_open_only_while_it_goes_on(language, span):
    cases = [(2004, None, True), (2002, 2014, True), (1996, None, False), (None, 2000, True)]
    with override(language):
        assert [numbers.format_year_span(a, b, open_end=o) for a, b, o in cases] == span


@pytest.mark.parametrize(
    ("language", "unit", "said"),
    [("ko", "명", "12명"), ("en", "persons", "12 persons"), ("en", "%", "12%"), ("en", "", "12")],
)
def test_unit_stands_apart_only_where_it_is_a_word(language, unit, said):
    with override(language):
        assert numbers.format_quantity(Decimal(12), unit) == said


@pytest.mark.parametrize(
    ("language", "value", "unit", "said"),
    [
        ("en", 5_710, "USD", "USD 5,710"),
        ("en", 7_145, "KRW/hour", "KRW 7,145/hour"),
        ("en", 327_600_000_000_000, "KRW", "KRW 327.6 trillion"),
        ("ko", 5_710, "USD", "5,710달러"),
        ("ko", 7_145, "원/시간", "7,145원/시간"),
        ("en", 12, "USDX", "12 USDX"),
    ],
)
def test_currency_stands_where_it_does_with_money(language, value, unit, said):
    with override(language):
        assert numbers.format_quantity(Decimal(value), unit) == said


def test_korean_counter_stands_apart_from_a_step():
    with override("ko"):
        assert numbers.format_quantity(Decimal(83_000_000), "건") == "8,300만 건"
        assert numbers.format_quantity(Decimal(125), "건") == "125건"


@pytest.mark.parametrize(
    ("status", "end", "korean", "english"),
    [
        ("ongoing", None, "1983년~", "1983–"),
        ("succeeded", None, "1983년부터", "from 1983"),
        ("succeeded", 2001, "1983~2001년", "1983–2001"),
        ("completed", None, "1983년", "1983"),
    ],
)
def test_policy_of_unknown_end_is_not_said_to_have_lasted_a_year(status, end, korean, english):
    with override("ko"):
        assert numbers.format_life(1983, end, status) == korean
    with override("en"):
        assert numbers.format_life(1983, end, status) == english


def test_day_is_written_in_the_language():
    with override("ko"):
        assert numbers.format_day(date(2014, 7, 1)) == "2014년 7월 1일"
    with override("en"):
        assert numbers.format_day(date(2014, 7, 1)) == "1 July 2014"


@given(st.decimals(min_value=-(10**18), max_value=10**18, allow_nan=False, places=2))
def test_every_number_can_be_said_in_both_languages(value):
    for language in ("ko", "en"):
        with override(language):
            said = numbers.format_large(value)
            assert any(character.isdigit() for character in said)
            assert said.startswith("-") == (value < 0 and any(c in "123456789" for c in said))


def test_number_that_was_said_in_one_language_is_said_anew_in_another():
    said = []
    for language in ("ko", "en", "ko", "en"):
        with override(language):
            said.append((numbers.format_large(Decimal(12345678)), numbers.format_number(Decimal("1234.50"))))
    assert said[0] == said[2] == ("1,234만 5,678", "1,234.5")
    assert said[1] == said[3] == ("12.35 million", "1,234.5")


def test_nothing_has_no_sign():
    with override("en"):
        assert [numbers.format_number(value) for value in (Decimal("-0"), 0, Decimal("0.00"), 0.0)] == ["0"] * 4
        assert [numbers.format_large(value) for value in (Decimal("-0.0"), 0)] == ["0"] * 2
