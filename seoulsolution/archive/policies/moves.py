"""A policy that is moved under another area belongs to that area from then on."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import post_page_move

from .models import AreaPage, PolicyPage


def _on_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    area_page = AreaPage.objects.filter(pk=instance.get_parent().pk).first()
    if area_page is not None:
        PolicyPage.objects.filter(pk=instance.pk).update(area=area_page.area)


def connect() -> None:
    post_page_move.connect(_on_move, dispatch_uid="area-of-a-moved-policy")
