"""Which pages an anonymous reader may see, as part of a query instead of a query of its own."""

from typing import Self

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet


def restricted() -> Exists:
    """True for a page that stands, or whose ancestor stands, under a view restriction.

    The path of a restriction is asked for row by row: joined, SQLite may read every page for each page once it has
    statistics (`ANALYZE`) and knows of no restriction.
    """
    restriction_path = Subquery(Page.objects.filter(pk=OuterRef("page")).order_by().values("path"))
    return Exists(
        PageViewRestriction.objects.alias(
            outer_path=ExpressionWrapper(OuterRef("path"), output_field=CharField()), restriction_path=restriction_path
        ).filter(outer_path__startswith=F("restriction_path"))
    )


def translated(prefix: str = "") -> Q:
    """Mainly in its own language: as `ArchivePage.is_translated`, in a query over archive pages."""
    return Q(**{f"{prefix}passages_total__gt": F(f"{prefix}passages_foreign") * 2})


def listed_as_translated() -> Q:
    """The same in a query over pages of every kind."""
    kinds = [model for model in apps.get_models() if hasattr(model, "passages_foreign")]
    untranslated = Q()
    for model in kinds:
        untranslated |= Q(pk__in=model._default_manager.exclude(translated()).order_by().values("pk"))
    return ~untranslated


def is_public() -> Q:
    """Live, not restricted, and not an alias that only repeats another page."""
    return Q(~restricted(), live=True, alias_of__isnull=True)


class ArchiveQuerySet(PageQuerySet):
    """Pages of the archive, by what readers may see of them."""

    def published(self) -> Self:
        """What an anonymous reader may see."""
        return self.filter(is_public())

    def translated(self) -> Self:
        """Not mainly in another language."""
        return self.filter(translated())

    def in_language(self, code: str) -> Self:
        return self.filter(locale__language_code=code)


ArchiveManager = PageManager.from_queryset(ArchiveQuerySet)
