"""Every model of core."""

from .addresses import WithdrawnAddress
from .file_texts import FileText
from .files.documents import ArchiveFile
from .files.pictures import Picture, PictureRendition
from .glossary import GlossaryTerm
from .places import Place
from .vocabulary import Organisation, PolicyArea, Topic

__all__ = [
    "ArchiveFile",
    "FileText",
    "GlossaryTerm",
    "Organisation",
    "Picture",
    "PictureRendition",
    "Place",
    "PolicyArea",
    "Topic",
    "WithdrawnAddress",
]
