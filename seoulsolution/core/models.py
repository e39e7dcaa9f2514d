"""Every model of core."""

from .addresses import WithdrawnAddress
from .vocabulary import Organisation, PolicyArea, Topic

__all__ = ["Organisation", "PolicyArea", "Topic", "WithdrawnAddress"]
