"""Training of officials of other cities: the institute and its centres, and the programmes."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.claims import Confidence, confidence_panel
from seoulsolution.core.closings import LONGEST_ZONE, check_time_zone
from seoulsolution.core.language_codes import check_language_codes
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.partial_dates import LENGTH, check_partial_date, first_day, is_partial_date, last_day
from seoulsolution.core.places import Place
from seoulsolution.core.visibility import ArchiveManager
from seoulsolution.core.vocabulary import Organisation

from .schedule import Schedule


class TrainingPage(SectionPage):
    """Training for officials of other cities: the institute, its centres, and its programmes below."""

    institute = models.ForeignKey(
        Organisation,
        verbose_name=_("institute"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Whose history and centres these are."),
    )

    objects = ArchiveManager()

    also_called = _("training programme, training course")
    read_with = ("institute",)
    public_fields = ("title", "introduction", "institute", "history", "centres")
    parent_page_types = ["archive.SharingPage"]
    subpage_types = ["archive.ProgrammePage"]
    template = "pages/training.html"
    shows = "seoulsolution.archive.sharing.training.queries.training"
    content_panels = [
        *SectionPage.content_panels,
        FieldPanel("institute"),
        InlinePanel("history", heading=_("History of the institute"), label=_("fact")),
        InlinePanel("centres", heading=_("Centres"), label=_("centre")),
    ]

    class Meta:
        verbose_name = _("training for other cities")
        verbose_name_plural = _("training for other cities")

    @property
    def changes_at(self) -> datetime | None:
        """The list says what is open, running or over."""
        from . import programmes

        return programmes.next_change_of_any(self.locale.language_code, timezone.now())


class ProgrammePage(ArchivePage):
    """A course, a workshop or a forum for officials of other cities, past or to come."""

    topic = models.CharField(_("topic"), max_length=200, help_text=_("What it is about, in a few words."))
    starts = models.CharField(
        _("begins"),
        max_length=LENGTH,
        blank=True,
        db_index=True,
        validators=[check_partial_date],
        help_text=_("As exactly as it is known: 2027-05-10, 2027-05 or 2027. Empty where nothing is known."),
    )
    ends = models.CharField(
        _("ends"),
        max_length=LENGTH,
        blank=True,
        validators=[check_partial_date],
        help_text=_("The last day. Empty where it is the same day, or some day of the same month or year."),
    )
    is_online = models.BooleanField(_("online"), default=False, help_text=_("Wholly online, without a place."))
    place = models.ForeignKey(
        Place,
        verbose_name=_("place"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
        help_text=_("The city in which people meet. Empty for what is online."),
    )
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    languages = models.CharField(
        _("languages"),
        max_length=80,
        blank=True,
        validators=[check_language_codes],
        help_text=_("In which it is taught, as codes of ISO 639 with a space between them: en fr."),
    )
    organiser = models.ForeignKey(
        Organisation,
        verbose_name=_("organiser"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="programmes",
    )
    for_whom = models.TextField(_("for whom"), blank=True)
    seats = models.PositiveIntegerField(
        _("seats"), null=True, blank=True, help_text=_("How many may take part. Empty where it is not known.")
    )
    participants = models.CharField(
        _("participants"), max_length=300, blank=True, help_text=_("Who took part, as it was told.")
    )
    cost = models.CharField(_("cost"), max_length=300, blank=True, help_text=_("What it costs, and who pays for what."))
    applications_until = models.DateField(
        _("applications until"),
        null=True,
        blank=True,
        help_text=_("The last day for applications. Only with it readers are told that they may apply."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=LONGEST_ZONE,
        blank=True,
        validators=[check_time_zone],
        help_text=_("In which its days begin and end, such as America/Bogota. Empty for that of this site."),
    )
    website = models.URLField(_("website"), blank=True, max_length=500, help_text=_("Where to apply or to read more."))
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
        help_text=_("Readers see the programme marked as disputed with this note. Leave empty when it is not."),
    )

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        *(SynchronizedField(name) for name in ("starts", "ends", "languages", "time_zone", "source")),
    ]
    summary_field = "topic"
    read_with = ("place__country", "organiser")
    public_fields = (
        *("title", "topic", "starts", "ends", "is_online", "place", "venue", "languages", "organiser", "for_whom"),
        *("seats", "participants", "cost", "applications_until", "time_zone", "website", "policies", "materials"),
        *("note", "source", "confidence", "disputed"),
    )
    parent_page_types = ["archive.TrainingPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/programme.html"
    shows = "seoulsolution.archive.sharing.training.queries.programme"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("topic"),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
        FieldRowPanel([FieldPanel("place"), FieldPanel("venue"), FieldPanel("is_online")]),
        FieldRowPanel([FieldPanel("languages"), FieldPanel("organiser")]),
        MultiFieldPanel(
            [
                FieldPanel("for_whom"),
                FieldRowPanel([FieldPanel("seats"), FieldPanel("cost")]),
                FieldRowPanel([FieldPanel("applications_until"), FieldPanel("time_zone")]),
                FieldPanel("website"),
            ],
            heading=_("Taking part"),
        ),
        FieldPanel("participants"),
        InlinePanel(
            "policies",
            heading=_("Policies that it is about"),
            label=_("policy"),
            help_text=_("Policies of the archive. The programme stands on their pages, too."),
        ),
        InlinePanel("materials", heading=_("Material"), label=_("file or link")),
        FieldPanel("note"),
        MultiFieldPanel(
            [FieldPanel("source"), confidence_panel(), FieldPanel("disputed")], heading=_("Source and confidence")
        ),
    ]

    class Meta:
        verbose_name = _("training programme")
        verbose_name_plural = _("training programmes")

    def clean(self) -> None:
        super().clean()
        if self.is_online and self.place_id:
            raise ValidationError({"place": _("What is wholly online has no place.")})
        if all(is_partial_date(day) for day in (self.starts, self.ends) if day):
            self._check_days()

    def _check_days(self) -> None:
        if self.ends and not self.starts:
            raise ValidationError({"starts": _("Say also when it begins, as far as that is known.")})
        if self.ends and last_day(self.ends) < first_day(self.starts):
            raise ValidationError({"ends": _("It ends before it begins.")})
        end = self.ends or self.starts
        if self.applications_until and end and last_day(end) < self.applications_until:
            raise ValidationError({"applications_until": _("It is over before applications close.")})

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.starts, self.ends, self.applications_until, self.time_zone)

    @property
    def changes_at(self) -> datetime | None:
        return self.schedule.changes_after(timezone.now())
