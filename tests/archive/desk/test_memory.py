"""The memory offers what was published or reviewed and what the translator may see, with its likeness."""

import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction
from wagtail_localize.models import StringTranslation, Translation

from seoulsolution.archive.desk.translating.memory import remembered
from seoulsolution.archive.models import PolicyPage

from .conftest import act
from .test_translating import address, box, change_original, segment, segments

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
KNOWN = "학교마다 아리수 음수대를 놓고 해마다 두 번 물을 검사해 누리집에 알린다."
ALIKE = "학교마다 아리수 음수대를 놓고 해마다 네 번 물을 검사해 누리집에 알린다."
SAID = "Every school has an Arisu fountain, tested twice a year."


@pytest.fixture
def english(policy) -> PolicyPage:
    """A page whose line is open: its original is like one of another office."""
    english = policy.get_translations().get(locale__language_code="en").specific
    change_original(policy, one_line=ALIKE)
    return english


@pytest.fixture
def elsewhere(db) -> PolicyPage:
    """A page of another office, with a translation that is a draft."""
    page = PolicyPage.objects.get(slug="school-arisu-fountains", locale__language_code="en")
    change_original(page.get_translations().get(locale__language_code="ko").specific, one_line=KNOWN)
    return page


def translate(staff, page, text: str = SAID) -> None:
    staff("translator", "water").post(address(page), box(segment(page, "one_line"), text))


def publish(page) -> None:
    PolicyPage.objects.get(pk=page.pk).get_latest_revision().publish()


def offered(staff, page, area: str = "transportation"):
    user = staff("translator", area).user
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=page.locale)
    return remembered(translation, segments(page), user).get(segment(page, "one_line").id, [])


def test_like_passage_of_a_published_page_is_offered_with_its_likeness_and_the_difference(staff, english, elsewhere):
    translate(staff, elsewhere)
    publish(elsewhere)
    [found] = [known for known in offered(staff, english) if known.text == SAID]
    assert 90 <= found.likeness < 100
    page = html.unescape(staff("translator").get(address(english)).content.decode())
    passage = page.split(f'id="passage-{segment(english, "one_line").id}"')[1].split('id="passage-')[0]
    assert f"{found.likeness}% 비슷함" in passage
    told = re.sub(r'<span class="sr-only.*?</span>', "", passage.split(SAID)[1])
    assert "<del>두</del>" in told
    assert "<ins>네</ins>" in told


def test_same_original_is_offered_as_the_same(staff, policy, english, elsewhere):
    translate(staff, elsewhere)
    publish(elsewhere)
    change_original(policy, one_line=KNOWN)
    assert [(known.text, known.likeness, known.changes) for known in offered(staff, english)] == [(SAID, 100, [])]


def test_same_original_on_the_same_page_is_offered_while_it_is_a_draft(staff, policy, english):
    change_original(policy, summary=ALIKE)
    staff("translator").post(address(english), box(segment(english, "summary"), SAID))
    assert [(known.text, known.likeness) for known in offered(staff, english)] == [(SAID, 100)]
    page = staff("translator").get(address(english)).content.decode()
    assert f'data-fills="text-{segment(english, "one_line").id}"' in page


def test_draft_of_another_office_is_not_offered(staff, english, elsewhere):
    translate(staff, elsewhere, "PLANTED-DRAFT")
    assert "PLANTED-DRAFT" not in [known.text for known in offered(staff, english)]
    assert "PLANTED-DRAFT" not in staff("translator").get(address(english)).content.decode()


def test_change_of_a_published_passage_is_not_offered_before_it_is_published(staff, english, elsewhere):
    translate(staff, elsewhere)
    publish(elsewhere)
    translate(staff, elsewhere, "PLANTED-CHANGE")
    assert "PLANTED-CHANGE" not in [known.text for known in offered(staff, english)]


def test_reviewed_draft_is_offered_to_those_who_see_the_page_alone(staff, english, elsewhere):
    translate(staff, elsewhere)
    page = PolicyPage.objects.get(pk=elsewhere.pk)
    page.get_workflow().start(page, staff("translator", "water").user)
    act(staff("reviewer", "water"), PolicyPage.objects.get(pk=page.pk), "approve")
    assert SAID not in [known.text for known in offered(staff, english)]
    assert SAID in [known.text for known in offered(staff, english, area="")]


def test_private_page_is_offered_to_those_who_see_it_alone(staff, english, elsewhere):
    translate(staff, elsewhere)
    publish(elsewhere)
    PageViewRestriction.objects.create(page=elsewhere, restriction_type="login")
    assert SAID not in [known.text for known in offered(staff, english)]
    assert SAID in [known.text for known in offered(staff, english, area="")]


@pytest.mark.parametrize("fault", ["machine", "unsure", "behind"])
def test_what_somebody_has_to_look_at_is_not_offered(staff, english, elsewhere, fault):
    translate(staff, elsewhere)
    publish(elsewhere)
    row = StringTranslation.objects.get(data=SAID)
    if fault == "machine":
        StringTranslation.objects.filter(pk=row.pk).update(translation_type="machine")
    elif fault == "unsure":
        type(row.mark).objects.filter(pk=row.mark.pk).update(is_unsure=True)
    else:
        type(row.mark).objects.filter(pk=row.mark.pk).update(behind=row.translation_of)
    assert SAID not in [known.text for known in offered(staff, english)]


def test_queries_do_not_depend_on_how_much_is_known(staff, english, elsewhere, policy):
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(english)).status_code == 200
        return len(queries)

    client = staff("translator")
    translate(staff, elsewhere)
    publish(elsewhere)
    client.get(address(english))
    with_one = count()
    change_original(policy, title="올빼미버스가 달린다", summary="요약이 바뀌었다.", one_line=ALIKE)
    assert sum(s.is_open for s in segments(english)) >= 3
    assert count() == with_one
