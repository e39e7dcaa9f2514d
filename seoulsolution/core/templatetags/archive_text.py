"""Template tags of the public pages."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import RichText

from .. import contact, interface, links, markup, naming, numbers
from ..passages import foreign_language
from ..surroundings import PageLink, Surroundings, read_surroundings

register = template.Library()


@register.simple_tag
def site_name() -> str:
    return naming.site_name()


@register.simple_tag
def contact_address(subject: str = "") -> str:
    return contact.for_readers(subject)


@register.simple_tag
def interface_language() -> str:
    """In which language the words of the page come out that are not its own."""
    return interface.interface_language()


@register.simple_tag
def whole_address(page: Page | None, request: HttpRequest | None) -> str:
    """The public address of what is shown, as it is typed from paper."""
    path = request.get_full_path() if request is not None else (page.url if page is not None else "")
    return links.readable(f"{settings.SITE_URL}{path}")


@register.simple_tag
def as_of(page: Page | None) -> str:
    """“Published 3 March 2026”; for what is put together when it is asked for, “As of 3 March 2026”."""
    if page is not None and page.last_published_at:
        return _("Published %(day)s") % {"day": numbers.format_day(timezone.localdate(page.last_published_at))}
    return _("As of %(day)s") % {"day": numbers.format_day(timezone.localdate())}


@register.simple_tag
def icon(name: str) -> SafeString:
    """A line drawing of templates/components/icons, without meaning for screen readers."""
    return markup.icon(name)


@register.simple_tag
def draw(component: Any, **options: Any) -> SafeString:
    """A component that draws itself, in the way that `options` say."""
    return component.draw(**options)


def _around(context: Context) -> Surroundings:
    around = context.get("around")
    if not isinstance(around, Surroundings):
        around = read_surroundings(get_language() or settings.LANGUAGE_CODE)
        context.dicts[0]["around"] = around
    return around


@register.simple_tag(takes_context=True)
def surroundings(context: Context) -> Surroundings:
    """Breadcrumb, menu and languages of this page, or of this address."""
    return _around(context)


@register.simple_tag(takes_context=True)
def main_menu(context: Context) -> list[dict[str, Any]]:
    """Entries of the main menu in tree order; `current` is the section that the reader is in."""
    page = context.get("page")
    here = page.url_path if isinstance(page, Page) else None
    entries = _around(context).menu
    containing = [e.url_path for e in entries if here and here.startswith(e.url_path)]
    current = max(containing, key=len, default=None)
    return [{"title": e.title, "url": e.url, "current": e.url_path == current} for e in entries]


@register.simple_tag(takes_context=True)
def languages(context: Context, page: Page | None = None, kept: str = "") -> list[dict[str, Any]]:
    """This page in every language, with the query `kept`. Where it is not translated the switch goes to a page that
    says so.
    """
    around = _around(context)
    current = get_language()
    request = context.get("request")
    links = []
    for code, _name in settings.LANGUAGES:
        version = around.versions.get(code)
        url = f"{version.url}{kept}" if version else _same_address(request, code)
        links.append(
            {
                "code": code,
                "name": get_language_info(code)["name_local"],
                "url": url,
                "current": code == current,
                "available": version is not None or page is None,
            }
        )
    return links


@register.simple_tag(takes_context=True)
def same_addresses(context: Context) -> list[tuple[str, str]]:
    """The whole address of what stands at the same place in every language, by language; without its query."""
    path = context["request"].path
    inside = path.removeprefix(f"/{get_language()}/")
    return [(code, f"{settings.SITE_URL}/{code}/{inside}") for code, _name in settings.LANGUAGES]


def _same_address(request: Any, code: str) -> str:
    """The address of the request under another language prefix."""
    if not isinstance(request, HttpRequest):
        return f"/{code}/"
    current = "/" + (get_language() or "") + "/"
    path = request.get_full_path()
    return f"/{code}/" + path.removeprefix(current) if path.startswith(current) else f"/{code}/"


@register.filter
def in_language(text: object, language: str | None = None) -> SafeString:
    """`text`, in a span with its own `lang` when it is not in the reader's language."""
    return markup.said(text, language or get_language() or settings.LANGUAGE_CODE)


@register.filter
def foreign(text: object) -> str:
    """Code of the language that `text` is in when it is not the reader's, else nothing. For text with markup."""
    said = text.source if isinstance(text, RichText) else text
    return foreign_language(strip_tags(str(said or "")), get_language() or settings.LANGUAGE_CODE) or ""


@register.filter
def number(value: Decimal | int | None) -> str:
    return "" if value is None else numbers.format_number(value)


@register.filter
def large(value: Decimal | int | None) -> str:
    return "" if value is None else numbers.format_large(value)


@register.filter
def quantity(value: Decimal | None, unit: str) -> str:
    return "" if value is None else numbers.format_quantity(value, unit)


@register.filter
def money(amount: Decimal, currency: str) -> str:
    return numbers.format_money(amount, currency)


@register.filter
def years(page: Any) -> str:
    """The span of years of a policy."""
    return numbers.format_life(page.year_started, page.year_ended, page.status)


@register.filter
def day(value: date | None) -> str:
    return numbers.format_day(value) if value else ""


@register.simple_tag
def original_of(page: Any) -> PageLink | None:
    """The published original of a translated page."""
    return page.surroundings.versions.get(settings.LANGUAGE_CODE)


@register.filter
def filesize(size: int) -> str:
    """“84 kB”, “1.2 MB”."""
    return numbers.format_size(size)
