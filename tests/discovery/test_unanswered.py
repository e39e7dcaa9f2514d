import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from seoulsolution.discovery import unanswered
from seoulsolution.discovery.models import UnansweredSearch

pytestmark = pytest.mark.usefixtures("searchable")


def test_search_without_a_result_is_counted_for_editors(reader: Client, language: str):
    for typed in ("Zzzzqqq", "zzzzqqq ", "ｚｚｚｚｑｑｑ"):
        reader.get(f"/{language}/search/", {"q": typed})
    row = UnansweredSearch.objects.get()
    assert (row.words, row.language, row.times) == ("zzzzqqq", language, 3)


@pytest.mark.parametrize("typed", ["bus", "", "kim@example.org zzzq", "010-1234-5678 zzzq", "zzzq " * 40])
def test_answered_empty_personal_and_endless_searches_are_not_counted(reader: Client, language: str, typed: str):
    reader.get(f"/{language}/search/", {"q": typed})
    assert not UnansweredSearch.objects.exists()


def test_what_is_typed_on_the_way_is_not_counted(reader: Client, language: str):
    reader.get(f"/{language}/search/", {"q": "zzzzq"}, headers={"HX-Request": "true"})
    assert not UnansweredSearch.objects.exists()


def test_a_flood_of_words_fills_no_table(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(unanswered, "MOST_A_DAY", 3)
    for number in range(5):
        unanswered.count(f"zzzq {number}", "en")
    assert UnansweredSearch.objects.count() == 3
    unanswered.count("zzzq 0", "en")
    assert UnansweredSearch.objects.get(words="zzzq 0").times == 2


def test_list_is_for_staff_and_nobody_changes_it(client: Client):
    unanswered.count("zzzqqq", "en")
    assert client.get("/admin/unanswered-searches/").status_code == 302
    client.force_login(get_user_model().objects.create_superuser("chief", "chief@example.org", "x"))
    page = client.get("/admin/unanswered-searches/")
    assert page.status_code == 200
    assert "zzzqqq" in page.content.decode()
    row = UnansweredSearch.objects.get()
    assert client.post(f"/admin/unanswered-searches/edit/{row.pk}/", {"words": "x"}).status_code in (302, 403)
    assert UnansweredSearch.objects.get().words == "zzzqqq"
