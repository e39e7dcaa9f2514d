"""The training pages: the institute, the list of programmes as the clock has it, and one programme."""

from datetime import UTC, date, datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from seoulsolution.archive.models import ProgrammeMaterial, ProgrammePage, TrainingPage
from seoulsolution.archive.sharing.training.schedule import ProgrammeStatus
from seoulsolution.core.files.documents import ArchiveFile

pytestmark = pytest.mark.django_db


def programme(slug: str, language: str) -> ProgrammePage:
    return ProgrammePage.objects.get(slug=slug, locale__language_code=language)


def training(language: str) -> TrainingPage:
    return TrainingPage.objects.get(locale__language_code=language)


def shown(reader: Client, address: str) -> BeautifulSoup:
    return BeautifulSoup(reader.get(address).content, "html.parser")


def listed(page: BeautifulSoup, section: str = "listed") -> list[str]:
    return [link.text for link in page.select(f"[aria-labelledby={section}] .entry-title a")]


@pytest.fixture
def on_day(monkeypatch: pytest.MonkeyPatch):
    """Let it be noon in Seoul on a day."""

    def move(day: str) -> None:
        moment = datetime.fromisoformat(f"{day}T12:00:00+09:00").astimezone(UTC)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move


@pytest.fixture
def planned(language: str) -> ProgrammePage:
    """A programme of May 2027 for which one may apply until the end of March."""
    page = programme("kyiv-2017", language)
    page.starts, page.ends, page.applications_until = "2027-05-10", "2027-05-14", date(2027, 3, 31)
    page.languages, page.website = "en uk", "https://example.org/apply"
    page.save()
    return page


def test_everything_of_the_files_is_there(reader: Client, language: str):
    page = shown(reader, training(language).url)
    names = set(ProgrammePage.objects.filter(locale__language_code=language).values_list("title", flat=True))
    assert len(names) == 14
    assert set(listed(page)) == names
    assert page.select_one(".result-count strong").text == "14"
    assert len(page.select("[aria-labelledby=centres] .entries > li")) == 5
    years = [year.text for year in page.select("[aria-labelledby=history] .year")]
    assert years == ["1996", "2008", "2011", "2012", "2014", "2022", "2023"]


def test_history_and_centres_have_their_sources_beside_them(reader: Client, language: str):
    page = shown(reader, training(language).url)
    claims = page.select("[aria-labelledby=history] .claim, [aria-labelledby=centres] .claim")
    assert len(claims) == 12
    assert all(claim.select(".source-mark a[href^='#source-']") for claim in claims)
    numbers = {link["href"] for link in page.select(".source-mark a[href^='#source-']")}
    assert numbers == {f"#{source['id']}" for source in page.select(".sources > li")}


def test_nothing_of_the_past_is_called_open(reader: Client, language: str):
    page = shown(reader, training(language).url)
    assert page.select(".status--over")
    assert page.select(".status--open, .status--running, .status--upcoming") == []
    assert listed(page, "open") == []


def test_list_follows_the_clock(reader: Client, planned: ProgrammePage, on_day, language: str):
    home = training(language)
    for day, status, next_day in (
        ("2027-03-31", "open", "2027-04-01"),
        ("2027-04-01", "upcoming", "2027-05-10"),
        ("2027-05-12", "running", "2027-05-15"),
        ("2027-05-15", "over", None),
    ):
        on_day(day)
        page = shown(reader, home.url)
        (entry,) = (e for e in page.select("[aria-labelledby=listed] .entries > li") if planned.title in e.text)
        assert entry.select_one(".status")["class"] == ["status", f"status--{status}"]
        assert (planned.title in listed(page, "open")) == (status == "open")
        one = shown(reader, planned.url)
        assert one.select_one(f".facts .status--{status}")
        assert (one.select_one("main .krds-btn.primary") is not None) == (status == "open")
        midnights = [page.changes_at and page.changes_at.isoformat() for page in (home, planned)]
        expected = f"{next_day}T00:00:00+09:00" if next_day else None
        if status != "running" and status != "over":
            assert midnights == [expected, expected]
    assert home.changes_at is None


def test_closing_day_is_told_with_its_time_zone(reader: Client, planned: ProgrammePage, on_day, language: str):
    on_day("2027-03-30")
    planned.time_zone = "America/Bogota"
    planned.save()
    facts = " ".join(shown(reader, planned.url).select_one(".facts").text.split())
    assert {"en": "31 March 2027 (Colombia Time)", "ko": "2027년 3월 31일 (콜롬비아 시간)"}[language] in facts
    assert {"en": "English, Ukrainian", "ko": "영어, 우크라이나어"}[language] in facts


def test_list_is_narrowed_by_what_a_programme_is_now(reader: Client, planned: ProgrammePage, on_day, language: str):
    on_day("2027-03-31")
    page = shown(reader, f"{training(language).url}?status=open")
    assert listed(page) == [planned.title]
    assert page.select_one(".result-count strong").text == "1"
    left = {option["value"]: option.text for option in page.select("#id_status option")}
    assert "(13)" in left["over"]


def test_list_is_narrowed_by_year_and_place_and_puts_the_oldest_first(reader: Client, language: str):
    page = shown(reader, f"{training(language).url}?year=2015&place=seoul&sort=oldest")
    slugs = [link["href"].rstrip("/").split("/")[-1] for link in page.select("[aria-labelledby=listed] h3 a")]
    assert set(slugs) == {"climate-2015", "transport-2015", "egov-2015", "waterworks-2015"}
    assert slugs.index("climate-2015") < slugs.index("transport-2015")
    online = shown(reader, f"{training(language).url}?place=online")
    assert listed(online) == [programme("online-2020", language).title]


@pytest.mark.parametrize("query", ["?year=1800&sort=newest", "?status=open", "?page=0", "?page=x", "?place="])
def test_what_is_no_choice_is_left_out(reader: Client, language: str, query: str):
    page = shown(reader, training(language).url + query)
    assert page.select_one(".result-count strong").text == "14"
    assert (page.select_one(".fault") is not None) == ("1800" in query or "open" in query)


def test_filters_that_leave_nothing_say_so(reader: Client, language: str):
    address = training(language).url
    page = shown(reader, f"{address}?year=2015&place=online")
    assert listed(page) == []
    assert address in {link["href"] for link in page.select("main .browse a")}


def test_disputed_programme_says_why_and_on_what_it_rests(reader: Client, language: str):
    page = programme("climate-2015", language)
    one = shown(reader, page.url)
    assert page.disputed
    assert page.disputed in one.select_one(".facts .dispute").text
    assert len(one.select(".sources > li")) == len(page.source.splitlines()) == 2


def test_programme_stands_on_the_policy_that_it_is_about(reader: Client, language: str):
    page = programme("kyiv-2017", language)
    (policy,) = (link["href"] for link in shown(reader, page.url).select("[aria-labelledby=policies] .entry-title a"))
    section = shown(reader, policy).select_one("[aria-labelledby=training]")
    assert page.url in {link["href"] for link in section.select("a")}
    assert section.select(".status") == []
    page.unpublish()
    assert page.title not in reader.get(policy).content.decode()


def test_draft_is_neither_listed_nor_counted_nor_open(reader: Client, planned: ProgrammePage, on_day, language: str):
    on_day("2027-03-01")
    planned.unpublish()
    page = shown(reader, training(language).url)
    assert planned.title not in page.text
    assert page.select_one(".result-count strong").text == "13"
    assert training(language).changes_at is None
    assert reader.get(planned.url).status_code == 410


def test_programme_that_is_not_translated_is_listed_only_as_such(reader: Client):
    here = programme("kyiv-2017", "en")
    ProgrammePage.objects.filter(pk=here.pk).update(passages_foreign=5, passages_total=5)
    page = shown(reader, training("en").url)
    assert here.title not in listed(page)
    (link,) = page.select("[aria-labelledby=elsewhere] a")
    assert (link["href"], link["hreflang"]) == (programme("kyiv-2017", "ko").url, "ko")


def test_material_is_offered_while_its_programme_is_public(reader: Client, language: str):
    page = programme("kyiv-2017", language)
    file = ArchiveFile.objects.create(title="Slides", file=ContentFile(b"What was shown.\n", "slides.txt"))
    assert reader.get(file.url).status_code == 404
    row = {"page": page, "locale": page.locale}
    ProgrammeMaterial.objects.create(title="Slides", document=file, **row)
    ProgrammeMaterial.objects.create(title="Lecture", url="https://example.org/lecture", **row)
    links = {link["href"] for link in shown(reader, page.url).select("[aria-labelledby=material] a")}
    assert links == {file.url, "https://example.org/lecture"}
    assert b"".join(reader.get(file.url).streaming_content) == b"What was shown.\n"
    page.unpublish()
    assert reader.get(file.url).status_code == 410


def test_section_leads_to_training_and_offers(reader: Client, language: str):
    links = {link["href"] for link in shown(reader, f"/{language}/sharing/").select("main h2 a")}
    assert links >= {f"/{language}/sharing/training/", f"/{language}/sharing/offers/"}
    training(language).unpublish()
    links = {link["href"] for link in shown(reader, f"/{language}/sharing/").select("main h2 a")}
    assert links >= {f"/{language}/sharing/offers/"}


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"starts": "", "ends": "2027-05"}, "starts"),
        ({"starts": "2027-05", "ends": "2027-04-30"}, "ends"),
        ({"starts": "2027-05", "ends": "", "applications_until": date(2027, 6, 1)}, "applications_until"),
        ({"starts": "2027-05-32"}, "starts"),
        ({"time_zone": "Seoul"}, "time_zone"),
        ({"languages": "English"}, "languages"),
        ({"is_online": True}, "place"),
    ],
)
def test_programme_that_contradicts_itself_is_refused(values: dict[str, object], fault: str):
    page = programme("kyiv-2017", "en")
    for name, value in values.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == [fault]


@pytest.mark.parametrize("url", ["", "https://example.org/lecture"])
def test_material_is_a_file_or_an_address(url: str):
    file = None if not url else ArchiveFile.objects.create(title="x", file=ContentFile(b"x\n", "x.txt"))
    with pytest.raises(ValidationError):
        ProgrammeMaterial(title="x", url=url, document=file).clean()


def test_statuses_have_words_of_their_own(language: str):
    assert len({str(status.label) for status in ProgrammeStatus}) == len(ProgrammeStatus)
