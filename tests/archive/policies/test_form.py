"""The form of a policy offers what fits the area and the language of the page, and says what each field is for."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale
from wagtail.rich_text import RichText

from seoulsolution.archive.models import AreaPage, PolicyPage, Result
from seoulsolution.core.vocabulary import Topic
from tests.archive.desk.conftest import draft, prefer, sent, staff  # noqa: F401 # fixtures


@pytest.fixture
def policy(db: None) -> PolicyPage:
    return PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")


def form_of(page: PolicyPage):
    form_class = PolicyPage.get_edit_handler().get_form_class()
    return form_class(instance=page, parent_page=page.get_parent())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_topics_are_those_of_the_area_in_the_language(policy: PolicyPage, language: str):
    page = policy.get_translation(Locale.objects.get(language_code=language))
    offered = list(form_of(page).fields["topic"].queryset)
    own = Topic.objects.filter(area__slug="transportation", locale__language_code=language)
    assert offered
    assert offered == list(own)


def test_new_policy_is_offered_the_topics_of_the_area_above(staff):  # noqa: F811
    area = AreaPage.objects.get(slug="transportation", locale__language_code="ko")
    answer = staff("author").get(reverse("wagtailadmin_pages:add", args=["archive", "policypage", area.pk]))
    topics = set(answer.context["form"].fields["topic"].queryset)
    assert topics == set(Topic.objects.filter(area=area.area))


def test_topic_of_another_area_is_refused_with_its_area(staff, draft, sent):  # noqa: F811
    prefer(staff("author"), "en")
    other = Topic.objects.filter(locale=draft.locale).exclude(area=draft.area).first()
    draft.topic = other
    draft.save_revision()
    form = sent({"topic": str(other.pk)}).context["form"]
    assert other in form.fields["topic"].queryset
    fault = f"This topic belongs to the area “{other.area.name}”. Choose one of the area of the page, or none."
    assert form.errors["topic"] == [fault]


def test_every_field_of_a_policy_says_what_it_is_for(policy: PolicyPage):
    form = form_of(policy)
    settings = {"go_live_at", "expire_at", "comment_notifications", "show_in_menus"}
    silent = [name for name, field in form.fields.items() if not field.help_text and name not in settings]
    assert silent == []


@pytest.mark.parametrize(
    "years",
    [
        {"before_year": 2010, "after_year": 2012},
        {"before_year": 2010, "after_year": 2010},
        {"before_year": 2001, "before_year_end": 2005, "after_year": 2006},
    ],
)
def test_years_of_a_result_stand_in_their_order(years: dict[str, int]):
    result = Result(indicator="승객", unit="명", after_value=1, after_period="그해", **years)
    result.clean()
    for later, earlier in (("after_year", "before_year"), ("before_year_end", "before_year")):
        setattr(result, later, getattr(result, earlier) - 1)
        with pytest.raises(ValidationError) as refused:
            result.clean()
        assert later in refused.value.message_dict
        setattr(result, later, None)


@pytest.mark.parametrize(("language", "told"), [("en", "Say what is counted"), ("ko", "무엇을 센 수인지")])
def test_number_of_a_result_has_a_unit_and_a_year(language: str, told: str):
    with translation.override(language), pytest.raises(ValidationError) as refused:
        Result(indicator="승객", before_value=1, after_value=280, after_year=2014, unit=" ").clean()
    with translation.override(language):
        assert set(refused.value.message_dict) == {"unit", "before_year"}
        assert told in refused.value.message_dict["unit"][0]
    Result(indicator="승객", unit="명", before_value=1, before_period="그 전", after_value=280, after_year=2014).clean()


@pytest.mark.parametrize(
    ("blocks", "is_manual"),
    [
        ([("heading", "배경")], False),
        ([("paragraph", RichText("<p>&nbsp;</p>"))], False),
        ([("heading", "배경"), ("paragraph", RichText("<p>버스가 없었다.</p>"))], True),
    ],
)
def test_manual_is_one_whose_background_says_something(policy: PolicyPage, blocks: list, is_manual: bool):
    assert policy.milestones.exists()
    policy.background = blocks
    policy.save()
    assert PolicyPage.objects.get(pk=policy.pk).has_manual == is_manual


def test_numbers_stand_in_their_boxes_as_they_were_typed(staff, policy: PolicyPage):  # noqa: F811
    result = policy.results.exclude(after_value=None).first()
    box = f'id="id_results-{[row.pk for row in policy.results.all()].index(result.pk)}-after_value"'
    page = staff("author").get(reverse("wagtailadmin_pages:edit", args=[policy.pk])).content.decode()
    tag = next(part for part in page.split("<input") if box in part)
    assert f'value="{result.after_value.normalize():f}"' in tag
    assert str(result.after_value) not in tag
