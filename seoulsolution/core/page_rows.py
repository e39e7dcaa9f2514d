"""Rows that belong to a page: each of them in every language, in the order in which editors have put them."""

from wagtail.models import Orderable, TranslatableMixin

from .claims import Claim


class PageRow(TranslatableMixin, Orderable):
    """A row that belongs to a page."""

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        abstract = True


class PageClaim(Claim, Orderable):
    """A row that belongs to a page and says where it comes from."""

    class Meta(Claim.Meta, Orderable.Meta):
        abstract = True
