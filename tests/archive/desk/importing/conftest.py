"""Files as editors bring them, and the way from a file to its preview."""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from datetime import time as clock

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from seoulsolution.archive.desk.importing.state import Archive
from seoulsolution.archive.desk.importing.writing import judge_anew
from seoulsolution.archive.desk.tables.known import TABLES
from seoulsolution.archive.desk.tables.policies import POLICIES
from seoulsolution.archive.models import (
    CityIssue,
    CityPage,
    CityVisit,
    ImportRow,
    MaterialImport,
    NewsPage,
    NewsPicture,
    NewsroomPage,
    PressItem,
    ProgrammeMaterial,
    ProgrammePage,
    ProjectFile,
    ProjectPage,
    ResourceFile,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    RoleGroup,
    TenderPage,
    TendersPage,
)
from tests.core.files.samples import photograph

NEW = {
    "id": "night-market-bus",
    "area": "교통",
    "title_ko": "야시장 버스",
    "title_en": "Night market bus",
    "one_line_ko": "야시장이 서는 밤에 버스 12대가 더 다닌다.",
    "one_line_en": "On nights with a market, 12 more buses run.",
}


@pytest.fixture
def writer(staff) -> Client:
    """Somebody who writes and translates in transportation."""
    client = staff("author")
    client.user.groups.add(RoleGroup.objects.get(role="translator", office="transportation").group)
    return client


def table(rows: Sequence[dict[str, str]], columns: Sequence[str] = ()) -> bytes:
    """CSV in UTF-8 with a column for everything that stands in a row."""
    names = columns or list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(document) -> bytes:
    """What a workbook or a document is as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def post_file(client: Client, content: bytes, name: str = "정책.csv", kind: str = "policies", **more):
    data = {"file": SimpleUploadedFile(name, content), "table": kind}
    return client.post(reverse("desk:imports"), data, **more)


def upload(client: Client, content: bytes, name: str = "정책.csv", kind: str = "policies") -> MaterialImport:
    """The import that a file becomes, which must be taken."""
    answer = post_file(client, content, name, kind)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    return MaterialImport.objects.latest("pk")


def bring(client: Client, *rows: dict[str, str]) -> MaterialImport:
    """What an upload of a table of the rows leaves, without the table.

    What one lacks that others have is what the archive says of that policy.
    """
    known = Archive.read(POLICIES, client.user, [row["id"] for row in rows]).entries
    names = {name: "" for row in rows for name in row}
    material = MaterialImport.objects.create(owner=client.user, source="table", file_name="정책.csv")
    for number, row in enumerate(rows, start=2):
        full = {**names, **(known[row["id"]].cells if row["id"] in known else {}), **row}
        ImportRow.objects.create(material=material, number=number, cells={name: full[name] for name in names})
    judge_anew(material, by=client.user)
    return material


def address(material: MaterialImport, name: str = "import", *more: object) -> str:
    return reverse(f"desk:{name}", args=[material.pk, *more])


def confirm(client: Client, material: MaterialImport):
    return client.post(address(material), {"confirm": "1"})


def verdicts(material: MaterialImport) -> list[str]:
    return list(material.rows.values_list("verdict", flat=True))


@pytest.fixture
def editor(staff) -> Client:
    """Somebody who writes and translates in all areas, and keeps what is no page."""
    client = staff("author", "")
    client.user.groups.add(RoleGroup.objects.get(role="translator", office="").group)
    kinds = ("transfer", "organisation", "citytotal", "place")
    names = [f"{action}_{kind}" for kind in kinds for action in ("add", "change")]
    client.user.user_permissions.set(Permission.objects.filter(codename__in=names))
    return client


def download(client: Client, name: str, **more: str) -> bytes:
    answer = client.get(reverse("desk:export"), {"file_format": "csv", "table": name, **more})
    assert answer.status_code == 200
    return answer.content


def rows_of(content: bytes, name: str) -> list[dict[str, str]]:
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")))
    names = [TABLES[name].recognise(heading) for heading in header]
    return [dict(zip(names, row, strict=True)) for row in rows]


def page_text(client: Client, material: MaterialImport, **query: str) -> str:
    return client.get(address(material), query).content.decode()


def korean(model, slug: str):
    return model.objects.get(slug=slug, locale__language_code="ko")


# Of some tables something new.
NEW_ROWS = {
    "projects": {
        "id": "night-bus-abroad",
        "area": "교통",
        "kind": "Consulting",
        "place": "ulaanbaatar",
        "title_ko": "야간 버스 자문",
        "title_en": "Advice on night buses",
        "subject_ko": "야간 버스",
        "policies": "owl-bus",
        "source": "https://example.org/a\n서울시, 2020",
    },
    "news": {
        "id": "night-bus-news",
        "date": "2024-03",
        "category": "award",
        "title_ko": "상을 받았다",
        "title_en": "An award",
        "summary_ko": "=누가 무엇을 했다.",
        "summary_en": "Somebody did something.",
        "tags_ko": "버스;상",
        "tags_en": "bus;award",
        "places": "ulaanbaatar",
        "projects": "",
    },
    "programmes": {
        "id": "course-on-buses",
        "starts": "2027-05-10",
        "ends": "2027-05-14",
        "online": "아니요",
        "languages": "en fr",
        "applications_until": "2027-04-30",
        "title_ko": "버스 과정",
        "topic_ko": "버스",
        "title_en": "",
    },
    "tenders": {
        "id": "buses-of-colombo",
        "place": "colombo",
        "area": "교통",
        "closes_on": "2027-03-31",
        "closes_at": "17:00",
        "time_zone": "Asia/Colombo",
        "amount": "1500000.5",
        "currency": "USD",
        "website": "https://example.org/tender",
        "title_ko": "버스 구매",
        "title_en": "Buses",
        "issuer_ko": "콜롬보시",
        "issuer_en": "City of Colombo",
        "summary_ko": "버스 20대를 산다.",
        "summary_en": "20 buses are bought.",
    },
}


def plant_newsroom() -> None:
    """A press report and a resource, of which the starter content has none."""
    newsroom = NewsroomPage.objects.get(locale__language_code="ko")
    newsroom.press.add(
        PressItem(
            title="+Seoul",
            outlet="Times",
            dated="2020-01",
            language="en",
            address="https://example.org/1",
            locale=newsroom.locale,
        )
    )
    newsroom.save_revision().publish()
    resources = ResourceIndexPage.objects.get(locale__language_code="ko")
    resource = ResourcePage(title="자료", slug="planted-resource", kind="report", languages="ko en", summary="요약")
    resource.keywords.add(ResourceKeyword(word="버스", locale=resources.locale))
    resources.add_child(instance=resource).save_revision().publish()


@pytest.fixture
def material_of_the_newsroom(db) -> None:
    plant_newsroom()


def plant_city() -> None:
    """A tender, an issue and a visit, of which the starter content has none."""
    city = korean(CityPage, "ulaanbaatar")
    dated = date(2026, 1, 5)
    issue = CityIssue(heading="=대기", text="@나쁘다", dated=dated, valid_until=dated + timedelta(days=90))
    issue.source = "https://example.org/1"
    city.issues.add(issue)
    city.visits.add(CityVisit(when="2016-06", who="-3명", policies="owl-bus topis"))
    city.save_revision().publish()
    tender = TenderPage(title="입찰", slug="planted-tender", place=city.place, issuer="시", summary="버스")
    tender.closes_on, tender.closes_at, tender.time_zone = date(2026, 3, 31), clock(17, 0), "Asia/Ulaanbaatar"
    tender.website = "https://example.org/t"
    TendersPage.objects.get(locale__language_code="ko").add_child(instance=tender).save_revision().publish()


def planted_file(title: str, name: str = "kim.csv"):
    return get_document_model().objects.create(title=title, file=SimpleUploadedFile(name, "구,인구\n".encode()))


def plant_uploads() -> None:
    """Files of a project, a programme and a resource, two of one title, and a picture of the news."""
    one, other = planted_file("합의서"), planted_file("합의서")
    add_row(korean(ProjectPage, first_of(ProjectPage)), "files", ProjectFile(document=one, title="합의서 원본"))
    programme = korean(ProgrammePage, first_of(ProgrammePage))
    add_row(programme, "materials", ProgrammeMaterial(document=other))
    add_row(programme, "materials", ProgrammeMaterial(url="https://example.org/lecture", title="강의"))
    add_row(korean(ResourcePage, "planted-resource"), "files", ResourceFile(document=planted_file("보고서")))
    photo = SimpleUploadedFile("kim.jpg", photograph())
    picture = get_image_model().objects.create(
        title="회의", file=photo, author="서울시", licence="cc-by", language="zxx"
    )
    add_row(
        korean(NewsPage, first_of(NewsPage)),
        "pictures",
        NewsPicture(image=picture, alternative="사람들", caption="회의"),
    )


def first_of(model) -> str:
    """The id of the first page of a kind."""
    return model.objects.filter(locale__language_code="ko").order_by("slug").first().slug


def add_row(page, relation: str, row) -> None:
    row.locale = page.locale
    getattr(page, relation).add(row)
    page.save_revision().publish()


@pytest.fixture
def what_was_uploaded(material_of_the_newsroom, settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path
    plant_uploads()
