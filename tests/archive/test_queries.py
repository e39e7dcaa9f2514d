"""What pages cost: at most ten queries, and no more for three things than for one."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from seoulsolution.archive.models import (
    NewsPage,
    NewsPicture,
    Offer,
    OffersPage,
    PolicyPage,
    PolicyPicture,
    ProgrammePage,
    ProjectPage,
    TrainingPage,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("searchable")]

PATHS = [
    "/{0}/",
    "/{0}/policies/",
    "/{0}/policies/transportation/",
    "/{0}/policies/public-service/?topic=safety&decade=2010&status=ongoing&sdg=11&manual=on&sort=title",
    "/{0}/policies/transportation/public-transport-reform-2004/",
    "/{0}/policies/housing/citizen-apartments/",
    "/{0}/policies/seoul-policy-office/",
    "/{0}/policies/seoul-policy-office/population/",
    "/{0}/policies/seoul-policy-office/population/?mine=3000000",
    "/{0}/sharing/",
    "/{0}/sharing/projects/",
    "/{0}/sharing/projects/?area=water&country=peru&kind=facility_improvement&status=completed&decade=2010",
    "/{0}/sharing/projects/counts/",
    "/{0}/sharing/projects/bogota-sitp/",
    "/{0}/sharing/records/",
    "/{0}/sharing/records/?outcome=stalled&country=thailand&sort=outcome",
    "/{0}/sharing/records/bangkok-common-card/",
    "/{0}/sharing/lineage/",
    "/{0}/sharing/lineage/?direction=given&channel=consulting&status=stalled&area=transportation",
    "/{0}/sharing/map/",
    "/{0}/sharing/map/?area=transport",
    "/{0}/cities/",
    "/{0}/cities/?region=south_eastern_asia&relation=sister&sort=projects",
    "/{0}/cities/?name=san&region=southern_asia",
    "/{0}/cities/bangkok/",
    "/{0}/cities/seoul/",
    "/{0}/cities/like-yours/?city=colombo",
    "/{0}/cities/like-yours/?city=dhaka&area=transportation",
    "/{0}/cities/relations/",
    "/{0}/cities/relations/?kind=friendship&sort=newest",
    "/{0}/cities/tenders/",
    "/{0}/cities/standing/",
    "/{0}/cities/standing/gpci/",
    "/{0}/cities/organisations/",
    "/{0}/cities/organisations/?kind=city_network&seat=seoul&partner=on&sort=kind",
    "/{0}/cities/organisations/smg/",
    "/{0}/cities/organisations/miti/",
    "/{0}/news/",
    "/{0}/news/?category=policy_sharing&year=2016",
    "/{0}/news/press/",
    "/{0}/news/five-exports-2016/",
    "/{0}/resources/",
    "/{0}/tags/led/",
    "/{0}/sharing/training/",
    "/{0}/sharing/training/?status=over&year=2015&place=seoul&sort=oldest",
    "/{0}/sharing/training/kyiv-2017/",
    "/{0}/sharing/offers/",
    "/{0}/sharing/offers/?kind=fund",
    "/{0}/about/",
    "/{0}/glossary/",
    "/{0}/glossary/?domain=water",
    "/{0}/glossary/?q=bus",
    "/{0}/search/?q=bus",
    "/{0}/sitemap/",
    "/{0}/versions/{1}/",
    "/{0}/versions/{1}/1/",
    "/{0}/corrections/",
]


def address(path: str, language: str) -> str:
    return path.format(language, PolicyPage.objects.get(slug="topis", locale__language_code=language).pk)


def queries(reader: Client, path: str) -> list[str]:
    reader.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert reader.get(path).status_code == 200
    return [query["sql"][:200] for query in captured]


@pytest.mark.parametrize("path", PATHS)
def test_public_page_costs_at_most_ten_queries(reader: Client, language: str, path: str):
    asked = queries(reader, address(path, language))
    assert len(asked) <= 10, "\n".join(asked)


def test_area_costs_the_same_with_one_policy_and_with_three(reader: Client, language: str):
    path = f"/{language}/policies/transportation/"
    keep = ["owl-bus", "topis", "exclusive-median-bus-lanes"]
    pages = PolicyPage.objects.filter(area__slug="transportation")
    pages.exclude(slug__in=keep).update(live=False)
    three = len(queries(reader, path))
    pages.exclude(slug="owl-bus").update(live=False)
    one = len(queries(reader, path))
    assert one <= three <= one + 1


def test_register_costs_the_same_with_one_project_and_with_three(reader: Client, language: str):
    path = f"/{language}/sharing/projects/"
    keep = ["baku-its", "bogota-sitp", "colombia-disaster-bigdata"]
    ProjectPage.objects.exclude(slug__in=keep).update(live=False)
    three = len(queries(reader, path))
    ProjectPage.objects.exclude(slug="baku-its").update(live=False)
    assert len(queries(reader, path)) == three


def test_project_costs_the_same_with_one_row_of_a_kind_and_with_three(reader: Client, language: str):
    page = ProjectPage.objects.get(slug="chanchamayo-waterworks", locale__language_code=language)
    three = len(queries(reader, page.url))
    for name in ("steps", "partners", "funding"):
        for row in getattr(page, name).all()[1:]:
            row.delete()
    assert len(queries(reader, page.url)) == three


def test_newsroom_costs_the_same_with_one_item_and_with_three(reader: Client, language: str):
    path = f"/{language}/news/"
    NewsPage.objects.exclude(slug__in=["lima-mou", "wego-awards-4-open", "susa-launch"]).update(live=False)
    three = len(queries(reader, path))
    NewsPage.objects.exclude(slug="lima-mou").update(live=False)
    assert len(queries(reader, path)) == three <= 10


def test_news_costs_the_same_with_one_row_of_a_kind_and_with_three(reader: Client, language: str):
    page = NewsPage.objects.get(slug="five-exports-2016", locale__language_code=language)
    costs = []
    for number in range(3):
        image = get_image_model().objects.create(title=str(number), file=get_test_image_file(size=(900, 600)))
        NewsPicture.objects.create(page=page, locale=page.locale, image=image, alternative="A forum", caption="A forum")
        costs.append(len(queries(reader, page.url)))
    for name in ("projects", "places", "keywords"):
        for row in getattr(page, name).all()[1:]:
            row.delete()
    assert costs[0] == costs[2] == len(queries(reader, page.url)) <= 10


def test_training_costs_the_same_with_one_programme_and_with_three(reader: Client, language: str):
    page = TrainingPage.objects.get(locale__language_code=language)
    for name in ("history", "centres"):
        for row in getattr(page, name).all()[3:]:
            row.delete()
    ProgrammePage.objects.exclude(slug__in=["kyiv-2017", "climate-2015", "online-2020"]).update(live=False)
    three = len(queries(reader, page.url))
    ProgrammePage.objects.exclude(slug="kyiv-2017").update(live=False)
    for name in ("history", "centres"):
        for row in getattr(page, name).all()[1:]:
            row.delete()
    assert len(queries(reader, page.url)) == three


def test_offers_cost_the_same_whether_there_is_one_or_three(reader: Client, language: str):
    page = OffersPage.objects.get(locale__language_code=language)
    keep = list(page.offers.order_by("sort_order").values_list("pk", flat=True)[:3])
    Offer.objects.filter(page=page).exclude(pk__in=keep).delete()
    three = len(queries(reader, page.url))
    Offer.objects.filter(page=page, pk__in=keep[1:]).delete()
    assert len(queries(reader, page.url)) == three


def test_policy_costs_the_same_with_one_row_of_a_kind_and_with_three(reader: Client, language: str):
    page = PolicyPage.objects.get(slug="topis", locale__language_code=language)
    three = len(queries(reader, page.url))
    for name in ("milestones", "difficulties", "preconditions", "results"):
        for row in getattr(page, name).all()[1:]:
            row.delete()
    assert len(queries(reader, page.url)) == three


def test_policy_costs_the_same_with_one_picture_and_with_three(reader: Client, language: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    costs = []
    for number in range(3):
        image = get_image_model().objects.create(title=str(number), file=get_test_image_file(size=(900, 600)))
        PolicyPicture.objects.create(page=page, locale=page.locale, image=image, alternative="A bus", caption="A bus")
        costs.append(len(queries(reader, page.url)))
    assert costs[0] == costs[2] <= 10


@pytest.mark.parametrize("path", PATHS)
def test_public_page_sets_no_cookie_and_is_the_same_for_everyone(reader: Client, language: str, path: str):
    response = reader.get(address(path, language))
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"]
    assert response.headers["Permissions-Policy"]
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    html = response.content.decode()
    assert " style=" not in html
    assert "<script>" not in html
