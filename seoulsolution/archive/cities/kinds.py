"""By what cities are told apart: where they lie, what their country earns, their climate, who runs their buses."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Region(models.TextChoices):
    """The subregions of the United Nations (M49)."""

    EASTERN_ASIA = "eastern_asia", _("Eastern Asia")
    SOUTH_EASTERN_ASIA = "south_eastern_asia", _("South-eastern Asia")
    SOUTHERN_ASIA = "southern_asia", _("Southern Asia")
    CENTRAL_ASIA = "central_asia", _("Central Asia")
    WESTERN_ASIA = "western_asia", _("Western Asia")
    EASTERN_EUROPE = "eastern_europe", _("Eastern Europe")
    NORTHERN_EUROPE = "northern_europe", _("Northern Europe")
    SOUTHERN_EUROPE = "southern_europe", _("Southern Europe")
    WESTERN_EUROPE = "western_europe", _("Western Europe")
    NORTHERN_AFRICA = "northern_africa", _("Northern Africa")
    EASTERN_AFRICA = "eastern_africa", _("Eastern Africa")
    MIDDLE_AFRICA = "middle_africa", _("Middle Africa")
    SOUTHERN_AFRICA = "southern_africa", _("Southern Africa")
    WESTERN_AFRICA = "western_africa", _("Western Africa")
    NORTHERN_AMERICA = "northern_america", _("Northern America")
    CENTRAL_AMERICA = "central_america", _("Central America")
    CARIBBEAN = "caribbean", _("Caribbean")
    SOUTH_AMERICA = "south_america", _("South America")
    AUSTRALIA_NEW_ZEALAND = "australia_new_zealand", _("Australia and New Zealand")
    MELANESIA = "melanesia", _("Melanesia")
    MICRONESIA = "micronesia", _("Micronesia")
    POLYNESIA = "polynesia", _("Polynesia")


class IncomeGroup(models.TextChoices):
    """The groups of the World Bank, of the country."""

    HIGH = "high", _("High income")
    UPPER_MIDDLE = "upper_middle", _("Upper middle income")
    LOWER_MIDDLE = "lower_middle", _("Lower middle income")
    LOW = "low", _("Low income")


class Climate(models.TextChoices):
    """After Köppen and Geiger."""

    AF = "Af", _("Tropical, wet all year")
    AM = "Am", _("Tropical monsoon")
    AW = "Aw", _("Tropical, dry winter")
    AS = "As", _("Tropical, dry summer")
    BWH = "BWh", _("Hot desert")
    BWK = "BWk", _("Cold desert")
    BSH = "BSh", _("Hot steppe")
    BSK = "BSk", _("Cold steppe")
    CSA = "Csa", _("Mediterranean, hot summer")
    CSB = "Csb", _("Mediterranean, warm summer")
    CWA = "Cwa", _("Temperate, dry winter, hot summer")
    CWB = "Cwb", _("Temperate, dry winter, warm summer")
    CFA = "Cfa", _("Temperate, no dry season, hot summer")
    CFB = "Cfb", _("Temperate, no dry season, warm summer")
    CFC = "Cfc", _("Temperate, no dry season, cold summer")
    DSA = "Dsa", _("Cold winter, dry and hot summer")
    DSB = "Dsb", _("Cold winter, dry and warm summer")
    DWA = "Dwa", _("Cold and dry winter, hot summer")
    DWB = "Dwb", _("Cold and dry winter, warm summer")
    DWC = "Dwc", _("Cold and dry winter, cold summer")
    DFA = "Dfa", _("Cold winter, no dry season, hot summer")
    DFB = "Dfb", _("Cold winter, no dry season, warm summer")
    DFC = "Dfc", _("Cold winter, no dry season, cold summer")
    ET = "ET", _("Tundra")


class BusOperator(models.TextChoices):
    PUBLIC = "public", _("Public operators")
    PRIVATE = "private", _("Private operators")
    MIXED = "mixed", _("Public and private operators")


class YesOrNo(models.TextChoices):
    """Not known is an empty value."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Card(models.TextChoices):
    """Whether there is a transport card. Not known is an empty value."""

    YES = "yes", pgettext_lazy("a transport card exists", "Yes")
    NO = "no", pgettext_lazy("a transport card exists", "No")


class Measure(models.TextChoices):
    POPULATION = "population", _("Population")
    AREA = "area", _("Land area")
    DENSITY = "density", _("Population density")
    GDP_PER_CAPITA = "gdp_per_capita", _("GDP per head")
    ELEVATION = "elevation", _("Elevation")
    METRO_LENGTH = "metro_length", _("Length of the metro")


# In what a measure is told. Numbers of persons have no sign.
UNITS = {
    Measure.POPULATION: "",
    Measure.AREA: "km²",
    Measure.DENSITY: _("per km²"),
    Measure.GDP_PER_CAPITA: "USD",
    Measure.ELEVATION: "m",
    Measure.METRO_LENGTH: "km",
}


class Scope(models.TextChoices):
    CITY = "city", _("of the city")
    METROPOLITAN = "metropolitan", _("of the metropolitan area")
    COUNTRY = "country", _("of the country")


class RelationKind(models.TextChoices):
    SISTER = "sister", _("Sister city")
    FRIENDSHIP = "friendship", _("Friendship city")
