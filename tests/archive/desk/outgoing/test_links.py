"""Which addresses are known, when they count as broken, and who is told."""

import csv
import io
import json
import tracemalloc
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from seoulsolution.archive.desk.outgoing import checking, collecting, tasks
from seoulsolution.archive.desk.outgoing.actions import record_answer
from seoulsolution.archive.desk.outgoing.asking import Answer
from seoulsolution.archive.desk.outgoing.models import Fault, OutgoingLink, OutgoingPlace, address_hash
from seoulsolution.archive.models import Milestone, PolicyPage
from seoulsolution.core.vocabulary import Organisation

from ..conftest import Staff, prefer
from .conftest import Site

pytestmark = pytest.mark.django_db
REPORT, TABLE = "/admin/desk/outgoing-links/", "/admin/desk/outgoing-links/table.csv"
GONE = "https://gone.example/report"


def link(address: str = GONE) -> OutgoingLink:
    return OutgoingLink.objects.create(
        address=address, address_hash=address_hash(address), host=collecting.host_of(address), check_at=timezone.now()
    )


def stands(one: OutgoingLink, page: PolicyPage) -> None:
    from django.contrib.contenttypes.models import ContentType

    kind = ContentType.objects.get_for_model(Milestone)
    OutgoingPlace.objects.create(
        link=one, page_id=page.pk, kind=kind, row=page.pk, field="source", found_at=timezone.now()
    )


def broken(page: PolicyPage, address: str = GONE) -> OutgoingLink:
    one = link(address)
    for day in (3, 2, 1):
        record_answer(link=one, answer=Answer(404, Fault.STATUS), at=timezone.now() - timedelta(days=day))
    stands(one, page)
    return one


def collected() -> set[str]:
    collecting.collect(now=timezone.now())
    return set(OutgoingLink.objects.values_list("address", flat=True))


def test_every_kind_of_place_is_looked_at(policy: PolicyPage):
    row = Milestone.objects.filter(page__slug="topis", page__locale__language_code="ko").first()
    Milestone.objects.filter(pk=row.pk).update(source="Report, https://in-a-source.example/a, 2019")
    text = '<p><a href="https://in-prose.example/한글?a=1&amp;b=2">x</a></p>'
    policy.background = json.dumps([{"type": "paragraph", "value": text, "id": "1"}])
    policy.save()
    Organisation.objects.filter(slug="wego").update(website="https://of-a-term.example/")
    found = collected()
    assert {
        "https://in-a-source.example/a",
        "https://in-prose.example/한글?a=1&b=2",
        "https://of-a-term.example/",
    } <= found
    assert not any(address.startswith("policy:") for address in found)
    places = OutgoingPlace.objects.filter(link__address="https://of-a-term.example/")
    assert set(places.values_list("page", "field")) == {(None, "website")}
    assert places.count() == 2
    assert OutgoingPlace.objects.get(link__address="https://in-a-source.example/a").page_id == row.page_id


def test_own_pages_drafts_and_what_stands_nowhere_any_more_are_left_out(policy: PolicyPage, settings):
    row = Milestone.objects.filter(page__slug="topis", page__locale__language_code="ko").first()
    Milestone.objects.filter(pk=row.pk).update(source=f"{settings.SITE_URL}/ko/\n{GONE}")
    assert GONE in (found := collected())
    assert not any(address.startswith(settings.SITE_URL) for address in found)
    PolicyPage.objects.filter(slug="topis").update(live=False)
    assert GONE not in collected()


def test_collecting_again_keeps_what_is_known(policy: PolicyPage):
    collected()
    OutgoingLink.objects.update(failures=2)
    before = (OutgoingLink.objects.count(), OutgoingPlace.objects.count())
    collected()
    assert (OutgoingLink.objects.count(), OutgoingPlace.objects.count()) == before
    assert set(OutgoingLink.objects.values_list("failures", flat=True)) == {2}


def test_hundred_thousand_addresses_do_not_load_the_memory(monkeypatch: pytest.MonkeyPatch):
    kind = 1
    rows = (collecting.Found(f"https://many.example/{n}", None, kind, n, "source") for n in range(100_000))
    kept = []
    monkeypatch.setattr(collecting, "_models", lambda: iter([Milestone]))
    monkeypatch.setattr(collecting, "_found_in", lambda model: rows)
    monkeypatch.setattr(collecting, "_keep", lambda portion, now: kept.append(len(portion)))
    tracemalloc.start()
    try:
        assert collecting.collect(now=timezone.now()) == 100_000
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert max(kept) == collecting.PORTION
    assert peak < 5_000_000


def test_broken_is_what_failed_on_three_days():
    one, start = link(), timezone.now()
    bad = Answer(500, Fault.STATUS)
    said = []
    for hours in (0, 1, 24, 48):
        record_answer(link=one, answer=bad, at=start + timedelta(hours=hours))
        said.append((one.state, one.failures))
    assert said == [("failing", 1), ("failing", 1), ("failing", 2), ("broken", 3)]
    assert (one.first_failed_at, one.last_good_at, one.status) == (start, None, 500)


def test_what_answers_again_is_good_at_once():
    one, now = link(), timezone.now()
    for day in range(4):
        record_answer(link=one, answer=Answer(None, Fault.TIMEOUT), at=now + timedelta(days=day))
    record_answer(link=one, answer=Answer(200), at=now + timedelta(days=5))
    one.refresh_from_db()
    assert (one.state, one.failures, one.fault, one.first_failed_at) == ("good", 0, "", None)
    assert one.last_good_at == now + timedelta(days=5)
    assert one.check_at - one.last_good_at == timedelta(days=30)


def test_what_stays_broken_is_asked_ever_more_rarely():
    one, now = link(), timezone.now()
    waits = []
    for day in range(40):
        at = now + timedelta(days=day)
        record_answer(link=one, answer=Answer(404, Fault.STATUS), at=at)
        waits.append((one.check_at - at).days)
    assert waits[:8] == [1, 1, 7, 14, 28, 56, 60, 60]
    assert set(waits[8:]) == {60}


def test_due_addresses_are_asked_and_others_are_left_alone(site: Site):
    good, bad, later = (link(site.address(path)) for path in ("/status/200", "/status/410", "/status/200?later"))
    OutgoingLink.objects.filter(pk=later.pk).update(check_at=timezone.now() + timedelta(days=1))
    states = checking.check_due()
    assert dict(states) == {"good": 1, "failing": 1}
    for one in (good, bad, later):
        one.refresh_from_db()
    assert (good.state, bad.state, bad.status, later.state) == ("good", "failing", 410, "unchecked")
    assert checking.check_due().total() == 0


def test_host_is_asked_one_at_a_time(site: Site):
    for number in range(12):
        link(site.address(f"/alone?{number}"))
    assert checking.check_due().total() == 12
    assert site.most_at_once == 1


def test_no_more_is_asked_than_allowed_and_what_another_process_took_is_left(site: Site):
    for number in range(5):
        link(site.address(f"/status/200?{number}"))
    taken = checking._take(2)
    assert len(taken) == 2
    assert checking.check_due(most=2).total() == 2
    assert len(site.asked) == 2


def test_command_tells_what_it_found(site: Site, monkeypatch: pytest.MonkeyPatch):
    link(site.address("/status/404"))
    monkeypatch.setattr("seoulsolution.archive.management.commands.check_links.collect", lambda **given: 7)
    out = io.StringIO()
    with translation.override("en"):
        call_command("check_links", stdout=out)
    assert out.getvalue() == "Outgoing links: 7 places, 1 asked, 0 answer, 1 failed, 0 broken\n"


def test_worker_goes_on_with_what_is_left(site: Site, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tasks, "collect", lambda **given: 0)
    monkeypatch.setattr(tasks, "PORTION", 2)
    for number in range(5):
        link(site.address(f"/status/200?{number}"))
    tasks.check_links.enqueue()
    assert set(OutgoingLink.objects.values_list("state", flat=True)) == {"good"}


def test_reading_asks_nobody(site: Site, reader: Client):
    link(site.address("/status/200"))
    reader.get("/ko/")
    assert site.asked == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_report_tells_address_fault_since_and_place(staff: Staff, policy: PolicyPage, language: str):
    one = broken(policy)
    publisher = staff("publisher")
    prefer(publisher, language)
    page = BeautifulSoup(publisher.get(REPORT).content, "html.parser")
    row = page.select_one("table.listing tbody tr")
    assert row.select_one("a[href='https://gone.example/report']")
    text = " ".join(row.text.split())
    assert "404" in text
    assert str(one.first_failed_at.year) in text
    assert policy.title in text
    where = {link["href"] for link in row.select(".desk-places a")}
    assert where <= {
        reverse("wagtailadmin_pages:edit", args=[policy.pk]),
        reverse("desk:side-by-side", args=[policy.pk]),
    }
    assert where


def test_office_is_told_of_its_own_pages_only(staff: Staff, policy: PolicyPage):
    broken(policy)
    assert "gone.example" in staff("author").get(REPORT).content.decode()
    stranger = staff("author", "environment")
    for address in (REPORT, TABLE):
        answer = stranger.get(address)
        assert answer.status_code == 200
        assert "gone.example" not in answer.content.decode()


def test_nobody_else_sees_the_report(reader: Client, policy: PolicyPage, django_user_model):
    broken(policy)
    for address in (REPORT, TABLE):
        assert reader.get(address).status_code == 302
    user = django_user_model.objects.create_user("nobody")
    reader.force_login(user)
    for address in (REPORT, TABLE):
        answer = reader.get(address)
        assert answer.status_code in (302, 403)
        assert "gone.example" not in answer.content.decode()


def test_term_is_told_to_those_who_keep_terms(staff: Staff, admin_client: Client):
    Organisation.objects.filter(slug="wego").update(website=GONE)
    collecting.collect(now=timezone.now())
    one = OutgoingLink.objects.get(address=GONE)
    for day in (3, 2, 1):
        record_answer(link=one, answer=Answer(None, Fault.NO_HOST), at=timezone.now() - timedelta(days=day))
    organisation = Organisation.objects.get(slug="wego", locale__language_code="ko")
    edit = reverse(organisation.snippet_viewset.get_url_name("edit"), args=[organisation.pk])
    assert edit in admin_client.get(REPORT).content.decode()
    assert "gone.example" not in staff("author").get(REPORT).content.decode()


def test_filters_and_numbers_beyond_the_list_are_forgiven(staff: Staff, policy: PolicyPage):
    broken(policy)
    author = staff("author")
    failing = link("https://late.example/")
    record_answer(link=failing, answer=Answer(None, Fault.TIMEOUT), at=timezone.now())
    stands(failing, policy)
    shown = {
        query: [host for host in ("gone.example", "late.example") if f'href="https://{host}' in found]
        for query in ("", "?state=broken", "?fault=timeout", "?state=%27&fault=%3Cb&p=99999999999")
        if (found := author.get(REPORT + query).content.decode())
    }
    assert shown == {
        "": ["gone.example", "late.example"],
        "?state=broken": ["gone.example"],
        "?fault=timeout": ["late.example"],
        "?state=%27&fault=%3Cb&p=99999999999": ["gone.example", "late.example"],
    }


def test_table_has_a_row_for_each_place_and_runs_nothing(staff: Staff, policy: PolicyPage):
    PolicyPage.objects.filter(pk=policy.pk).update(title="=HYPERLINK(1)")
    one = broken(policy)
    stands(one, PolicyPage.objects.get(slug="topis", locale__language_code="ko"))
    answer = staff("publisher").get(f"{TABLE}?state=broken")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert {row[0] for row in rows[1:]} == {GONE}
    assert "'=HYPERLINK(1)" in {row[8] for row in rows[1:]}


def test_first_page_of_the_desk_counts_what_is_broken(staff: Staff, policy: PolicyPage):
    broken(policy)
    page = BeautifulSoup(staff("author").get("/admin/").content, "html.parser")
    entry = page.select_one(f"#needs-care a[href='{REPORT}'], a[href='{REPORT}']").find_parent("li")
    assert page.select_one(f".desk-cares a[href='{REPORT}']").find_parent("li").strong.text == "1"
    assert entry is not None
