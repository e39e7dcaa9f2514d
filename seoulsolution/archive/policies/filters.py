"""The filters of an area page: a GET form whose choices carry counts and that forgives bad input."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.goals import Goal
from seoulsolution.core.numbers import decade_name

from .lines import PolicyLine
from .models import Status

SORTS = [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("title", _("By title"))]
ANY = ("", _("All"))


class PolicyFilter(forms.Form):
    """Choices are counted over all policies of the area. What is not a choice is ignored and said so."""

    topic = forms.ChoiceField(label=_("Topic"), required=False)
    decade = forms.ChoiceField(label=_("Decade of start"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False)
    sdg = forms.ChoiceField(label=_("Sustainable Development Goal"), required=False)
    manual = forms.BooleanField(label=_("Only with a full manual"), required=False)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=SORTS)

    def __init__(self, data: Mapping[str, Any], policies: list[PolicyLine], goals: dict[int, list[int]]) -> None:
        super().__init__(data)
        self.policies, self.goals = policies, goals
        topics = Counter((p.topic.slug, p.topic.name) for p in policies if p.topic)
        decades = Counter(p.year_started // 10 * 10 for p in policies if p.year_started)
        states = Counter(p.status for p in policies)
        numbers = Counter(number for p in policies for number in goals.get(p.pk, []))
        self._choices("topic", [(slug, name, n) for (slug, name), n in sorted(topics.items())])
        self._choices("decade", [(str(d), decade_name(d), n) for d, n in sorted(decades.items())])
        self._choices("status", [(s.value, str(s.label), states[s]) for s in Status if states[s]])
        self._choices("sdg", [(str(n), f"{n}. {Goal(n).label}", c) for n, c in sorted(numbers.items())])
        self.manuals = sum(p.has_manual for p in policies)
        self.full_clean()

    def _choices(self, name: str, counted: list[tuple[str, str, int]]) -> None:
        field = self.fields[name]
        if not counted:
            del self.fields[name]
            return
        field.choices = [ANY, *((value, f"{label} ({count})") for value, label, count in counted)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> dict[str, Any]:
        """Valid choices only."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def active(self) -> int:
        return len([name for name in self.chosen if name != "sort"])

    @property
    def has_faults(self) -> bool:
        return bool(self.errors)

    def results(self) -> list[PolicyLine]:
        chosen = self.chosen
        found = [policy for policy in self.policies if self._matches(policy, chosen)]
        match chosen.get("sort"):
            case "title":
                found.sort(key=lambda p: p.title)
            case "oldest":
                found.sort(key=lambda p: (p.year_started or 0, p.title))
            case _:
                found.sort(key=lambda p: (-(p.year_started or 0), p.title))
        return found

    def _matches(self, policy: PolicyLine, chosen: dict[str, Any]) -> bool:
        started = str((policy.year_started or 0) // 10 * 10)
        return (
            ("topic" not in chosen or (policy.topic is not None and policy.topic.slug == chosen["topic"]))
            and ("decade" not in chosen or started == chosen["decade"])
            and ("status" not in chosen or policy.status == chosen["status"])
            and ("sdg" not in chosen or int(chosen["sdg"]) in self.goals.get(policy.pk, []))
            and ("manual" not in chosen or policy.has_manual)
        )
