"""Every model of the archive, from its sections."""

from .desk.importing.models import ImportRow, MaterialImport
from .desk.roles import RoleGroup
from .desk.translating.models import TranslatedRevision, TranslationMark
from .desk.workflows import RoleApproval
from .front.models import HomePage, TextPage
from .glossary.models import GlossaryPage
from .loading.records import LoadedRecord
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
from .sharing.models import ProjectPage, ProjectRegisterPage, SharingPage
from .sharing.offers.models import Offer, OffersPage
from .sharing.rows import ProjectFile, ProjectFunding, ProjectPartner, ProjectPolicy, ProjectStep
from .sharing.totals import CityTotal
from .sharing.training.models import ProgrammePage, TrainingPage
from .sharing.training.rows import ProgrammeMaterial, ProgrammePolicy, TrainingCentre, TrainingFact

__all__ = [
    "AreaPage",
    "CityTotal",
    "Cost",
    "Difficulty",
    "GlossaryPage",
    "HomePage",
    "ImportRow",
    "IndicatorPage",
    "LegalBasis",
    "LoadedRecord",
    "MaterialImport",
    "Milestone",
    "Observation",
    "Offer",
    "OffersPage",
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
    "ProgrammeMaterial",
    "ProgrammePage",
    "ProgrammePolicy",
    "ProjectFile",
    "ProjectFunding",
    "ProjectPage",
    "ProjectPartner",
    "ProjectPolicy",
    "ProjectRegisterPage",
    "ProjectStep",
    "Result",
    "RoleApproval",
    "RoleGroup",
    "SharingPage",
    "Stakeholder",
    "TextPage",
    "TimelineEvent",
    "TrainingCentre",
    "TrainingFact",
    "TrainingPage",
    "TranslatedRevision",
    "TranslationMark",
]
