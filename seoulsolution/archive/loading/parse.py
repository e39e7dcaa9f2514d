"""The content files as one checked whole. Reads files only; nothing here knows the database."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from . import adopters, cities, news, outline, projects, rankings, tables, tenders, training
from .coherence import check
from .content import Content
from .documents import read_article, read_document, read_home, read_manual, read_sections
from .faults import ContentError, Faults
from .files import MOST_ROWS
from .forms import NodeForm
from .progress import track

MANUALS = "manuals"
HOME, ABOUT = "pages/home.yaml", "pages/about.yaml"


def content_languages(folder: Path) -> tuple[str, ...]:
    """Codes of the content's languages, the source first: of those of the site, what the table of areas has.

    Where it cannot be read, all of them; what is wrong with it is told when it is.
    """
    codes = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    try:
        with (folder / tables.AREAS.file).open(encoding="utf-8-sig") as file:
            columns = tuple(name.strip() for name in file.readline().split(","))
    except (OSError, ValueError):
        return (settings.LANGUAGE_CODE, *codes)
    known = [code for code in codes if any(name.endswith(f"_{code}") for name in columns)]
    return (settings.LANGUAGE_CODE, *known)


def parse(folder: Path) -> Content:
    """Everything in `folder`. Raises ContentError with every fault that was found."""
    faults = Faults()
    content = Content(languages=content_languages(folder))
    if not folder.is_dir():
        faults.add(str(folder), 1, "folder", _("is not a folder; expected the content files in it"))
        raise ContentError(faults)
    _read_tables(folder, content, faults)
    content.manuals |= _read_folder(folder, MANUALS, content, faults, read_manual)
    content.records |= _read_folder(folder, adopters.RECORDS, content, faults, adopters.read_record)
    _read_pages(folder, content, faults)
    if not any(name.endswith(".csv") for name in faults.unread):
        check(content, faults)
    if faults:
        raise ContentError(faults)
    return content


def _read_tables(folder: Path, content: Content, faults: Faults) -> None:
    for table, records in (
        (tables.AREAS, content.areas),
        (tables.TOPICS, content.topics),
        (tables.ORGANISATIONS, content.organisations),
        (tables.PLACES, content.places),
        (tables.GLOSSARY, content.terms),
        (tables.POLICIES, content.policies),
        (tables.RELATIONS, content.relations),
        (tables.TIMELINE, content.events),
        (tables.INDICATORS, content.indicators),
        (tables.OBSERVATIONS, content.observations),
        (projects.PROJECTS, content.projects),
        (projects.PARTNERS, content.partners),
        (projects.FUNDING, content.funding),
        (projects.STEPS, content.steps),
        (projects.TOTALS, content.totals),
        (adopters.TRANSFERS, content.transfers),
        (cities.CITIES, content.cities),
        (cities.FIGURES, content.figures),
        (cities.RELATIONS, content.agreements),
        (rankings.INDEXES, content.indexes),
        (rankings.RANKINGS, content.rankings),
        (news.NEWS, content.news),
        (training.FACTS, content.facts),
        (training.CENTRES, content.centres),
        (training.PROGRAMMES, content.programmes),
        (training.OFFERS, content.offers),
        (tenders.TENDERS, content.tenders),
    ):
        records.extend(table.rows(folder, content.languages, faults))
        if table is tables.AREAS and table.file in faults.unread and len(content.languages) < len(settings.LANGUAGES):
            raise ContentError(faults)  # all else would seem to have one language too many


def _read_folder(
    folder: Path, name: str, content: Content, faults: Faults, read: Callable[[NodeForm], Any]
) -> Iterator[tuple[str, Any]]:
    """The documents of a folder, each with the name of its file, which is the id of what it tells."""
    paths = sorted(path for path in (folder / name).glob("*") if not path.name.startswith("."))
    if len(paths) > MOST_ROWS:
        faults.add(name, 1, "folder", _("has more than {limit} files").format(limit=MOST_ROWS))
        return
    for path in track(paths, _("Reading {folder}").format(folder=f"{name}/")):
        file = f"{name}/{path.name}"
        if path.suffix != ".yaml":
            faults.add(file, 1, "file", _("is no document; expected a name that ends in .yaml"))
            continue
        document = read_document(folder, file, content.languages, faults, read)
        if document is None:
            continue
        if document.id and document.id != path.stem:
            message = _("is “{id}”; expected “{stem}” as in the name of the file")
            faults.add(file, document.line, "id", message.format(id=document.id, stem=path.stem))
        yield path.stem, document


def _read_pages(folder: Path, content: Content, faults: Faults) -> None:
    languages = content.languages
    content.home = read_document(folder, HOME, languages, faults, read_home)
    content.about = read_document(folder, ABOUT, languages, faults, read_article)
    sections = read_document(folder, outline.SECTIONS, languages, faults, read_sections)
    if sections is not None:
        content.policy_index, content.policy_office = sections.policies, sections.policy_office
        content.sharing, content.register, content.counts = sections.sharing, sections.projects, sections.counts
        content.record_list, content.lineage, content.map = sections.records, sections.lineage, sections.map
        content.city_list, content.likeness = sections.cities, sections.likeness
        content.standing, content.organisation_list = sections.standing, sections.organisations
        content.relations_page, content.tenders_page = sections.relations, sections.tenders
        content.newsroom, content.resources = sections.news, sections.resources
        content.training, content.offers_page = sections.training, sections.offers
        content.glossary = sections.glossary
