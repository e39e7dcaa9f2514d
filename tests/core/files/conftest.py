import pytest
from django.contrib.auth import get_user_model
from django.test import Client


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def editor(db: None) -> Client:
    """Somebody who may do everything, in the language of the test."""
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password")
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def speaking(editor: Client, language: str) -> Client:
    """An editor whose admin is in `language`."""
    from wagtail.users.models import UserProfile

    user = get_user_model().objects.get(username="editor")
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return editor
