"""What editors changed is kept; what vanished from the files is withdrawn or deleted."""

import pytest
from wagtail.models import Page

from seoulsolution.archive.models import AreaPage, PolicyPage
from seoulsolution.core.addresses import find_withdrawn
from seoulsolution.core.models import GlossaryTerm, Organisation, Place


def policy(slug="night-bus", language="ko"):
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def publish(page, **values):
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision().publish()


def remove_lines(folder, file, *starts):
    path = folder / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(starts)]
    assert len(kept) < len(lines)
    path.write_text("".join(kept), encoding="utf-8")


@pytest.mark.parametrize("code", ["ko", "en"])
def test_page_that_an_editor_changed_is_kept(load, edit, code):
    load()
    publish(policy(language=code), one_line="Changed by hand.")
    edit("policies.csv", "Routes follow demand.", "Routes were drawn anew.")
    report = load()
    assert report.changed == 0
    assert "changed in the editor" in report.kept["policy", "night-bus"]
    assert policy(language=code).one_line == "Changed by hand."
    assert policy(language="en").summary == "Routes follow demand."
    assert load(force=True).kept.keys() == report.kept.keys()


def test_page_that_an_editor_withdrew_stays_withdrawn(load, edit):
    load()
    policy().unpublish()
    edit("policies.csv", "Routes follow demand.", "Routes were drawn anew.")
    assert ("policy", "night-bus") in load().kept
    assert not policy().live


def test_page_that_an_editor_deleted_stays_deleted(load, edit):
    load()
    policy("bus-card", "ko").delete()
    policy("bus-card", "en").delete()
    edit("manuals/night-bus.yaml", "Two routes in April.", "Two routes in May.")
    report = load()
    assert "deleted in the editor" in report.kept["policy", "bus-card"]
    assert (report.changed, policy().relations.count()) == (1, 0)


def test_snippet_that_an_editor_changed_is_kept(load, edit):
    load()
    Organisation.objects.filter(slug="bus-office", locale__language_code="en").update(role="Runs the buses.")
    edit("organisations.csv", "Plans the routes.", "Plans routes.")
    assert ("organisation", "bus-office") in load().kept
    assert Organisation.objects.get(slug="bus-office", locale__language_code="en").role == "Runs the buses."


def test_term_that_an_editor_changed_is_kept(load, edit):
    load()
    term = GlossaryTerm.objects.get(slug="night-bus", locale__language_code="en")
    term.names += "\nN bus"
    term.save()
    edit("glossary.csv", "late-night bus;Owl Bus", "late-night bus")
    assert ("term", "night-bus") in load().kept
    term.refresh_from_db()
    assert term.variants == ("late-night bus", "Owl Bus", "N bus")


def test_address_that_an_editor_took_is_left_alone(load, folder):
    load()
    area = AreaPage.objects.get(slug="transport", locale__language_code="ko")
    area.add_child(instance=PolicyPage(title="전차", slug="tram", one_line="전차", area=area.area, locale=area.locale))
    with (folder / "policies.csv").open("a", encoding="utf-8") as stream:
        stream.write("tram,Tram,전차,transport,,1899,1968,ended,,,,,,,,Trams ran.,전차가 다녔다.,,,,low,,\n")
    report = load()
    assert "another page has its address" in report.kept["policy", "tram"]
    assert report.created == 0
    assert PolicyPage.objects.filter(slug="tram").count() == 1
    assert not any(Page.find_problems())


def test_vanished_policy_is_withdrawn_and_comes_back(load, folder):
    load()
    saved = (folder / "policies.csv").read_text(encoding="utf-8")
    relations = (folder / "relations.csv").read_text(encoding="utf-8")
    remove_lines(folder, "policies.csv", "leak-repair")
    remove_lines(folder, "relations.csv", "leak-repair")
    report = load(force=True)
    assert report.removed == [("policy", "leak-repair")]
    assert not policy("leak-repair").live
    assert find_withdrawn("/en/policies/water/leak-repair/")
    assert load().removed == []
    (folder / "policies.csv").write_text(saved, encoding="utf-8")
    (folder / "relations.csv").write_text(relations, encoding="utf-8")
    assert load().changed == 1
    assert policy("leak-repair", "en").live
    assert not find_withdrawn("/en/policies/water/leak-repair/")


def test_vanished_page_that_an_editor_changed_is_kept(load, folder):
    load()
    publish(policy("leak-repair"), one_line="손으로 고쳤다.")
    remove_lines(folder, "policies.csv", "leak-repair")
    remove_lines(folder, "relations.csv", "leak-repair")
    report = load(force=True)
    assert "no longer in the files" in report.kept["policy", "leak-repair"]
    assert policy("leak-repair").live


def test_vanished_snippet_is_deleted_when_nothing_uses_it(load, folder):
    load()
    remove_lines(folder, "organisations.csv", "network")
    assert load(force=True).removed == [("organisation", "network")]
    assert not Organisation.objects.filter(slug="network").exists()


def test_vanished_term_is_deleted_in_every_language(load, folder):
    load()
    remove_lines(folder, "glossary.csv", "night-bus")
    assert load(force=True).removed == [("term", "night-bus")]
    assert set(GlossaryTerm.objects.values_list("slug", flat=True)) == {"non-revenue-water"}


def test_vanished_country_goes_together_with_its_cities(load, folder, edit):
    load()
    edit("policies.csv", "bogota;korea", "korea")
    edit("policies.csv", ",bogota,", ",,")
    remove_lines(folder, "places.csv", "bogota", "colombia")
    assert sorted(load(force=True).removed) == [("place", "bogota"), ("place", "colombia")]
    assert set(Place.objects.values_list("slug", flat=True)) == {"korea", "seoul"}


def test_vanished_snippet_that_is_used_is_kept(load, folder, edit):
    load()
    publish(
        policy("bus-card", "en"), lead_organisation=Organisation.objects.get(slug="network", locale__language_code="en")
    )
    remove_lines(folder, "organisations.csv", "network")
    report = load(force=True)
    assert "still used" in report.kept["organisation", "network"]
    assert report.removed == []
    assert Organisation.objects.filter(slug="network").count() == 2
