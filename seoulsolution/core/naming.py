"""What the site calls itself: a setting of the city, not a message of the interface."""

from django.conf import settings
from django.utils.translation import get_language


def site_name() -> str:
    """Name of the site in the reader's language, else in English."""
    names: dict[str, str] = settings.SITE_NAMES
    return names.get(get_language() or "", settings.WAGTAIL_SITE_NAME)
