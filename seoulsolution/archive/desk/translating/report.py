"""The report of wagtail-localize on translations, in words that its own catalogue does not have."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportFilterSet, TranslationsReportView


class TranslationsPaginator(WagtailPaginator):
    """Without an order a page of the list might repeat what stood on the one before."""

    def __init__(self, object_list: QuerySet[Translation], *where: Any, **rest: Any) -> None:
        super().__init__(object_list.order_by("pk"), *where, **rest)

    @cached_property
    def items_count_label(self) -> str:
        text = ngettext("%(n)d translation", "%(n)d translations", self.count)
        return text % {"n": self.count}


def connect() -> None:
    TranslationsReportView.paginator_class = TranslationsPaginator
    filters = TranslationsReportFilterSet.base_filters
    filters["source_locale"].label = _("Language of the original")
    filters["target_locale"].label = _("Language of the translation")
