"""Places of the world with which policies are shared: cities, regions and districts, and the countries they are in."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from .glossary import split_names
from .vocabulary import Term


class PlaceKind(models.TextChoices):
    CITY = "city", _("City")
    REGION = "region", _("Region or province")
    DISTRICT = "district", _("District")
    COUNTRY = "country", _("Country")


class Place(Term):
    """A place in one language. Only a country stands in no country."""

    kind = models.CharField(_("kind"), max_length=10, choices=PlaceKind.choices, default=PlaceKind.CITY)
    country = models.ForeignKey(
        "self",
        verbose_name=_("country"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="places",
        limit_choices_to={"kind": PlaceKind.COUNTRY},
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "One on each line, in any language: former names, other spellings. Search finds the place by them."
        ),
    )

    override_translatable_fields = [SynchronizedField(name) for name in ("slug", "kind", "other_names")]
    panels = [FieldPanel(name) for name in ("slug", "name", "kind", "country", "other_names")]

    class Meta(Term.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name",)

    def clean(self) -> None:
        super().clean()
        is_country = self.kind == PlaceKind.COUNTRY
        if is_country and self.country_id:
            raise ValidationError({"country": _("A country stands in no other country.")})
        if not is_country and not self.country_id:
            raise ValidationError({"country": _("Say in which country the place is.")})

    @property
    def search_names(self) -> tuple[str, ...]:
        """What the place is called, the name first."""
        return (self.name, *split_names(self.other_names))
