"""What other rooms say beside a policy: news and training about it.

A policy page may cost ten queries; what names the policy in these rooms is read with one.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from seoulsolution.core.sections import PageSection, Subject
from seoulsolution.core.statements import kept

from ..newsroom.lines import JSON_NEWS, newest_among
from ..newsroom.models import NewsPage
from ..policies.searchable import Policies
from ..sharing.training.models import ProgrammePage
from ..sharing.training.programmes import JSON_PROGRAMMES, soonest_among


@kept
def _naming(key: UUID, language: str) -> QuerySet[Any]:
    """Every public page of a language that names the policy `key`."""
    news, programmes = (
        model.objects.published().translated().in_language(language).filter(policies__policy__translation_key=key)
        for model in (NewsPage, ProgrammePage)
    )
    return JSON_NEWS.of(news).union(JSON_PROGRAMMES.of(programmes), all=True)


def beside_policy(subject: Subject) -> list[PageSection]:
    """Of a policy. What a programme is today is told on its own page: this one does not change with the clock."""
    if subject.kind != Policies.kind:
        return []
    found = _naming(key=UUID(subject.key), language=subject.language)
    news, programmes = newest_among(found), soonest_among(found)
    sections = []
    if news:
        reported = {"news": news}
        sections.append(PageSection("news", _("News about it"), "components/newsroom/reported.html", reported))
    if programmes:
        taught = {"programmes": programmes}
        sections.append(
            PageSection("training", _("Training about it"), "components/training/about_policy.html", taught)
        )
    return sections
