"""Every table that editors bring in and take out, by its name, in the order of the sections of the archive."""

from typing import Any

from ...cities.models import CitiesPage
from ...newsroom.models import NewsroomPage
from ...policies.models import PolicyIndexPage
from ...sharing.models import SharingPage
from ..importing.tables import Table
from .cities import CITIES, FIGURES, INDEXES, ISSUES, RANKINGS, RELATIONS, TENDERS, VISITS
from .lineage import ADAPTATIONS, DIFFICULTIES, RECORDS, RESULTS, TRANSFERS
from .manuals import OF_POLICIES
from .newsroom import FILES as RESOURCE_FILES
from .newsroom import NEWS, PICTURES, PRESS, RESOURCES
from .organisations import ORGANISATIONS
from .places import PLACES
from .policies import POLICIES
from .projects import FILES, FUNDING, PARTNERS, PROJECTS, STEPS, TOTALS
from .training import CENTRES, HISTORY, MATERIALS, OFFERS, PROGRAMMES

# By the kind of page that is their section.
SECTIONS: tuple[tuple[Any, tuple[Table, ...]], ...] = (
    (PolicyIndexPage, (POLICIES, *OF_POLICIES)),
    (
        SharingPage,
        (
            *(PROJECTS, PARTNERS, FUNDING, STEPS, FILES, TOTALS),
            *(RECORDS, ADAPTATIONS, DIFFICULTIES, RESULTS, TRANSFERS),
            *(PROGRAMMES, MATERIALS, CENTRES, HISTORY, OFFERS),
        ),
    ),
    (CitiesPage, (CITIES, FIGURES, RELATIONS, ISSUES, VISITS, TENDERS, INDEXES, RANKINGS, ORGANISATIONS, PLACES)),
    (NewsroomPage, (NEWS, PICTURES, PRESS, RESOURCES, RESOURCE_FILES)),
)
TABLES: dict[str, Table] = {table.name: table for _section, tables in SECTIONS for table in tables}
