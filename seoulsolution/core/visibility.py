"""Which pages an anonymous reader may see, as part of a query instead of a query of its own."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction


def restricted() -> Exists:
    """True for a page that stands, or whose ancestor stands, under a view restriction."""
    return Exists(
        PageViewRestriction.objects.alias(
            outer_path=ExpressionWrapper(OuterRef("path"), output_field=CharField())
        ).filter(outer_path__startswith=F("page__path"))
    )


def is_public() -> Q:
    """Live, not restricted, and not an alias that only repeats another page."""
    return Q(~restricted(), live=True, alias_of__isnull=True)
