"""Policy Sharing Activities: the section, the register of projects, and the projects."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Confidence, confidence_panel
from seoulsolution.core.pages import ArchivePage, SectionPage
from seoulsolution.core.places import Place
from seoulsolution.core.visibility import ArchiveManager
from seoulsolution.core.vocabulary import PolicyArea

from ..policies.evidence import YEARS


class SharingPage(SectionPage):
    """The section “Policy Sharing Activities”."""

    parent_page_types = ["archive.HomePage"]
    subpage_types = [
        "archive.ProjectRegisterPage",
        "archive.AdopterRecordsPage",
        "archive.LineagePage",
        "archive.MapPage",
        "archive.TrainingPage",
        "archive.OffersPage",
    ]
    template = "pages/sharing.html"
    shows = "seoulsolution.archive.sharing.queries.sharing"

    class Meta:
        verbose_name = _("policy sharing")


class ProjectRegisterPage(RoutablePageMixin, SectionPage):
    """Every project by which a policy went to another city."""

    parent_page_types = ["archive.SharingPage"]
    subpage_types = ["archive.ProjectPage", "archive.ProjectCountsPage"]
    template = "pages/projects.html"
    shows = "seoulsolution.archive.sharing.register.context"

    class Meta:
        verbose_name = _("register of projects")
        verbose_name_plural = _("registers of projects")

    @path("")
    def projects(self, request: HttpRequest) -> HttpResponse:
        return self.render(request)

    @path("csv/", name="csv")
    def csv(self, request: HttpRequest) -> HttpResponse:
        from .project_table import answer

        return answer(self, request.GET)


class ProjectCountsPage(SectionPage):
    """What the register counts, beside what the city itself has counted."""

    parent_page_types = ["archive.ProjectRegisterPage"]
    subpage_types: list[str] = []
    template = "pages/project_counts.html"
    shows = "seoulsolution.archive.sharing.counts.context"

    class Meta:
        verbose_name = _("what the register counts")
        verbose_name_plural = _("what the registers count")


class LineagePage(SectionPage):
    """Who learned what from whom."""

    parent_page_types = ["archive.SharingPage"]
    subpage_types: list[str] = []
    template = "pages/lineage.html"
    shows = "seoulsolution.archive.sharing.lineage_list.context"

    class Meta:
        verbose_name = _("lineage of policies")
        verbose_name_plural = _("lineages of policies")


class MapPage(SectionPage):
    """Where the policies went, and where they came from, on a map of the world."""

    parent_page_types = ["archive.SharingPage"]
    subpage_types: list[str] = []
    template = "pages/map.html"
    shows = "seoulsolution.archive.sharing.world_map.context"

    class Meta:
        verbose_name = _("map of sharing")
        verbose_name_plural = _("maps of sharing")


class ProjectKind(models.TextChoices):
    CONSULTING = "consulting", _("Consulting")
    FEASIBILITY_STUDY = "feasibility_study", _("Feasibility study")
    MASTER_PLAN = "master_plan", _("Master plan")
    SYSTEM_BUILD = "system_build", _("System build")
    FACILITY_IMPROVEMENT = "facility_improvement", _("Facility improvement")
    TRAINING = "training", _("Training")
    FINANCING = "financing", _("Financing")


class ProjectStatus(models.TextChoices):
    PROPOSED = "proposed", _("Proposed")
    AGREED = "agreed", _("Agreed")
    UNDER_WAY = "under_way", _("Under way")
    COMPLETED = "completed", _("Completed")
    STALLED = "stalled", _("Stalled")
    ABANDONED = "abandoned", _("Abandoned")
    UNKNOWN = "unknown", _("No later report found")


class YearsKnown(models.TextChoices):
    """How the years of a project are known."""

    EXACT = "exact", _("As reported")
    ABOUT = "about", _("Inferred, about these years")
    PLANNED = "planned", _("The last year is a plan")


class Counted(models.TextChoices):
    """Whether a project is one of those that the city counted when it last published a total by area."""

    NAMED = "named", _("Named by the city")
    LIKELY = "likely", _("Likely among them")
    LATER = "later", _("Later than the count")
    NOT_PLACED = "not_placed", _("Cannot be placed")


class ProjectPage(ArchivePage):
    """A project by which a policy went to another place: what was agreed, done, paid, and what became of it."""

    subject = models.CharField(
        _("subject"),
        max_length=120,
        help_text=_("What it is about, in a few words: transport card, water quality."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=ProjectKind.choices, db_index=True)
    area = models.ForeignKey(PolicyArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="projects")
    place = models.ForeignKey(
        Place,
        verbose_name=_("city or country"),
        on_delete=models.PROTECT,
        related_name="projects",
        help_text=_("As exact as it is known: the country where no city was named."),
    )
    year_started = models.PositiveSmallIntegerField(
        _("first year"), null=True, blank=True, validators=YEARS, help_text=_("Empty where it is not known.")
    )
    year_ended = models.PositiveSmallIntegerField(
        _("last year"), null=True, blank=True, validators=YEARS, help_text=_("Empty while it goes on or is not known.")
    )
    years_known = models.CharField(_("years"), max_length=7, choices=YearsKnown.choices, default=YearsKnown.EXACT)
    status = models.CharField(
        _("status"), max_length=9, choices=ProjectStatus.choices, default=ProjectStatus.UNKNOWN, db_index=True
    )
    counted = models.CharField(
        _("in the count of the city"),
        max_length=10,
        choices=Counted.choices,
        default=Counted.NOT_PLACED,
        help_text=_("Whether it is one of those that the city counted when it last published a total by area."),
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
        help_text=_("Readers see the project marked as disputed with this note. Leave empty when it is not."),
    )

    objects = ArchiveManager()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        SynchronizedField("source"),
    ]
    summary_field = "subject"
    read_with = ("area", "place__country")
    public_fields = (
        *("title", "subject", "kind", "area", "place", "year_started", "year_ended", "years_known", "status"),
        *("policies", "steps", "partners", "funding", "files", "counted", "note", "source", "confidence", "disputed"),
    )
    parent_page_types = ["archive.ProjectRegisterPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/project.html"
    shows = "seoulsolution.archive.sharing.queries.project"
    content_panels = [
        *ArchivePage.content_panels,
        FieldPanel("subject"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
        FieldRowPanel([FieldPanel("area"), FieldPanel("place")]),
        FieldRowPanel([FieldPanel("year_started"), FieldPanel("year_ended"), FieldPanel("years_known")]),
        InlinePanel(
            "policies",
            heading=_("Policies carried"),
            label=_("policy"),
            help_text=_("Policies of the archive that went to the place. The project stands on their pages, too."),
        ),
        InlinePanel("partners", heading=_("Organisations that took part"), label=_("organisation")),
        InlinePanel("funding", heading=_("Funding"), label=_("amount")),
        InlinePanel(
            "steps",
            heading=_("What happened"),
            label=_("step"),
            help_text=_("From the need to what became of it, each with its source. Failures belong here as well."),
        ),
        InlinePanel("files", heading=pgettext_lazy("of a project", "Documents"), label=_("document")),
        FieldPanel("note"),
        FieldPanel("counted"),
        MultiFieldPanel(
            [FieldPanel("source"), confidence_panel(), FieldPanel("disputed")], heading=_("Source and confidence")
        ),
    ]

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")

    def clean(self) -> None:
        super().clean()
        if self.year_started and self.year_ended and self.year_ended < self.year_started:
            raise ValidationError({"year_ended": _("The last year is before the first.")})

    def get_kind_display(self) -> str:
        return label_of(ProjectKind, self.kind)

    def get_status_display(self) -> str:
        return label_of(ProjectStatus, self.status)

    def get_counted_display(self) -> str:
        return label_of(Counted, self.counted)
