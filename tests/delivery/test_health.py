import pytest
from django.db import DatabaseError
from django.test import Client

from seoulsolution.archive.models import HomePage
from seoulsolution.delivery import health

pytestmark = pytest.mark.django_db


def test_usable_site_is_healthy(reader: Client):
    response = reader.get("/healthz")
    assert response.status_code == 200
    assert response.json()["status"] == "ok"
    assert response.json()["policies"] > 0


def test_missing_language_is_named(reader: Client):
    HomePage.objects.filter(locale__language_code="en").update(live=False)
    response = reader.get("/healthz")
    assert response.status_code == 503
    assert response.json()["faults"] == ["no home page in en"]


def test_silent_database_is_named(reader: Client, monkeypatch: pytest.MonkeyPatch):
    def fail(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(health, "MigrationExecutor", fail)
    response = reader.get("/healthz")
    assert response.status_code == 503
    assert response.json()["faults"] == ["the database does not answer"]


def test_health_sets_no_cookie(reader: Client):
    assert not reader.get("/healthz").cookies
