"""Rich text that no editor of the site writes: what is kept has neither scripts nor dangerous links."""

import json
import re

import lxml.html
import pytest
from wagtail_localize.models import StringTranslation

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.models import Organisation

from .test_translating import address, box, segments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]

SCRIPT = "<script>ran=1</script><img src=x onerror=ran=1>"
LINKS = [
    "javascript:ran=1", "JaVaScRiPt:ran=1", "java\nscript:ran=1", " javascript:ran=1", "\x01javascript:ran=1",
    "java\tscript:ran=1", "data:text/html,<script>ran=1</script>", "vbscript:ran", "&#106;avascript:ran=1",
    "javascript&colon;ran=1", 'https://x.example/" onmouseover="ran=1',
]  # fmt: skip
PARAGRAPH = {
    "background-count": "1",
    "background-0-deleted": "",
    "background-0-order": "0",
    "background-0-type": "paragraph",
    "background-0-id": "",
}
KEPT_TAGS = {"p", "a", "b", "i", "br", "div"}


def written(*, link: str = "", kind: str = "LINK", block: str = "unstyled", style: str = "BOLD", **data: str) -> str:
    """What the editor would send for a text with one link, of which everything is somebody's choice."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"url": link, **data}}
    text = {
        "key": "\"><script>", "type": block, "depth": 0, "text": SCRIPT, "data": {"onclick": "ran=1"},
        "inlineStyleRanges": [{"offset": 0, "length": 9, "style": style}],
        "entityRanges": [{"offset": 0, "length": 9, "key": 0}],
    }  # fmt: skip
    return json.dumps({"blocks": [text], "entityMap": {"0": entity}})


def kept(draft) -> lxml.html.HtmlElement:
    page = PolicyPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    return lxml.html.fragment_fromstring(str(page.background[0].value), create_parent="div")


@pytest.mark.parametrize("link", LINKS)
def test_link_that_runs_something_is_not_kept(sent, draft, link: str):
    assert sent({**PARAGRAPH, "background-0-value": written(link=link)}).status_code == 302
    text = kept(draft)
    assert SCRIPT in text.text_content()
    for element in text.iter():
        assert element.tag in KEPT_TAGS
        assert set(element.attrib) <= {"href", "linktype", "id", "data-block-key"}
        # What a browser leaves out before it looks at the scheme.
        target = re.sub(r"[\x00-\x20]", "", element.get("href", ""))
        scheme = re.match(r"[a-z][a-z0-9+.-]*:", target, re.IGNORECASE)
        assert scheme is None or scheme[0] in ("https:", "http:", "mailto:", "tel:"), target


@pytest.mark.parametrize(
    "shape",
    [
        {"kind": "IMAGE", "id": "1", "alt": SCRIPT}, {"kind": "EMBED", "html": SCRIPT, "embedType": "video"},
        {"kind": "SCRIPT"}, {"kind": "DOCUMENT", "id": '1" onclick="ran=1'}, {"block": "script"}, {"block": "atomic"},
        {"style": "script"},
        {"kind": "LINK", "id": '1" onclick="ran=1'}, {"kind": "LINK", "id": "99999999999999999999999"},
    ],
)  # fmt: skip
def test_markup_that_the_editor_does_not_know_is_not_kept(sent, draft, shape: dict[str, str]):
    answer = sent({**PARAGRAPH, "background-0-value": written(**shape)})
    assert answer.status_code in (302, 400)
    if answer.status_code == 302:
        found = {element.tag for element in kept(draft).iter()}
        assert found <= KEPT_TAGS
        assert not any("on" in name[:2] for element in kept(draft).iter() for name in element.attrib)


@pytest.mark.parametrize(
    "text", [SCRIPT, '<a href="javascript:ran=1">x</a>', "<b onclick=ran=1>x</b>", "<a id=a1 onclick=ran=1>x</a>"]
)
def test_passage_with_markup_of_its_own_is_refused_and_stays_in_the_box(staff, policy, text: str):
    english = policy.get_translations().get(locale__language_code="en").specific
    found = next((s for s in segments(english) if s.is_rich), None)
    assert found, "The policy has no rich text."
    before = set(StringTranslation.objects.values_list("data", flat=True))
    answer = staff("translator").post(address(english), box(found, text))
    assert answer.status_code == 400
    assert lxml.html.fromstring(answer.content).xpath(f"//textarea[@name='text-{found.id}']")[0].text.strip() == text
    assert set(StringTranslation.objects.values_list("data", flat=True)) == before


@pytest.mark.parametrize("link", [*LINKS[:8], "https://x.example/ javascript:ran=1"])
def test_address_that_runs_something_is_refused(staff, link: str):
    client = staff("administrator", "")
    organisation = Organisation.objects.filter(locale__language_code="ko").exclude(website="").first()
    path = f"/admin/snippets/core/organisation/edit/{organisation.pk}/"
    form = next(form for form in lxml.html.fromstring(client.get(path).content).forms if "website" in form.fields)
    data = {name: value or "" for name, value in form.fields.items()} | {"website": link}
    answer = client.post(path, data)
    assert answer.status_code == 200
    assert "error-message" in answer.content.decode()
    assert Organisation.objects.get(pk=organisation.pk).website == organisation.website
