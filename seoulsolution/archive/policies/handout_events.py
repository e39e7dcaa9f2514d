"""What makes a handout or takes it away: publishing, withdrawing, moving, deleting, restricting, loading."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from seoulsolution.core.places import Place
from seoulsolution.core.vocabulary import Organisation, PolicyArea, Topic

from ..loading.signals import content_loaded
from . import tasks
from .evidence import PolicyRelation
from .handouts import public_pages, remove_handout
from .models import AreaPage, PolicyPage


def _later(act: Callable[[], None]) -> None:
    """After the transaction; a failure there must not fail what was published."""
    transaction.on_commit(act, robust=True)


def neighbours(page: PolicyPage) -> list[int]:
    """Every language of `page` and of the policies whose handouts name it."""
    key = page.translation_key
    related = PolicyRelation.objects.filter(Q(page__translation_key=key) | Q(to__translation_key=key))
    keys = {key}
    for pair in related.values_list("page__translation_key", "to__translation_key"):
        keys.update(pair)
    return sorted(PolicyPage.objects.filter(translation_key__in=keys).values_list("pk", flat=True))


def areas_of(page: Page) -> list[int]:
    """The area pages above a policy in all languages; of an area, itself in all languages."""
    if isinstance(page, AreaPage):
        return list(AreaPage.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
    slug = page.area.slug
    return list(AreaPage.objects.filter(area__slug=slug).values_list("pk", flat=True))


def _announce(page: Page) -> None:
    """Have the handouts made again that say something about `page`."""
    if isinstance(page, PolicyPage):
        tasks.enqueue_policies([page.pk])
        tasks.enqueue_policies([pk for pk in neighbours(page) if pk != page.pk])
    for pk in areas_of(page):
        tasks.enqueue_area(pk)


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, PolicyPage | AreaPage):
        _later(lambda: _announce(instance))


def _on_unpublish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, PolicyPage | AreaPage):
        _later(lambda: remove_handout(instance))
        _later(lambda: _announce(instance))


def _on_delete(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Before the rows are gone: who names this page is no longer known afterwards."""
    around = neighbours(instance) if isinstance(instance, PolicyPage) else []
    areas = areas_of(instance)
    own = instance.pk

    def act() -> None:
        remove_handout(instance)
        tasks.enqueue_policies([pk for pk in around if pk != own])
        for pk in areas:
            tasks.enqueue_area(pk)

    _later(act)


def _on_slug_change(sender: type[Page], instance: Page, instance_before: Page, **kwargs: Any) -> None:
    if isinstance(instance, PolicyPage | AreaPage):
        _later(lambda: remove_handout(instance, slug=instance_before.slug))
        _later(lambda: _announce(instance))


def _on_move(
    sender: type[Page], instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """The areas on both sides change, and so does who may see the page."""
    inside = [page.pk for page in _inside(instance.path)]
    areas = AreaPage.objects.filter(pk__in=[parent_page_before.pk, parent_page_after.pk])

    def act() -> None:
        _check(inside)
        for pk in areas.values_list("pk", flat=True):
            tasks.enqueue_area(pk)

    _later(act)


def _inside(path: str) -> list[Page]:
    """Policies and areas at and below a place in the tree, public or not."""
    pages: list[Page] = []
    for model in (PolicyPage, AreaPage):
        pages += model._default_manager.filter(path__startswith=path).select_related("locale", "area")
    return pages


def _check(ids: Iterable[int]) -> None:
    """Remove at once what is no longer public, have the rest made."""
    ids = list(ids)
    public = {page.pk for page in public_pages(ids)}
    for model in (PolicyPage, AreaPage):
        for page in model._default_manager.filter(pk__in=ids).select_related("locale"):
            if page.pk not in public:
                remove_handout(page)
    tasks.enqueue_policies(sorted(public))


def _on_restriction(sender: type[models.Model], instance: PageViewRestriction, **kwargs: Any) -> None:
    path = instance.page.path

    def act() -> None:
        inside = _inside(path)
        _check([page.pk for page in inside])
        for pk in {pk for page in inside for pk in areas_of(page)}:
            tasks.enqueue_area(pk)

    _later(act)


def _on_word(request: HttpRequest, instance: models.Model) -> None:
    """An editor changed a name that many handouts carry."""
    if isinstance(instance, PolicyArea | Topic | Organisation | Place):
        _later(tasks.enqueue_everything)


def _on_load(sender: object, **kwargs: Any) -> None:
    _later(tasks.enqueue_everything)


def connect() -> None:
    page_published.connect(_on_publish, dispatch_uid="handout-published")
    page_unpublished.connect(_on_unpublish, dispatch_uid="handout-unpublished")
    page_slug_changed.connect(_on_slug_change, dispatch_uid="handout-slug")
    post_page_move.connect(_on_move, dispatch_uid="handout-moved")
    content_loaded.connect(_on_load, dispatch_uid="handout-loaded")
    for model in (PolicyPage, AreaPage):
        pre_delete.connect(_on_delete, sender=model, dispatch_uid=f"handout-deleted-{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(_on_restriction, sender=PageViewRestriction, dispatch_uid="handout-restricted")
    hooks.register("after_edit_snippet", _on_word)
