"""What staff fill in to invite somebody, and what whoever was invited fills in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from seoulsolution.core.language_codes import language_names

from ..outcomes import Outcome
from ..record_rows import Adaptation, RecordDifficulty, RecordResult
from ..records import AdopterRecordPage
from .models import OPEN_FOR, Asked
from .told import Rows, Told, as_text

LONG = 5_000
LONGEST_OPEN = timedelta(days=180)
OFFICE = AdopterRecordPage._meta.get_field("author").max_length
LINE = AdopterRecordPage._meta.get_field("line").max_length
SAVE, SUBMIT, MORE, LANGUAGE = "save", "submit", "more", "language"


def _text(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea({"rows": rows, "class": "krds-input"})
    return forms.CharField(label=label, required=required, max_length=LONG, help_text=help_text, widget=widget)


def _line(
    label: Any, longest: int, *, required: bool = True, help_text: Any = "", **attributes: str
) -> forms.CharField:
    widget = forms.TextInput({"class": "krds-input medium", **attributes})
    return forms.CharField(label=label, required=required, max_length=longest, help_text=help_text, widget=widget)


# What stands between groups of three digits.
THOUSANDS = re.compile(r"(?<=\d)[,\u2009\u00a0\u202f ](?=\d{3}(?!\d))")


def _choice(label: Any, choices: Any, **given: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=choices, widget=forms.Select({"class": "krds-form-select medium"}), **given
    )


def _offer(form: forms.Form, name: str, choices: list[tuple[str, Any]], *, first: str) -> None:
    field: Any = form.fields[name]
    field.choices, field.initial = choices, first


def languages(spoken: Sequence[str]) -> list[tuple[str, str]]:
    """In which somebody may write: those of the site, those spoken where they are, then the others that files are
    known in.
    """
    codes = dict.fromkeys([*(code for code, _name in settings.LANGUAGES), *spoken, *settings.FILE_LANGUAGES])
    return [(code, (language_names(code) or [code])[0]) for code in codes]


class NumberInput(forms.TextInput):
    """Takes numbers as people write them: “1,250”, “1 250”."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        typed = super().value_from_datadict(data, files, name)
        return THOUSANDS.sub("", typed) if isinstance(typed, str) else typed


class InviteForm(forms.Form):
    """Whom staff invite, and to what."""

    class Meta:
        """As in `ListFilter`."""

    asked = forms.ChoiceField(label=_("What is asked"), choices=Asked.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"), max_length=120, help_text=_("As the mail addresses the person. It is never published.")
    )
    email = forms.EmailField(
        label=_("Mail address"), max_length=254, help_text=_("That of an office is better than that of a person.")
    )
    language = forms.ChoiceField(label=_("Language"), help_text=_("Of the mail and of the page that it leads to."))
    last_day = forms.DateField(label=_("Open until"), widget=AdminDateInput)

    def __init__(self, *args: Any, asked: list[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        _offer(self, "asked", [(one.value, one.label) for one in asked], first=asked[0].value)
        _offer(self, "language", settings.LANGUAGES, first=others[0] if others else settings.LANGUAGE_CODE)
        self.fields["last_day"].initial = timezone.localdate() + OPEN_FOR

    def clean_name(self) -> str:
        name = " ".join(as_text(self.cleaned_data["name"]).split())
        if not name:
            raise ValidationError(_("Say whom the mail is to address."))
        return name

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if day < timezone.localdate():
            raise ValidationError(_("This day is over."))
        if day > timezone.localdate() + LONGEST_OPEN:
            raise ValidationError(_("An invitation is open for half a year at most."))
        return day

    @property
    def expires_at(self) -> datetime:
        """The end of the last day, by the city's clock."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["last_day"], time.max))


class AnswerForm(forms.Form):
    """What every answer holds."""

    class Meta:
        """As in `ListFilter`."""

    office = _line(
        _("Name of your office"),
        OFFICE,
        help_text=_("Readers are told that this office wrote it. Do not give the name of a person."),
        autocomplete="organization",
    )
    written_in = _choice(
        _("The language in which you write"),
        (),
        help_text=_("Your words stay as you write them, and readers are told in which language that is."),
    )
    consent = forms.BooleanField(
        label=_("I agree on behalf of the office that this is published under its name."),
        error_messages={"required": _("Say that the office agrees: without that nothing can be published.")},
        help_text=_("The archive reads it first. Your own name and mail address are never published."),
    )

    def __init__(self, *args: Any, language: str, spoken: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "written_in", languages(spoken), first=language)
        self.order_fields([name for name in self.fields if name != "consent"])


class ReplyForm(AnswerForm):
    class Meta:
        """As in `ListFilter`."""

    reply = _text(
        _("Your reply"),
        rows=12,
        help_text=_("What is wrong, missing or to be seen otherwise. It stands unchanged beside the record."),
    )


class RecordForm(AnswerForm):
    class Meta:
        """As in `ListFilter`."""

    line = _line(
        _("In one sentence"), LINE, help_text=_("What you took over and what became of it. Lists show this sentence.")
    )
    # Who did it knows it.
    outcome = _choice(
        _("What became of it"), [("", "–"), *(one for one in Outcome.choices if one[0] != Outcome.UNKNOWN)]
    )
    reason = _text(_("Why it turned out so"), required=False)
    advice = _text(_("What you would tell other cities"), required=False, rows=5)


class AdaptationForm(forms.ModelForm):
    what = _choice(_("What you did with it"), [("", "–"), *Adaptation.What.choices])
    text = _text(_("Part of the policy"), rows=2)
    why = _text(_("Why"), rows=2, required=False)

    class Meta:
        model = Adaptation
        fields = ("what", "text", "why")


class DifficultyForm(forms.ModelForm):
    problem = _text(_("Difficulty"), rows=2)
    solution = _text(_("What you did about it"), rows=2, required=False)

    class Meta:
        model = RecordDifficulty
        fields = ("problem", "solution")


class ResultForm(forms.ModelForm):
    indicator = _line(_("What was measured"), 300)
    unit = _line(_("Unit"), 60, required=False)
    source = _text(
        _("Source"),
        rows=2,
        required=False,
        help_text=_("A web address, or title, publisher and date; one on each line."),
    )

    class Meta:
        model = RecordResult
        fields = ("indicator", "unit", "before_value", "before_year", "after_value", "after_year", "source")
        labels = {
            "before_value": _("Value before"),
            "before_year": _("Year before"),
            "after_value": _("Value after"),
            "after_year": _("Year after"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("before_value", "before_year", "after_value", "after_year"):
            mode = "decimal" if name.endswith("value") else "numeric"
            self.fields[name].widget = NumberInput({"class": "krds-input medium", "inputmode": mode})


ROWS = {"adaptations": AdaptationForm, "difficulties": DifficultyForm, "results": ResultForm}


class Answer:
    """The page of an invitation as it was sent (`posted`), or as it was last saved (`kept`).

    `spoken`: codes of the languages of the place.
    """

    # What a record has to hold, whatever else it leaves empty.
    LEAST = _(
        "Tell at least one thing: what you kept or changed, a difficulty, a result, or what you would tell others."
    )

    def __init__(
        self,
        *,
        is_reply: bool,
        language: str,
        spoken: Sequence[str],
        posted: Mapping[str, str] | None = None,
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        kind = ReplyForm if is_reply else RecordForm
        before = kept or {}
        self.posted = {name: as_text(value) for name, value in posted.items()} if posted is not None else None
        self.form = kind(
            self.posted,
            initial=before.get("words", {}),
            language=language,
            spoken=spoken,
            use_required_attribute=False,
        )
        self.rows = {
            name: Rows(
                name,
                row,
                posted=self.posted,
                kept=before.get(name, ()),
                more=self.posted is not None and self.posted.get(MORE) == name,
            )
            for name, row in ({} if is_reply else ROWS).items()
        }

    def typed(self) -> dict[str, Any]:
        """Everything as it was typed."""
        words = {name: str(self.form[name].value() or "") for name in self.form.fields}
        return {"words": words, **{name: rows.typed() for name, rows in self.rows.items()}}

    def is_valid(self) -> bool:
        """Whether it can be handed in. Everything that stands against it is told at once."""
        is_valid = all([self.form.is_valid(), *(rows.is_valid() for rows in self.rows.values())])
        if self.rows and not self._says_something():
            self.form.add_error(None, self.LEAST)
            return False
        return is_valid

    def _says_something(self) -> bool:
        return bool((self.posted or {}).get("advice", "").strip()) or any(rows.filled for rows in self.rows.values())

    def fits(self) -> bool:
        """Whether it can be kept as a draft: whatever it lacks, nothing is longer than its box. Other faults go."""
        fits = True
        for form in self._forms():
            form.full_clean()
            for name, faults in list(form.errors.as_data().items()):
                too_long = [fault for fault in faults if fault.code == "max_length"]
                del form.errors[name]
                if too_long:
                    form.add_error(name, too_long)
                    fits = False
        return fits

    def leave_faults(self) -> None:
        """Say nothing of faults: more rows were asked for."""
        for form in self._forms():
            form.full_clean()
            form.errors.clear()

    def _forms(self) -> Iterator[Any]:
        yield self.form
        for rows in self.rows.values():
            yield from rows.filled

    def faults(self) -> list[tuple[str, str]]:
        """(id of the box, what is wrong), in the order of the page."""
        return [
            (str(form[name].id_for_label) if name != "__all__" else "", f"{_label(form, name)}{fault}")
            for form in self._forms()
            for name, faults in form.errors.items()
            for fault in faults
        ]

    def told(self) -> Told:
        words = {name: value for name, value in self.form.cleaned_data.items() if name != "consent"}
        return Told(**words, rows={name: rows.instances() for name, rows in self.rows.items()})


def _label(form: Any, name: str) -> str:
    """What stands before a fault; that of a box to tick is a sentence of its own."""
    field = form.fields.get(name)
    return "" if field is None or isinstance(field, forms.BooleanField) else f"{field.label}: "
