"""When handouts are made and when they go away: every event that an editor or the loader causes."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageViewRestriction

from seoulsolution.archive.loading.signals import content_loaded
from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.archive.policies import tasks
from seoulsolution.archive.policies.handouts import Outcome, find_handout, make_handout, path_of, sweep
from seoulsolution.archive.policies.manual import read_manual
from seoulsolution.core.typesetting import FontsMissing, TypesettingFailed, typefaces, typeset

from .handout_pages import MANUAL, get_policy, publish, read_pdf, squeeze, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.archive.policies.handout_pages")]


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.HANDOUTS_DIR = tmp_path / "handouts"
    return settings.HANDOUTS_DIR


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    """Do what waits for the end of the transaction, at the end of the `with`."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def few() -> None:
    """Three policies are published, two of them neighbours: what follows from an event stays small."""
    PolicyPage.objects.exclude(slug__in=[MANUAL, "owl-bus", "topis"]).update(live=False)


@pytest.fixture
def queued(settings: Any) -> None:
    """Tasks wait in the database for a worker, as in production."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_publishing_makes_the_pdf_of_the_policy_its_neighbours_and_its_area(committed: Any, few: None, folder: Path):
    page = get_policy("owl-bus", "en")
    with committed():
        publish(page, title="A night bus")
    assert squeeze("A night bus") in text_of(read_pdf(page))
    area = AreaPage.objects.get(slug="transportation", locale__language_code="en")
    assert squeeze("A night bus") in text_of(read_pdf(area))
    neighbour = read_manual(page).before[0].policy
    assert squeeze("A night bus") in text_of(read_pdf(neighbour))
    assert not (folder / "en" / f"{MANUAL}.pdf").exists()


def test_nothing_is_made_before_the_transaction_ends(folder: Path):
    publish(get_policy("owl-bus", "en"))
    assert not folder.exists()


def test_draft_never_reaches_the_pdf(committed: Any, few: None):
    page = get_policy("owl-bus", "en")
    page.one_line = "Only a draft so far."
    with committed():
        page.save_revision()
    with committed():
        publish(get_policy("topis", "en"))
    area = AreaPage.objects.get(slug="transportation", locale__language_code="en")
    make_handout(get_policy("owl-bus", "en"))
    for made in (page, area):
        assert squeeze("Only a draft so far.") not in text_of(read_pdf(made))


def test_unpublished_page_loses_its_pdf_and_its_name_in_others(committed: Any, few: None):
    page, neighbour = get_policy("owl-bus", "en"), get_policy("topis", "en")
    for made in (page, neighbour):
        make_handout(made)
    assert squeeze(page.title) in text_of(read_pdf(neighbour))
    with committed():
        page.unpublish()
    assert not path_of(page).exists()
    assert not path_of(page).with_suffix(".json").exists()
    assert find_handout(page) is None
    assert squeeze(page.title) not in text_of(read_pdf(neighbour))


def test_unpublished_page_loses_its_pdf_at_once_even_while_tasks_wait(committed: Any, queued: None):
    page = get_policy("owl-bus", "en")
    make_handout(page)
    with committed():
        page.unpublish()
    assert not path_of(page).exists()


def test_deleted_area_takes_the_pdf_of_its_policies_with_it(committed: Any, queued: None):
    area = AreaPage.objects.get(slug="water", locale__language_code="en")
    pages = [area, get_policy(MANUAL, "en")]
    for page in pages:
        make_handout(page)
    with committed():
        area.delete()
    assert not any(path_of(page).exists() for page in pages)


def test_restricted_section_loses_its_pdf_until_it_is_public_again(committed: Any, few: None):
    area = AreaPage.objects.get(slug="water", locale__language_code="en")
    page = get_policy(MANUAL, "en")
    for made in (area, page):
        make_handout(made)
    with committed():
        restriction = PageViewRestriction.objects.create(page=area, restriction_type="login")
    assert not path_of(page).exists()
    assert not path_of(area).exists()
    assert make_handout(page) == Outcome.REMOVED
    with committed():
        restriction.delete()
    assert path_of(page).exists()
    assert path_of(area).exists()


def test_page_with_a_new_slug_loses_the_old_pdf(committed: Any, few: None, folder: Path):
    page = get_policy("owl-bus", "en")
    make_handout(page)
    with committed():
        publish(page, slug="night-bus")
    assert not (folder / "en" / "owl-bus.pdf").exists()
    assert (folder / "en" / "night-bus.pdf").exists()


def test_moved_policy_leaves_the_pdf_of_its_area(committed: Any, few: None):
    page = get_policy("owl-bus", "en")
    transport = AreaPage.objects.get(slug="transportation", locale__language_code="en")
    make_handout(transport)
    PolicyPage.objects.filter(pk=page.pk).update(
        area=AreaPage.objects.get(slug="housing", locale__language_code="en").area_id
    )
    with committed():
        page.move(AreaPage.objects.get(slug="housing", locale__language_code="en"), pos="last-child")
    assert squeeze(page.one_line) not in text_of(read_pdf(transport))


def test_twenty_publications_queue_each_area_once(committed: Any, queued: None):
    for page in PolicyPage.objects.filter(area__slug="environment", locale__language_code="en")[:20]:
        with committed():
            publish(page)
    areas = DBTaskResult.objects.filter(task_path__endswith="make_area")
    wanted = AreaPage.objects.filter(slug="environment").values_list("pk", flat=True)
    assert sorted(row.args_kwargs["args"][0] for row in areas) == sorted(wanted)


def test_loaded_content_is_made_by_one_task(committed: Any, queued: None):
    with committed():
        content_loaded.send(sender=None, pages=list(PolicyPage.objects.values_list("pk", flat=True)))
    assert [row.task_path.rsplit(".", 1)[1] for row in DBTaskResult.objects.all()] == ["make_everything"]


def test_failed_compile_is_logged_keeps_the_pdf_and_does_not_stop_publishing(
    committed: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    page = get_policy("owl-bus", "en")
    make_handout(page)
    before = path_of(page).read_bytes()

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise TypesettingFailed("no room")

    monkeypatch.setattr("seoulsolution.archive.policies.handouts.typeset", refuse)
    with committed():
        publish(page, title="Another title")
    page.refresh_from_db()
    assert (page.live, page.title) == (True, "Another title")
    assert path_of(page).read_bytes() == before
    assert f"page {page.pk}" in caplog.text


def test_typst_refusing_a_document_says_why():
    with pytest.raises(TypesettingFailed, match="dictionary does not contain key"):
        typeset("policy.typ", {"title": "x"})


def test_missing_fonts_are_named_with_the_remedy(settings: Any, tmp_path: Path, caplog: pytest.LogCaptureFixture):
    settings.FONTS_DIR = tmp_path
    with pytest.raises(FontsMissing, match="script/server"):
        typefaces()
    assert make_handout(get_policy("owl-bus", "en")) == Outcome.FAILED
    assert "typesetting_fonts.py" in caplog.text


def test_command_makes_what_is_missing_and_sweeps_what_is_gone(folder: Path, capsys: pytest.CaptureFixture[str]):
    keep = [get_policy("owl-bus", "en").pk, get_policy("topis", "en").pk]
    PolicyPage.objects.exclude(pk__in=keep).update(live=False)
    AreaPage.objects.update(live=False)
    make_handout(get_policy("owl-bus", "en"))
    stamp = path_of(get_policy("owl-bus", "en")).stat().st_mtime_ns
    stray = folder / "en" / "gone.pdf"
    stray.write_bytes(b"%PDF")
    call_command("make_handouts", "--missing", "--workers=1", verbosity=0)
    assert capsys.readouterr().out == "PDF 1건을 만들고 1건을 지웠으며 0건은 만들지 못했습니다.\n"
    assert path_of(get_policy("topis", "en")).exists()
    assert path_of(get_policy("owl-bus", "en")).stat().st_mtime_ns == stamp
    assert not stray.exists()


def test_sweep_keeps_what_is_public(folder: Path):
    page = get_policy("owl-bus", "en")
    make_handout(page)
    assert sweep([page]) == 0
    assert sweep([]) == 1
    assert not path_of(page).exists()


def test_everything_is_made_a_portion_at_a_time(few: None, folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("seoulsolution.archive.policies.tasks.PORTION", 2)
    AreaPage.objects.exclude(slug="water").update(live=False)
    tasks.enqueue_everything()
    made = sorted(str(path.relative_to(folder)) for path in folder.glob("**/*.pdf"))
    wanted = [f"{code}/{name}.pdf" for code in ("en", "ko") for name in ("areas/water", MANUAL, "owl-bus", "topis")]
    assert made == sorted(wanted)


def test_worker_makes_what_is_queued(committed: Any, queued: None, few: None):
    page = get_policy(MANUAL, "en")
    with committed():
        publish(page, title="Less water lost")
    assert find_handout(page) is None
    rows = DBTaskResult.objects.filter(task_path__endswith="make_policies")
    for row in rows:
        tasks.make_policies.call(*row.args_kwargs["args"])
    assert squeeze("Less water lost") in text_of(read_pdf(page))
