"""Places of the world with which policies are shared: cities, regions and districts, and the countries they are in."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail_localize.fields import SynchronizedField

from .countries import LENGTH, check_country, country_name
from .glossary import split_names
from .place_names import PlaceName
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
    code = models.CharField(
        _("code of the country"),
        max_length=LENGTH,
        blank=True,
        validators=[check_country],
        help_text=_("Of a country: two capital letters of ISO 3166-1. Its name in every language follows from them."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("In degrees; south of the equator it is negative. The map shows what has both."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=7,
        decimal_places=4,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("In degrees; west of Greenwich it is negative."),
    )
    is_home = models.BooleanField(
        _("home of this archive"),
        default=False,
        help_text=_("The city whose policies the archive holds. Projects start from it."),
    )
    other_names = models.TextField(
        _("other names"),
        blank=True,
        help_text=_(
            "One on each line, in any language: former names, other spellings. Search finds the place by them."
        ),
    )

    override_translatable_fields = [SynchronizedField(name) for name in ("slug", "kind", "code", "other_names")]
    panels = [
        *(FieldPanel(name) for name in ("slug", "name", "kind", "country", "code")),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
        FieldPanel("other_names"),
        FieldPanel("is_home"),
    ]

    class Meta(Term.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ("name",)

    def clean(self) -> None:
        super().clean()
        is_country = self.kind == PlaceKind.COUNTRY
        if is_country and self.country_id:
            raise ValidationError({"country": _("A country stands in no other country.")})
        if not is_country and (self.country is None or self.country.kind != PlaceKind.COUNTRY):
            raise ValidationError({"country": _("Say in which country the place is.")})
        if is_country and not self.code:
            raise ValidationError({"code": _("Give the code of the country.")})
        if self.code and not is_country:
            raise ValidationError({"code": _("Only a country has a code.")})
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": _("Give both latitude and longitude, or neither.")})
        if is_country:
            self.name = country_name(self.code, self.locale.language_code)

    @property
    def called(self) -> PlaceName:
        return PlaceName(self.slug, self.name, self.country.name if self.country else "")

    @property
    def search_names(self) -> tuple[str, ...]:
        """What the place is called, the name first."""
        return (self.name, *split_names(self.other_names))
