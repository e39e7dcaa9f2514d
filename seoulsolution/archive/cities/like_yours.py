"""“Cities like yours”: a city or own figures, the axes that count for the reader, and what like cities took."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..policies.lines import PolicyLine, policies_by_id
from ..policies.marks import Mark, SourceList
from ..sharing.lineage import Passage, passages_of_policy, passages_taken_by
from ..sharing.lineage_list import mark_all, name_policies
from .city_names import LONGEST_NAME, CityName, named_nearly, named_so, names_of_cities
from .compared import figures_of, with_figures
from .kinds import BusOperator, Card, Climate, IncomeGroup
from .likeness import AXES, NUMBERS, SLUG, neighbours, profile_of, read_table, said
from .models import LikenessPage
from .taken_by_area import areas_of, narrowed
from .taken_by_area import choices as area_choices

NOT_KNOWN = ("", _("Not known"))
# So many names are offered while a name is typed; more would make the page heavy.
MOST_OFFERED = 300
MOST_SEVERAL = 5
# The id of the list of names that are offered.
OFFERED = "cities-offered"
MOST = {"population": 100_000_000, "density": 1_000_000, "gdp_per_capita": 1_000_000}


class LikenessForm(forms.Form):
    """A city of the archive by its name, or figures; the figures of a named city are those that are known of it.

    With a policy only cities that took it are compared.
    """

    class Meta:
        """As in `ListFilter`."""

    policy = forms.CharField(required=False, max_length=LONGEST_NAME, widget=forms.HiddenInput)
    city = forms.CharField(
        label=_("City of the archive"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Its name, in any language. Empty for own figures."),
    )
    population = forms.IntegerField(label=_("Population"), required=False, min_value=1, max_value=MOST["population"])
    density = forms.IntegerField(label=_("Inhabitants per km²"), required=False, min_value=1, max_value=MOST["density"])
    gdp_per_capita = forms.IntegerField(
        label=_("GDP per head of the country, USD"), required=False, min_value=1, max_value=MOST["gdp_per_capita"]
    )
    income_group = forms.ChoiceField(
        label=_("Income group of the country"), required=False, choices=[NOT_KNOWN, *IncomeGroup.choices]
    )
    climate = forms.ChoiceField(label=_("Climate"), required=False, choices=[NOT_KNOWN, *Climate.choices])
    bus_operator = forms.ChoiceField(
        label=_("Who runs the buses"), required=False, choices=[NOT_KNOWN, *BusOperator.choices]
    )
    smart_card = forms.ChoiceField(label=_("Transport card"), required=False, choices=[NOT_KNOWN, *Card.choices])
    axes = forms.MultipleChoiceField(
        label=_("What counts"), required=False, choices=list(AXES.items()), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: QueryDict, cities: Sequence[CityName], language: str) -> None:
        super().__init__(data)
        self.typed = data
        self.language = language
        self.cities = cities
        self.near: list[CityName] = []
        self.offered = [city.place.label for city in cities] if len(cities) <= MOST_OFFERED else []
        for field in self.fields.values():
            if isinstance(field, forms.IntegerField | forms.CharField) and not field.widget.is_hidden:
                field.widget.attrs["class"] = "krds-input medium"
            elif isinstance(field, forms.ChoiceField) and not isinstance(field, forms.MultipleChoiceField):
                field.widget.attrs["class"] = "krds-form-select medium"
        self.fields["city"].widget.attrs |= {"list": OFFERED, "autocomplete": "off"}

    def clean_policy(self) -> PolicyLine | None:
        asked = self.cleaned_data["policy"]
        found = policies_by_id([asked], self.language).get(asked) if asked else None
        if asked and found is None:
            raise forms.ValidationError(_("No policy of the archive is called so."))
        return found

    def clean_city(self) -> CityName | None:
        typed = self.cleaned_data["city"]
        if not typed:
            return None
        found = named_so(typed, self.cities)
        if not found:
            self.near = named_nearly(typed, self.cities)
            raise forms.ValidationError(_("No city of the archive is called so."))
        if len(found) > 1:
            several = "; ".join(city.place.label for city in found[:MOST_SEVERAL])
            raise forms.ValidationError(_("Several cities are called so: %(names)s."), params={"names": several})
        # Who came by an address sees the name of the city.
        said = self.typed.copy()
        said["city"] = found[0].place.label
        self.data = said
        return found[0]

    @property
    def details(self) -> list[forms.BoundField]:
        """The fields for own figures."""
        return [self[axis] for axis in AXES]

    @property
    def is_detailed(self) -> bool:
        """Whether anything but a city was entered."""
        return any(any(self.typed.getlist(name)) for name in (*AXES, "axes"))

    @property
    def meant(self) -> list[tuple[str, str]]:
        """Cities that are called nearly so, each with the query that asks for it beside the rest."""
        found = []
        for city in self.near:
            said = self.typed.copy()
            said["city"] = city.place.slug
            found.append((city.place.label, said.urlencode()))
        return found

    @property
    def figures(self) -> dict[str, Any]:
        """What was entered and is valid, by axis."""
        given = {axis: self.cleaned_data.get(axis) for axis in AXES}
        return {axis: Decimal(value) if axis in NUMBERS else value for axis, value in given.items() if value}

    @property
    def chosen_axes(self) -> list[str]:
        """All of them where none was chosen."""
        chosen = self.cleaned_data.get("axes") or []
        return [axis for axis in AXES if axis in chosen] or list(AXES)


@dataclass(frozen=True)
class Own:
    """What the reader's city is on one axis. `year`, `mark`: of a figure of the archive."""

    title: str
    said: str
    year: int | None = None
    mark: Mark | None = None


def context(page: LikenessPage, data: Any) -> dict[str, Any]:
    language = page.locale.language_code
    form = LikenessForm(data, names_of_cities(language), language)
    form.full_clean()
    named, policy = form.cleaned_data.get("city"), form.cleaned_data.get("policy")
    is_asked = bool(named or form.figures)
    table = read_table(language) if is_asked else []
    own = next((row for row in table if named and row[0] == named.pk), None)
    city = profile_of(own) if own else None
    values = dict(city.values) if city else form.figures
    axes = form.chosen_axes
    went = went_to(policy, language) if policy else None
    others = [row for row in table if row is not own and (went is None or row[SLUG] in went)]
    found = neighbours(values, others, axes)
    places = [one.city.slug for one in found]
    taken = passages_taken_by(places, language) if went is None else [one for slug in places for one in went[slug]]
    sources = SourceList(numbered=False)
    figures = figures_of([*places, *([city.slug] if city else [])], language, sources)
    return {
        "form": form,
        "has_faults": bool(form.errors),
        "is_asked": is_asked,
        # The name of a city is read in any language.
        "kept": f"?{data.urlencode()}" if data else "",
        "city": city,
        "policy": policy,
        "number_of_takers": len(went or ()),
        "own": [
            Own(str(AXES[axis]), said(axis, values.get(axis)), *figures.get((city.slug if city else "", axis), ()))
            for axis in axes
        ],
        "neighbours": [with_figures(one, figures) for one in found],
        **_taken(taken, language, data, sources),
        "sources": sources,
    }


def went_to(policy: PolicyLine, language: str) -> dict[str, list[Passage]]:
    """What each place took of a policy, by the ids of the places, as seen from the place; one query."""
    found: dict[str, list[Passage]] = {}
    for passage in passages_of_policy(policy.translation_key, language):
        if passage.side == "out" and passage.taker.slug:
            found.setdefault(passage.taker.slug, []).append(passage)
    for slug, told in found.items():
        for passage in told:
            passage.here = slug
    return found


def _taken(told: list[Passage], language: str, data: QueryDict, sources: SourceList) -> dict[str, Any]:
    """What like cities took, narrowed by the area that was asked for, with its marks and policies."""
    name_policies(told, language)
    areas = areas_of(told, language)
    taken = narrowed(told, areas, data)
    mark_all(taken, sources, language)
    return {
        "taken": taken,
        "taken_elsewhere": len(told) - len(taken),
        "areas": area_choices(areas, data, gettext("All areas"), gettext("No area recorded")),
    }
