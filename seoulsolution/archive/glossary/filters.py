"""What a reader may ask the glossary for. Bad input is forgiven."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.glossary import Domain

ANY = ("", _("All"))
LONGEST_QUERY = 100


class GlossaryFilter(forms.Form):
    """Words to find and a domain. What is not a choice is ignored and said so."""

    class Meta:
        """As in `ListFilter`."""

    q = forms.CharField(label=_("Find a term"), required=False, max_length=LONGEST_QUERY)
    domain = forms.ChoiceField(label=_("Domain"), required=False)

    def __init__(self, data: Mapping[str, Any], domains: Counter[str]) -> None:
        super().__init__(data)
        counted = [(d.value, f"{d.label} ({domains[d.value]})") for d in Domain if domains[d.value]]
        self.fields["domain"].choices = [ANY, *counted]  # type: ignore[attr-defined]
        self.full_clean()

    @property
    def query(self) -> str:
        return str(self.cleaned_data.get("q", ""))

    @property
    def chosen_domain(self) -> str:
        return str(self.cleaned_data.get("domain", ""))
