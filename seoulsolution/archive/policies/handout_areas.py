"""What the handout of an area says: its policies, the order in which they were built, every full manual."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .edges import read_edges
from .entries import policy_years
from .evidence import PolicyGoal, PolicyRelation
from .handout_contents import Contents, Pictures, document, policy_sections, version, versions
from .handout_words import absolute, words
from .lines import PolicyLine
from .manual import read_manual
from .models import AreaPage, PolicyPage


def area_contents(page: AreaPage) -> Contents | None:
    """The handout of an area with all its manuals, None while the area has no policy in this language."""
    language = page.locale.language_code
    found = (
        PolicyPage.objects.published()
        .filter(locale=page.locale, area__slug=page.area.slug)
        .select_related("locale", *PolicyPage.read_with)
    )
    policies = sorted((p for p in found if p.is_translated), key=lambda p: (p.year_started or 0, p.title))
    if not policies:
        return None
    pictures = Pictures()
    manuals = [p for p in policies if p.has_manual]
    names = versions(page)
    data = {
        **document(page, names),
        "address": absolute(page.url) or f"{settings.SITE_URL}/",
        "kicker": [_("Policies of one area")],
        "keywords": [policy.title for policy in policies],
        "contents": True,
        "one_line": words(page.area.description),
        "facts": facts(policies, manuals),
        "list_title": _("All policies of this area"),
        "list": [entry(policy) for policy in policies],
        "order_title": _("What was built on what"),
        "order": order(policies, language),
        "manuals": [
            {"title": policy.title, "kicker": [_("Full manual")], **policy_sections(read_manual(policy), pictures),
             "address": f"{settings.SITE_URL}/p/{policy.slug}/", "other_titles": versions(policy),
             "version": version(policy)}
            for policy in manuals
        ],
    }  # fmt: skip
    return Contents(data, pictures)


def facts(policies: list[PolicyPage], manuals: list[PolicyPage]) -> list[list[str]]:
    started = [policy.year_started for policy in policies if policy.year_started]
    goals = PolicyGoal.objects.filter(page__in=policies).order_by("goal").values_list("goal", flat=True).distinct()
    said = [
        (_("Policies"), str(len(policies))),
        (_("Full manuals"), _("%(n)d, all in this document") % {"n": len(manuals)} if manuals else ""),
        (_("Begun"), f"{min(started)}–{max(started)}" if started else ""),
        (_("Sustainable Development Goals"), ", ".join(str(goal) for goal in goals)),
    ]
    return [[label, value] for label, value in said if value]


def entry(policy: PolicyPage) -> dict[str, Any]:
    return {
        "id": policy.slug if policy.has_manual else "",
        "title": words(policy.title),
        "one_line": words(policy.one_line),
        "years": policy_years(policy),
        "status": str(policy.get_status_display()),
        "kind": _("Full manual") if policy.has_manual else _("Introduction"),
        "link": f"{settings.SITE_URL}/p/{policy.slug}/",
    }


LEADS = {  # what comes before a policy; what says more stands first
    PolicyRelation.Kind.NEEDED: gettext_lazy("Before %(policy)s:"),
    PolicyRelation.Kind.REPLACED: gettext_lazy("%(policy)s replaced:"),
    PolicyRelation.Kind.LED_TO: gettext_lazy("%(policy)s grew out of:"),
}


def order(policies: list[PolicyPage], language: str) -> list[dict[str, Any]]:
    """“Before TOPIS: transport card (1996), bus information (2001)”, for every policy that another came before."""
    own: dict[UUID, PolicyPage] = {policy.translation_key: policy for policy in policies}
    before: dict[UUID, dict[str, list[PolicyLine]]] = {key: {kind: [] for kind in LEADS} for key in own}
    edges = sorted(read_edges(language, own), key=lambda edge: _weight(edge.relation.kind))
    for edge in edges:
        kind = edge.relation.kind
        if kind not in LEADS:
            continue
        first, second = (edge.policy, edge.other) if kind == PolicyRelation.Kind.LED_TO else (edge.other, edge.policy)
        groups = before.get(second.translation_key, {})
        if groups and all(p.pk != first.pk for known in groups.values() for p in known):
            groups[kind].append(first)
    return [
        {
            "lead": str(lead) % {"policy": f"“{policy.title}”"},
            "before": [{"title": words(p.title), "years": policy_years(p)} for p in _by_year(before[key][kind])],
        }
        for key, policy in own.items()
        for kind, lead in LEADS.items()
        if before[key][kind]
    ]


def _weight(kind: str) -> int:
    return [*LEADS, kind].index(kind)


def _by_year(policies: list[PolicyLine]) -> list[PolicyLine]:
    return sorted(policies, key=lambda p: (p.year_started or 0, p.title))
