"""Where the know-how of a policy went: on the page, in the PDF, in search."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from seoulsolution.archive.models import LikenessPage, PolicyPage, PolicyPlace, ProjectPage, Transfer
from seoulsolution.archive.policies.handout_contents import policy_contents
from seoulsolution.archive.sharing import carried
from seoulsolution.archive.sharing.rows import ProjectPolicy
from seoulsolution.core import searchable
from seoulsolution.core.models import Place
from seoulsolution.core.searchable import source

pytestmark = pytest.mark.usefixtures("searchable")

CARD = "t-money-transport-card"
SHARED = {
    "en": ("Shared with", "Wellington, Auckland, Ulaanbaatar, Bogotá, Bangkok", "(5 places)"),
    "ko": ("경험을 나눈 곳", "웰링턴, 오클랜드, 울란바토르, 보고타, 방콕", "(5곳)"),
}
AFAR = {"en": "Learned from publications", "ko": "자료로 배운 곳"}
HONEST = {
    "en": "The know-how was shared with them. Whether they run the policy is not recorded here.",
    "ko": "정책의 경험과 방법을 나눈 곳입니다. 그곳에서 이 정책을 시행하는지는 여기에 기록되어 있지 않습니다.",
}


def policy(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def panel(reader: Client, slug: str, language: str) -> str:
    html = reader.get(policy(slug, language).url).content.decode()
    return " ".join(re.sub(r"<[^>]+>", "", html[html.index('class="facts"') : html.index("</dl>")]).split())


def shared_with(page: BeautifulSoup, label: str) -> str:
    (term,) = [one for one in page.select(".facts dt") if one.text == label]
    return " ".join(term.find_next_sibling("dd").text.split())


def taken_by(place: str) -> set[str]:
    """The ids of the policies that went to a place, by transfers and projects."""
    transfers = Transfer.objects.filter(to_place__slug=place, policy__isnull=False)
    projects = ProjectPolicy.objects.filter(page__place__slug=place)
    return {*transfers.values_list("policy__slug", flat=True), *projects.values_list("policy__slug", flat=True)}


def named_by(place: str) -> set[str]:
    """The ids of the policies whose sources name a place."""
    return set(PolicyPlace.objects.filter(place__slug=place).values_list("page__slug", flat=True))


def counted(said: str) -> list[str]:
    """The names that were said, of which the number behind them is true."""
    names, number = re.match(r"(.+?) \((\d+)(?: places?|곳)\)", said).groups()
    assert len(names.split(", ")) == int(number)
    return names.split(", ")


@pytest.mark.parametrize("slug", [CARD, "public-transport-reform-2004", "etax"])
def test_page_counts_everyone_who_took_the_policy_by_its_own_list(reader: Client, language: str, slug: str):
    page = BeautifulSoup(reader.get(policy(slug, language).url).content, "html.parser")
    takers = {way.find_all("a")[-1].text for way in page.select(".lineage-out .lineage-way")}
    assert sorted(counted(shared_with(page, SHARED[language][0]))) == sorted(takers)
    assert page.select(".facts a[href='#lineage']")
    assert page.select("#lineage")


def test_place_that_only_read_of_the_policy_is_told_apart(reader: Client, language: str):
    page = BeautifulSoup(reader.get(policy("volume-based-waste-fee", language).url).content, "html.parser")
    assert counted(shared_with(page, AFAR[language])) == [{"en": "Hong Kong", "ko": "홍콩"}[language]]
    assert SHARED[language][0] not in page.select_one(".facts").text
    Transfer.objects.filter(slug="seoul-hong-kong-waste-charge").update(channel="study_visit")
    page = BeautifulSoup(reader.get(policy("volume-based-waste-fee", language).url).content, "html.parser")
    assert AFAR[language] not in page.select_one(".facts").text
    assert counted(shared_with(page, SHARED[language][0]))


@pytest.mark.parametrize("slug", [CARD, "public-transport-reform-2004", "volume-based-waste-fee", "sharing-city"])
def test_page_handout_and_search_name_the_same_places(reader: Client, language: str, slug: str):
    page = policy(slug, language)
    shown = BeautifulSoup(reader.get(page.url).content, "html.parser")
    labels = [label for label in (SHARED[language][0], AFAR[language]) if label in shown.select_one(".facts").text]
    names = [name for label in labels for name in counted(shared_with(shown, label))]
    facts = dict(policy_contents(page).data["facts"])
    assert [name for label in labels for name in facts[label].split("\n")[0].split(", ")] == names
    (text,) = [one for one in source("policy").texts([str(page.translation_key)]) if one.language == language]
    kinds = Place.objects.filter(locale=page.locale, slug__in=text.facets["place"]).exclude(kind="country")
    assert set(kinds.values_list("name", flat=True)) <= set(names) <= set(text.also)


def test_project_that_carries_a_policy_is_at_once_in_its_text_and_its_handout(
    language: str, django_capture_on_commit_callbacks, monkeypatch
):
    noted, made = [], []
    monkeypatch.setattr(searchable, "_listeners", [lambda kind, keys: noted.append((kind, keys))])
    monkeypatch.setattr(carried, "enqueue_policies", made.append)
    project = ProjectPage.objects.get(slug="lima-traffic-signal-oda", locale__language_code=language)
    page = policy("citizen-apartments", language)
    with django_capture_on_commit_callbacks(execute=True):
        project.policies = [ProjectPolicy(policy=page, locale=project.locale)]
        project.save_revision().publish()
    assert ("policy", [str(page.translation_key)]) in noted
    assert page.pk in made[-1]
    noted.clear()
    with django_capture_on_commit_callbacks(execute=True):
        project.unpublish()
    assert ("policy", [str(page.translation_key)]) in noted


def test_policy_that_a_transfer_no_longer_names_follows_too(language: str, monkeypatch):
    noted = []
    monkeypatch.setattr(searchable, "_listeners", [lambda kind, keys: noted.extend(keys if kind == "policy" else [])])
    transfer = Transfer.objects.get(slug="seoul-hong-kong-waste-charge", locale__language_code=language)
    before, after = policy("volume-based-waste-fee", language), policy("citizen-apartments", language)
    transfer.policy = after
    transfer.save()
    assert {str(before.translation_key), str(after.translation_key)} <= set(noted)


def test_page_names_the_places_of_its_sources_and_what_they_do_not_say(reader: Client, language: str):
    both = {"en": "Da Nang, Kyiv (2 places)", "ko": "다낭, 키이우 (2곳)"}
    assert f"{both[language]} {HONEST[language]}" in panel(reader, "clean-construction-system", language)
    besides = {
        "en": "Yangon (3 places) What each took over, and what became of it Named by the sources of this "
        "policy, without more: Yangon",
        "ko": "양곤 (3곳) 곳마다 들여온 것과 그 뒤의 경과 이 정책의 출처에 이름만 나오는 곳: 양곤",
    }
    assert besides[language] in panel(reader, "urban-master-plan-system", language)


def test_list_of_takers_says_whose_money_it_was(reader: Client, language: str):
    page = BeautifulSoup(reader.get(policy("etax", language).url).content, "html.parser")
    (colombo,) = page.select(".lineage-out")
    assert {"en": "Korean grant for the revenue system", "ko": "무상원조"}[language] in colombo.select_one(
        ".paid:has(a[href$='/colombo-tax/#funding'])"
    ).text


@pytest.mark.parametrize("slug", [CARD, "public-transport-reform-2004"])
def test_list_of_takers_leads_to_those_like_a_city_within_the_budget(reader: Client, language: str, slug: str):
    url = policy(slug, language).url
    reader.get(url)
    with CaptureQueriesContext(connection) as captured:
        answer = reader.get(url)
    assert len(captured) <= 10
    (link,) = BeautifulSoup(answer.content, "html.parser").select("[aria-labelledby=lineage] a[href*='/compared/']")
    compared = reader.get(link["href"])
    assert compared.status_code == 200
    assert compared.context["policy"].slug == slug
    page = BeautifulSoup(compared.content, "html.parser")
    assert page.select_one("link[rel=canonical]")["href"].endswith(f"/{language}/cities/like-yours/")
    assert {one["href"] for one in page.select(".language-switch a")} <= {
        f"/{code}/cities/like-yours/?policy={slug}" for code in ("ko", "en")
    }


def test_comparison_is_not_there_while_its_page_is_withdrawn(reader: Client, language: str):
    LikenessPage.objects.get(locale__language_code=language).unpublish()
    assert reader.get(f"/{language}/cities/compared/topis/").status_code == 404


def test_policy_that_one_place_took_offers_no_comparison(reader: Client, language: str):
    page = BeautifulSoup(reader.get(policy("etax", language).url).content, "html.parser")
    assert page.select("[aria-labelledby=lineage]")
    assert page.select("[aria-labelledby=lineage] a[href*='/compared/']") == []


def test_source_that_is_the_list_of_the_policy_itself_leads_to_the_end_of_its_page(reader: Client, language: str):
    page = BeautifulSoup(reader.get(policy("exclusive-median-bus-lanes", language).url).content, "html.parser")
    assert page.select("[aria-labelledby=lineage] .source-mark a[href='#sources']")


def test_policy_that_was_not_shared_says_nothing_of_it(reader: Client, language: str):
    assert SHARED[language][0] not in panel(reader, "citizen-apartments", language)


def test_handout_says_what_the_places_do_not_say(language: str):
    label = SHARED[language][0]
    facts = dict(policy_contents(policy("clean-construction-system", language)).data["facts"])
    assert facts[label].split("\n") == [{"en": "Da Nang, Kyiv", "ko": "다낭, 키이우"}[language], HONEST[language]]
    assert label not in dict(policy_contents(policy("citizen-apartments", language)).data["facts"])


@pytest.mark.parametrize("query", ["Bogotá", "bogota", "보고타", "Colombia", "콜롬비아"])
def test_policy_is_found_by_the_place_and_its_country(reader: Client, language: str, query: str):
    findings = reader.get(f"/{language}/search/", {"q": query, "kind": "policy"}).context["findings"]
    assert CARD in [entry.id for entry in findings.entries][:5]


@pytest.mark.parametrize(
    ("query", "found"),
    [("Mongolia bus", CARD), ("몽골 교통카드", CARD), ("Ulan Bator water", "advanced-water-treatment")],
)
def test_place_and_subject_are_searched_together(reader: Client, language: str, query: str, found: str):
    findings = reader.get(f"/{language}/search/", {"q": query}).context["findings"]
    assert found in [entry.id for entry in findings.entries][:3]


def test_results_are_narrowed_to_a_city_or_a_country(reader: Client, language: str):
    query = {"q": "교통카드 transport card", "kind": "policy"}
    facets = {facet.name: facet for facet in reader.get(f"/{language}/search/", query).context["findings"].facets}
    labels = {choice.value: choice.label for choice in facets["place"].choices}
    assert labels["bogota"] == {"en": "Bogotá (Colombia)", "ko": "보고타 (콜롬비아)"}[language]
    assert labels["colombia"] == {"en": "Colombia", "ko": "콜롬비아"}[language]
    for place in ("bogota", "colombia"):
        narrowed = reader.get(f"/{language}/search/", {**query, "place": place}).context["findings"]
        found = [entry.id for entry in narrowed.entries]
        assert found[0] == CARD
        assert set(found) <= {*taken_by("bogota"), *named_by("bogota")}
        count = next(choice.count for choice in facets["place"].choices if choice.value == place)
        assert count == narrowed.total == len(found)


def test_countries_come_before_what_is_in_them(reader: Client, language: str):
    facets = reader.get(f"/{language}/search/", {"q": "seoul 서울"}).context["findings"].facets
    values = [choice.value for facet in facets if facet.name == "place" for choice in facet.choices]
    kinds = dict(Place.objects.filter(locale__language_code=language).values_list("slug", "kind"))
    among = [kinds[value] == "country" for value in values]
    assert among == sorted(among, reverse=True)
    assert any(among)
    assert not all(among)


def test_draft_that_names_a_place_is_not_found_by_it(language: str):
    page = policy("citizen-apartments", language)
    page.places = [PolicyPlace(place=Place.objects.get(slug="lima", locale=page.locale), locale=page.locale)]
    page.save_revision()
    for text in source("policy").texts([str(page.translation_key)]):
        assert "place" not in text.facets
        assert not {"Lima", "리마", "Peru", "페루"} & set(text.also)
