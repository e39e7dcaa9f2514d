"""A load is whole or nothing: removals are guarded, a dry run writes nothing, the command says what happened."""

import io

import pytest
from django.apps import apps
from django.core.management import call_command

from seoulsolution.archive.loading import sync as sync_module
from seoulsolution.archive.loading.ledger import RemovalRefusedError
from seoulsolution.archive.models import LoadedRecord, PolicyPage
from seoulsolution.core.models import PolicyArea

RECORDS = 52


def policy(slug="night-bus", language="ko"):
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def row_counts():
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
    }


def remove_lines(folder, file, *starts):
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(starts)]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize(
    ("kind", "file", "starts"),
    [
        ("policy", "policies.csv", ("leak-repair",)),
        ("relation", "relations.csv", ("leak-repair",)),
        ("observation", "observations.csv", ("population,1970",)),
        ("organisation", "organisations.csv", ("network",)),
        ("term", "glossary.csv", ("night-bus",)),
        ("place", "places.csv", ("bogota",)),
    ],
)
def test_removing_more_than_a_fifth_is_refused(load, folder, kind, file, starts):
    load()
    remove_lines(folder, file, *starts)
    if file == "policies.csv":
        remove_lines(folder, "relations.csv", "leak-repair")
    if file == "places.csv":
        path = folder / "policies.csv"
        path.write_text(path.read_text().replace("bogota;korea", "korea").replace(",bogota,", ",,"))
    before = row_counts()
    with pytest.raises(RemovalRefusedError, match=f"of the kind “{kind}”"):
        load()
    assert row_counts() == before
    assert load(force=True)


def test_removing_a_manual_is_guarded(load, folder):
    load()
    (folder / "manuals" / "tap-water.yaml").unlink()
    with pytest.raises(RemovalRefusedError, match="“manual”"):
        load()
    load(force=True)
    assert (policy("tap-water").has_manual, len(policy("tap-water").background)) == (False, 0)
    assert policy("tap-water").milestones.count() == 0


def test_dry_run_tells_the_same_and_writes_nothing(load, edit):
    before = row_counts()
    assert load(dry_run=True).created == RECORDS
    changed = {name: count for name, count in row_counts().items() if before[name] != count}
    assert changed == {}
    load()
    before = row_counts()
    edit("areas.csv", "Drinking water.", "Water to drink.")
    assert load(dry_run=True).changed == 1
    assert row_counts() == before
    assert PolicyArea.objects.get(slug="water", locale__language_code="en").description == "Drinking water."


@pytest.mark.parametrize("step", ["write_snippets", "open_site", "remove"])
def test_break_in_the_middle_leaves_nothing(load, monkeypatch, step):
    before = row_counts()

    def break_off(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(sync_module, step, break_off)
    with pytest.raises(KeyboardInterrupt):
        load()
    assert row_counts() == before
    monkeypatch.undo()
    assert load().created == RECORDS


def run_command(*arguments):
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("load_content", *arguments, stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue(), err.getvalue()


def test_command_tells_what_it_did(new_site, folder):
    content = f"--content={folder}"
    assert run_command(content, "--dry-run")[1].endswith(f"{RECORDS} created, 0 changed, 0 unchanged\n")
    assert LoadedRecord.objects.count() == 0
    code, told, _faults = run_command(content, "--if-empty")
    assert (code, told.splitlines()[0]) == (0, f"{RECORDS} created, 0 changed, 0 unchanged")
    assert "PDFs are made in the background" in told
    assert run_command(content)[1] == f"0 created, 0 changed, {RECORDS} unchanged\n"
    (folder / "areas.csv").unlink()
    assert run_command(content, "--if-empty")[:2] == (0, "The content is already loaded.\n")


def test_command_names_faults_and_writes_nothing(new_site, folder, edit):
    edit("areas.csv", ",droplet,", ",drop,")
    before = row_counts()
    code, out, err = run_command(f"--content={folder}")
    assert (code, out) == (1, "")
    assert err.startswith("areas.csv:3: icon: “drop” does not fit; expected one of: map, bus,")
    assert err.endswith("The content was not loaded: 1 fault.\n")
    assert row_counts() == before


def test_command_names_what_an_editor_changed(new_site, folder):
    run_command(f"--content={folder}")
    publish(policy(), one_line="손으로 고쳤다.")
    out = run_command(f"--content={folder}")[1]
    assert "kept: policy night-bus was changed in the editor\n" in out
    assert out.endswith("0 removed, 1 kept as editors left them\n")
