"""How dates and times are written in the English of the site, which is British: 1 December 2026, 09:00."""

DATE_FORMAT = "j F Y"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F Y, H:i"
