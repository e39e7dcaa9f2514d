"""The glossary: what a thing of the field is called, in every language, and what else it is called."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.segments import StringSegmentValue

from .passages import foreign_language
from .statements import kept
from .vocabulary import Term

NAME_LENGTH = 200
PARTED = re.compile(r"[\n\r;]+")


class Domain(models.TextChoices):
    TRANSPORT = "transport", _("Transport")
    WATER = "water", _("Water and sewerage")
    ENVIRONMENT = "environment", _("Environment and energy")
    PLANNING = "planning", _("Urban planning")
    HOUSING = "housing", _("Housing")
    GOVERNMENT = "government", _("Government and administration")
    SAFETY = "safety", _("Safety")
    WELFARE = "welfare", _("Welfare, economy and culture")


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text that parts them by lines or semicolons: composed letters, single spaces, no empty ones."""
    names = (" ".join(name.split()) for name in PARTED.split(unicodedata.normalize("NFC", text)))
    return tuple(name for name in names if name)


def doubled_name(names: Iterable[str]) -> str | None:
    """The first name that was there before, whatever its capitals."""
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return None


class NamesField(models.TextField):
    """Names, one on each line. Translators meet them in one line: theirs knows breaks only as marks of HTML."""

    def deconstruct(self) -> Any:
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.TextField", arguments, options

    def get_translatable_segments(self, value: str) -> list[StringSegmentValue]:
        return [StringSegmentValue("", "; ".join(split_names(value)))]

    def restore_translated_segments(self, value: str, segments: list[StringSegmentValue]) -> str:
        return "\n".join(split_names(segments[0].render_text()))


class GlossaryTerm(Term):
    """A term in one language: the preferred name and its variants.

    All names stand in one field, so that it is never empty: wagtail-localize empties the translation of a text
    that is empty in the source, and a term often has variants in one language only. `name` is its first line.
    """

    name = models.CharField(_("preferred term"), max_length=NAME_LENGTH, editable=False)
    names = NamesField(
        _("term and variants"),
        help_text=_(
            "One on each line. The first is the preferred term; acronyms, other spellings and former names follow."
        ),
    )
    domain = models.CharField(
        _("domain"),
        max_length=20,
        choices=Domain.choices,
        help_text=_("The field in which the term has this meaning. The same in every language."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What the term alone does not say, in one sentence. Readers see it.")
    )

    panels = [FieldPanel(name) for name in ("slug", "names", "domain", "note")]

    class Meta(Term.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")
        ordering = ("name", "slug")

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = next(iter(split_names(self.names)), "")[:NAME_LENGTH]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        names = split_names(self.names)
        faults = []
        if not names:
            faults.append(gettext("Write at least the preferred term."))
        for name in names:
            if len(name) > NAME_LENGTH:
                message = gettext("“%(start)s…” is %(length)d characters long; at most %(most)d are possible.")
                faults.append(message % {"start": name[:30], "length": len(name), "most": NAME_LENGTH})
        if doubled := doubled_name(names):
            faults.append(gettext("“%(name)s” stands there twice.") % {"name": doubled})
        if faults:
            raise ValidationError({"names": faults})
        self.names = "\n".join(names)

    @property
    def variants(self) -> tuple[str, ...]:
        return split_names(self.names)[1:]


@dataclass(frozen=True)
class GlossaryEntry:
    """A term in every language in which it is there. `names`: by language code, the preferred one first."""

    id: str
    domain: str
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)


def glossary_entries() -> tuple[GlossaryEntry, ...]:
    """The whole glossary in the order of its ids, with one query."""
    return _entries(_all_terms())


def chosen_entries(ids: Sequence[str]) -> dict[str, GlossaryEntry]:
    """The entries `ids` that are there, with one query."""
    return {entry.id: entry for entry in _entries(_some_terms(ids=list(ids)))}


COLUMNS = ("slug", "domain", "names", "note", "locale__language_code")


@kept
def _all_terms() -> QuerySet[Any]:
    return GlossaryTerm.objects.order_by("slug", "locale__language_code").values_list(*COLUMNS)


@kept
def _some_terms(ids: list[str]) -> QuerySet[Any]:
    terms = GlossaryTerm.objects.filter(slug__in=ids)
    return terms.order_by("slug", "locale__language_code").values_list(*COLUMNS)


def _entries(rows: Iterable[tuple[str, str, str, str, str]]) -> tuple[GlossaryEntry, ...]:
    """A name that stands in another language's script, as where a translation is still missing, is left out; so is a
    language whose preferred name does.
    """
    domains: dict[str, str] = {}
    names: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    notes: dict[str, dict[str, str]] = defaultdict(dict)
    for slug, domain, text, note, language in rows:
        written = split_names(text)
        if not written or foreign_language(written[0], language):
            continue
        domains.setdefault(slug, domain)
        names[slug][language] = tuple(name for name in written if not foreign_language(name, language))
        if note and not foreign_language(note, language):
            notes[slug][language] = note
    return tuple(GlossaryEntry(slug, domains[slug], names[slug], notes[slug]) for slug in domains)
