"""The page from which every public page descends."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail_localize.fields import SynchronizedField
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from .files.publication import take_words
from .hindrances import Unpublishable
from .machine_drafts import still_drafted
from .passages import count_foreign, foreign_language
from .permissions import PagePermissions
from .publication import ON_ITS_DAY, leave_unpublished, refuse_hindered, refuse_to_somebody, was_published
from .romanisation import romanised
from .routing import Addresses
from .schedule import remember
from .surroundings import Surroundings, read_surroundings

LONGEST_SLUG = 80
NOTE = "correction_note"


def free_slug(wanted: str) -> str:
    """`wanted`, with a number behind it where another page is called so."""
    wanted = wanted[:LONGEST_SLUG].strip("-") or "page"
    taken = set(Page.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    numbered = (f"{wanted}-{number}" for number in count(2))
    return wanted if wanted not in taken else next(slug for slug in numbered if slug not in taken)


def address_of(title: str) -> str:
    """In Latin letters whatever the title is written in; no other page has it."""
    return free_slug(slugify(romanised(title)))


def is_in_another_language(page: Any, note: str) -> bool:
    """Whether what a version corrects is said in a language that is plainly not that of the page."""
    return bool(page.locale_id and foreign_language(note, page.locale.language_code))


def written_in(page: Any) -> str:
    """In which language it is to be said."""
    return str(_("Write it in the language of the page: %(language)s.") % {"language": page.locale})


def _keep_rows(rows: Any) -> None:
    """A row that stands in a draft alone has no key by which a form could name it. It is known by its place.

    Otherwise it would be another row each time that the draft is saved. `rows`: a formset that was sent.
    """
    for before, form in zip(rows.get_queryset(), rows.initial_forms, strict=False):
        if before.pk is None and form.instance.pk is None and hasattr(before, "translation_key"):
            form.instance.translation_key = before.translation_key


class ArchivePageForm(WagtailAdminPageForm):
    """An address that is left empty is made from the title; one that the page has already is kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if NOTE in self.fields and self.instance.locale_id:
            self.fields[NOTE].help_text = f"{self.fields[NOTE].help_text} {written_in(self.instance)}"

    def clean_correction_note(self) -> str:
        note: str = self.cleaned_data[NOTE]
        if NOTE in self.changed_data and is_in_another_language(self.instance, note):
            raise ValidationError(written_in(self.instance))
        return note

    def clean_slug(self) -> str:
        return self.cleaned_data["slug"] or self.instance.slug or address_of(self.cleaned_data.get("title", ""))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        day = cleaned.get("go_live_at")
        if day is not None and "go_live_at" in self.changed_data and day < timezone.now():
            self.add_error("go_live_at", _("This time is over. Without a time the page is published at once."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """The rows of the form are those of the page only now: `clean` saw the former ones."""
        for rows in self.formsets.values():
            _keep_rows(rows)
        page = super().save(commit=False)
        take_words(page)
        if commit:
            page.save()
        return page


class ArchivePage(Page):
    """A page that exists once for each language, under one slug, and knows how far it is translated."""

    passages_foreign = models.PositiveIntegerField(default=0, editable=False)
    passages_total = models.PositiveIntegerField(default=0, editable=False)
    # Of a translation: the id of the revision of the original that it says.
    source_revision = models.PositiveBigIntegerField(null=True, editable=False)
    # Of a revision of a translation: how many of its passages a machine has drafted and nobody has checked.
    machine_passages = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    # What its template shows besides the page: the dotted name of a function of the page and the query of its address,
    # which gives the names that the template reads. By name, as what is shown reads across pages of every kind.
    shows: ClassVar[str] = ""

    correction_note = models.TextField(
        _("what is corrected"),
        blank=True,
        max_length=500,
        help_text=_(
            "For readers of a page that is public already: what this version corrects, and why. "
            "It stands beside the version and in the feed of corrections, and no change of such a page is handed in "
            "without it. What was written for an earlier version is not repeated."
        ),
    )

    # What versions tell of the page, in the order of its text.
    public_fields: ClassVar[tuple[str, ...]] = ("title",)
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("slug", overridable=False)]
    # The field from which readers learn whether the page is for them.
    summary_field: ClassVar[str] = ""
    # Foreign keys that the template reads.
    read_with: ClassVar[tuple[str, ...]] = ()
    # Whether it stood under a view restriction when it was found for a reader; None when it was read otherwise.
    is_restricted: bool | None = None
    is_creatable = False

    base_form_class = ArchivePageForm
    # Not as Wagtail has it: its script makes the address, of a Korean title only hyphens. `full_clean` romanises.
    content_panels: ClassVar[list[Any]] = [
        # Without a label: an empty box has to say what goes there.
        FieldPanel("title", classname="title", widget=forms.TextInput(attrs={"placeholder": _("Title of the page")}))
    ]
    promote_panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    help_text=_(
                        "The end of the address, in Latin letters, digits and hyphens. Left empty, it is made from the "
                        "title. What is published keeps it for good, so choose words that readers elsewhere can type."
                    ),
                ),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            _("Address and search engines"),
        ),
        *Page.promote_panels[1:],
    ]
    settings_panels: ClassVar[list[Any]] = [FieldPanel("correction_note"), *Page.settings_panels]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Count the passages that are still in another language, so that lists can tell."""
        if kwargs.get("update_fields") is None and self._was_published_meanwhile():
            return
        if self.locale_id:
            # What a version corrects stands beside the page, not on it.
            texts = [s.string.get_translatable_html() for s in self.strings() if s.path != NOTE]
            self.passages_foreign, self.passages_total = self.count_passages(texts)
            if foreign_language(self.title, self.locale.language_code):
                self.passages_foreign = self.passages_total
        if self.live and kwargs.get("update_fields") is None:
            refuse_hindered(self)
        super().save(*args, **kwargs)

    def told_in(self, field: str) -> str:
        """Code of the language in which others told what stands in a field; empty where it is that of the page."""
        return ""

    def count_passages(self, texts: list[str]) -> tuple[int, int]:
        """(passages in another language, passages in all) of the texts of the page."""
        return count_foreign(texts, self.locale.language_code)

    def _was_published_meanwhile(self) -> bool:
        """Whether this is the draft of a page that was never public, while somebody else has published it.

        Wagtail's editor keeps such a draft in the page itself. What readers see since then would be lost with that:
        like every draft of a public page it is kept in its revision alone.
        """
        if self._state.adding or self.live or self.first_published_at is not None or not self.pk:
            return False
        return Page.objects.filter(pk=self.pk, live=True).exists()

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """A revision that was published stays what it was, whatever the editor asks for: readers can read it."""
        if overwrite_revision is not None and was_published(self, overwrite_revision):
            overwrite_revision = None
        kwargs["overwrite_revision"] = overwrite_revision
        self.machine_passages = still_drafted(self)
        return super().save_revision(*args, **kwargs)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A page without an address gets one from its title, in Latin letters whatever the title is written in."""
        if not getattr(self, "slug", "") and self.title:
            self.slug = address_of(self.title)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if not self.slug.isascii() or not self.slug.strip("-_"):
            raise ValidationError({"slug": _("Latin letters, digits, hyphens and underscores only.")})
        take_words(self)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish, or set a day for it, if nothing stands against it. On the day itself nobody is there to be told."""
        try:
            said = revision.as_object()
            refuse_hindered(said)
            if kwargs.get("user") is not None:
                refuse_to_somebody(said, revision, kwargs["user"])
            super().publish(revision, *args, **kwargs)
            remember(said.go_live_at, said.expire_at)
        except Unpublishable:
            if kwargs.get("log_action") != ON_ITS_DAY:
                raise
            leave_unpublished(revision)

    def permissions_for_user(self, user: Any) -> PagePermissions:
        return PagePermissions(user, self)

    def strings(self) -> list[StringSegmentValue]:
        """Its passages, as wagtail-localize finds them."""
        return [s for s in extract_segments(self) if isinstance(s, StringSegmentValue)]

    @property
    def is_translated(self) -> bool:
        """False while the title, or half of the text or more, is in another language."""
        return self.passages_foreign * 2 < self.passages_total

    @property
    def original_changed_on(self) -> date | None:
        """When the original was last published, if this translation does not say what it says since then."""
        language = self.locale.language_code
        original = self.surroundings.versions.get(settings.LANGUAGE_CODE)
        if original is None or language == settings.LANGUAGE_CODE or original.published_at is None:
            return None
        if self.source_revision is not None:
            is_behind = (original.revision or 0) > self.source_revision
        else:
            is_behind = self.last_published_at is not None and original.published_at > self.last_published_at
        return timezone.localtime(original.published_at).date() if is_behind else None

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Of this page and those above it, with one query, or none where the query that found it saw that none are."""
        if self.alias_of_id is not None:
            return super().get_view_restrictions()
        if self.is_restricted is False:
            return PageViewRestriction.objects.none()
        steps = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=steps)

    @property
    def canonical_url(self) -> str | None:
        """The address by which others are to know the page."""
        return Addresses().full_url(self.url_path)

    @property
    def was_changed(self) -> bool:
        """Whether it was published again after it was first published."""
        first, last = self.first_published_at, self.last_published_at
        return first is not None and last is not None and last - first > timedelta(seconds=1)

    @property
    def changes_at(self) -> datetime | None:
        """When the page will say something else though nobody publishes it, None where it never will.

        What was rendered of it is true until then: whoever keeps that renders it anew at this time.
        """
        return None

    @cached_property
    def surroundings(self) -> Surroundings:
        return read_surroundings(self.locale.language_code, self)

    def make_preview_request(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """As readers will see it, in a frame of the editor, which public pages do not allow."""
        response: HttpResponse = super().make_preview_request(*args, **kwargs)
        policy = response.headers.get("Content-Security-Policy", "")
        if policy:
            response.headers["Content-Security-Policy"] = policy.replace(
                "frame-ancestors 'none'", "frame-ancestors 'self'"
            )
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        shown = import_string(self.shows)(self, request.GET) if self.shows else {}
        return context | {"around": self.surroundings} | shown


class SectionPage(ArchivePage):
    """A page that gathers others, below a few words of its own."""

    introduction = models.TextField(_("introduction"), blank=True)

    # What readers call it or its pages when they search for them.
    also_called: ClassVar[Any] = ""
    public_fields: ClassVar[tuple[str, ...]] = ("title", "introduction")
    summary_field = "introduction"
    is_creatable = True
    content_panels: ClassVar[list[Any]] = [*ArchivePage.content_panels, FieldPanel("introduction")]

    class Meta:
        abstract = True
