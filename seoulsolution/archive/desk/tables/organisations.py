"""The table of organisations."""

from seoulsolution.core.vocabulary import Organisation, OrganisationKind

from ...cities.kinds import YesOrNo
from ...loading import limits
from ..importing.facts import Single
from ..importing.tables import SnippetTable
from ..importing.words import Plain
from .claims import OF_A_PAGE, choice, place

# Logos are uploaded, each with its licence.
ORGANISATIONS = SnippetTable(
    name="organisations",
    label=Organisation._meta.verbose_name_plural,
    model=Organisation,
    needed=("name",),
    names={"is_listed": "listed", "is_partner": "partner"},
    facts=(
        Single("acronym", limits.ACRONYM),
        choice("kind", OrganisationKind, required=False),
        Single("website", limits.WEBSITE),
        place("seat"),
        Single("is_listed", limits.YES_NO, YesOrNo),
        Single("is_partner", limits.YES_NO, YesOrNo),
        *OF_A_PAGE,
    ),
    words=(Plain("name", limits.ORGANISATION_NAME), Plain("role"), Plain("note")),
)
