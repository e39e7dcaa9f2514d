"""A claim: a statement that readers must be able to check."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from .links import readable, short
from .passages import script_of

POLICY_REFERENCE = "policy:"
HTTP = ("http://", "https://")
# “Newsis (뉴시스)”: a name in Latin letters, and in Korean behind it.
NAMED_TWICE = re.compile(r"(^|[,;:|]\s*)[A-Za-z][^,;:()|‘’“”]* \(([^()A-Za-z]*[가-힣][^()A-Za-z]*)\)")

# How many sources are kept as they are shown; the archive names some two thousand.
SOURCES_KEPT = 4096


class Basis(models.TextChoices):
    CITED = "cited", _("Source given")
    LISTED = "listed", _("One of the sources listed for the policy")
    UNRECORDED = "unrecorded", _("No source recorded")
    JUDGEMENT = "judgement", _("The archive’s own judgement")


class Confidence(models.TextChoices):
    HIGH = "high", _("High confidence")
    MEDIUM = "medium", _("Medium confidence")
    LOW = "low", _("Low confidence")

    @property
    def level(self) -> str:
        """The same beside a label that says “Confidence” already."""
        return {
            Confidence.HIGH: pgettext("confidence", "High"),
            Confidence.MEDIUM: pgettext("confidence", "Medium"),
            Confidence.LOW: pgettext("confidence", "Low"),
        }[self]


class ConfidenceSelect(forms.Select):
    """A choice of levels, under the label of its field."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        words = Confidence(value).level if value in Confidence.values else label
        return super().create_option(name, value, words, *args, **kwargs)


def confidence_panel() -> FieldPanel:
    return FieldPanel("confidence", widget=ConfidenceSelect)


@dataclass(frozen=True)
class Source:
    """One source as it was recorded: an address, a citation, or another policy's list of sources."""

    text: str

    @property
    def policy_id(self) -> str | None:
        return self.text.removeprefix(POLICY_REFERENCE) if self.text.startswith(POLICY_REFERENCE) else None

    @property
    def url(self) -> str | None:
        """Address to link to, only http and https."""
        return _url(self.text)

    @property
    def label(self) -> str:
        """What readers see on a screen: the citation, with its addresses in short, or the address in short."""
        return _label(self.text, script_of(get_language() or ""))

    @property
    def printed(self) -> str:
        """What stands on paper, where no link can be followed; to readers of Korean a name is told in Korean alone."""
        return _printed(self.text, script_of(get_language() or ""))


@lru_cache(SOURCES_KEPT)
def _url(text: str) -> str | None:
    found = (_without_brackets(word) for word in text.split() if "://" in word)
    return next((word for word in found if word.startswith(HTTP)), None)


@lru_cache(SOURCES_KEPT)
def _label(text: str, script: str) -> str:
    if _url(text) == text:
        return short(text)
    return re.sub(r"\S+://\S+", _shortened, _printed(text, script))


@lru_cache(SOURCES_KEPT)
def _printed(text: str, script: str) -> str:
    words = readable(text)
    return NAMED_TWICE.sub(r"\1\2", words) if script == "Kore" else words


def _without_brackets(word: str) -> str:
    """`word` without the brackets and commas around it; “…/wiki/Scheme_(Hong_Kong)” keeps its own."""
    word = word.lstrip("(<,;")
    while word.endswith((",", ";", ">", "(")) or (word.endswith(")") and word.count(")") > word.count("(")):
        word = word[:-1]
    return word


def _shortened(word: re.Match[str]) -> str:
    address = _without_brackets(word[0])
    return word[0].replace(address, short(address)) if address.startswith(HTTP) else word[0]


def parse_sources(text: str) -> list[Source]:
    """Sources of a field that holds one on each line."""
    return [Source(line.strip()) for line in text.splitlines() if line.strip()]


class Claim(TranslatableMixin, models.Model):
    """Source, confidence and dispute of one row. Facts are the same in every language, words are not."""

    basis = models.CharField(
        _("basis"),
        max_length=12,
        choices=Basis.choices,
        default=Basis.UNRECORDED,
        help_text=_("Where the statement comes from."),
    )
    source = models.TextField(
        _("sources"),
        blank=True,
        help_text=_("One on each line: a web address, or title, publisher and date."),
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=Confidence.choices,
        default=Confidence.MEDIUM,
    )
    disputed = models.TextField(
        _("why it is disputed"),
        blank=True,
        help_text=_("Readers see the statement marked as disputed with this note. Leave empty when it is not."),
    )

    override_translatable_fields = [SynchronizedField("source")]
    claim_panels = [
        MultiFieldPanel(
            [FieldPanel("basis"), FieldPanel("source"), confidence_panel(), FieldPanel("disputed")],
            heading=_("Source and confidence"),
            classname="collapsed",
        )
    ]

    class Meta(TranslatableMixin.Meta):
        abstract = True

    def clean(self) -> None:
        """Who names a source says that there is one; who says that there is one names it."""
        super().clean()
        if self.source.strip() and self.basis == Basis.UNRECORDED:
            self.basis = Basis.CITED
        if self.basis == Basis.CITED and not self.source.strip():
            raise ValidationError({"source": _("Name the source, or choose another basis.")})

    @property
    def sources(self) -> list[Source]:
        return parse_sources(self.source)

    @property
    def is_sourced(self) -> bool:
        return self.basis in (Basis.CITED, Basis.LISTED)
