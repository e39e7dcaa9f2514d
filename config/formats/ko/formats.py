"""How the admin writes times in Korean: half of the day before the hour, as it is said."""

DATETIME_FORMAT = "Y년 n월 j일 A g:i"
