"""When something closes: a day or a moment, where it is."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from seoulsolution.core.closings import Closing, check_time_zone, first_after

DAY = date(2027, 3, 31)


@pytest.mark.parametrize(
    ("at", "zone", "moment"),
    [
        (None, "Asia/Seoul", "2027-04-01T00:00:00+09:00"),
        (time(17), "America/Bogota", "2027-03-31T17:00:00-05:00"),
        (None, "", "2027-04-01T00:00:00+09:00"),
        (time(2, 30), "Europe/Lisbon", "2027-03-31T02:30:00+01:00"),
    ],
)
def test_closing_is_over_from_a_moment_on(at: time | None, zone: str, moment: str):
    closing = Closing(DAY, at, zone)
    assert closing.moment.isoformat() == moment
    assert not closing.is_open(datetime.fromisoformat(moment))
    assert closing.is_open(datetime.fromisoformat(moment).replace(year=2026))


def test_what_says_no_day_is_not_open():
    closing = Closing(None, None, "Asia/Seoul")
    assert (closing.moment, closing.said) == (None, "")
    assert not closing.is_open(datetime.fromisoformat("2000-01-01T00:00:00+00:00"))


@pytest.mark.parametrize(
    ("language", "at", "said"),
    [
        ("en", None, "31 March 2027 (Colombia Time)"),
        ("en", time(9, 5), "31 March 2027, 09:05 (Colombia Time)"),
        ("ko", None, "2027년 3월 31일 (콜롬비아 시간)"),
        ("ko", time(17), "2027년 3월 31일 17:00 (콜롬비아 시간)"),
    ],
)
def test_closing_is_told_with_its_time_zone(language: str, at: time | None, said: str):
    with translation.override(language):
        assert Closing(DAY, at, "America/Bogota").said == said


def test_next_moment_is_the_first_that_is_still_to_come():
    moments = [datetime.fromisoformat(f"2027-0{month}-01T00:00:00+00:00") for month in (3, 1, 2)]
    assert first_after([None, *moments], moments[1]) == moments[2]
    assert first_after([None, *moments], moments[0]) is None


@pytest.mark.parametrize("name", ["Seoul", "Asia/Atlantis", "../../etc/passwd", "Asia/Seoul\n"])
def test_what_is_no_time_zone_is_refused(name: str):
    with pytest.raises(ValidationError):
        check_time_zone(name)
