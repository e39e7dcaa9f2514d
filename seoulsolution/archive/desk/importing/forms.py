"""What is asked of who imports or exports."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from seoulsolution.core.interface import interface_language
from seoulsolution.core.vocabulary import PolicyArea

from .tables import SnippetTable, Table

FORMATS = [("xlsx", "Excel (XLSX)"), ("csv", "CSV (UTF-8)")]


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("A table (XLSX, CSV in UTF-8, UTF-16 or CP949); of policies also a manual (DOCX)."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt,.docx"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )


class ExportForm(forms.Form):
    file_format = forms.ChoiceField(label=_("Form"), choices=FORMATS)
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=PolicyArea.objects.none(),
        to_field_name="slug",
        required=False,
        empty_label=_("All areas"),
    )
    drafts = forms.BooleanField(
        label=_("With drafts"),
        required=False,
        help_text=_("Of what you may edit: what was saved last, also when it is not published."),
    )

    def __init__(self, *args: Any, table: Table, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas: Any = self.fields["area"]
        areas.queryset = PolicyArea.objects.filter(locale__language_code=interface_language())
        if all(fact.field != "area" for fact in table.facts):
            del self.fields["area"]
        if isinstance(table, SnippetTable):
            del self.fields["drafts"]
