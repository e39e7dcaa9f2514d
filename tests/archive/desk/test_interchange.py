"""Passages go out as PO and XLIFF and come back: nothing is lost or taken unseen, and nothing hostile is read."""

import html
import re

import polib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from lxml import etree
from wagtail_localize.models import StringTranslation

from seoulsolution.archive.desk.translating.segments import State
from seoulsolution.archive.models import PolicyPage

from .test_translating import address, box, change_original, draft_of, segment, segments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
FORMATS = ["po", "xliff"]
NS = "{urn:oasis:names:tc:xliff:document:1.2}"


@pytest.fixture
def english(policy) -> PolicyPage:
    return policy.get_translations().get(locale__language_code="en").specific


@pytest.fixture
def manual() -> PolicyPage:
    """A page with passages of rich text."""
    return PolicyPage.objects.get(slug="topis", locale__language_code="en")


def download(client, page, kind: str) -> bytes:
    answer = client.get(reverse("desk:download-translation", args=[page.pk, kind]))
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith(f'attachment; filename="{page.slug}-en.')
    return answer.content


def upload(client, page, content: bytes):
    file = SimpleUploadedFile("from the translator", content)
    return client.post(reverse("desk:upload-translation", args=[page.pk]), {"file": file}, follow=True)


def fields(answer, *, tick: bool | None = None) -> dict[str, str]:
    """What the form of the preview posts. `tick`: all ticks or none, instead of as they are shown."""
    page = answer.content.decode().split('id="upload"')[1].split("</form>")[0]
    found = {"take": "1"}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf'{key}="([^"]*)"', tag) for key in ("name", "value"))
        is_tick = 'type="checkbox"' in tag
        is_on = "checked" in tag if tick is None or not name[1].startswith("take-") else tick
        if not is_tick or is_on:
            found[name[1]] = html.unescape(value[1])
    return found


def take(client, page, answer, *, tick: bool | None = None):
    return client.post(reverse("desk:upload-translation", args=[page.pk]), fields(answer, tick=tick), follow=True)


def edited(content: bytes, path: str, text: str, *, unsure: bool | None = None, index: int = 0) -> bytes:
    """The file as a program saves it after a passage was translated in it. `text` is plain."""
    if content.startswith(b"<"):
        root = etree.fromstring(content)
        unit = [u for u in root.iter(f"{NS}trans-unit") if u.get("resname") == path][index]
        target = unit.find(f"{NS}target")
        for child in list(target):
            target.remove(child)
        target.text = text
        if unsure is not None:
            target.set("state", "needs-translation" if unsure else "translated")
            unit.set("approved", "no")
        return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    file = polib.pofile(content.decode())
    entry = [e for e in file if e.msgctxt == path][index]
    entry.msgstr = text
    if unsure is not None:
        entry.flags = ["fuzzy"] if unsure else []
    return str(file).encode()


def said(answer) -> str:
    return html.unescape(answer.content.decode())


def rows() -> list[tuple]:
    return list(StringTranslation.objects.order_by("pk").values_list("pk", "data", "translation_type", "updated_at"))


@pytest.mark.parametrize("kind", FORMATS)
def test_untouched_file_changes_nothing_and_says_so(staff, policy, manual, kind):
    """Also with a passage in every state: translated, reviewed, behind, to be checked, untranslated, machine draft."""
    client = staff("translator")
    texts = [s for s in segments(manual) if not s.is_rich]
    client.post(address(manual), box(texts[0], 'A "quoted" text\r\nin two lines & <not> a tag\\n'))
    client.post(address(manual), box(texts[1], ""))
    client.post(address(manual), box(texts[2], texts[2].target, **{f"unsure-{texts[2].id}": "1"}))
    StringTranslation.objects.filter(
        locale=manual.locale, context_id=texts[3].context, translation_of_id=texts[3].string
    ).update(translation_type="machine")
    original = manual.get_translations().get(locale__language_code="ko").specific
    change_original(
        original, **{texts[4].path: "바뀐 원문 문장이다."} if "." not in texts[4].path else {"summary": "바뀐"}
    )
    states = {s.state for s in segments(manual)}
    assert states >= {State.TRANSLATED, State.UNTRANSLATED, State.UNSURE, State.MACHINE, State.BEHIND}
    before = rows()
    answer = upload(client, manual, download(client, manual, kind))
    assert "이미 파일과 같은 내용" in said(answer)
    assert rows() == before


@pytest.mark.parametrize("kind", FORMATS)
def test_translated_passage_is_shown_first_and_then_taken_as_if_typed(staff, english, reader, kind):
    client = staff("translator")
    before = segment(english, "one_line").target
    answer = upload(client, english, edited(download(client, english, kind), "one_line", "From the program"))
    assert "<ins>" in answer.content.decode()
    assert segment(english, "one_line").target == before
    answer = take(client, english, answer)
    assert "문단 1개를 가져왔습니다" in said(answer)
    found = segment(english, "one_line")
    assert (found.target, found.state) == ("From the program", State.TRANSLATED)
    assert draft_of(english).one_line == "From the program"
    assert "From the program" not in reader.get(english.url).content.decode()
    history = said(client.get(reverse("wagtailadmin_pages:history", args=[english.pk])))
    assert "올린 파일에서 문단을 가져왔습니다" in history


@pytest.mark.parametrize("kind", FORMATS)
def test_what_a_program_marks_as_unsure_has_to_be_looked_at_and_is_not_handed_in(staff, english, kind):
    client = staff("translator")
    content = edited(download(client, english, kind), "one_line", "Perhaps so", unsure=True)
    take(client, english, upload(client, english, content))
    assert segment(english, "one_line").state == State.UNSURE
    client.post(address(english), {"submit": "1"})
    assert not PolicyPage.objects.get(pk=english.pk).workflow_in_progress
    content = edited(download(client, english, kind), "one_line", "Perhaps so", unsure=False)
    take(client, english, upload(client, english, content))
    assert segment(english, "one_line").state == State.TRANSLATED


@pytest.mark.parametrize("kind", FORMATS)
def test_passage_that_was_saved_here_since_the_download_is_taken_only_by_a_tick(staff, english, kind):
    client = staff("translator")
    content = edited(download(client, english, kind), "one_line", "From the program")
    client.post(address(english), box(segment(english, "one_line"), "Typed meanwhile"))
    answer = upload(client, english, content)
    assert "파일을 내려받은 뒤에 이 문단이" in said(answer)
    take(client, english, answer)
    assert segment(english, "one_line").target == "Typed meanwhile"
    take(client, english, answer, tick=True)
    assert segment(english, "one_line").target == "From the program"


def test_passage_that_was_saved_between_preview_and_taking_is_kept_beside_the_files(staff, english):
    client = staff("translator")
    answer = upload(client, english, edited(download(client, english, "po"), "one_line", "From the program"))
    client.post(address(english), box(segment(english, "one_line"), "Typed meanwhile"))
    answer = take(client, english, answer)
    assert answer.status_code == 400
    assert "From the program</textarea>" in said(answer)
    assert "Typed meanwhile" in said(answer)
    assert segment(english, "one_line").target == "Typed meanwhile"


@pytest.mark.parametrize("kind", FORMATS)
def test_file_of_an_earlier_original_gives_what_still_fits_and_lists_the_rest(staff, policy, english, kind):
    client = staff("translator")
    content = edited(download(client, english, kind), "one_line", "Of the former original")
    content = edited(content, "title", "Owls on wheels")
    change_original(policy, one_line="심야에 여덟 노선이 달린다.")
    answer = upload(client, english, content)
    assert "Of the former original" in said(answer)
    assert "원문이 지금은 다릅니다" in said(answer)
    take(client, english, answer)
    assert segment(english, "title").target == "Owls on wheels"
    assert segment(english, "one_line").target != "Of the former original"


@pytest.mark.parametrize("kind", FORMATS)
def test_file_of_another_page_gives_only_what_has_the_same_original(staff, policy, english, manual, kind):
    client = staff("translator")
    change_original(policy, one_line=segment(manual, "one_line").source)
    content = edited(download(client, manual, kind), "one_line", "Said of both")
    answer = upload(client, english, content)
    assert "다른 페이지에서 만든 파일" in said(answer)
    assert set(re.findall(r'name="take-([^"]+)"', answer.content.decode())) == {segment(english, "one_line").id}
    take(client, english, answer)
    assert segment(english, "one_line").target == "Said of both"


@pytest.mark.parametrize("kind", FORMATS)
def test_file_in_another_language_is_refused(staff, english, kind):
    client = staff("translator")
    content = download(client, english, kind)
    content = content.replace(b"Language: en", b"Language: mn").replace(
        b'target-language="en"', b'target-language="mn"'
    )
    answer = upload(client, english, content)
    assert answer.status_code == 400
    assert "몽골어" in said(answer)


def test_tags_come_back_whole_and_a_tag_that_the_original_has_not_is_refused(staff, manual):
    client = staff("translator")
    found = next(s for s in segments(manual) if s.is_rich)
    client.post(address(manual), box(found, "It <b>counts</b> &amp; <i>maps<br/>all</i>"))
    content = download(client, manual, "xliff")
    assert b'<g id="b1" ctype="bold">counts</g>' in content
    assert "이미 파일과 같은 내용" in said(upload(client, manual, content))
    moved = content.replace(b"counts</g>", b"sums</g>")
    take(client, manual, upload(client, manual, moved))
    assert segment(manual, found.path).target == "It <b>sums</b> &amp; <i>maps<br/>all</i>"
    for hostile in (b'<ph id="1">x</ph>', b'<g id="script1">x</g>', b'<g id="a9">x</g>', b'<x id="b1"/>'):
        answer = upload(client, manual, content.replace(b'<g id="b1" ctype="bold">counts</g>', hostile))
        assert 'name="take-' not in answer.content.decode()
        assert 'class="error-message"' in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<b onclick="x()">no</b>',
        '<a id="a99">no</a>',
        "<b>never closed",
        "closed</i>",
        "<b>" * 2000 + "</b>" * 2000,
    ],
)
def test_unsafe_or_broken_markup_is_refused_for_its_passage_alone(staff, manual, text):
    client = staff("translator")
    found = next(s for s in segments(manual) if s.is_rich)
    content = edited(download(client, manual, "po"), found.path, text)
    content = edited(content, "one_line", "The rest is taken")
    answer = upload(client, manual, content)
    assert html.escape(text) in answer.content.decode()
    assert f'name="take-{found.id}"' not in answer.content.decode()
    take(client, manual, answer)
    assert segment(manual, found.path).target == found.target
    assert segment(manual, "one_line").target == "The rest is taken"


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><xliff version="1.2">&b;</xliff>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><xliff version="1.2"><file>&a;</file></xliff>'
REFUSED = {
    "no file": (None, "먼저 파일을"),
    "empty": (b" \n", "빈 파일"),
    "too large": (b"#" * (2 * 1024 * 1024 + 1), "최대 2"),
    "a bomb": (BOMB, "문서 형식이나 개체"),
    "an entity from outside": (OUTSIDE, "문서 형식이나 개체"),
    "broken XML": (b"<xliff version='1.2'><file>", "XLIFF로 읽을 수 없습니다"),
    "another XML": (b"<html/>", "XLIFF 1.2 파일이 아닙니다"),
    "a later XLIFF": (b'<xliff version="2.1"/>', "XLIFF 1.2 파일이 아닙니다"),
    "without passages": (b'<xliff version="1.2"><file target-language="en"/></xliff>', "번역할 문단이 없습니다"),
    "CP949": ('msgid "가"\nmsgstr "a"\n'.encode("cp949"), "UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PO나 XLIFF로 읽을 수 없습니다"),
    "broken PO": (b'msgid "a"\nmsgstr "b"\nand so on\n', "3번째 줄"),
    "the name of a file": (b"/etc/passwd", "1번째 줄"),
    "nothing but words": (b"Dear colleagues,\nhere it is.", "1번째 줄"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_cannot_be_taken_is_refused_in_words(staff, english, name):
    content, words = REFUSED[name]
    client = staff("translator")
    before = rows()
    answer = (
        upload(client, english, content)
        if content is not None
        else client.post(reverse("desk:upload-translation", args=[english.pk]))
    )
    assert answer.status_code == 400
    assert words in said(answer)
    assert "root:" not in said(answer)
    assert rows() == before


def test_files_are_for_those_who_may_work_on_the_page(staff, english):
    for client in (staff("translator", "water"), staff("author")):
        for name, more in (("download-translation", ["po"]), ("upload-translation", [])):
            assert client.post(reverse(f"desk:{name}", args=[english.pk, *more])).status_code in {302, 403}
        answer = client.get(reverse("desk:download-translation", args=[english.pk, "po"]))
        assert "Content-Disposition" not in answer.headers
    assert staff("translator").get(reverse("desk:download-translation", args=[english.pk, "doc"])).status_code == 404


def test_both_forms_carry_their_token(staff, english):
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff("translator").user)
    content = edited(download(client, english, "po"), "one_line", "With a token")

    def posted(page, form: str, **more):
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.split(form)[1].split("</form>")[0])
        return client.post(
            reverse("desk:upload-translation", args=[english.pk]), more | {"csrfmiddlewaretoken": token[1]}
        )

    page = client.get(address(english)).content.decode()
    answer = posted(page, 'enctype="multipart/form-data"', file=SimpleUploadedFile("a.po", content))
    assert answer.status_code == 200
    assert posted(answer.content.decode(), 'id="upload"', **fields(answer)).status_code == 302
    assert segment(english, "one_line").target == "With a token"


def test_locked_page_gives_its_file_and_takes_none(staff, english):
    client = staff("translator")
    client.post(address(english), {"submit": "1"})
    content = edited(download(client, english, "po"), "one_line", "Too late")
    before = rows()
    assert upload(client, english, content).status_code == 409
    assert rows() == before
