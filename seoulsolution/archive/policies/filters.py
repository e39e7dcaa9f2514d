"""The filters of an area page: a GET form whose choices carry counts and that forgives bad input."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.goals import Goal
from seoulsolution.core.numbers import decade_name

from .lines import PolicyLine
from .models import Status

SORTS = [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("title", _("By title"))]
ANY = ("", _("All"))
TICKED = "on"

# The choices of each filter that a policy belongs to.
Values = dict[str, list[str]]


def _values(policy: PolicyLine, goals: list[int]) -> Values:
    return {
        "topic": [policy.topic.slug] if policy.topic else [],
        "decade": [str(policy.year_started // 10 * 10)] if policy.year_started else [],
        "status": [policy.status],
        "sdg": [str(number) for number in goals],
        "manual": [TICKED] if policy.has_manual else [],
    }


def _match(values: Values, chosen: Mapping[str, Any]) -> bool:
    """Whether what has `values` is in every filter that is `chosen`. The order narrows nothing."""
    return all((TICKED if value is True else value) in values[name] for name, value in chosen.items() if name != "sort")


@dataclass(frozen=True)
class Option:
    """A choice of a filter. `number`: policies that it leaves beside the other filters, None if it narrows nothing."""

    value: str
    label: str
    number: int | None
    is_chosen: bool

    @property
    def is_empty(self) -> bool:
        """Whether choosing it would leave nothing. What is chosen can always be seen and kept."""
        return self.number == 0 and not self.is_chosen


@dataclass(frozen=True)
class Facet:
    """A filter as a reader sees it: its field and its choices. Without `options` it is a box to tick."""

    field: BoundField
    options: list[Option]
    box: "Option | None" = None


class PolicyFilter(forms.Form):
    """Each filter counts the policies that the other filters leave. What is not a choice is ignored and said so."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    decade = forms.ChoiceField(label=_("Decade of start"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    sdg = forms.ChoiceField(label=_("Sustainable Development Goal"), required=False)
    manual = forms.BooleanField(label=_("Only with a full manual"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], policies: list[PolicyLine], goals: dict[int, list[int]]) -> None:
        super().__init__(data)
        self.policies = policies
        self.values = [_values(policy, goals.get(policy.pk, [])) for policy in policies]
        topics = {p.topic.slug: p.topic.name for p in policies if p.topic}
        decades = {p.year_started // 10 * 10 for p in policies if p.year_started}
        states = {p.status for p in policies}
        numbers = {number for p in policies for number in goals.get(p.pk, [])}
        self._choices("topic", sorted(topics.items()))
        self._choices("decade", [(str(decade), decade_name(decade)) for decade in sorted(decades)])
        self._choices("status", [(s.value, str(s.label)) for s in Status if s in states])
        self._choices("sdg", [(str(n), f"{n}. {Goal(n).label}") for n in sorted(numbers)])
        self.full_clean()

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        if choices:
            self.fields[name].choices = [ANY, *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    @property
    def facets(self) -> list[Facet]:
        return [self._facet(field) for field in self]

    def _facet(self, field: BoundField) -> Facet:
        name, chosen = field.name, self.chosen
        left = Counter(value for values in self._left_by_others(name) for value in values.get(name, []))
        if name == "manual":
            return Facet(field, [], Option(TICKED, str(field.label), left[TICKED], name in chosen))
        options = [
            Option(value, str(label), left[value] if value and name != "sort" else None, value == chosen.get(name, ""))
            for value, label in field.field.choices  # type: ignore[attr-defined]
        ]
        return Facet(field, options)

    def _left_by_others(self, name: str) -> list[Values]:
        """The values of the policies that every chosen filter but `name` leaves."""
        others = {key: value for key, value in self.chosen.items() if key != name}
        return [values for values in self.values if _match(values, others)]

    @property
    def chosen(self) -> dict[str, Any]:
        """Valid choices only."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """What is chosen, as the end of an address; the same in every language."""
        chosen = {name: TICKED if value is True else value for name, value in self.chosen.items()}
        return f"?{urlencode(chosen)}" if chosen else ""

    @property
    def active(self) -> int:
        return len([name for name in self.chosen if name != "sort"])

    @property
    def has_faults(self) -> bool:
        return bool(self.errors)

    def results(self) -> list[PolicyLine]:
        chosen = self.chosen
        found = [p for p, values in zip(self.policies, self.values, strict=True) if _match(values, chosen)]
        match chosen.get("sort"):
            case "title":
                found.sort(key=lambda p: p.title)
            case "oldest":
                found.sort(key=lambda p: (p.year_started or 0, p.title))
            case _:
                found.sort(key=lambda p: (-(p.year_started or 0), p.title))
        return found
