"""Words that every room uses: policy areas, their topics, organisations."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from .choices import label_of
from .claims import Confidence, Source, confidence_panel, parse_sources
from .passages import foreign_language


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


class OrganisationKind(models.TextChoices):
    CITY_NETWORK = "city_network", _("City network")
    INTERNATIONAL = "international", _("International organisation")
    BANK = "bank", _("Development or public bank")
    GOVERNMENT = "government", _("Ministry or government agency")
    CITY_GOVERNMENT = "city_government", _("City government")
    CITY_OFFICE = "city_office", _("Office of the city")
    CITY_BODY = "city_body", _("Corporation or agency of the city")
    RESEARCH = "research", _("Research institute or network")
    UNIVERSITY = "university", _("University")
    TRAINING = "training", _("Training body")
    ASSOCIATION = "association", _("Association, society or cooperative")
    COMPANY = "company", _("Company")
    PLATFORM = "platform", _("Knowledge platform")
    EVENT = "event", _("Event")


def organisation_url(slug: str) -> str:
    """The address of an organisation that has one, in the active language."""
    return reverse("organisation", args=[slug])


def name_with_acronym(name: str, acronym: str) -> str:
    """“Seoul Tourism Organization (STO)”; the name alone where the acronym is a word of it."""
    words = re.split(r"\W+", name.casefold())
    return f"{name} ({acronym})" if acronym and acronym.casefold() not in words else name


class Organisation(Term):
    """An office, corporation, network or other body that leads, funds or shares policies."""

    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=80, choices=OrganisationKind.choices, blank=True)
    website = models.URLField(_("website"), blank=True, max_length=500)
    seat = models.ForeignKey(
        "core.Place",
        verbose_name=_("seat"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="organisations_seated",
        help_text=_("Where it sits, if a source says so."),
    )
    logo = models.ForeignKey(
        "core.Picture",
        verbose_name=_("logo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("An uploaded picture with licence, author and language. Without them readers do not see it."),
    )
    role = models.TextField(_("role"), blank=True, help_text=_("What it is to the city and its policies."))
    is_partner = models.BooleanField(_("partner"), default=False, help_text=_("Named among the partners."))
    is_listed = models.BooleanField(
        _("has a page of its own"),
        default=False,
        db_default=False,
        help_text=_("Readers find it in the list of organisations and by search, and its name leads to its page."),
    )
    # Whether name and role are in the language of the row.
    is_translated = models.BooleanField(default=True, db_default=True, editable=False)
    source = models.TextField(_("sources"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=6, choices=Confidence.choices, default=Confidence.MEDIUM)
    note = models.TextField(_("note"), blank=True)

    override_translatable_fields = [SynchronizedField(name) for name in ("slug", "acronym", "kind", "source")]
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("acronym")]),
        FieldRowPanel([FieldPanel("slug"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("website"), FieldPanel("seat")]),
        FieldPanel("role"),
        FieldPanel("logo"),
        FieldRowPanel([FieldPanel("is_listed"), FieldPanel("is_partner")]),
        MultiFieldPanel([FieldPanel("source"), confidence_panel()], heading=_("Source and confidence")),
        FieldPanel("note"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if kwargs.get("update_fields") is None and self.locale_id:
            self.is_translated = is_in_language(self.name, self.role, self.locale.language_code)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        if self.logo is not None and not self.logo.has_facts:
            fault = _(
                "The picture lacks its licence, author or language. Complete it first; readers do not see it yet."
            )
            raise ValidationError({"logo": fault})

    @property
    def url(self) -> str:
        """Its address in the active language, empty where it has none."""
        return organisation_url(self.slug) if self.is_listed else ""

    @property
    def sources(self) -> list[Source]:
        return parse_sources(self.source)

    @property
    def name_in_full(self) -> str:
        return name_with_acronym(self.name, self.acronym)

    def get_kind_display(self) -> str:  # type: ignore[no-redef] # the plugin of mypy has defined Django's own
        return label_of(OrganisationKind, self.kind)


def is_in_language(name: str, role: str, language: str) -> bool:
    """Whether neither of the words is in another language."""
    return not any(foreign_language(text, language) for text in (name, role))
