"""Pages in every state that a page can be in, each with words that nobody but its own people may ever read."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import uuid4

from django.contrib.auth.models import User
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from seoulsolution.archive.desk.importing.models import ImportRow, MaterialImport, Verdict
from seoulsolution.archive.models import AreaPage, Milestone, PolicyPage, RoleGroup

OFFICE, OTHER_OFFICE = "transportation", "environment"
ROLES = ("nobody", "author", "translator", "reviewer", "publisher", "administrator")


class State(StrEnum):
    """In the order of the columns of the table."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    SCHEDULED = "scheduled"
    PUBLISHED = "published, with a newer draft"
    BEHIND = "translation that is behind"
    WITHDRAWN = "withdrawn"
    PRIVATE = "private"
    OTHER_OFFICE = "draft of another office"


@dataclass
class Planted:
    """`words`: what must not be read, by the state of its page. `imported`: what nobody but the author reads."""

    pages: dict[State, PolicyPage] = field(default_factory=dict)
    words: dict[State, str] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    imported: str = ""


def word() -> str:
    """Nothing else holds it, and search keeps it whole."""
    return f"planted{uuid4().hex[:12]}"


def _prose(text: str) -> str:
    return json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>", "id": str(uuid4())}])


def _say(page: PolicyPage, text: str) -> PolicyPage:
    """Put `text` into every kind of field."""
    page.one_line = page.summary = page.search_words = page.disputed = page.correction_note = text
    page.time_needed = page.search_description = page.seo_title = text
    page.background = page.for_other_cities = _prose(text)
    page.milestones = [
        Milestone(year=2001, text=text, basis="cited", source=f"https://example.org/{text}", locale=page.locale)
    ]
    return page


def _new(area: str, slug: str, text: str, *, title: str = "") -> PolicyPage:
    parent = AreaPage.objects.get(slug=area, locale__language_code="ko")
    page = _say(PolicyPage(title=title or text, slug=slug, live=False, locale=parent.locale), text)
    added = parent.add_child(instance=page)
    added.save_revision()
    return PolicyPage.objects.get(pk=added.pk)


def plant() -> Planted:
    planted = Planted()
    for role in ROLES[1:]:
        person = User.objects.create_user(f"matrix-{role}", f"{role}@example.org")
        area = "" if role == "administrator" else OFFICE
        person.groups.add(RoleGroup.objects.get(role=role, office=area).group)
        planted.people[role] = person
    for state in State:
        planted.words[state] = word()
        planted.pages[state] = _PLANT[state](planted.words[state], planted)
    planted.imported = _import(planted.people["author"])
    return planted


def _import(owner: User) -> str:
    """A table that somebody has uploaded and not confirmed."""
    said = word()
    material = MaterialImport.objects.create(owner=owner, source=MaterialImport.Source.TABLE, file_name=f"{said}.csv")
    cells = {"id": "matrix-imported", "area": OFFICE, "title_ko": said, "one_line_ko": said}
    ImportRow.objects.create(material=material, number=1, cells=cells, verdict=Verdict.NEW)
    return said


def _draft(text: str, planted: Planted) -> PolicyPage:
    return _new(OFFICE, "matrix-draft", text)


def _in_review(text: str, planted: Planted) -> PolicyPage:
    page = _new(OFFICE, "matrix-in-review", text)
    page.get_workflow().start(page, planted.people["author"])
    return page


def _scheduled(text: str, planted: Planted) -> PolicyPage:
    page = _new(OFFICE, "matrix-scheduled", text)
    page.go_live_at = timezone.now() + timedelta(days=3)
    page.save_revision().publish()
    return PolicyPage.objects.get(pk=page.pk)


def _published(text: str, planted: Planted) -> PolicyPage:
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    draft = _say(page.get_latest_revision_as_object(), text)
    draft.title = text
    draft.save_revision()
    return PolicyPage.objects.get(pk=page.pk)


def _behind(text: str, planted: Planted) -> PolicyPage:
    """The original is published anew, and the draft of its translation says what is not to be read yet."""
    original = PolicyPage.objects.get(slug="topis", locale__language_code="ko")
    original.save_revision().publish()
    page = original.get_translation(Locale.objects.get(language_code="en"))
    _say(page.get_latest_revision_as_object(), text).save_revision()
    return PolicyPage.objects.get(pk=page.pk)


def _withdrawn(text: str, planted: Planted) -> PolicyPage:
    """Readers of its address are told its title."""
    page = _new(OFFICE, "matrix-withdrawn", text, title="지난 정책")
    page.get_latest_revision().publish()
    PolicyPage.objects.get(pk=page.pk).unpublish()
    return PolicyPage.objects.get(pk=page.pk)


def _private(text: str, planted: Planted) -> PolicyPage:
    page = _new(OFFICE, "matrix-private", text)
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    page.get_latest_revision().publish()
    return PolicyPage.objects.get(pk=page.pk)


def _of_another_office(text: str, planted: Planted) -> PolicyPage:
    return _new(OTHER_OFFICE, "matrix-other", text)


_PLANT = {
    State.DRAFT: _draft,
    State.IN_REVIEW: _in_review,
    State.SCHEDULED: _scheduled,
    State.PUBLISHED: _published,
    State.BEHIND: _behind,
    State.WITHDRAWN: _withdrawn,
    State.PRIVATE: _private,
    State.OTHER_OFFICE: _of_another_office,
}
