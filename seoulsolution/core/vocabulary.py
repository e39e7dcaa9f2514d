"""Words that every room uses: policy areas, their topics, organisations."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from .claims import Confidence, Source, confidence_panel, parse_sources


class Term(TranslatableMixin, models.Model):
    """A named thing with the same id in every language."""

    slug = models.SlugField(_("id"), max_length=80, help_text=_("The same in every language; part of addresses."))
    name = models.CharField(_("name"), max_length=200)

    override_translatable_fields: ClassVar[list[SynchronizedField]] = [SynchronizedField("slug")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        unique_together = [("translation_key", "locale"), ("slug", "locale")]

    def __str__(self) -> str:
        return self.name


class AreaIcon(models.TextChoices):
    MAP = "map", _("Map")
    BUS = "bus", _("Bus")
    DROPLET = "droplet", _("Water drop")
    TRAIN = "train", _("Train")
    MONITOR = "monitor", _("Screen")
    HOME = "home", _("House")
    LEAF = "leaf", _("Leaf")
    USERS = "users", _("People")
    BOOK = "book", _("Book")


class PolicyArea(Term):
    """One of the areas into which a city sorts its policies."""

    description = models.TextField(_("description"))
    icon = models.CharField(_("icon"), max_length=20, choices=AreaIcon.choices, default=AreaIcon.BOOK)
    order = models.PositiveSmallIntegerField(_("order"), default=0, help_text=_("Place in menus, from 1."))
    hue = models.PositiveSmallIntegerField(
        _("colour"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(8)],
        help_text=_("One of the eight accent colours, 1 to 8."),
    )

    panels = [FieldPanel(name) for name in ("slug", "name", "description", "icon", "order", "hue")]

    class Meta(Term.Meta):
        verbose_name = _("policy area")
        verbose_name_plural = _("policy areas")
        ordering = ("order", "slug")


class Topic(Term):
    """A subdivision of a policy area."""

    area = models.ForeignKey(PolicyArea, verbose_name=_("area"), on_delete=models.PROTECT, related_name="topics")

    panels = [FieldPanel(name) for name in ("slug", "name", "area")]

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("name",)


class Organisation(Term):
    """An office, corporation, network or other body that leads, funds or shares policies."""

    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True, max_length=500)
    role = models.TextField(_("role"), blank=True)
    is_partner = models.BooleanField(_("partner"), default=False, help_text=_("Named among the partners."))
    source = models.TextField(_("sources"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)
    note = models.TextField(_("note"), blank=True)

    override_translatable_fields = [SynchronizedField(name) for name in ("slug", "acronym", "kind", "source")]
    panels = [
        *(FieldPanel(name) for name in ("slug", "name", "acronym", "kind", "website", "role", "is_partner", "source")),
        confidence_panel(),
        FieldPanel("note"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    @property
    def sources(self) -> list[Source]:
        return parse_sources(self.source)
