"""Writes the table anew from what the last run of the tests has seen."""

import json
import os
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
django.setup()

from . import table  # noqa: E402
from .planting import ROLES  # noqa: E402

folder = Path(__file__).resolve().parents[2] / "var" / "matrix"
table.write({role: json.loads((folder / f"{role}.json").read_text()) for role in ROLES})
print(f"{table.FILE} is written.")
