"""PDF: opened, judged object by object, and written anew without names of people."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from .kinds import Refused

# What makes a document act, and what hides another file in it.
ACTING = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound"}
ACTING_KEYS = ("/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings")
HIDING_KEYS = ("/EmbeddedFiles", "/EF", "/AF")
HIDING = {"/GoToE"}
SAID_OF_PEOPLE = ("/Metadata", "/PieceInfo", "/LastModified")


def clean_pdf(content: bytes) -> tuple[bytes, int]:
    """(content, pages) of a PDF. What is not reached from its pages is left behind."""
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise Refused("encrypted")
        pages = len(reader.pages)
        if not pages:
            raise Refused("damaged")
        title = reader.metadata.title if reader.metadata else None
        writer = PdfWriter(clone_from=reader)
        for item in _dictionaries(writer.root_object):
            _judge(item)
            for key in SAID_OF_PEOPLE:
                item.pop(key, None)
        writer.metadata = None
        if title:
            writer.add_metadata({"/Title": title})
        file = BytesIO()
        writer.write(file)
    except (Refused, MemoryError):
        raise
    except Exception as error:  # pypdf raises whatever a damaged document leads it to
        raise Refused("damaged") from error
    return file.getvalue(), pages


def _dictionaries(root: Any) -> Iterator[DictionaryObject]:
    """Every dictionary that is reached from `root`, once."""
    seen: set[int] = set()
    waiting: list[Any] = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, IndirectObject):
            if found.idnum in seen:
                continue
            seen.add(found.idnum)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.raw_get(key) for key in found)
        elif isinstance(found, ArrayObject):
            waiting.extend(found)


def _judge(item: DictionaryObject) -> None:
    act = str(item.get("/S", ""))
    address = item.get("/URI")
    scripted = isinstance(address, str | bytes) and _runs(address)
    if act in ACTING or scripted or any(key in item for key in ACTING_KEYS):
        raise Refused("acting")
    if act in HIDING or any(key in item for key in HIDING_KEYS) or item.get("/Subtype") == "/FileAttachment":
        raise Refused("embedded")
    if item.get("/Subtype") in ("/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"):
        raise Refused("acting")


def _runs(address: str | bytes) -> bool:
    text = address.decode("latin-1") if isinstance(address, bytes) else address
    return "".join(text.split()).lower().startswith(("javascript:", "vbscript:", "data:", "file:"))
