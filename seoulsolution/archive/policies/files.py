"""The files of policies: read when their page is published, found by what they say."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _
from django_tasks import task
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Page
from wagtail.signals import page_published

from seoulsolution.core import searchable
from seoulsolution.core.file_texts import FileText, read_document
from seoulsolution.core.passages import foreign_language
from seoulsolution.core.searchable import Searchable

from . import tasks
from .evidence import PolicyFile
from .models import PolicyPage

# Of a text, enough to tell its language.
SAMPLE = 4_000
# Lines are gathered into passages of about this length, which a reader can take in.
PASSAGE = 600


class Files:
    """A file is in the language that it is written in, whichever page it hangs on."""

    kind = "file"
    weight = 0.6
    name = _("Files")
    one = _("File")
    models = (PolicyFile,)

    def texts(self, keys: Collection[str] | None = None) -> Iterator[Searchable]:
        pages = PolicyPage.objects.published().translated()
        files = PolicyFile.objects.filter(page__in=pages.order_by().values("pk")).exclude(document__file_hash="")
        if keys is not None:
            files = files.filter(translation_key__in=keys)
        files = files.select_related("document__collection", "page__locale", "page__area", "page__topic")
        for texts in _together(files.order_by("translation_key", "pk")):
            yield from texts.values()


def _together(files: Any) -> Iterator[dict[str, Searchable]]:
    """The texts of each file by language; of the same in one language, that on the page of this language."""
    hidden = _hidden_collections()
    found: dict[str, dict[str, Searchable]] = {}
    for file in files:
        if file.document.collection_id in hidden:
            continue
        known = FileText.objects.filter(file_hash=file.document.file_hash).exclude(text="").first()
        if known is not None:
            text = _text(file, known)
            versions = found.setdefault(text.key, {})
            if text.language not in versions or text.language == file.page.locale.language_code:
                versions[text.language] = text
    yield from found.values()


def _hidden_collections() -> set[int]:
    """Collections whose files an anonymous reader may not have."""
    hidden: set[int] = set()
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        hidden.update(restriction.collection.get_descendants(inclusive=True).values_list("pk", flat=True))
    return hidden


def _text(file: PolicyFile, known: FileText) -> Searchable:
    page: Any = file.page
    language = page.locale.language_code
    facets = {"area": [page.area.slug], "status": [page.status]}
    if page.topic:
        facets["topic"] = [page.topic.slug]
    return Searchable(
        kind=Files.kind,
        key=str(file.translation_key),
        id=str(file.translation_key),
        language=foreign_language(known.text[:SAMPLE], language) or language,
        # “Annex” alone says nothing in a list.
        title=f"{file.title} – {page.title}",
        line=page.title,
        passages=passages(known.text),
        url=f"{page.url}#material",
        facets=facets,
        years=(page.year_started, page.year_ended),
    )


def passages(text: str) -> list[str]:
    """The lines of a page are no sentences: gathered, and cut where they are too long."""
    found: list[str] = []
    for line in text.splitlines():
        for start in range(0, len(line), PASSAGE):
            piece = line[start : start + PASSAGE]
            if found and len(found[-1]) + len(piece) < PASSAGE:
                found[-1] = f"{found[-1]} {piece}"
            else:
                found.append(piece)
    return found


@task(priority=tasks.AFTER_OTHERS)
def read_files(ids: list[int]) -> None:
    """Read the documents `ids` that a public policy shows, and let search know."""
    shown = PolicyFile.objects.filter(page__in=PolicyPage.objects.published().order_by().values("pk"), document__in=ids)
    documents = get_document_model().objects
    for document in documents.filter(pk__in=shown.values("document")):
        read_document(document)
        with transaction.atomic():
            _announce(document=document)
    FileText.objects.exclude(file_hash__in=documents.order_by().values("file_hash")).delete()


def _announce(**which: Any) -> None:
    searchable.announce(Files.kind, PolicyFile.objects.filter(**which).values_list("translation_key", flat=True))


def _read_later(documents: Sequence[int]) -> None:
    if documents:
        transaction.on_commit(lambda: tasks.enqueue_once(read_files, sorted(documents)), robust=True)


def _on_publish(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    if isinstance(instance, PolicyPage):
        _read_later(list(PolicyFile.objects.filter(page=instance).values_list("document", flat=True)))


def _on_document(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    """Another file may be in its place, or it went to another collection."""
    if PolicyFile.objects.filter(document=instance.pk).exists():
        _announce(document=instance.pk)
        _read_later([instance.pk])


def _on_restriction(sender: type[models.Model], **kwargs: Any) -> None:
    _announce()


def _on_announcement(kind: str, keys: Sequence[str]) -> None:
    """What is published, withdrawn, moved or hidden takes its files with it."""
    if kind == "policy":
        _announce(page__translation_key__in=keys)


def connect() -> None:
    searchable.register(Files())
    searchable.listen(_on_announcement)
    page_published.connect(_on_publish, dispatch_uid="files-published")
    post_save.connect(_on_document, sender=get_document_model(), dispatch_uid="files-document")
    for signal in (post_save, post_delete):
        signal.connect(_on_restriction, sender=CollectionViewRestriction, dispatch_uid=f"files-hidden-{id(signal)}")
