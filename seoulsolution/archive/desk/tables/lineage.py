"""The tables of adopters' records, of what they kept and changed, of their results, and of transfers."""

from ...loading import limits
from ...loading.values import LanguageCode
from ...sharing.outcomes import Channel, Outcome
from ...sharing.record_rows import Adaptation, RecordDifficulty, RecordResult
from ...sharing.records import AdopterRecordPage, AdopterRecordsPage, WrittenBy
from ...sharing.transfers import Transfer
from ..importing.facts import Named, Reference, Single
from ..importing.tables import RowTable, SnippetTable, Table
from ..importing.words import Plain, Rows
from .claims import DAY, DISPUTED, OF_A_CLAIM, OF_A_PAGE, choice, organisation, place
from .results import RESULT_FACTS, RESULT_WORDS

RECORDS = Table(
    name="records",
    label=AdopterRecordPage._meta.verbose_name_plural,
    model=AdopterRecordPage,
    parent=AdopterRecordsPage,
    needed=("title", "line", "place"),
    facts=(
        place("place", required=True),
        place("from_place"),
        Reference("project", lambda vocabulary: vocabulary.projects, are_many=True),
        Reference("transfer", lambda vocabulary: vocabulary.transfers, are_many=True),
        Named("policies", "policy", lambda vocabulary: vocabulary.policies),
        choice("outcome", Outcome, has_default=True),
        choice("written_by", WrittenBy, has_default=True),
        Single("author", limits.words(AdopterRecordPage, "author")),
        Single("written_in", LanguageCode()),
        Single("reply_by", limits.words(AdopterRecordPage, "reply_by")),
        Single("reply_on", DAY),
        Single("reply_in", LanguageCode()),
        *OF_A_PAGE,
    ),
    words=(
        Plain("title", limits.words(AdopterRecordPage, "title", required=True)),
        Plain("line", limits.words(AdopterRecordPage, "line", required=True)),
        Plain("reason"),
        Rows("difficulties", ("problem", "solution")),
        Plain("advice"),
        Plain("reply"),
        Plain("note"),
        DISPUTED,
    ),
)
ADAPTATIONS = RowTable(
    name="record-adaptations",
    label=Adaptation._meta.verbose_name_plural,
    model=Adaptation,
    of=AdopterRecordPage,
    relation="adaptations",
    page_column="record",
    needed=("what", "text"),
    facts=(choice("what", Adaptation.What),),
    words=(Plain("text", is_required=True), Plain("why")),
)
DIFFICULTIES = RowTable(
    name="record-difficulties",
    label=RecordDifficulty._meta.verbose_name_plural,
    model=RecordDifficulty,
    of=AdopterRecordPage,
    relation="difficulties",
    page_column="record",
    needed=("problem",),
    facts=OF_A_CLAIM,
    words=(Plain("problem", is_required=True), Plain("solution"), DISPUTED),
)
RESULTS = RowTable(
    name="record-results",
    label=RecordResult._meta.verbose_name_plural,
    model=RecordResult,
    of=AdopterRecordPage,
    relation="results",
    page_column="record",
    needed=("indicator",),
    facts=RESULT_FACTS,
    words=RESULT_WORDS,
)
TRANSFERS = SnippetTable(
    name="transfers",
    label=Transfer._meta.verbose_name_plural,
    model=Transfer,
    needed=("what",),
    facts=(
        place("from_place"),
        organisation("from_organisation"),
        place("to_place"),
        organisation("to_organisation"),
        Reference("policy", lambda vocabulary: vocabulary.policies, are_many=True),
        Reference("project", lambda vocabulary: vocabulary.projects, are_many=True),
        choice("channel", Channel, has_default=True),
        Single("year_from", limits.YEAR_OR_NONE),
        Single("year_to", limits.YEAR_OR_NONE),
        choice("status", Outcome, has_default=True),
        *OF_A_CLAIM,
    ),
    words=(Plain("what", limits.words(Transfer, "what", required=True)), Plain("evidence"), DISPUTED),
)
