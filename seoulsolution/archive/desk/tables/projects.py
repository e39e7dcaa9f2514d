"""The tables of projects, of what belongs to one (who took part, money, what happened, documents), and of totals."""

from ...loading import limits
from ...sharing.models import Counted, ProjectKind, ProjectPage, ProjectRegisterPage, ProjectStatus, YearsKnown
from ...sharing.rows import ProjectFile, ProjectFunding, ProjectPartner, ProjectStep
from ...sharing.totals import CityTotal
from ..importing.facts import Amount, Named, Reference, Single
from ..importing.tables import RowTable, SnippetTable, Table
from ..importing.words import Plain
from .claims import DISPUTED, OF_A_CLAIM, OF_A_PAGE, OF_FILES, choice, file, organisation, place

PROJECTS = Table(
    name="projects",
    label=ProjectPage._meta.verbose_name_plural,
    model=ProjectPage,
    parent=ProjectRegisterPage,
    needed=("title", "subject", "area", "kind", "place"),
    facts=(
        Reference("area", lambda vocabulary: vocabulary.areas, required=True),
        choice("kind", ProjectKind),
        place("place", required=True),
        Single("year_started", limits.YEAR_OR_NONE),
        Single("year_ended", limits.YEAR_OR_NONE),
        choice("years_known", YearsKnown, has_default=True),
        choice("status", ProjectStatus, has_default=True),
        Named("policies", "policy", lambda vocabulary: vocabulary.policies),
        choice("counted", Counted, has_default=True),
        *OF_A_PAGE,
    ),
    words=(
        Plain("title", limits.PROJECT_TITLE),
        Plain("subject", limits.PROJECT_SUBJECT),
        Plain("note"),
        DISPUTED,
    ),
)
PARTNERS = RowTable(
    name="project-partners",
    label=ProjectPartner._meta.verbose_name_plural,
    model=ProjectPartner,
    of=ProjectPage,
    relation="partners",
    page_column="project",
    needed=("role", "name"),
    facts=(choice("role", ProjectPartner.Role), organisation("organisation")),
    words=(Plain("name", limits.PARTNER_NAME),),
)
FUNDING = RowTable(
    name="project-funding",
    label=ProjectFunding._meta.verbose_name_plural,
    model=ProjectFunding,
    of=ProjectPage,
    relation="funding",
    page_column="project",
    needed=("kind", "what"),
    facts=(
        choice("kind", ProjectFunding.Kind),
        Amount("amount", limits.FUNDING_AMOUNT),
        Single("currency", limits.CURRENCY_OR_NONE),
        Single("year", limits.YEAR_OR_NONE),
        *OF_A_CLAIM,
    ),
    words=(Plain("what", limits.FUNDING_WHAT), DISPUTED),
)
STEPS = RowTable(
    name="project-steps",
    label=ProjectStep._meta.verbose_name_plural,
    model=ProjectStep,
    of=ProjectPage,
    relation="steps",
    page_column="project",
    needed=("stage", "text"),
    facts=(choice("stage", ProjectStep.Stage), Single("year", limits.YEAR_OR_NONE), *OF_A_CLAIM),
    words=(Plain("text", is_required=True), DISPUTED),
)
FILES = RowTable(
    name="project-files",
    label=ProjectFile._meta.verbose_name_plural,
    model=ProjectFile,
    of=ProjectPage,
    relation="files",
    page_column="project",
    same=("document",),
    needed=("document",),
    names={"document": "file"},
    hints=OF_FILES,
    facts=(file(),),
    words=(Plain("title", limits.words(ProjectFile, "title")),),
)
TOTALS = SnippetTable(
    name="city-totals",
    label=CityTotal._meta.verbose_name_plural,
    model=CityTotal,
    needed=("as_of", "what"),
    facts=(
        Single("as_of", limits.AS_OF),
        Reference("area", lambda vocabulary: vocabulary.areas),
        Single("number", limits.COUNT_OR_NONE),
        Single("cities", limits.COUNT_OR_NONE),
        Single("countries", limits.COUNT_OR_NONE),
        *OF_A_CLAIM,
    ),
    words=(Plain("what", limits.TOTAL_WHAT), Plain("note"), DISPUTED),
)
