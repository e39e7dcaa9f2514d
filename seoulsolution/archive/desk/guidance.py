"""What the page editor tells at its head beyond what Wagtail tells: what is to be done, and what hidden fields lack."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import resolve, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.images import get_image_model
from wagtail.models import Page, Task, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from seoulsolution.core.addresses import was_withdrawn
from seoulsolution.core.interface import interface_language
from seoulsolution.core.language_codes import language_names
from seoulsolution.core.pages import NOTE
from seoulsolution.core.publication import hindrances

from ..sharing.invitations.queries import handed_in_by_cities
from .changes import lacks_note, returned_before, since
from .withdrawing import was_called_off

SCHEDULE = ("go_live_at", "expire_at")
MOST_HINDRANCES = 5
# In the address of the editor to which somebody comes back who handed in without the note.
NOTE_IS_ASKED_FOR = "note"
CALLED_OFF = gettext_lazy(
    "The page was withdrawn from its readers while this draft was in review. The review was called off; what the draft "
    "says is kept and can be handed in once more."
)
WITHOUT_NOTE = gettext_lazy("Say here what this version corrects, and why.")


def tell(request: HttpRequest, response: HttpResponse) -> None:
    """Add to the messages of an editor that is about to be shown."""
    context = getattr(response, "context_data", None) or {}
    page, form = context.get("page"), context.get("form")
    if form is None:
        return
    _tell_faults_of_the_schedule(request, form)
    if request.method == "GET" and form.instance.pk is None:
        _tell_the_language(request, form.instance)
    if request.method == "GET" and page is not None and page.pk:
        _tell_the_task(request, page)
        tell_hindrances(request, page)
        if was_called_off(page):
            messages.info(request, why_called_off(page))
        if lacks_note(page):
            _tell_missing_note(request, page, form)


def _tell_the_language(request: HttpRequest, page: Page) -> None:
    """Of a new page, to whoever uses the admin in another one: nothing else in the form says it."""
    language = page.locale.language_code
    if language == interface_language():
        return
    text = _("Write this page in %(language)s. Other languages are translations of it, begun from it once it is saved.")
    messages.info(request, text % {"language": language_names(language)[0]})


def _tell_faults_of_the_schedule(request: HttpRequest, form: Any) -> None:
    """Its fields are in a dialog, where nobody sees what is said beside them."""
    faults = dict.fromkeys(str(fault).rstrip(".") for name in SCHEDULE for fault in form.errors.get(name, []))
    if faults:
        text = _("The schedule is not right: %(faults)s. Mend it with “Edit schedule” in the panel “Status”.")
        messages.warning(request, text % {"faults": ". ".join(faults)})


def tell_hindrances(request: HttpRequest, page: Page) -> None:
    """While there is time, not only when somebody publishes. `page`: as its latest draft has it."""
    for hindrance in hindrances(page)[:MOST_HINDRANCES]:
        text = _("The page cannot be published as it is. %(why)s") % {"why": hindrance.words()}
        may_go_there = not _is_here(request, hindrance.address) and _may_open(request, hindrance.address)
        buttons = [messages.button(hindrance.address, hindrance.remedy)] if may_go_there else []
        messages.warning(request, text, buttons=buttons)


def _tell_missing_note(request: HttpRequest, page: Page, form: Any) -> None:
    """A correction tells its readers what it corrects; without that it is not handed in. Told once."""
    if NOTE not in form.fields:
        return
    box = form[NOTE].id_for_label
    if NOTE_IS_ASKED_FOR in request.GET:
        # Beside its box it is counted at the head of the tab as every fault is.
        form.errors[NOTE] = form.error_class([WITHOUT_NOTE])
        tell_note_is_asked_for(request, box=box)
        return
    text = _("Readers are not told yet what this version corrects: say it under “%(field)s” in the settings.")
    text %= {"field": capfirst(page._meta.get_field(NOTE).verbose_name)}
    messages.info(request, _with_way_to_note(text, box))


def tell_note_is_asked_for(request: HttpRequest, *, box: str) -> None:
    """Somebody handed in without the note. `box`: the id of where it is written.

    As a warning: beside an error Wagtail puts a way of its own to the first fault.
    """
    text = _("It is saved, and not handed in: say first what this version corrects.")
    messages.warning(request, _with_way_to_note(text, box))


def _with_way_to_note(text: str, box: str) -> SafeString:
    """As Wagtail's own links into a tab that is not open: it opens, and the cursor stands in the box."""
    return format_html(
        '{} <span class="buttons"><a href="#{}" class="button button-small button-secondary" '
        'data-controller="w-focus" data-action="w-focus#focus:prevent">{}</a></span>',
        *(text, box, _("Write the note")),
    )


def _is_here(request: HttpRequest, address: str) -> bool:
    return request.path == address


def _may_open(request: HttpRequest, address: str) -> bool:
    """Reviewers change no pictures, authors those alone that they have uploaded."""
    found = resolve(urlsplit(address).path)
    if found.view_name != "wagtailimages:edit":
        return True
    pictures = policy_registry.get_by_type(get_image_model())
    mine = pictures.instances_user_has_permission_for(request.user, "change")
    return bool(mine.filter(pk=found.kwargs["image_id"]).exists())


def _tell_the_task(request: HttpRequest, page: Page) -> None:
    task = page.current_workflow_task
    if task is not None and task.specific.get_actions(page, request.user):
        messages.info(request, _what_to_do(page, task.specific, request.user), buttons=checks(page))
        _tell_of_city(request, page.specific)
        _tell_why_again(request, page)
        before = returned_before(page)
        if before is not None and before.task_id == task.pk:
            messages.info(request, said_of(before))
    returned = returned_step(page)
    if returned is not None:
        messages.warning(request, said_of(returned))


def _tell_why_again(request: HttpRequest, page: Page) -> None:
    """Why a page that was reviewed is reviewed once more."""
    done = page.current_workflow_state.task_states.exclude(status=TaskState.STATUS_IN_PROGRESS)
    last = done.order_by("-finished_at").first()
    if last is not None and last.status == TaskState.STATUS_CANCELLED and last.finished_by is not None:
        text = _("It was reviewed and comes back: %(name)s changed it at the step “%(step)s”.")
        name = get_user_display_name(last.finished_by)
        messages.info(request, text % {"name": name, "step": last.task.name})


def _tell_of_city(request: HttpRequest, page: Any) -> None:
    """Whose words they are that a city handed in by invitation, and in which language."""
    state = page.current_workflow_state
    if not handed_in_by_cities([state]):
        return
    text = _("The staff of the city handed this in themselves, invited by %(name)s: the words are theirs.")
    text %= {"name": get_user_display_name(state.requested_by)}
    draft = page.get_latest_revision_as_object()
    if not draft.is_translated:
        foreign, total = draft.passages_foreign, draft.passages_total
        text += " " + ngettext(
            "%(n)d of its %(total)d passages is not written in %(language)s yet.",
            "%(n)d of its %(total)d passages are not written in %(language)s yet.",
            foreign,
        ) % {"n": foreign, "total": total, "language": language_names(draft.locale.language_code)[0]}
    messages.info(request, text)


def _what_to_do(page: Page, task: Task, user: Any) -> str:
    if "approve" in [name for name, _label, _asks in task.get_actions(page, user)]:
        text = _("The step “%(step)s” is yours: check the page, then request changes or approve it at the foot.")
        return text % {"step": task.name}
    unable = [user.pk, page.current_workflow_state.requested_by_id]
    names = ", ".join(get_user_display_name(person) for person in task.people(page).exclude(pk__in=unable))
    if not names:
        return _("Nobody else can approve what you changed: send the page back, and its author hands it in once more.")
    text = _("What you changed waits for the approval of %(names)s. You can also send the page back.")
    return text % {"names": names}


def checks(page: Page) -> list[Any]:
    """Where a page is checked: what was changed, its claims, and its languages beside each other."""
    from .claims.views import models_for

    buttons = [messages.button(reverse("desk:side-by-side", args=[page.pk]), _("Side by side"))]
    if models_for(page):
        buttons.insert(0, messages.button(reverse("desk:claims", args=[page.pk]), _("Claims and their sources")))
    if since(page) is not None:
        buttons.insert(0, messages.button(reverse("desk:changed", args=[page.pk]), _("What was changed")))
    return buttons


def why_called_off(page: Page) -> str:
    """That the review of a withdrawn page is over, and why it was withdrawn, where that is said."""
    withdrawn = was_withdrawn(page.slug, language=page.locale.language_code)
    if withdrawn is None or not withdrawn.reason:
        return str(CALLED_OFF)
    return f"{CALLED_OFF} " + _("Why it was withdrawn: %(reason)s") % {"reason": withdrawn.reason}


def returned_step(page: Page) -> TaskState | None:
    """The step at which changes to a page were requested, while they are not handed in."""
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return None
    step: TaskState | None = state.current_task_state
    return step


def said_of(step: TaskState) -> str:
    """Who requested changes, and which."""
    name = get_user_display_name(step.finished_by)
    if step.comment:
        return _("%(name)s requested changes: %(comment)s") % {"name": name, "comment": step.comment}
    return _("%(name)s requested changes without saying which.") % {"name": name}
