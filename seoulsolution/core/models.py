"""Every model of core."""

from .addresses import WithdrawnAddress
from .file_texts import FileText
from .glossary import GlossaryTerm
from .places import Place
from .vocabulary import Organisation, PolicyArea, Topic

__all__ = ["FileText", "GlossaryTerm", "Organisation", "Place", "PolicyArea", "Topic", "WithdrawnAddress"]
