"""When something closes: a day or a moment on it, in the time zone of where it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel.dates import get_timezone, get_timezone_name
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from .numbers import babel_locale, format_day

LONGEST_ZONE = 40


def check_time_zone(name: str) -> None:
    """Raise ValidationError where `name` is no time zone of the IANA."""
    if name not in available_timezones():
        raise ValidationError(_("A time zone such as Asia/Seoul or America/Bogota."))


def zone_of(name: str) -> ZoneInfo:
    """That of this site where `name` is empty."""
    return ZoneInfo(name or settings.TIME_ZONE)


def first_after(moments: Iterable[datetime | None], now: datetime) -> datetime | None:
    """The next of the moments, None where all are over."""
    return min((moment for moment in moments if moment is not None and moment > now), default=None)


@dataclass(frozen=True, slots=True)
class Closing:
    """`day`: the last one, None where none is known. `at`: the time on it, None where the whole day counts."""

    day: date | None
    at: time | None
    time_zone: str

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.time_zone)

    @property
    def moment(self) -> datetime | None:
        """The first moment at which it is too late."""
        if self.day is None:
            return None
        if self.at is not None:
            return datetime.combine(self.day, self.at, self.zone)
        return datetime.combine(self.day + timedelta(days=1), time(), self.zone)

    def is_open(self, now: datetime) -> bool:
        """Whether it is certain that it has not closed at `now`: nothing is open but what says until when."""
        moment = self.moment
        return moment is not None and now < moment

    @property
    def said(self) -> str:
        """“31 March 2027 (Korean Time)”, “31 March 2027, 17:00 (Colombia Time)”; empty where none is known."""
        if self.day is None:
            return ""
        when = format_day(self.day)
        if self.at is not None:
            # Translators: a day and a time on it: “31 March 2027, 17:00”.
            when = pgettext("moment", "%(day)s, %(time)s") % {"day": when, "time": f"{self.at:%H:%M}"}
        zone = get_timezone_name(get_timezone(self.zone.key), locale=babel_locale())
        return f"{when} ({zone})"
