"""Nobody reads the title of another office's draft, and everybody walks where readers and their own office are."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from seoulsolution.archive.models import AreaPage, PolicyPage

from .conftest import Staff

ADDRESSES = ["wagtailadmin_explore", "wagtailadmin_pages:history", "wagtailadmin_choose_page_child"]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("role", ["author", "translator", "reviewer", "publisher"])
def test_draft_of_another_office_is_not_named(staff: Staff, draft: PolicyPage, role: str, address: str):
    Page.objects.filter(pk=draft.pk).update(title="matter of another office", draft_title="matter of another office")
    said = staff(role, "environment").get(reverse(address, args=[draft.pk]), follow=True).content.decode()
    assert "matter of another office" not in said


@pytest.mark.parametrize("role", ["author", "translator", "reviewer", "publisher"])
def test_draft_of_another_office_is_not_found_either(staff: Staff, draft: PolicyPage, role: str):
    draft.title = draft.draft_title = "Uncommonword unheardof"
    draft.save()
    area = draft.get_parent().pk
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    addresses = [
        reverse("wagtailadmin_choose_page_child", args=[area]),
        reverse("wagtailadmin_choose_page_search") + "?q=Uncommonword",
        reverse("wagtailadmin_pages:search") + "?q=Uncommonword",
        reverse("wagtailadmin_explore_root") + "?q=Uncommonword&search_all=1",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={area}",
        f"{bulk}?id=all&childOf={area}",
        f"{bulk}?id=all",
    ]

    def told(area: str) -> list[str]:
        person = staff(role, area)
        return [at for at in addresses if "unheardof" in person.get(at, follow=True).content.decode()]

    assert told("environment") == []
    assert role == "translator" or len(told("transportation")) >= 4


@pytest.mark.parametrize("role", ["author", "reviewer", "publisher"])
def test_own_office_and_what_leads_to_it_are_in_reach(staff: Staff, draft: PolicyPage, role: str):
    for page in (draft, *draft.get_ancestors().filter(depth__gt=1)):
        assert staff(role).get(reverse("wagtailadmin_choose_page_child", args=[page.pk])).status_code == 200
    assert draft.title in staff(role).get(reverse("wagtailadmin_explore", args=[draft.pk])).content.decode()


def test_public_pages_of_other_offices_can_be_chosen_for_a_link(staff: Staff, policy: PolicyPage):
    area = AreaPage.objects.get(slug=policy.area.slug, locale=policy.locale)
    chosen = staff("author", "environment").get(reverse("wagtailadmin_choose_page_child", args=[area.pk]))
    assert policy.title in chosen.json()["html"]


def test_translators_read_the_draft_that_they_translate(staff: Staff, policy: PolicyPage):
    policy.unpublish()
    original = reverse("wagtailadmin_choose_page_child", args=[policy.pk])
    assert staff("translator").get(original).status_code == 200
    assert staff("translator", "environment").get(original).status_code == 302


def test_report_over_the_whole_site_is_for_administrators(staff: Staff):
    report = reverse("wagtailadmin_reports:page_types_usage")
    answers = {
        role: staff(role, area).get(report).status_code
        for role, area in [("publisher", "transportation"), ("administrator", "")]
    }
    assert answers == {"publisher": 302, "administrator": 200}
    assert report not in staff("publisher").get("/admin/").content.decode()
