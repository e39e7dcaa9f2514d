"""A policy that is moved belongs to its new area, in every language; an id that is changed still leads to it."""

from typing import Any

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from .models import AreaPage, PolicyPage


def _on_move(sender: type[Page], instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    area_page = AreaPage.objects.filter(pk=parent_page_after.pk).first()
    if area_page is None:
        return
    PolicyPage.objects.filter(pk=instance.pk).update(area=area_page.area)
    for version in instance.get_translations():
        parent = area_page.get_translation_or_none(version.locale)
        if parent is not None and not version.is_child_of(parent):
            version.move(parent, pos="last-child")


def _on_slug(sender: type[Page], instance: Page, instance_before: Page, **kwargs: Any) -> None:
    if not isinstance(instance, PolicyPage):
        return
    language = instance.locale.language_code
    for pattern in ("/p/{}/", f"/pdf/{language}/{{}}.pdf"):
        Redirect.objects.update_or_create(
            old_path=Redirect.normalise_path(pattern.format(instance_before.slug)),
            site=None,
            defaults={"redirect_link": pattern.format(instance.slug), "is_permanent": True},
        )


def connect() -> None:
    post_page_move.connect(_on_move, dispatch_uid="area-of-a-moved-policy")
    page_slug_changed.connect(_on_slug, dispatch_uid="former-id-of-a-policy")
