"""What other rooms say beside a policy: news and training about it.

A policy page may cost ten queries; what names the policy in these rooms is read with one, as JSON objects.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from seoulsolution.core.sections import PageSection, Subject
from seoulsolution.core.statements import kept

from ..newsroom.lines import NEWS, news_lines
from ..newsroom.models import NewsPage
from ..policies.searchable import Policies
from ..sharing.training.models import ProgrammePage
from ..sharing.training.programmes import PROGRAMME, programme_lines

NEWS_ABOUT, TRAINING_ABOUT = "news", "training"
COLUMNS = {NEWS_ABOUT: NEWS, TRAINING_ABOUT: PROGRAMME}
# What makes a column's value of what JSON holds, where that is not the value.
MAKE: dict[str, Callable[[Any], Any]] = {
    "translation_key": UUID,
    "is_online": bool,
    "applications_until": lambda day: day and date.fromisoformat(day),
}


def _said(kind: str, pages: QuerySet[Any]) -> QuerySet[Any]:
    columns = {name: F(name) for name in COLUMNS[kind]}
    return pages.order_by().values_list(Value(kind), JSONObject(**columns))


@kept
def _naming(key: UUID, language: str) -> QuerySet[Any]:
    """(kind, the columns of a page) for every public page of a language that names the policy `key`."""
    news, programmes = (
        model.objects.published().translated().in_language(language).filter(policies__policy__translation_key=key)
        for model in (NewsPage, ProgrammePage)
    )
    return _said(NEWS_ABOUT, news).union(_said(TRAINING_ABOUT, programmes), all=True)


@cache
def _row(kind: str) -> Any:
    return namedtuple("Row", COLUMNS[kind])


def _rows(kind: str, found: Iterable[tuple[str, dict[str, Any]]]) -> list[Any]:
    """Those of a kind, as the query of a list would give them."""
    row = _row(kind)
    return [row(*(MAKE.get(name, _as_it_is)(data[name]) for name in COLUMNS[kind])) for of, data in found if of == kind]


def _as_it_is(value: Any) -> Any:
    return value


def beside_policy(subject: Subject) -> list[PageSection]:
    """Of a policy. What a programme is today is told on its own page: this one does not change with the clock."""
    if subject.kind != Policies.kind:
        return []
    found = _naming(key=UUID(subject.key), language=subject.language)
    news = sorted(_rows(NEWS_ABOUT, found), key=lambda row: (row.title, row.pk))
    news.sort(key=lambda row: row.dated, reverse=True)
    programmes = sorted(_rows(TRAINING_ABOUT, found), key=lambda row: (row.starts or "9", row.title, row.pk))
    sections = []
    if news:
        reported = {"news": news_lines(news)}
        sections.append(PageSection("news", _("News about it"), "components/newsroom/reported.html", reported))
    if programmes:
        taught = {"programmes": programme_lines(programmes)}
        sections.append(
            PageSection("training", _("Training about it"), "components/training/about_policy.html", taught)
        )
    return sections
