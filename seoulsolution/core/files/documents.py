"""Files of the archive that readers take home."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from ..numbers import format_size
from .intake import DocumentFileField, check_new_file, take_new_file
from .kinds import DOCUMENTS
from .pictures import languages

# What no system takes in the name of a file, and what a browser would read as a part of the header.
UNFIT_IN_NAMES = dict.fromkeys([*range(32), 127, *map(ord, '\\/:*?"<>|%'), *range(0x202A, 0x202F), 0x200E, 0x200F], " ")
LONGEST_NAME = 120


class ArchiveFile(AbstractDocument):
    """A file as it was uploaded, cleaned. `kind` and `pages` are read from what is in it; 0 pages: not known."""

    file = DocumentFileField(upload_to="documents", verbose_name=_("file"))
    kind = models.CharField(
        _("kind"), max_length=4, choices=[(kind.name, kind.label) for kind in DOCUMENTS.values()], editable=False
    )
    pages = models.PositiveIntegerField(pgettext_lazy("of a file", "pages"), default=0, editable=False)
    language = models.CharField(
        _("language"),
        max_length=12,
        choices=languages,
        blank=True,
        help_text=_("The language that the file is written in. Readers see it beside the file."),
    )

    admin_form_fields = ("title", "file", "language", "collection", "tags")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("kind"), index.FilterField("language")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def download_name(self) -> str:
        """What the file is called on a reader's disk: its title, whatever the file was called before."""
        title = " ".join(self.title.translate(UNFIT_IN_NAMES).split()).strip(". ")[:LONGEST_NAME]
        ending = f".{self.kind}"
        return (title.removesuffix(ending) or f"file-{self.pk}") + ending

    @property
    def url(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.pk, self.filename])

    @property
    def content_type(self) -> str:
        kind = DOCUMENTS.get(self.kind)
        return kind.content_type if kind else "application/octet-stream"

    @property
    def content_disposition(self) -> str:
        plain = self.download_name.encode("ascii", "replace").decode().replace("?", "_")
        return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(self.download_name, safe='')}"

    @property
    def kind_label(self) -> str:
        kind = DOCUMENTS.get(self.kind)
        return kind.label if kind else self.file_extension.upper()

    @property
    def media_type(self) -> str:
        return self.content_type.partition(";")[0]

    @property
    def foreign_code(self) -> str:
        """The language of the file where it is not the reader's."""
        return "" if self.language in ("", get_language()) else self.language

    @property
    def details(self) -> list[str]:
        """Kind, size, pages and language, as far as they are known."""
        pages = ngettext("%(n)s page", "%(n)s pages", self.pages) % {"n": self.pages} if self.pages else ""
        language = get_language_info(self.language)["name_translated"] if self.language else ""
        size = format_size(self.file_size) if self.file_size else ""
        return [text for text in (self.kind_label, size, pages, str(language)) if text]

    def clean(self) -> None:
        """Wagtail's own check goes by the name of the file; what counts is in it."""
        check_new_file(self, "document")

    def save(self, *args: Any, **kwargs: Any) -> None:
        take_new_file(self, "document")
        super().save(*args, **kwargs)


def fetch_documents(rows: Sequence[Any]) -> None:
    """Give `rows`, which offer files, their files; one query where there are any."""
    documents = ArchiveFile.objects.in_bulk([row.document_id for row in rows]) if rows else {}
    for row in rows:
        row.document = documents[row.document_id]
