"""When a programme is, and what of that is true now: computed from the clock whenever it is shown, never kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from seoulsolution.core.closings import Closing, first_after
from seoulsolution.core.partial_dates import first_day, format_period, last_day


class ProgrammeStatus(models.TextChoices):
    """No column: what a programme is at a moment."""

    OPEN = "open", _("Open for applications")
    UPCOMING = "upcoming", pgettext_lazy("status of a programme", "Upcoming")
    RUNNING = "running", pgettext_lazy("status of a programme", "Running")
    OVER = "over", pgettext_lazy("status of a programme", "Over")
    UNKNOWN = "undated", _("Dates not known")


@dataclass(frozen=True, slots=True)
class Schedule:
    """`starts` and `ends`: a day, a month or a year, or empty; without an end it ends within what `starts` names.

    `applications_until`: the last day for applications, in the zone of the programme.
    """

    starts: str
    ends: str
    applications_until: date | None
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        return self.closing.zone

    @property
    def closing(self) -> Closing:
        """Of applications."""
        return Closing(self.applications_until, None, self.time_zone)

    @property
    def dates(self) -> str:
        """As readers see them, empty where none are known."""
        return format_period(self.starts, self.ends)

    def status(self, now: datetime) -> ProgrammeStatus:
        """What is certain at `now`. Nothing is open but what says until when."""
        today = now.astimezone(self.zone).date()
        if self._is_over(today):
            return ProgrammeStatus.OVER
        if self.closing.is_open(now):
            return ProgrammeStatus.OPEN
        if self.starts and today < first_day(self.starts):
            return ProgrammeStatus.UPCOMING
        if self.starts and last_day(self.starts) <= today <= first_day(self.ends or self.starts):
            return ProgrammeStatus.RUNNING
        return ProgrammeStatus.UNKNOWN

    def _is_over(self, today: date) -> bool:
        end = self.ends or self.starts
        return bool(end) and last_day(end) < today

    def changes_after(self, now: datetime) -> datetime | None:
        """The next midnight from which another status may be true, None where the present one stays."""
        midnights = (datetime.combine(day, time(), self.zone) for day in self._turns())
        return first_after([self.closing.moment, *midnights], now)

    def _turns(self) -> Iterator[date]:
        """Days on which something begins to be so, besides the end of applications."""
        after = timedelta(days=1)
        if self.starts:
            yield first_day(self.starts)
            yield last_day(self.starts)
        if end := self.ends or self.starts:
            yield first_day(end) + after
            yield last_day(end) + after


def next_change(schedules: Iterable[Schedule], now: datetime) -> datetime | None:
    """The first moment at which one of them changes."""
    return first_after((schedule.changes_after(now) for schedule in schedules), now)
