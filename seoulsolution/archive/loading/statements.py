"""What a statement rests on, as it stands in tables and documents alike."""

from typing import Any

from seoulsolution.core.claims import Basis

from . import limits
from .forms import Form


def basis_of(sources: tuple[str, ...]) -> str:
    """That of a table without a column for it."""
    return str(Basis.CITED if sources else Basis.UNRECORDED)


def read_statement(form: Form) -> dict[str, Any]:
    """The values of a `Statement`."""
    return {
        "line": form.line,
        "basis": form.value("basis", limits.BASIS),
        "sources": form.sources("source"),
        "confidence": form.value("confidence", limits.CONFIDENCE),
        "disputed": form.words("disputed", limits.TEXT),
    }
