"""The columns of a result: one indicator before and after."""

from ...loading import limits
from ...policies.evidence import Result
from ..importing.facts import Amount, Fact, Single
from ..importing.words import Kind, Plain
from .claims import DISPUTED, OF_A_CLAIM, choice

_VALUE = limits.number(Result, "before_value", required=False)
RESULT_FACTS: tuple[Fact, ...] = (
    choice("kind", Result.Kind, has_default=True),
    Amount("before_value", _VALUE),
    Single("before_year", limits.YEAR_OR_NONE),
    Single("before_year_end", limits.YEAR_OR_NONE),
    Amount("after_value", _VALUE),
    Single("after_year", limits.YEAR_OR_NONE),
    Single("after_year_end", limits.YEAR_OR_NONE),
    *OF_A_CLAIM,
)
RESULT_WORDS: tuple[Kind, ...] = (
    Plain("indicator", limits.RESULT_INDICATOR),
    Plain("unit", limits.RESULT_UNIT),
    Plain("before_period", limits.RESULT_PERIOD),
    Plain("after_period", limits.RESULT_PERIOD),
    DISPUTED,
)
