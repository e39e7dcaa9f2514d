"""An address never dies: what was published and is no more says so with 410."""

import re
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.signals import pre_delete
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

# The PDF of a page, which goes with it.
HANDOUT = re.compile(r"/pdf/(?P<language>[\w-]+)/(?:areas/)?(?P<slug>[\w-]+)\.pdf")


class WithdrawnAddress(models.Model):
    """The path of a page that was public once."""

    path = models.CharField(_("path"), max_length=1000, unique=True)
    title = models.CharField(_("title"), max_length=255)
    language = models.CharField(_("language"), max_length=12)
    reason = models.TextField(
        _("reason"),
        blank=True,
        max_length=2000,
        help_text=_("Readers who come to the address see it, in the language of the page."),
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("withdrawn address")
        verbose_name_plural = _("withdrawn addresses")

    def __str__(self) -> str:
        return self.path

    @property
    def day(self) -> date:
        """When it was withdrawn, by the city's clock."""
        return timezone.localtime(self.withdrawn_at).date()


def find_withdrawn(path: str) -> WithdrawnAddress | None:
    """The withdrawn page at `path`, unless an editor has since sent readers elsewhere."""
    file = HANDOUT.fullmatch(path)
    if file:
        return was_withdrawn(file["slug"], language=file["language"])
    withdrawn = WithdrawnAddress.objects.filter(path=path.removesuffix("csv/")[:1000]).first()
    if withdrawn and Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists():
        return None
    return withdrawn


def withdrawn_versions(withdrawn: WithdrawnAddress) -> dict[str, WithdrawnAddress]:
    """`withdrawn` and what was withdrawn at the same address in other languages, by language."""
    rest = withdrawn.path.removeprefix(f"/{withdrawn.language}/")
    paths = [f"/{code}/{rest}" for code, _name in settings.LANGUAGES if code != withdrawn.language]
    others = WithdrawnAddress.objects.filter(path__in=paths)
    return {other.language: other for other in others} | {withdrawn.language: withdrawn}


def was_withdrawn(slug: str, *, language: str = "") -> WithdrawnAddress | None:
    """The page that was withdrawn last under an id, for its short address and its files."""
    withdrawn = WithdrawnAddress.objects.filter(path__endswith=f"/{slug}/", language__startswith=language)
    return withdrawn.order_by("-withdrawn_at", "pk").first()


def _path(page: Page) -> str | None:
    parts = page.get_url_parts()
    return parts[2] if parts else None


def withdraw(*, page: Page, reason: str = "") -> None:
    """Remember the addresses that `page` has had so that they answer 410. A private page had none."""
    if page.get_view_restrictions().exists():
        return
    now = timezone.now()
    former = Redirect.objects.filter(redirect_page=page).values_list("old_path", flat=True)
    for path in {_path(page), *(f"{old.rstrip('/')}/" for old in former)} - {None}:
        WithdrawnAddress.objects.update_or_create(
            path=path,
            defaults={
                "title": page.title,
                "language": page.locale.language_code,
                "reason": reason,
                "withdrawn_at": now,
            },
        )


def explain(*, withdrawn: WithdrawnAddress, reason: str) -> None:
    """Say why a page was withdrawn, at every address that it had."""
    WithdrawnAddress.objects.filter(
        title=withdrawn.title, language=withdrawn.language, withdrawn_at=withdrawn.withdrawn_at
    ).update(reason=reason)
    withdrawn.reason = reason


def _on_unpublish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    withdraw(page=instance)


def _on_delete(sender: type[models.Model], instance: models.Model, **kwargs: Any) -> None:
    if isinstance(instance, Page) and instance.live:
        withdraw(page=instance)


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    path = _path(instance)
    if path:
        WithdrawnAddress.objects.filter(path=path).delete()


def connect() -> None:
    page_unpublished.connect(_on_unpublish, dispatch_uid="withdraw-unpublished")
    page_published.connect(_on_publish, dispatch_uid="restore-published")
    pre_delete.connect(_on_delete, dispatch_uid="withdraw-deleted")
