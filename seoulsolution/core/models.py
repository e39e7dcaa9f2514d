"""Every model of core."""

from .addresses import WithdrawnAddress
from .glossary import GlossaryTerm
from .vocabulary import Organisation, PolicyArea, Topic

__all__ = ["GlossaryTerm", "Organisation", "PolicyArea", "Topic", "WithdrawnAddress"]
