"""The columns by which a row says where it comes from."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from seoulsolution.core.claims import Basis, Confidence

from ...loading import limits
from ...loading.forms import SOURCE
from ...loading.values import Day
from ..importing.facts import Fact, Lines, Reference, Single
from ..importing.words import Plain

SOURCES = Lines("source", SOURCE)
CONFIDENCE = Single("confidence", limits.CONFIDENCE, Confidence, has_default=True)
# Of a page, and of a claim, which has its basis besides.
OF_A_PAGE: tuple[Fact, ...] = (SOURCES, CONFIDENCE)
OF_A_CLAIM: tuple[Fact, ...] = (Single("basis", limits.BASIS, Basis, has_default=True), SOURCES, CONFIDENCE)
DAY = Day()
DISPUTED = Plain("disputed")
OF_FILES = {"file": _("The title of a file that was uploaded, or the name under which it is kept.")}
OF_PICTURES = {"picture": _("The title of a picture that was uploaded, or the name under which it is kept.")}


def place(name: str, *, required: bool = False) -> Reference:
    return Reference(name, lambda vocabulary: vocabulary.places, required=required, are_many=True)


def organisation(name: str) -> Reference:
    return Reference(name, lambda vocabulary: vocabulary.organisations, are_many=True)


def file(*, required: bool = True) -> Reference:
    return Reference("document", lambda vocabulary: vocabulary.files, required=required, are_many=True)


def picture() -> Reference:
    return Reference("image", lambda vocabulary: vocabulary.pictures, required=True, are_many=True)


def choice(name: str, choices: Any, *, has_default: bool = False, required: bool = True) -> Single:
    return Single(name, limits.choice(choices, required=required), choices, has_default=has_default)
