"""What a programme is at a moment, and when that changes: nothing is certain that the dates do not say."""

from datetime import UTC, date, datetime, timedelta

import pytest

from seoulsolution.archive.sharing.training.schedule import ProgrammeStatus, Schedule, next_change

OPEN, UPCOMING, RUNNING, OVER, UNKNOWN = ProgrammeStatus


def schedule(starts: str = "", ends: str = "", until: date | None = None, zone: str = "") -> Schedule:
    return Schedule(starts, ends, until, zone)


def noon(day: str) -> datetime:
    """Noon in Seoul."""
    return datetime.fromisoformat(f"{day}T12:00:00+09:00")


@pytest.mark.parametrize(
    ("starts", "ends", "day", "status"),
    [
        ("2027-05-10", "2027-05-14", "2027-05-09", UPCOMING),
        ("2027-05-10", "2027-05-14", "2027-05-10", RUNNING),
        ("2027-05-10", "2027-05-14", "2027-05-14", RUNNING),
        ("2027-05-10", "2027-05-14", "2027-05-15", OVER),
        ("2027-05-10", "", "2027-05-10", RUNNING),
        ("2027-05-10", "", "2027-05-11", OVER),
        ("2027-05", "", "2027-04-30", UPCOMING),
        ("2027-05", "", "2027-05-15", UNKNOWN),
        ("2027-05", "", "2027-06-01", OVER),
        ("2027-05", "2027-07", "2027-06-15", RUNNING),
        ("2027-05", "2027-07", "2027-07-15", UNKNOWN),
        ("2027", "", "2026-12-31", UPCOMING),
        ("2027", "", "2027-06-15", UNKNOWN),
        ("2027", "", "2028-01-01", OVER),
        ("2028-02", "", "2028-02-29", UNKNOWN),
        ("2028-02", "", "2028-03-01", OVER),
        ("", "", "2027-01-01", UNKNOWN),
    ],
)
def test_status_is_what_the_dates_make_certain(starts: str, ends: str, day: str, status: ProgrammeStatus):
    assert schedule(starts, ends).status(noon(day)) == status


@pytest.mark.parametrize(
    ("until", "day", "status"),
    [
        (date(2027, 3, 31), "2027-03-31", OPEN),
        (date(2027, 3, 31), "2027-04-01", UPCOMING),
        (None, "2027-03-31", UPCOMING),
        (date(2027, 3, 31), "2027-05-15", OVER),
    ],
)
def test_programme_is_open_until_its_closing_day_only(until: date | None, day: str, status: ProgrammeStatus):
    assert schedule("2027-05-10", "2027-05-14", until).status(noon(day)) == status


def test_programme_without_dates_is_open_while_it_says_until_when():
    call = schedule(until=date(2027, 3, 31))
    assert call.status(noon("2027-03-31")) == OPEN
    assert call.status(noon("2027-04-01")) == UNKNOWN


def test_days_begin_and_end_where_the_programme_is():
    bogota = schedule("2027-05-10", until=date(2027, 3, 31), zone="America/Bogota")
    here = schedule("2027-05-10", until=date(2027, 3, 31))
    moment = datetime(2027, 4, 1, 1, tzinfo=UTC)  # ten in Seoul, eight in the evening before in Bogotá
    assert (bogota.status(moment), here.status(moment)) == (OPEN, UPCOMING)
    assert bogota.changes_after(moment) == datetime(2027, 4, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "planned",
    [
        schedule("2027-05-10", "2027-05-14", date(2027, 3, 31)),
        schedule("2027-05", "2027-07", date(2027, 3, 31), "America/Bogota"),
        schedule("2027"),
        schedule("2028-02", "2029"),
        schedule(until=date(2027, 3, 31)),
    ],
)
def test_status_stays_until_the_programme_says_that_it_changes(planned: Schedule):
    now, end = noon("2026-12-01"), noon("2030-02-01")
    seen = [planned.status(now)]
    while (change := planned.changes_after(now)) is not None:
        step = max((change - now) / 20, timedelta(microseconds=1))
        while now + step < change:
            now += step
            assert planned.status(now) == seen[-1]
        assert planned.status(change - timedelta(microseconds=1)) == seen[-1]
        seen.append(planned.status(change))
        now = change
    assert planned.status(end) == seen[-1]
    assert len(set(seen)) > 1


def test_first_change_of_several_is_the_next():
    several = [schedule("2027-05-10"), schedule("2027-02"), schedule("2015"), schedule()]
    assert next_change(several, noon("2026-12-01")) == datetime.fromisoformat("2027-02-01T00:00:00+09:00")
    assert next_change(several, noon("2030-01-01")) is None
