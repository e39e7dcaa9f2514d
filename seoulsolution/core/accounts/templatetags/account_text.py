"""Words of the account pages."""

from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .. import admission, mails

register = template.Library()

# What stands in the header of a browser, most telling first.
BROWSERS = {"Edg": "Edge", "SamsungBrowser": "Samsung Internet", "Whale": "Whale", "OPR": "Opera",
            "Firefox": "Firefox", "CriOS": "Chrome", "Chrome": "Chrome", "Safari": "Safari"}  # fmt: skip
SYSTEMS = {"Windows": "Windows", "Android": "Android", "iPhone": "iPhone", "iPad": "iPad",
           "Mac OS": "macOS", "CrOS": "ChromeOS", "Linux": "Linux"}  # fmt: skip


@register.filter
def device(user_agent: str) -> str:
    """“Chrome, Windows”."""
    found = [next((name for sign, name in known.items() if sign in user_agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found)) or _("Unknown browser")


@register.filter
def moment(value: Any) -> str:
    """Day and time by the city's clock, from a time or from seconds since 1970."""
    if not value:
        return ""
    known = value if isinstance(value, datetime) else datetime.fromtimestamp(value, tz=timezone.get_default_timezone())
    return date_format(timezone.localtime(known), "DATETIME_FORMAT")


@register.simple_tag
def mail_is_sent() -> bool:
    return mails.are_sent()


@register.simple_tag
def directory() -> dict[str, str] | None:
    """`id` and `name` of the directory of single sign-on, None without one."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return {"id": apps[0]["provider_id"], "name": apps[0]["name"]} if apps else None


@register.simple_tag(takes_context=True)
def second_factor_is_missing(context: Any) -> bool:
    """Whether the person of this page cannot go on without a second factor."""
    request = context["request"]
    return request.user.is_authenticated and not admission.is_admitted(request.session, request.user)
