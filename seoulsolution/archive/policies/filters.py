"""The filters of an area page."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.goals import Goal
from seoulsolution.core.list_filters import TICKED, ListFilter
from seoulsolution.core.numbers import decade_name

from .lines import PolicyLine
from .models import Status

SORTS = [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("title", _("By title"))]

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


def _match(values: Values, chosen: Mapping[str, str]) -> bool:
    """Whether what has `values` is in every filter that is `chosen`."""
    return all(value in values[name] for name, value in chosen.items())


class PolicyFilter(ListFilter):
    class Meta:
        """As in `ListFilter`."""

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
        self.offer("topic", sorted(topics.items()))
        self.offer("decade", [(str(decade), decade_name(decade)) for decade in sorted(decades)])
        self.offer("status", [(s.value, str(s.label)) for s in Status if s in states])
        self.offer("sdg", [(str(n), f"{n}. {Goal(n).label}") for n in sorted(numbers)])
        self.full_clean()

    def left(self, name: str) -> Mapping[str, int]:
        others = {key: value for key, value in self.chosen.items() if key != name}
        return Counter(value for values in self.values if _match(values, others) for value in values.get(name, []))

    def results(self) -> list[PolicyLine]:
        chosen = self.chosen
        found = [p for p, values in zip(self.policies, self.values, strict=True) if _match(values, chosen)]
        match self.cleaned_data.get("sort"):
            case "title":
                found.sort(key=lambda p: p.title)
            case "oldest":
                found.sort(key=lambda p: (p.year_started or 0, p.title))
            case _:
                found.sort(key=lambda p: (-(p.year_started or 0), p.title))
        return found
