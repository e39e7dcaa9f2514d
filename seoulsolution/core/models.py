"""Every model of core."""

from .addresses import WithdrawnAddress
from .glossary import GlossaryTerm
from .places import Place
from .vocabulary import Organisation, PolicyArea, Topic

__all__ = ["GlossaryTerm", "Organisation", "Place", "PolicyArea", "Topic", "WithdrawnAddress"]
