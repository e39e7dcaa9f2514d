"""What other rooms say beside a policy: news and training about it.

A policy page may cost ten queries; what names the policy in these rooms is read with one.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seoulsolution.core.json_lines import as_json, rows_of
from seoulsolution.core.sections import PageSection, Subject
from seoulsolution.core.statements import kept

from ..newsroom.lines import NEWS, news_lines
from ..newsroom.models import NewsPage
from ..policies.searchable import Policies
from ..sharing.training.models import ProgrammePage
from ..sharing.training.programmes import PROGRAMME, programme_lines

NEWS_ABOUT, TRAINING_ABOUT = "news", "training"


@kept
def _naming(key: UUID, language: str) -> QuerySet[Any]:
    """Every public page of a language that names the policy `key`."""
    news, programmes = (
        model.objects.published().translated().in_language(language).filter(policies__policy__translation_key=key)
        for model in (NewsPage, ProgrammePage)
    )
    return as_json(NEWS_ABOUT, news, NEWS).union(as_json(TRAINING_ABOUT, programmes, PROGRAMME), all=True)


def beside_policy(subject: Subject) -> list[PageSection]:
    """Of a policy. What a programme is today is told on its own page: this one does not change with the clock."""
    if subject.kind != Policies.kind:
        return []
    found = _naming(key=UUID(subject.key), language=subject.language)
    news = sorted(rows_of(NEWS_ABOUT, NEWS, found), key=lambda row: (row.title, row.pk))
    news.sort(key=lambda row: row.dated, reverse=True)
    training = rows_of(TRAINING_ABOUT, PROGRAMME, found)
    programmes = sorted(training, key=lambda row: (row.starts or "9", row.title, row.pk))
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
