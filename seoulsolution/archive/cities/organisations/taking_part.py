"""Where an organisation has a part: projects, training, offers, records, news and resources, read with one query."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from seoulsolution.core.choices import label_of
from seoulsolution.core.partial_dates import format_partial_date
from seoulsolution.core.routing import Addresses
from seoulsolution.core.statements import kept
from seoulsolution.core.visibility import ArchiveQuerySet

from ...newsroom.models import NewsPage
from ...newsroom.resources import ResourcePage
from ...sharing.lineage_entry import paid_entry
from ...sharing.lineage_rows import Row, payers_of_parts
from ...sharing.models import ProjectPage
from ...sharing.money import Money, Paid, paid_for
from ...sharing.offers.models import Offer, OfferKind, OffersPage
from ...sharing.records import AdopterRecordPage
from ...sharing.rows import ProjectPartner
from ...sharing.training.models import ProgrammePage, TrainingPage

PROJECT, TRAINING, PROGRAMME, OFFER = "project", "training", "programme", "offer"
RECORD, NEWS, RESOURCE = "record", "news", "resource"


@dataclass(frozen=True, slots=True)
class Part:
    """A page, or an offer on one, in which the organisation has a part. `facts`: as readers see them.

    `paid`: whose money a project was, where anything is known of it.
    """

    title: str
    line: str
    url: str | None
    facts: tuple[str, ...]
    paid: Paid | None = None

    @property
    def money(self) -> SafeString:
        """Whose money it was, as HTML; empty where nothing is known of it."""
        if self.paid is None or self.url is None:
            return SafeString("")
        return paid_entry(self.paid, self.url, get_language() or settings.LANGUAGE_CODE)


@dataclass(frozen=True, slots=True)
class Group:
    id: str
    title: str
    parts: list[Part]


def _public(pages: ArchiveQuerySet, language: str) -> ArchiveQuerySet:
    return pages.published().translated().in_language(language).order_by()


def _text(path: str) -> Coalesce:
    return Coalesce(Cast(F(path), TextField()), Value(""), output_field=TextField())


def _columns(rows: QuerySet[Any], sort: str, title: str, line: str, facts: tuple[str, str], url: str) -> QuerySet[Any]:
    """The same columns of every kind. `facts`: a column of choices or ids and one of dates, empty for none."""
    said = [_text(column) if column else Value("", output_field=TextField()) for column in (line, *facts)]
    said.append(_text("translation_key"))
    return rows.values_list(Value(sort, output_field=CharField()), _text(title), _text(url), *said)


@kept
def _parts(organisation: int, name: str, language: str) -> QuerySet[Any]:
    projects = _public(ProjectPage.objects.all(), language).filter(partners__organisation=organisation)
    institutes = _public(TrainingPage.objects.all(), language).filter(institute=organisation)
    programmes = _public(ProgrammePage.objects.all(), language).filter(organiser=organisation)
    offering = _public(OffersPage.objects.all(), language).values("pk")
    offers = Offer.objects.filter(organisation=organisation, page__in=offering).order_by()
    records = _public(AdopterRecordPage.objects.all(), language).filter(author=name)
    news = _public(NewsPage.objects.all(), language).filter(office=organisation)
    resources = _public(ResourcePage.objects.all(), language).filter(publisher=organisation)
    return _columns(projects, PROJECT, "title", "subject", ("partners__role", "year_started"), "url_path").union(
        _columns(institutes, TRAINING, "title", "introduction", ("", ""), "url_path"),
        _columns(programmes, PROGRAMME, "title", "topic", ("", "starts"), "url_path"),
        _columns(offers, OFFER, "title", "office", ("kind", "slug"), "page__url_path"),
        _columns(records, RECORD, "title", "line", ("", ""), "url_path"),
        _columns(news, NEWS, "title", "summary", ("", "dated"), "url_path"),
        _columns(resources, RESOURCE, "title", "summary", ("", "year"), "url_path"),
    )


def _paid(organisation: int, language: str) -> dict[UUID, Paid]:
    """By the keys of the projects in which it took part; one query."""
    return paid_for(Row(*columns) for columns in payers_of_parts(organisation=organisation, language=language))


def taking_part(organisation: int, name: str, language: str) -> list[Group]:
    """By what it is, the newest first; one query, and one more for the money of projects.

    `organisation`: its id in the language, `name`: its name in it.
    """
    found: dict[str, dict[tuple[str, str | None], tuple[str, Part]]] = {}
    addresses = Addresses()
    rows = _parts(organisation=organisation, name=name, language=language)
    paid = _paid(organisation, language) if any(row[0] == PROJECT for row in rows) else {}
    for sort, title, url_path, line, choice, dated, key in rows:
        url, facts = addresses.url(url_path), (choice, dated)
        if sort == OFFER:
            url, facts, dated = f"{url}#offer-{dated}", (label_of(OfferKind, choice), ""), ""
        elif sort == PROJECT:
            facts = label_of(ProjectPartner.Role, choice), dated
        else:
            facts = ("", format_partial_date(dated) if dated else "")
        there = found.setdefault(sort, {})
        _dated, known = there.get(
            (title, url), (dated, Part(title, line, url, (), paid.get(UUID(key)) if sort == PROJECT else None))
        )
        # In one project it may have several roles.
        more = tuple(fact for fact in facts if fact and fact not in known.facts)
        there[title, url] = dated, replace(known, facts=(*more, *known.facts))
    return list(_groups(found))


def _groups(found: dict[str, dict[tuple[str, str | None], tuple[str, Part]]]) -> Iterator[Group]:
    for sort, title in (
        (PROJECT, _("Projects in which it took part")),
        (TRAINING, _("Training")),
        (PROGRAMME, _("Training that it organised")),
        (OFFER, _("What it offers to other cities")),
        (RECORD, _("Records that it wrote")),
        (NEWS, _("News from it")),
        (RESOURCE, _("Resources that it published")),
    ):
        if sort in found:
            by_title = sorted(found[sort].values(), key=lambda pair: pair[1].title)
            dated = sorted(by_title, key=lambda pair: pair[0], reverse=True)
            yield Group(sort, title, [part for _dated, part in dated])


def money_of(groups: list[Group]) -> Iterator[Money]:
    """What is told of the money of its projects, in their order."""
    for group in groups:
        for part in group.parts:
            yield from part.paid.told if part.paid else ()
