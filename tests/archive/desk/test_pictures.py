"""What the page editor tells of pictures that are not finished, and how their words come onto the page."""

from urllib.parse import quote

import lxml.html
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from seoulsolution.archive.models import PolicyPage, PolicyPicture
from seoulsolution.core.models import ArchiveFile, Picture
from seoulsolution.core.publication import hindrances
from tests.core.files.samples import photograph

from .conftest import Staff, editor_form, prefer
from .test_editor import add_below, blank_form, edit, hand_in, shown, words
from .test_steps import in_the_editor


def test_picture_that_lacks_something_is_told_of_before_anybody_publishes(staff: Staff, draft: PolicyPage):
    picture = Picture.objects.create(title="Night bus", file=ContentFile(photograph(), "night.jpg"))
    page = draft.get_latest_revision_as_object()
    page.pictures = [PolicyPicture(image=picture, locale=page.locale)]
    page.save_revision()
    told = shown(staff("author"), draft).select_one(".messages").text
    assert "cannot be published as it is" in told
    assert "Night bus" in told


@pytest.mark.parametrize(
    ("language", "told"), [("en", "cannot be published as it is. The picture “Bare”"), ("ko", "“Bare” 그림에")]
)
def test_who_hands_in_an_unfinished_picture_is_told(staff: Staff, draft: PolicyPage, language: str, told: str):
    """Afterwards the page is locked."""
    picture = Picture.objects.create(title="Bare", file=ContentFile(photograph(), "b.jpg"))
    page = draft.get_latest_revision_as_object()
    page.pictures = [PolicyPicture(image=picture, locale=page.locale)]
    page.save_revision()
    author = staff("author")
    prefer(author, language)
    form = editor_form(author, draft) | {"action-submit": "submit"}
    answer = author.post(edit(draft), form, follow=True)
    assert PolicyPage.objects.get(pk=draft.pk).workflow_in_progress
    assert [told in str(message) for message in answer.context["messages"] if "Bare" in str(message)] == [True]


def test_who_completes_a_picture_comes_back_to_the_page(staff: Staff, draft: PolicyPage):
    author = staff("author")
    own = {"title": "Bare", "uploaded_by_user": author.user}
    picture = Picture.objects.create(file=ContentFile(photograph(), "b.jpg"), **own)
    page = draft.get_latest_revision_as_object()
    page.pictures = [PolicyPicture(image=picture, locale=page.locale)]
    page.save_revision()
    (way,) = [link["href"] for link in shown(author, draft).select(".messages a") if "/images/" in link["href"]]
    form = next(form for form in lxml.html.fromstring(author.get(way).content).forms if "licence" in form.fields)
    told = {name: value or "" for name, value in form.fields.items() if name != "file"}
    answer = author.post(way, told | {"author": "서울시", "licence": "kogl-1", "language": "zxx"})
    assert answer.url == edit(draft)
    assert Picture.objects.get(pk=picture.pk).author == "서울시"
    Picture.objects.filter(pk=picture.pk).update(uploaded_by_user=None, author="")
    told = shown(author, draft).select_one(".messages li.warning")
    assert "author" in words(told)
    assert "/images/" not in str(told)


def test_words_that_a_picture_got_since_are_those_of_the_page(staff: Staff, draft: PolicyPage):
    facts = {"licence": "kogl-1", "author": "서울시", "language": "ko"}
    picture = Picture.objects.create(title="Whole", file=ContentFile(photograph(), "a.jpg"), **facts)
    page = draft.get_latest_revision_as_object()
    page.pictures = [PolicyPicture(image=picture, locale=page.locale)]
    page.save_revision()
    draft = PolicyPage.objects.get(pk=draft.pk)
    assert len(hindrances(draft.get_latest_revision_as_object())) == 1
    Picture.objects.filter(pk=picture.pk).update(description="밤에 달리는 버스", caption="올빼미버스")
    assert hindrances(draft.get_latest_revision_as_object()) == []
    draft.get_latest_revision().publish()
    (row,) = PolicyPage.objects.get(pk=draft.pk).pictures.all()
    assert (row.alternative, row.caption) == ("밤에 달리는 버스", "올빼미버스")


def test_words_of_a_picture_are_taken_over_when_the_page_is_saved(sent, draft: PolicyPage):
    words = {"description": "밤에 달리는 버스", "caption": "2013년의 올빼미버스"}
    picture = Picture.objects.create(title="Night bus", file=ContentFile(photograph(), "night.jpg"), **words)
    row = {"image": str(picture.pk), "alternative": "", "caption": "", "ORDER": "1", "DELETE": "", "id": ""}
    posted = {f"pictures-0-{name}": value for name, value in row.items()}
    assert sent({"pictures-TOTAL_FORMS": "1", **posted}).status_code == 302
    (shown_picture,) = PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object().pictures.all()
    assert (shown_picture.alternative, shown_picture.caption) == (words["description"], words["caption"])


def test_file_without_a_title_on_the_page_is_called_by_its_own(sent, draft: PolicyPage):
    """Also when it is handed in, where an empty title would not be let through."""
    file = ArchiveFile.objects.create(title="운영 계획", file=ContentFile(b"plan", "plan.txt"))
    row = {"document": str(file.pk), "title": "", "ORDER": "1", "DELETE": "", "id": ""}
    posted = {f"files-0-{name}": value for name, value in row.items()}
    assert sent({"files-TOTAL_FORMS": "1", "action-submit": "1", **posted}).status_code == 302
    now = PolicyPage.objects.get(pk=draft.pk)
    assert now.workflow_in_progress
    assert now.get_latest_revision_as_object().files.get().title == "운영 계획"


def test_what_the_page_has_to_say_of_a_picture_is_asked_for_on_the_page(staff: Staff, draft: PolicyPage):
    """Who reviews changes no pictures, and is led to none."""
    facts = {"licence": "kogl-1", "author": "서울시", "language": "ko"}
    whole = Picture.objects.create(title="Whole", file=ContentFile(photograph(), "a.jpg"), **facts)
    bare = Picture.objects.create(title="Bare", file=ContentFile(photograph(), "b.jpg"))
    page = draft.get_latest_revision_as_object()
    page.pictures = [PolicyPicture(image=image, locale=page.locale) for image in (whole, bare)]
    page.save_revision()
    hand_in(draft, staff)
    (first, second) = hindrances(PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object())
    assert first.address == edit(draft)
    assert second.address == reverse("wagtailimages:edit", args=[bare.pk]) + f"?next={quote(edit(draft), safe='')}"
    links = {link["href"] for link in shown(staff("reviewer"), draft).select(".messages a")}
    assert second.address not in links


def test_who_hands_in_a_new_page_with_an_unfinished_picture_is_told_once(staff: Staff, policy: PolicyPage):
    author, add = staff("author"), add_below(policy)
    picture = Picture.objects.create(title="Bare", file=ContentFile(photograph(), "b.jpg"))
    row = {"image": str(picture.pk), "alternative": "", "caption": "", "DELETE": "", "id": ""}
    rows = {f"pictures-{n}-{name}": value for n in (0, 1) for name, value in (row | {"ORDER": str(n + 1)}).items()}
    form = blank_form(lxml.html.fromstring(author.get(add).content)) | rows
    answer = author.post(add, form | {"pictures-TOTAL_FORMS": "2", "action-submit": "submit"}, follow=True)
    assert len([message for message in answer.context["messages"] if "Bare" in str(message)]) == 1
    assert PolicyPage.objects.latest("pk").workflow_in_progress


def test_reviewer_approves_a_page_whose_picture_was_completed_since_it_was_handed_in(staff: Staff, draft: PolicyPage):
    """The page takes the words of the picture when the reviewer sends it: they are not the reviewer's own."""
    author, reviewer = staff("author"), staff("reviewer")
    picture = Picture.objects.create(title="Bare", file=ContentFile(photograph(), "b.jpg"))
    page = draft.get_latest_revision_as_object()
    page.pictures = [PolicyPicture(image=picture, locale=page.locale)]
    page.save_revision(user=author.user)
    draft.get_workflow().start(draft, author.user)
    facts = {"licence": "kogl-1", "author": "서울시", "language": "zxx"}
    Picture.objects.filter(pk=picture.pk).update(description="심야버스 한 대", caption="정류장, 2013년", **facts)
    in_the_editor(reviewer, draft, "approve")
    now = PolicyPage.objects.get(pk=draft.pk)
    assert now.current_workflow_task.role == "publisher"
    assert now.get_latest_revision_as_object().pictures.get().alternative == "심야버스 한 대"
