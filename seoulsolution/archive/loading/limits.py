"""What each value may be, taken from the models so that it is said once."""

from django.db import models

from seoulsolution.core.claims import Basis, Confidence
from seoulsolution.core.glossary import Domain, GlossaryTerm
from seoulsolution.core.goals import Goal
from seoulsolution.core.places import Place, PlaceKind
from seoulsolution.core.vocabulary import AreaIcon, Organisation, OrganisationKind, PolicyArea

from ..front.models import ExampleSearch, HomePage, TextPage
from ..newsroom.models import NewsCategory, NewsPage
from ..newsroom.rows import NewsKeyword
from ..policies import evidence
from ..policies.models import PolicyPage, Status
from ..policies.office import IndicatorPage
from ..sharing.models import Counted, ProjectKind, ProjectPage, ProjectStatus, YearsKnown
from ..sharing.offers.models import Offer, OfferKind
from ..sharing.rows import ProjectFunding, ProjectPartner, ProjectStep
from ..sharing.totals import CityTotal
from ..sharing.training.models import ProgrammePage
from ..sharing.training.rows import TrainingCentre
from .values import (
    Choice,
    CountryCode,
    Currency,
    LanguageCode,
    Number,
    PartialDate,
    Several,
    Slug,
    WebAddress,
    Whole,
    Words,
    YesNo,
)

FIRST_YEAR, LAST_YEAR = 1000, 2100


def words(model: type[models.Model], name: str, *, required: bool = False) -> Words:
    """Text for the column `name`."""
    column = model._meta.get_field(name)
    return Words(length=getattr(column, "max_length", None), required=required)


def choice(choices: type[models.TextChoices], *, required: bool = True) -> Choice:
    return Choice(words=tuple(choices.values), required=required)


def number(model: type[models.Model], name: str, *, negative: bool = True, required: bool = True) -> Number:
    column = model._meta.get_field(name)
    assert isinstance(column, models.DecimalField)  # noqa: S101 - named in this file
    return Number(digits=column.max_digits, places=column.decimal_places, negative=negative, required=required)


ID = Slug(required=True)
REFERENCE = Slug()
YEAR = Whole(low=FIRST_YEAR, high=LAST_YEAR, required=True)
YEAR_OR_NONE = Whole(low=FIRST_YEAR, high=LAST_YEAR)
ORDER = Whole(low=1, high=1000, required=True)
SEGMENT = Whole(low=1, high=100, required=True)
YES_NO = YesNo()
SEVERAL_IDS = Several(mark=";", item=ID)
TEXT = Words()
TEXT_REQUIRED = Words(required=True)
BASIS = choice(Basis)
CONFIDENCE = choice(Confidence)
ICON = choice(AreaIcon)
STATUS = choice(Status)
CURRENCY = Currency(required=True)
WEBSITE = WebAddress()
AREA_NAME = words(PolicyArea, "name", required=True)
ORGANISATION_NAME = words(Organisation, "name", required=True)
ACRONYM = words(Organisation, "acronym")
ORGANISATION_KIND = choice(OrganisationKind, required=False)
PLACE_KIND = choice(PlaceKind)
PLACE_NAME = words(Place, "name", required=True)
PLACE_NAME_OR_NONE = words(Place, "name")
COUNTRY = CountryCode()
DEGREES = number(Place, "latitude", required=False)
OTHER_NAMES = Several(mark=";", item=PLACE_NAME)
DOMAIN = choice(Domain)
TERM = words(GlossaryTerm, "name", required=True)
VARIANTS = Several(mark=";", item=TERM)
POLICY_TITLE = words(PolicyPage, "title", required=True)
ONE_LINE = words(PolicyPage, "one_line", required=True)
GOALS = Several(mark=";", item=Whole(low=min(Goal.values), high=max(Goal.values), required=True))
TAGS = Several(mark=";", item=words(evidence.PolicyKeyword, "word", required=True))
SEARCH_WORDS = Several(mark=";", item=Words(required=True, length=80))
WHO = words(evidence.Stakeholder, "who", required=True)
LEGAL_TITLE = words(evidence.LegalBasis, "title", required=True)
COST_WHAT = words(evidence.Cost, "what", required=True)
COST_AMOUNT = number(evidence.Cost, "amount", negative=False)
COST_KIND = choice(evidence.Cost.Kind)
PRECONDITION_KIND = choice(evidence.Precondition.Kind)
RESULT_INDICATOR = words(evidence.Result, "indicator", required=True)
RESULT_UNIT = words(evidence.Result, "unit")
RESULT_KIND = choice(evidence.Result.Kind)
RESULT_VALUE = number(evidence.Result, "before_value")
RESULT_PERIOD = words(evidence.Result, "before_period")
RELATION_KIND = choice(evidence.PolicyRelation.Kind)
READING = words(evidence.PolicyReading, "reference", required=True)
INDICATOR_NAME = words(IndicatorPage, "title", required=True)
INDICATOR_UNIT = words(IndicatorPage, "unit", required=True)
OBSERVATION_VALUE = number(evidence.Result, "before_value")
PROJECT_TITLE = words(ProjectPage, "title", required=True)
PROJECT_SUBJECT = words(ProjectPage, "subject", required=True)
PROJECT_KIND = choice(ProjectKind)
PROJECT_STATUS = choice(ProjectStatus)
PROJECT_YEARS = choice(YearsKnown)
PROJECT_COUNTED = choice(Counted)
PARTNER_ROLE = choice(ProjectPartner.Role)
PARTNER_NAME = words(ProjectPartner, "name", required=True)
FUNDING_KIND = choice(ProjectFunding.Kind)
FUNDING_WHAT = words(ProjectFunding, "what", required=True)
FUNDING_AMOUNT = number(ProjectFunding, "amount", negative=False, required=False)
CURRENCY_OR_NONE = Currency()
STEP_STAGE = choice(ProjectStep.Stage)
AS_OF = PartialDate(required=True)
COUNT_OR_NONE = Whole(low=0, high=1_000_000)
TOTAL_WHAT = words(CityTotal, "what", required=True)
NEWS_TITLE = words(NewsPage, "title", required=True)
NEWS_DATE = PartialDate(required=True)
NEWS_CATEGORY = choice(NewsCategory)
NEWS_TAGS = Several(mark=";", item=words(NewsKeyword, "word", required=True))
DATE_OR_NONE = PartialDate()
CENTRE_NAME = words(TrainingCentre, "name", required=True)
CENTRE_ROLE = words(TrainingCentre, "role", required=True)
PROGRAMME_TITLE = words(ProgrammePage, "title", required=True)
PROGRAMME_TOPIC = words(ProgrammePage, "topic", required=True)
PROGRAMME_VENUE = words(ProgrammePage, "venue")
PROGRAMME_LANGUAGES = Several(mark=";", item=LanguageCode(required=True))
PROGRAMME_PARTICIPANTS = words(ProgrammePage, "participants")
PROGRAMME_COST = words(ProgrammePage, "cost")
OFFER_KIND = choice(OfferKind)
OFFER_TITLE = words(Offer, "title", required=True)
OFFER_OFFICE = words(Offer, "office", required=True)
HOME_TITLE = words(HomePage, "title", required=True)
SEARCH = words(ExampleSearch, "words", required=True)
ARTICLE_TITLE = words(TextPage, "title", required=True)
