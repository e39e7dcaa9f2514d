"""Every model of the archive, from its sections."""

from .cities.issues import CityIssue
from .cities.models import CitiesPage, CityPage, LikenessPage, RelationsPage
from .cities.organisations.models import OrganisationsPage
from .cities.rows import CityFigure, CityRelation
from .cities.standing import CityIndexPage, Ranking, StandingPage
from .cities.tenders.models import TenderPage, TendersPage
from .cities.visits import CityVisit
from .desk.importing.models import ImportRow, MaterialImport
from .desk.outgoing.models import OutgoingLink, OutgoingPlace
from .desk.roles import RoleGroup
from .desk.translating.models import TranslatedRevision, TranslationMark
from .desk.workflows import RoleApproval
from .front.models import HomePage, TextPage
from .glossary.models import GlossaryPage
from .loading.records import LoadedRecord
from .newsroom.models import NewsPage, NewsroomPage
from .newsroom.resources import ResourceIndexPage, ResourcePage
from .newsroom.rows import (
    NewsKeyword,
    NewsPicture,
    NewsPlace,
    NewsPolicy,
    NewsProject,
    PressItem,
    ResourceFile,
    ResourceKeyword,
    ResourcePolicy,
)
from .policies.evidence import (
    Cost,
    Difficulty,
    LegalBasis,
    Milestone,
    PolicyFile,
    PolicyGoal,
    PolicyKeyword,
    PolicyPicture,
    PolicyPlace,
    PolicyReading,
    PolicyRelation,
    PolicyVideo,
    Precondition,
    Result,
    Stakeholder,
)
from .policies.models import AreaPage, PolicyIndexPage, PolicyPage
from .policies.office import IndicatorPage, Observation, PolicyOfficePage, TimelineEvent
from .sharing.invitations.models import Invitation
from .sharing.models import LineagePage, MapPage, ProjectCountsPage, ProjectPage, ProjectRegisterPage, SharingPage
from .sharing.offers.models import Offer, OffersPage
from .sharing.record_rows import Adaptation, RecordDifficulty, RecordPolicy, RecordResult
from .sharing.records import AdopterRecordPage, AdopterRecordsPage
from .sharing.rows import ProjectFile, ProjectFunding, ProjectPartner, ProjectPolicy, ProjectStep
from .sharing.totals import CityTotal
from .sharing.training.models import ProgrammePage, TrainingPage
from .sharing.training.rows import ProgrammeMaterial, ProgrammePolicy, TrainingCentre, TrainingFact
from .sharing.transfers import Transfer

__all__ = [
    "Adaptation",
    "AdopterRecordPage",
    "AdopterRecordsPage",
    "AreaPage",
    "CitiesPage",
    "CityFigure",
    "CityIndexPage",
    "CityIssue",
    "CityPage",
    "CityRelation",
    "CityTotal",
    "CityVisit",
    "Cost",
    "Difficulty",
    "GlossaryPage",
    "HomePage",
    "ImportRow",
    "IndicatorPage",
    "Invitation",
    "LegalBasis",
    "LikenessPage",
    "LineagePage",
    "LoadedRecord",
    "MapPage",
    "MaterialImport",
    "Milestone",
    "NewsKeyword",
    "NewsPage",
    "NewsPicture",
    "NewsPlace",
    "NewsPolicy",
    "NewsProject",
    "NewsroomPage",
    "Observation",
    "Offer",
    "OffersPage",
    "OrganisationsPage",
    "OutgoingLink",
    "OutgoingPlace",
    "PolicyFile",
    "PolicyGoal",
    "PolicyIndexPage",
    "PolicyKeyword",
    "PolicyOfficePage",
    "PolicyPage",
    "PolicyPicture",
    "PolicyPlace",
    "PolicyReading",
    "PolicyRelation",
    "PolicyVideo",
    "Precondition",
    "PressItem",
    "ProgrammeMaterial",
    "ProgrammePage",
    "ProgrammePolicy",
    "ProjectCountsPage",
    "ProjectFile",
    "ProjectFunding",
    "ProjectPage",
    "ProjectPartner",
    "ProjectPolicy",
    "ProjectRegisterPage",
    "ProjectStep",
    "Ranking",
    "RecordDifficulty",
    "RecordPolicy",
    "RecordResult",
    "RelationsPage",
    "ResourceFile",
    "ResourceIndexPage",
    "ResourceKeyword",
    "ResourcePage",
    "ResourcePolicy",
    "Result",
    "RoleApproval",
    "RoleGroup",
    "SharingPage",
    "Stakeholder",
    "StandingPage",
    "TenderPage",
    "TendersPage",
    "TextPage",
    "TimelineEvent",
    "TrainingCentre",
    "TrainingFact",
    "TrainingPage",
    "Transfer",
    "TranslatedRevision",
    "TranslationMark",
]
