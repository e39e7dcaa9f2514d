"""The tables of what belongs to a policy, one row each, with its source: what a manual tells in rows."""

from typing import Any

from ...loading import limits
from ...loading.values import WebAddress
from ...policies.evidence import (
    Cost,
    Difficulty,
    LegalBasis,
    Milestone,
    PolicyFile,
    PolicyPicture,
    PolicyRelation,
    PolicyVideo,
    Precondition,
    Result,
    Stakeholder,
)
from ...policies.models import PolicyPage
from ..importing.facts import Amount, Fact, Reference, Single
from ..importing.tables import RowTable
from ..importing.words import Kind, Plain
from .claims import DISPUTED, OF_A_CLAIM, OF_FILES, OF_PICTURES, choice, file, picture
from .results import RESULT_FACTS, RESULT_WORDS


def _of_a_policy(
    model: Any,
    relation: str,
    *,
    needed: tuple[str, ...],
    facts: tuple[Fact, ...] = (),
    words: tuple[Kind, ...],
    **more: Any,
) -> RowTable:
    return RowTable(
        name=f"policy-{relation.replace('_', '-')}",
        label=model._meta.verbose_name_plural,
        model=model,
        of=PolicyPage,
        relation=relation,
        page_column="policy",
        needed=needed,
        facts=facts,
        words=words,
        **more,
    )


MILESTONES = _of_a_policy(
    Milestone,
    "milestones",
    needed=("year", "text"),
    facts=(Single("year", limits.YEAR), *OF_A_CLAIM),
    words=(Plain("text", is_required=True), DISPUTED),
)
STAKEHOLDERS = _of_a_policy(
    Stakeholder,
    "stakeholders",
    needed=("who", "role"),
    words=(Plain("who", limits.WHO), Plain("role", is_required=True)),
)
LEGAL_BASES = _of_a_policy(
    LegalBasis,
    "legal_bases",
    needed=("title",),
    facts=(Single("year", limits.YEAR_OR_NONE), *OF_A_CLAIM),
    words=(Plain("title", limits.LEGAL_TITLE), DISPUTED),
)
COSTS = _of_a_policy(
    Cost,
    "costs",
    needed=("what", "amount"),
    facts=(
        Amount("amount", limits.COST_AMOUNT),
        Single("currency", limits.CURRENCY, has_default=True),
        Single("year", limits.YEAR_OR_NONE),
        choice("kind", Cost.Kind, has_default=True),
        *OF_A_CLAIM,
    ),
    words=(Plain("what", limits.COST_WHAT), DISPUTED),
)
PRECONDITIONS = _of_a_policy(
    Precondition,
    "preconditions",
    needed=("kind", "text"),
    facts=(choice("kind", Precondition.Kind), *OF_A_CLAIM),
    words=(Plain("text", is_required=True), Plain("before"), DISPUTED),
)
DIFFICULTIES = _of_a_policy(
    Difficulty,
    "difficulties",
    needed=("problem",),
    facts=OF_A_CLAIM,
    words=(Plain("problem", is_required=True), Plain("solution"), DISPUTED),
)
RESULTS = _of_a_policy(Result, "results", needed=("indicator",), facts=RESULT_FACTS, words=RESULT_WORDS)
RELATIONS = _of_a_policy(
    PolicyRelation,
    "relations",
    needed=("kind", "to"),
    facts=(
        choice("kind", PolicyRelation.Kind),
        Reference("to", lambda vocabulary: vocabulary.policies, required=True, are_many=True),
        *OF_A_CLAIM,
    ),
    words=(Plain("note"), DISPUTED),
)
# What was uploaded already is named; what is left empty is told as the picture or the file tells it.
PICTURES = _of_a_policy(
    PolicyPicture,
    "pictures",
    needed=("image",),
    same=("image",),
    names={"image": "picture"},
    hints=OF_PICTURES,
    facts=(picture(),),
    words=(
        Plain("alternative", limits.words(PolicyPicture, "alternative")),
        Plain("caption", limits.words(PolicyPicture, "caption")),
    ),
)
VIDEOS = _of_a_policy(
    PolicyVideo,
    "videos",
    needed=("url", "title"),
    same=("url",),
    facts=(
        Single("url", WebAddress(required=True)),
        Single("spoken_language", limits.words(PolicyVideo, "spoken_language")),
    ),
    words=(Plain("title", limits.words(PolicyVideo, "title", required=True)),),
)
FILES = _of_a_policy(
    PolicyFile,
    "files",
    needed=("document",),
    same=("document",),
    names={"document": "file"},
    hints=OF_FILES,
    facts=(file(),),
    words=(Plain("title", limits.words(PolicyFile, "title")),),
)
OF_POLICIES = (
    *(MILESTONES, STAKEHOLDERS, LEGAL_BASES, COSTS, PRECONDITIONS, DIFFICULTIES, RESULTS, RELATIONS),
    *(PICTURES, VIDEOS, FILES),
)
