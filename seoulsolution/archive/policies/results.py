"""A result with its small chart: before and after, or what is expected."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.charts import BarKind, Measure
from seoulsolution.core.numbers import format_large, format_year_span

from . import drawings
from .evidence import BeforeAfter
from .marks import Mark, SourceList

CHART_KINDS: dict[BeforeAfter.Kind, BarKind] = {
    BeforeAfter.Kind.MEASURED: "result",
    BeforeAfter.Kind.FORECAST: "forecast",
    BeforeAfter.Kind.PLAN: "plan",
}


@dataclass
class ResultRow:
    """A result with its chart; `chart` is empty when there is nothing to compare."""

    result: BeforeAfter
    mark: Mark
    chart: SafeString
    before_period: str
    after_period: str

    @property
    def is_baseline(self) -> bool:
        """Whether it tells only what was before the policy."""
        return self.result.kind == BeforeAfter.Kind.MEASURED and self.result.after_value is None

    @property
    def kind(self) -> str:
        return _("Starting point") if self.is_baseline else self.result.get_kind_display()


def result_row(result: BeforeAfter, sources: SourceList, *, area: int) -> ResultRow:
    """`area`: the hue of the area in which it is drawn."""
    before_period = result.before_period or format_year_span(result.before_year, result.before_year_end, open_end=False)
    after_period = result.after_period or format_year_span(result.after_year, result.after_year_end, open_end=False)
    kind = BeforeAfter.Kind(result.kind)
    measured = kind == BeforeAfter.Kind.MEASURED
    values = [value for value in (result.before_value, result.after_value) if value is not None]
    is_share = result.unit == "%" and all(0 <= value <= 100 for value in values)
    chart = drawings.result_bars(
        Measure(result.before_value, before_period) if result.before_value is not None else None,
        Measure(result.after_value, after_period) if result.after_value is not None else None,
        get_language(),
        number=result.pk,
        title=result.indicator,
        desc=_describe(result, before_period, after_period),
        unit=result.unit,
        kind=CHART_KINDS[kind],
        note="" if measured else str(kind.label),
        whole=Decimal(100) if is_share else None,
        area=area,
    )
    return ResultRow(result, sources.mark(result), chart, before_period, after_period)


def _describe(result: BeforeAfter, before_period: str, after_period: str) -> str:
    parts = [
        f"{period or label}: {format_large(value)} {result.unit}".strip()
        for label, period, value in (
            (_("Before"), before_period, result.before_value),
            (_("After"), after_period, result.after_value),
        )
        if value is not None
    ]
    return "; ".join(parts)
