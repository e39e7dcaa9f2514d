"""Model Seoul Policies: the index, the areas and the policies."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail_localize.fields import SynchronizedField

from seoulsolution.core.choices import label_of
from seoulsolution.core.claims import Confidence
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.prose import Prose, has_text
from seoulsolution.core.visibility import ArchiveQuerySet
from seoulsolution.core.vocabulary import Organisation, PolicyArea, Topic

from .evidence import YEARS
from .forms import PolicyForm
from .panels import INTRODUCTION, MANUAL


class PolicyIndexPage(ArchivePage):
    """The section “Model Seoul Policies”: its children are the areas and the policy office."""

    introduction = models.TextField(_("introduction"), blank=True)

    public_fields = ("title", "introduction")
    summary_field = "introduction"

    parent_page_types = ["archive.HomePage"]
    is_creatable = True
    template = "pages/policy_index.html"
    shows = "seoulsolution.archive.policies.queries.index"
    content_panels = [*ArchivePage.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("policies")


class AreaPage(ArchivePage):
    """The policies of one area. Its title is the area's name."""

    area = models.ForeignKey(PolicyArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="pages")

    read_with = ("area",)
    parent_page_types = ["archive.PolicyIndexPage"]
    subpage_types = ["archive.PolicyPage"]
    is_creatable = True
    template = "pages/area.html"
    shows = "seoulsolution.archive.policies.queries.area"
    content_panels = [*ArchivePage.content_panels, FieldPanel("area")]

    class Meta:
        verbose_name = _("area of policies")
        verbose_name_plural = _("areas of policies")


class Status(models.TextChoices):
    ONGOING = "ongoing", _("Ongoing")
    COMPLETED = "completed", _("Completed")
    ENDED = "ended", _("Ended")
    SUCCEEDED = "succeeded", _("Succeeded by another policy")
    CHANGED = "changed", _("Changed")


class PolicyQuerySet(ArchiveQuerySet):
    def in_area(self, slug: str) -> "PolicyQuerySet":
        return self.filter(area__slug=slug)


class PolicyPage(ArchivePage):
    """A policy: an introduction that can grow into a full manual. Its slug is its id."""

    one_line = models.CharField(
        _("in one line"),
        max_length=250,
        help_text=_("What the policy does, in one sentence. Readers see it below the title and in every list."),
    )
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_(
            "The problem, what the city did and what came of it, in two to five sentences. "
            "Readers learn from it whether the page is for them."
        ),
    )
    search_words = models.TextField(
        _("words that people use"),
        blank=True,
        help_text=_(
            "One on each line: other names of the policy, the problem it solves, what people ask. "
            "Search finds the policy by them; pages do not show them."
        ),
    )
    area = models.ForeignKey(
        PolicyArea,
        verbose_name=_("area"),
        on_delete=models.PROTECT,
        related_name="policies",
        editable=False,
        help_text=_("That of the page above; it changes when the page is moved."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="policies",
        help_text=_("Readers narrow the policies of the area by it. Only the topics of this area are offered."),
    )
    year_started = models.PositiveSmallIntegerField(
        _("first year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("When it began. Readers order and narrow policies by it."),
    )
    year_ended = models.PositiveSmallIntegerField(
        _("last year"),
        null=True,
        blank=True,
        validators=YEARS,
        help_text=_("Empty while it goes on."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=Status.choices,
        default=Status.ONGOING,
        help_text=_("Tells readers whether they can still see the policy at work."),
    )
    lead_organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("lead organisation"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="led_policies",
        help_text=_("Who runs it. Readers see it among the facts and ask there unless a contact office is named."),
    )
    contact_office = models.ForeignKey(
        Organisation,
        verbose_name=_("contact office"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_policies",
        help_text=_("Where questions go when it is not the lead organisation."),
    )
    confidence = models.CharField(
        _("confidence"),
        max_length=6,
        choices=Confidence.choices,
        default=Confidence.MEDIUM,
        help_text=_("How sure the archive is of the page as a whole. Readers see it at the head."),
    )
    disputed = models.TextField(
        _("why it is disputed"),
        blank=True,
        help_text=_("Readers see the page marked as disputed with this note. Leave empty when it is not."),
    )
    checked_on = models.DateField(
        _("last checked"),
        null=True,
        blank=True,
        help_text=_("When somebody last compared the claims of the page with their sources. Readers see the day."),
    )

    background = StreamField(
        Prose(),
        verbose_name=_("background and causes"),
        blank=True,
        help_text=_(
            "What the situation was, in figures, and why the city acted. Readers compare it with their own city. "
            "With the milestones it makes the page a full manual."
        ),
    )
    objectives = StreamField(
        Prose(),
        verbose_name=_("objectives"),
        blank=True,
        help_text=_("What was to be reached, by when, and how it was to be measured. Readers hold the results to it."),
    )
    organisation = StreamField(
        Prose(),
        verbose_name=_("organisation"),
        blank=True,
        help_text=_("Which offices and partners did what, and who decided. Readers see whom they need for it."),
    )
    expertise = StreamField(
        Prose(),
        verbose_name=_("expertise"),
        blank=True,
        help_text=_("Which knowledge and skills it took, and where they came from."),
    )
    time_needed = models.TextField(
        _("time needed"),
        blank=True,
        help_text=_("How long preparing, building and introducing it took. Other cities plan by it."),
    )
    success_factors = StreamField(
        Prose(),
        verbose_name=_("success factors"),
        blank=True,
        help_text=_("What made it work, and would be missed elsewhere."),
    )
    limiting_factors = StreamField(
        Prose(),
        verbose_name=_("limiting factors"),
        blank=True,
        help_text=_("What held it back, and what it did not solve. Readers trust a page that says so."),
    )
    for_other_cities = StreamField(
        Prose(),
        verbose_name=_("what other cities should know"),
        blank=True,
        help_text=_("Shown as the archive’s own judgement."),
    )
    has_manual = models.BooleanField(_("full manual"), default=False, editable=False)

    base_form_class = PolicyForm
    objects = PageManager.from_queryset(PolicyQuerySet)()

    override_translatable_fields = [
        *ArchivePage.override_translatable_fields,
        SynchronizedField("confidence"),
    ]
    summary_field = "summary"
    read_with = ("area", "topic", "lead_organisation", "contact_office")
    public_fields = (
        *("title", "one_line", "summary", "topic", "year_started", "year_ended", "status", "lead_organisation"),
        *("contact_office", "confidence", "disputed", "checked_on", "goals", "keywords", "places"),
        *("background", "objectives", "milestones", "organisation", "expertise", "stakeholders", "legal_bases"),
        *("costs", "time_needed", "preconditions", "difficulties", "results", "success_factors"),
        *("limiting_factors", "for_other_cities", "relations", "readings", "pictures", "videos", "files"),
    )
    parent_page_types = ["archive.AreaPage"]
    subpage_types: list[str] = []
    is_creatable = True
    template = "pages/policy.html"
    shows = "seoulsolution.archive.policies.queries.policy"

    edit_handler = TabbedInterface(
        [
            ObjectList([*ArchivePage.content_panels, *INTRODUCTION], heading=_("Introduction")),
            ObjectList(MANUAL, heading=_("Manual")),
            ObjectList(ArchivePage.promote_panels, heading=_("Promote")),
            ObjectList(ArchivePage.settings_panels, heading=_("Settings")),
        ]
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    @property
    def confidence_level(self) -> str:
        return Confidence(self.confidence).level

    def clean(self) -> None:
        super().clean()
        if PolicyPage.objects.filter(slug=self.slug).exclude(translation_key=self.translation_key).exists():
            raise ValidationError({"slug": _("Another policy has this id.")})
        if self.year_started and self.year_ended and self.year_ended < self.year_started:
            raise ValidationError({"year_ended": _("The last year is before the first.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the area from the page above and note whether there is a manual."""
        parent = self.get_parent()
        if parent is not None and isinstance(parent.specific_deferred, AreaPage):
            self.area_id = AreaPage.objects.values_list("area_id", flat=True).get(pk=parent.pk)
        self.has_manual = has_text(self.background) and bool(self.milestones.all())
        super().save(*args, **kwargs)

    def get_status_display(self) -> str:
        return label_of(Status, self.status)
