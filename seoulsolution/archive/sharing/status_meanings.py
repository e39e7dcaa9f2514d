"""What the words for the status of a project, and for what became of a policy, say and what they leave open."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from .models import ProjectStatus
from .outcomes import Outcome

OF_PROJECTS: Mapping[str, object] = {
    ProjectStatus.PROPOSED: _("It was proposed; no agreement on it is known."),
    ProjectStatus.AGREED: _("It was agreed; that the work began is not known."),
    ProjectStatus.UNDER_WAY: _("The work had begun; that it ended is not known."),
    ProjectStatus.COMPLETED: _("The work was done; whether the place uses what came of it is another question."),
    ProjectStatus.STALLED: _("The work came to a standstill before it was done."),
    ProjectStatus.ABANDONED: _("The work was given up."),
    ProjectStatus.UNKNOWN: _("No report was found of how the project ended."),
}
OF_OUTCOMES: Mapping[str, object] = {
    Outcome.IN_USE: _("The place uses what it took over."),
    Outcome.PARTLY: _("Some of it is in use or decided there, the rest is not."),
    Outcome.PLANNED: _("The place means to do it; that it does is not known."),
    Outcome.STALLED: _("It came to a standstill there before it was in use."),
    Outcome.ABANDONED: _("The place gave it up, or put something else in its place."),
    Outcome.UNKNOWN: _("No report was found of what became of it there."),
}
