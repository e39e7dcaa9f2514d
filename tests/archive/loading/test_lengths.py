"""What is loaded fits its columns: SQLite does not ask, PostgreSQL refuses."""

import pytest
from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length

OURS = ("core", "archive", "discovery", "delivery", "wagtailcore", "wagtail_localize")
LIMITED = (models.CharField, models.SlugField)


def too_long(model: type[models.Model]) -> list[str]:
    limited = [field for field in model._meta.local_concrete_fields if isinstance(field, LIMITED) and field.max_length]
    lengths = {f"length_of_{field.name}": Length(field.name) for field in limited}
    conditions = {field: Q(**{f"length_of_{field.name}__gt": field.max_length}) for field in limited}
    rows = model._base_manager.annotate(**lengths)
    return [f"{field}" for field, condition in conditions.items() if rows.filter(condition).exists()]


@pytest.mark.django_db
def test_every_value_of_the_starter_content_fits_its_column():
    found = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    assert [name for model in found for name in too_long(model)] == []
