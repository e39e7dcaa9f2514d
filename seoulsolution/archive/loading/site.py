"""The site: which page readers see first."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Site

from . import outline
from .shelf import Shelf


def open_site(shelf: Shelf) -> None:
    """Put the home page in the place of Wagtail's welcome page. A site that somebody has set up stays as it is."""
    home = shelf.pages.get((*outline.HOME_NAME, shelf.source))
    if home is None:
        return
    welcome = _welcome_page()
    site = Site.objects.filter(is_default_site=True).first()
    if site is None or (welcome is not None and site.root_page_id == welcome.pk):
        address = urlsplit(settings.SITE_URL)
        site = site or Site(is_default_site=True)
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.site_name = settings.WAGTAIL_SITE_NAME
        site.root_page_id = home.pk
        site.save()
    if welcome is not None and not Site.objects.filter(root_page=welcome).exists():
        welcome.delete()


def _welcome_page() -> Page | None:
    """The page that Wagtail itself makes: of no type of ours and without anything below."""
    plain = ContentType.objects.get_for_model(Page)
    return Page.objects.filter(depth=2, content_type=plain, slug="home", numchild=0).first()
