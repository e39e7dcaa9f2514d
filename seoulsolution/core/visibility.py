"""Which pages an anonymous reader may see, as part of a query instead of a query of its own."""

from typing import Self

from django.apps import apps
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageManager, PageViewRestriction
from wagtail.query import PageQuerySet


def restricted() -> Exists:
    """True for a page that stands, or whose ancestor stands, under a view restriction."""
    return Exists(
        PageViewRestriction.objects.alias(
            outer_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
        ).filter(outer_path__startswith=F("page__path"))
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
