"""Adopters' records: what became of a policy in another place, told by those who run it or by this archive."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Confidence, confidence_panel
from seoulsolution.core.language_codes import check_language_codes
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.passages import is_without_own_letters
from seoulsolution.core.places import Place
from seoulsolution.core.visibility import ArchiveManager

from .outcomes import Outcome
from .rows import PROJECT


class AdopterRecordsPage(SectionPage):
    """The list of adopters' records."""

    parent_page_types = ["archive.SharingPage"]
    subpage_types = ["archive.AdopterRecordPage"]
    template = "pages/records.html"
    shows = "seoulsolution.archive.sharing.record_list.context"

    class Meta:
        verbose_name = _("adopters’ records")
        verbose_name_plural = _("lists of adopters’ records")


class WrittenBy(models.TextChoices):
    CITY = "city", _("Written by the city itself")
    ARCHIVE = "archive", _("Written by the staff of this archive")
    PUBLIC_SOURCES = "public_sources", _("Compiled from public sources; not a statement of the city")


class AdopterRecordPage(ArchivePage):
    """What one place made of a policy of another."""

    line = models.CharField(
        _("in one line"), max_length=250, help_text=_("What was taken over and what became of it, in one sentence.")
    )
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        related_name="adopter_records",
        help_text=_("Where the policy was taken to."),
    )
    from_place = models.ForeignKey(
        Place,
        verbose_name=_("learned from"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="records_of_adopters",
    )
    project = models.ForeignKey(
        PROJECT,
        verbose_name=_("project"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where it went there by a project of the register. The record stands on its page."),
    )
    transfer = models.ForeignKey(
        "archive.Transfer",
        verbose_name=_("transfer"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where it went there otherwise. The record stands beside it."),
    )
    outcome = models.CharField(
        _("what became of it"), max_length=9, choices=Outcome.choices, default=Outcome.UNKNOWN, db_index=True
    )
    reason = models.TextField(_("why it turned out so"), blank=True)
    advice = models.TextField(
        _("what it tells others"),
        blank=True,
        default="",
        db_default="",
        help_text=_("What those who did it there would tell other cities."),
    )
    written_by = models.CharField(
        _("who wrote it"), max_length=14, choices=WrittenBy.choices, default=WrittenBy.PUBLIC_SOURCES
    )
    author = models.CharField(
        _("author"),
        max_length=200,
        blank=True,
        help_text=_("Name or office of those who wrote it in the city. Readers see it."),
    )
    written_in = models.CharField(
        _("language of those who wrote it"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        validators=[check_language_codes],
        help_text=_("Code of ISO 639. Readers are told of it. Empty: the language of this archive."),
    )
    reply = models.TextField(
        _("reply of the city"),
        blank=True,
        help_text=_("Whoever is written about may answer. The reply stands unchanged beside the record."),
    )
    reply_by = models.CharField(_("who replied"), max_length=200, blank=True)
    reply_on = models.DateField(_("date of the reply"), null=True, blank=True)
    reply_in = models.CharField(
        _("language of the reply"),
        max_length=12,
        blank=True,
        default="",
        db_default="",
        validators=[check_language_codes],
        help_text=_("Code of ISO 639. Empty: the language of this archive."),
    )
    note = models.TextField(
        _("note"), blank=True, help_text=_("What readers have to know besides: what was not found, what is inferred.")
    )
    source = models.TextField(
        _("sources"), blank=True, help_text=_("One on each line: a web address, or title, publisher and date.")
    )
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)
    disputed = models.TextField(
        _("why it is disputed"),
        blank=True,
        help_text=_("Readers see the record marked as disputed with this note. Leave empty when it is not."),
    )

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("source", "author", "written_in", "reply_by", "reply_in")),
    ]
    summary_field = "line"
    read_with = ("place__country", "from_place")
    public_fields = (
        *("title", "line", "place", "from_place", "project", "transfer", "policies", "outcome", "written_by", "author"),
        *("written_in", "adaptations", "reason", "difficulties", "results", "advice"),
        *("reply", "reply_by", "reply_on", "reply_in"),
        *("note", "source", "confidence", "disputed"),
    )
    parent_page_types = ["archive.AdopterRecordsPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/record.html"
    shows = "seoulsolution.archive.sharing.record.context"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("line"),
        FieldRowPanel([FieldPanel("place"), FieldPanel("from_place")]),
        PageChooserPanel("project"),
        FieldPanel("transfer"),
        InlinePanel(
            "policies",
            heading=_("Policies taken over"),
            label=_("policy"),
            help_text=_("Policies of the archive. The record stands on their pages, too."),
        ),
        FieldRowPanel([FieldPanel("outcome"), FieldPanel("written_by")]),
        FieldRowPanel([FieldPanel("author"), FieldPanel("written_in")]),
        InlinePanel("adaptations", heading=_("What was kept, changed and left out"), label=_("adaptation")),
        FieldPanel("reason"),
        InlinePanel("difficulties", heading=_("Difficulties met there"), label=_("difficulty")),
        InlinePanel("results", heading=_("Results"), label=_("result")),
        FieldPanel("advice"),
        MultiFieldPanel(
            [FieldPanel("reply"), FieldRowPanel([FieldPanel(f"reply_{name}") for name in ("by", "on", "in")])],
            heading=_("Right of reply"),
        ),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("source"), confidence_panel(), FieldPanel("disputed")], heading=_("Source and confidence")
        ),
    ]

    class Meta:
        verbose_name = _("adopter’s record")
        verbose_name_plural = _("adopters’ records")

    def count_passages(self, texts: list[str]) -> tuple[int, int]:
        """What a city wrote in its own language is foreign, however short, until it is said in that of the page."""
        foreign, total = super().count_passages(texts)
        if self.written_in:
            foreign = sum(is_without_own_letters(text, self.locale.language_code) for text in texts if text.strip())
        return foreign, total

    def told_in(self, field: str) -> str:
        """The reply has a language of its own."""
        return self.reply_in if field == "reply" else self.written_in

    def clean(self) -> None:
        super().clean()
        if self.reply and not self.reply_by:
            raise ValidationError({"reply_by": _("Say who replied.")})
        if self.written_by == WrittenBy.CITY and not self.author:
            raise ValidationError({"author": _("Name the office that wrote it.")})

    def get_outcome_display(self) -> str:
        return label_of(Outcome, self.outcome)

    def get_written_by_display(self) -> str:
        return label_of(WrittenBy, self.written_by)
