"""The tables of training, its institute and its programmes, and of what the city offers."""

from ...cities.kinds import YesOrNo
from ...loading import limits
from ...loading.values import LanguageCode, PartialDate, Whole
from ...sharing.offers.models import Offer, OfferKind, OffersPage
from ...sharing.training.models import ProgrammePage, TrainingPage
from ...sharing.training.rows import ProgrammeMaterial, TrainingCentre, TrainingFact
from ..importing.facts import Codes, Named, Single
from ..importing.tables import RowTable, Table
from ..importing.words import Plain
from .claims import DAY, DISPUTED, OF_A_CLAIM, OF_A_PAGE, OF_FILES, choice, file, organisation, place

PROGRAMMES = Table(
    name="programmes",
    label=ProgrammePage._meta.verbose_name_plural,
    model=ProgrammePage,
    parent=TrainingPage,
    needed=("title", "topic"),
    names={"is_online": "online"},
    facts=(
        Single("starts", limits.DATE_OR_NONE),
        Single("ends", limits.DATE_OR_NONE),
        Single("is_online", limits.YES_NO, YesOrNo),
        place("place"),
        Codes("languages", LanguageCode(required=True)),
        organisation("organiser"),
        Single("seats", Whole(low=0, high=1_000_000)),
        Single("applications_until", DAY),
        Single("time_zone", limits.words(ProgrammePage, "time_zone")),
        Single("website", limits.WEBSITE),
        Named("policies", "policy", lambda vocabulary: vocabulary.policies),
        *OF_A_PAGE,
    ),
    words=(
        Plain("title", limits.PROGRAMME_TITLE),
        Plain("topic", limits.PROGRAMME_TOPIC),
        Plain("venue", limits.PROGRAMME_VENUE),
        Plain("for_whom"),
        Plain("participants", limits.PROGRAMME_PARTICIPANTS),
        Plain("cost", limits.PROGRAMME_COST),
        Plain("note"),
        DISPUTED,
    ),
)
MATERIALS = RowTable(
    name="programme-materials",
    label=ProgrammeMaterial._meta.verbose_name_plural,
    model=ProgrammeMaterial,
    of=ProgrammePage,
    relation="materials",
    page_column="programme",
    same=("document", "url"),
    names={"document": "file", "url": "address"},
    hints=OF_FILES,
    facts=(file(required=False), Single("url", limits.WEBSITE)),
    words=(Plain("title", limits.words(ProgrammeMaterial, "title")),),
)
HISTORY = RowTable(
    name="training-history",
    label=TrainingFact._meta.verbose_name_plural,
    model=TrainingFact,
    of=TrainingPage,
    relation="history",
    needed=("when", "text"),
    facts=(Single("when", PartialDate(required=True)), *OF_A_CLAIM),
    words=(Plain("text", is_required=True), DISPUTED),
)
CENTRES = RowTable(
    name="training-centres",
    label=TrainingCentre._meta.verbose_name_plural,
    model=TrainingCentre,
    of=TrainingPage,
    relation="centres",
    needed=("name", "place", "role"),
    facts=(place("place", required=True), Single("since", PartialDate()), *OF_A_CLAIM),
    words=(
        Plain("name", limits.words(TrainingCentre, "name", required=True)),
        Plain("role", limits.words(TrainingCentre, "role", required=True)),
        Plain("note"),
        DISPUTED,
    ),
)
OFFERS = RowTable(
    name="offers",
    label=Offer._meta.verbose_name_plural,
    model=Offer,
    of=OffersPage,
    relation="offers",
    id_field="slug",
    needed=("kind", "title", "office", "for_whom", "how"),
    facts=(
        choice("kind", OfferKind),
        organisation("organisation"),
        Single("last_call", limits.DATE_OR_NONE),
        Single("website", limits.WEBSITE),
        *OF_A_CLAIM,
    ),
    words=(
        Plain("title", limits.OFFER_TITLE),
        Plain("office", limits.OFFER_OFFICE),
        Plain("for_whom", is_required=True),
        Plain("how", is_required=True),
        DISPUTED,
    ),
)
