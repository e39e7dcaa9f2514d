"""What needs somebody's care: pages and claims that readers meet with something missing, doubtful or out of date.

Each care is a function from the pages that somebody looks after to what was found on them. Claims are told of the
city's own language only: their sources are the same in every other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale, Page

from seoulsolution.core.claims import Basis
from seoulsolution.core.publication import publications
from seoulsolution.core.visibility import translated

from ...policies.office import PolicyOfficePage, TimelineEvent
from ..claims.rows import claim_models, claims_with_names, statement
from .links import broken_links
from .scope import ORIGINAL, has, page_models


@dataclass(frozen=True, slots=True)
class Finding:
    """`part`: which part of the page; `text`: what is said there; `row`: id of the claim that it is about.

    `address`: where it is mended, if that is not the page.
    """

    page: int
    title: str
    language: str
    part: str = ""
    text: str = ""
    detail: str = ""
    row: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Care:
    name: str
    title: Promise
    help: Promise
    find: Callable[[QuerySet[Page]], Iterator[Finding]]


def behind(pages: QuerySet[Page]) -> Iterator[Finding]:
    """Public translations whose original was published after what they say."""
    original = Page.objects.filter(ORIGINAL, translation_key=OuterRef("translation_key"), live=True)
    found: list[Any] = []
    for model in page_models():
        rows = model.objects.filter(~ORIGINAL, pk__in=pages.values("pk"), live=True, alias_of=None).annotate(
            said=Subquery(original.values("live_revision")[:1]),
            changed=Subquery(original.values("last_published_at")[:1]),
        )
        is_older = Q(source_revision__lt=F("said")) | Q(source_revision=None, last_published_at__lt=F("changed"))
        found += rows.filter(is_older).select_related("locale")
    publications = _publications({page.translation_key for page in found})
    for page in found:
        after = [when for when, revision in publications[page.translation_key] if _is_newer(when, revision, page)]
        yield Finding(page.pk, page.title, page.locale.language_code, detail=_behind(after or [page.changed]))


def _is_newer(when: datetime, revision: int | None, page: Any) -> bool:
    """Whether a publication of the original came after what `page`, a translation, says."""
    if page.source_revision is None:
        return bool(when > page.last_published_at)
    return (revision or 0) > page.source_revision


def _publications(keys: set[Any]) -> dict[Any, list[tuple[datetime, int | None]]]:
    """When each original was published, and which revision."""
    originals = Page.objects.filter(ORIGINAL, translation_key__in=keys)
    log = publications().filter(page__in=originals.values("pk")).order_by("timestamp")
    known = dict(originals.values_list("pk", "translation_key"))
    found: dict[Any, list[tuple[datetime, int | None]]] = defaultdict(list)
    for page, when, revision in log.values_list("page", "timestamp", "revision"):
        found[known[page]].append((when, revision))
    return found


def _behind(times: list[datetime]) -> str:
    text = ngettext(
        "The original was published %(n)d time since, on %(day)s.",
        "The original was published %(n)d times since, first on %(day)s.",
        len(times),
    )
    return text % {"n": len(times), "day": date_format(timezone.localtime(times[0]), "DATE_FORMAT")}


def untranslated(pages: QuerySet[Page]) -> Iterator[Finding]:
    """Public pages that readers of another language do not have in theirs."""
    for locale in Locale.objects.exclude(language_code=settings.LANGUAGE_CODE).order_by("pk"):
        held = _here_or_below(pages, locale)
        for model in page_models():
            there = model.objects.filter(translated(), locale=locale, live=True, alias_of=None)
            rows = model.objects.filter(ORIGINAL, held, live=True)
            missing = rows.exclude(translation_key__in=there.values("translation_key"))
            for page, title in missing.values_list("pk", "title"):
                yield Finding(page, title, settings.LANGUAGE_CODE, detail=str(locale))


def _here_or_below(pages: QuerySet[Page], locale: Locale) -> Q:
    """These pages; for those who look after a translation of a page, also what stands below its original."""
    held = Q(pk__in=pages.values("pk"))
    above = Page.objects.filter(ORIGINAL, translation_key__in=pages.filter(locale=locale).values("translation_key"))
    tops: list[str] = []
    for path in above.exclude(pk__in=pages.values("pk")).order_by("path").values_list("path", flat=True):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    for path in tops:
        held |= Q(path__startswith=path)
    return held


def _claims(pages: QuerySet[Page], which: Q) -> Iterator[Finding]:
    """Page by page."""
    originals = pages.filter(ORIGINAL)
    found: dict[int, list[Finding]] = {}
    titles = dict(originals.order_by("path").values_list("pk", "title"))
    for model in claim_models():
        part = str(model._meta.verbose_name)
        for row in claims_with_names(model, originals).filter(which):
            page, key = row.page_id, str(row.translation_key)
            finding = Finding(page, titles[page], settings.LANGUAGE_CODE, part, statement(row), row.disputed, key)
            found.setdefault(page, []).append(finding)
    for page in titles:
        yield from found.get(page, [])
    yield from _events(pages, which)


def _events(pages: QuerySet[Page], which: Q) -> Iterator[Finding]:
    """Events of the timeline are claims of the Policy Office; they are mended one by one."""
    part = str(TimelineEvent._meta.verbose_name)
    for office in PolicyOfficePage.objects.filter(ORIGINAL, pk__in=pages.values("pk")):
        for event in TimelineEvent.objects.filter(ORIGINAL, which):
            yield Finding(
                page=office.pk,
                title=office.title,
                language=settings.LANGUAGE_CODE,
                part=part,
                text=str(event),
                detail=event.disputed,
                address=reverse("wagtailsnippets_archive_timelineevent:edit", args=[event.pk]),
            )


def unsourced(pages: QuerySet[Page]) -> Iterator[Finding]:
    return _claims(pages, Q(basis=Basis.UNRECORDED))


def disputed(pages: QuerySet[Page]) -> Iterator[Finding]:
    for model in page_models():
        if has(model, "disputed"):
            rows = model.objects.filter(ORIGINAL, pk__in=pages.values("pk")).exclude(disputed="")
            for page, title, why in rows.order_by("path").values_list("pk", "title", "disputed"):
                yield Finding(page, title, settings.LANGUAGE_CODE, detail=why)
    yield from _claims(pages, ~Q(disputed=""))


def due_before() -> date:
    """Facts that were last checked before this day are to be checked again."""
    return timezone.localdate() - timedelta(days=settings.REVIEW_PERIOD_DAYS)


def overdue(pages: QuerySet[Page]) -> Iterator[Finding]:
    """Pages with claims that nobody has checked for longer than the review period; else since they were published."""
    for model in page_models():
        if not has(model, "checked_on"):
            continue
        relations = [one for one in claim_models() if one._meta.get_field("page").related_model is model]
        rows = model.objects.filter(ORIGINAL, pk__in=pages.values("pk"), live=True).filter(
            Q(checked_on__lt=due_before()) | Q(checked_on=None, first_published_at__date__lt=due_before())
        )
        counts: dict[int, int] = defaultdict(int)
        for one in relations:
            counted = one.objects.filter(page__in=rows.values("pk")).order_by().values_list("page")
            for page, number in counted.annotate(n=Count("pk")):
                counts[page] += number
        for page, title, checked_on in rows.order_by("path").values_list("pk", "title", "checked_on"):
            if counts[page]:
                yield Finding(page, title, settings.LANGUAGE_CODE, detail=_checked(checked_on, counts[page]))


def _checked(checked_on: date | None, claims: int) -> str:
    number = ngettext("%(n)d claim", "%(n)d claims", claims) % {"n": claims}
    if checked_on is None:
        return _("%(claims)s, never checked since publication") % {"claims": number}
    return _("%(claims)s, last checked on %(day)s") % {"claims": number, "day": date_format(checked_on, "DATE_FORMAT")}


def without_summary(pages: QuerySet[Page]) -> Iterator[Finding]:
    for model in page_models():
        if model.summary_field:
            rows = model.objects.filter(pk__in=pages.values("pk"), alias_of=None, **{model.summary_field: ""})
            label = str(model._meta.get_field(model.summary_field).verbose_name)
            for page, title, language in rows.order_by("path").values_list("pk", "title", "locale__language_code"):
                yield Finding(page, title, language, part=label)


def with_broken_links(pages: QuerySet[Page]) -> Iterator[Finding]:
    for link in broken_links(pages):
        page = link.page
        yield Finding(page.pk, page.title, page.locale.language_code, link.part, link.text, link.target, link.row)


CARES = {
    care.name: care
    for care in (
        Care(
            "behind",
            gettext_lazy("Translations behind their original"),
            gettext_lazy("Readers are told that these do not follow yet. Translate what was changed and publish it."),
            behind,
        ),
        Care(
            "untranslated",
            gettext_lazy("Pages without a translation"),
            gettext_lazy("Readers of the other language are offered the original."),
            untranslated,
        ),
        Care(
            "unsourced",
            gettext_lazy("Claims without a source"),
            gettext_lazy("Readers see “no source recorded” beside each of these."),
            unsourced,
        ),
        Care(
            "overdue",
            gettext_lazy("Claims to be checked again"),
            gettext_lazy(
                "Nobody has checked these within the review period. Check the claims of the page, mend them, and set "
                "“last checked” to today."
            ),
            overdue,
        ),
        Care(
            "disputed",
            gettext_lazy("Disputed claims"),
            gettext_lazy("Readers see these marked as disputed, with the reason."),
            disputed,
        ),
        Care(
            "without-summary",
            gettext_lazy("Pages without a summary"),
            gettext_lazy("Readers learn from the summary whether the page is for them."),
            without_summary,
        ),
        Care(
            "broken-links",
            gettext_lazy("Broken links within the site"),
            gettext_lazy("These lead to pages that are not public or not there."),
            with_broken_links,
        ),
    )
}
