"""What the page editor asks about a policy, in its order: the introduction, and what makes it a manual."""

from typing import Any

from django.forms import Select
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from seoulsolution.core.claims import confidence_panel

INTRODUCTION: list[Any] = [
    FieldPanel("one_line"),
    FieldPanel("summary"),
    FieldPanel("search_words"),
    FieldPanel("topic", widget=Select),
    FieldRowPanel([FieldPanel("year_started"), FieldPanel("year_ended"), FieldPanel("status")]),
    FieldRowPanel([FieldPanel("lead_organisation"), FieldPanel("contact_office")]),
    InlinePanel(
        "goals",
        heading=_("Sustainable Development Goals"),
        label=_("goal"),
        help_text=_("Those to which the policy contributes directly. Readers narrow policies by them."),
    ),
    InlinePanel(
        "keywords",
        heading=_("Tags"),
        label=_("tag"),
        help_text=_("A few words that say what it is about. Readers see them among the facts, and search finds it."),
    ),
    InlinePanel(
        "places",
        heading=_("Shared with"),
        label=_("place"),
        help_text=_("Places with which the know-how was shared, whether or not they have such a policy now."),
    ),
    InlinePanel("readings", heading=_("Sources and further reading"), label=_("source")),
    InlinePanel("pictures", heading=_("Pictures"), label=_("picture")),
    InlinePanel("videos", heading=_("Videos"), label=_("video")),
    InlinePanel("files", heading=_("Files"), label=_("file")),
    MultiFieldPanel(
        [confidence_panel(), FieldPanel("disputed"), FieldPanel("checked_on")],
        heading=_("Source and confidence"),
    ),
]
MANUAL: list[Any] = [
    FieldPanel("background"),
    FieldPanel("objectives"),
    InlinePanel(
        "milestones",
        heading=_("Milestones"),
        label=_("milestone"),
        help_text=_("What happened in which year, each with its source. Readers follow the policy by them."),
    ),
    FieldPanel("organisation"),
    FieldPanel("expertise"),
    InlinePanel(
        "stakeholders",
        heading=_("Stakeholders"),
        label=_("stakeholder"),
        help_text=_("Who took part, was affected or objected, and what they did."),
    ),
    InlinePanel(
        "legal_bases",
        heading=_("Legal basis"),
        label=_("legal basis"),
        help_text=_("Laws, ordinances and plans on which it rests. Other cities look for their own counterpart."),
    ),
    InlinePanel(
        "costs",
        heading=_("Cost and finance"),
        label=_("cost"),
        help_text=_("One row for each amount: what for, in which year, planned or spent."),
    ),
    FieldPanel("time_needed"),
    InlinePanel(
        "preconditions",
        heading=_("Preconditions"),
        label=_("precondition"),
        help_text=_("What had to be there first, and what the city did before it had it."),
    ),
    InlinePanel(
        "difficulties",
        heading=_("Difficulties and solutions"),
        label=_("difficulty"),
        help_text=_("What went wrong or was resisted, and what the city did about it."),
    ),
    InlinePanel(
        "results",
        heading=_("Results"),
        label=_("result"),
        help_text=_("One row for each figure: before and after, with unit, year and source."),
    ),
    FieldPanel("success_factors"),
    FieldPanel("limiting_factors"),
    FieldPanel("for_other_cities"),
    InlinePanel(
        "relations",
        heading=_("Related policies"),
        label=_("related policy"),
        help_text=_(
            "Policies on which it was built or which it made possible. Readers see the order in which they came."
        ),
    ),
]
