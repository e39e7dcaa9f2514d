"""The form of a policy offers what fits the area and the language of the page, and says what each field is for."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Locale

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
    result = Result(indicator="승객", after_value=1, **years)
    result.clean()
    for later, earlier in (("after_year", "before_year"), ("before_year_end", "before_year")):
        setattr(result, later, getattr(result, earlier) - 1)
        with pytest.raises(ValidationError) as refused:
            result.clean()
        assert later in refused.value.message_dict
        setattr(result, later, None)


def test_numbers_stand_in_their_boxes_as_they_were_typed(staff, policy: PolicyPage):  # noqa: F811
    result = policy.results.exclude(after_value=None).first()
    box = f'id="id_results-{[row.pk for row in policy.results.all()].index(result.pk)}-after_value"'
    page = staff("author").get(reverse("wagtailadmin_pages:edit", args=[policy.pk])).content.decode()
    tag = next(part for part in page.split("<input") if box in part)
    assert f'value="{result.after_value.normalize():f}"' in tag
    assert str(result.after_value) not in tag
