"""The lists of the pages of each kind in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from seoulsolution.archive.desk import lists
from seoulsolution.archive.models import CityTotal, ProjectPage, Transfer
from seoulsolution.core.vocabulary import Organisation

from .conftest import prefer

pytestmark = pytest.mark.django_db


def test_lists_show_filter_and_lead_to_the_tables(staff, language):
    administrator = staff("administrator", "")
    prefer(administrator, language)
    menu = administrator.get("/admin/").content.decode()
    for name, viewset in lists.VIEWSETS.items():
        address = reverse(viewset.get_url_name("index"))
        assert f'"{address}"' in menu, name
        answer = administrator.get(address)
        assert answer.status_code == 200
        assert f"{reverse('desk:imports')}?table={name}" in answer.content.decode()
    projects = reverse(lists.VIEWSETS["projects"].get_url_name("index"))
    running = ProjectPage.objects.filter(locale__language_code="ko", status="under_way").first()
    done = ProjectPage.objects.filter(locale__language_code="ko", status="completed").first()
    page = administrator.get(projects, {"status": "under_way"}).content.decode()
    assert running.title in page
    assert done.title not in page
    for model, name in ((Transfer, "transfers"), (CityTotal, "city-totals"), (Organisation, "organisations")):
        snippets = administrator.get(reverse(model.snippet_viewset.get_url_name("list"))).content.decode()
        assert f"?table={name}" in snippets


def test_lists_hold_nothing_for_an_office(staff):
    author = staff("author")
    assert "/admin/lists/" not in author.get("/admin/").content.decode()
    page = ProjectPage.objects.filter(locale__language_code="ko").first()
    page.unpublish()
    ProjectPage.objects.filter(pk=page.pk).update(title="PLANTED", draft_title="PLANTED")
    answer = author.get(reverse(lists.VIEWSETS["projects"].get_url_name("index")))
    assert "PLANTED" not in answer.content.decode()


def test_list_needs_as_many_queries_for_many_pages_as_for_one(staff):
    administrator = staff("administrator", "")
    address = reverse(lists.VIEWSETS["projects"].get_url_name("index"))
    administrator.get(address)
    counts = []
    for slugs in (1, 3):
        keep = (
            ProjectPage.objects.filter(locale__language_code="ko").order_by("pk").values_list("pk", flat=True)[:slugs]
        )
        ProjectPage.objects.exclude(pk__in=list(keep)).update(status="proposed")
        ProjectPage.objects.filter(pk__in=list(keep)).update(status="under_way")
        with CaptureQueriesContext(connection) as queries:
            administrator.get(address, {"status": "under_way"})
        counts.append(len(queries))
    assert counts[0] == counts[1]
