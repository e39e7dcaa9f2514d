"""wagtail-localize knows every loaded page and snippet as a complete translation."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from modelcluster.models import ClusterableModel, get_serializable_data_for_fields
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    StringSegment,
    StringTranslation,
    TemplateSegment,
    Translation,
    TranslationContext,
    TranslationSource,
)

from seoulsolution.archive.models import CityTotal, PolicyPage, TimelineEvent, Transfer
from seoulsolution.core.models import GlossaryTerm, Organisation, Place, PolicyArea, Topic

MODELS = [PolicyArea, Topic, Organisation, TimelineEvent, GlossaryTerm, Place, CityTotal, Transfer]
# What a new publication changes by itself.
TIMES = {"latest_revision", "live_revision", "latest_revision_created_at", "last_published_at"}


def content_of(instance):
    data = (
        instance.serializable_data()
        if isinstance(instance, ClusterableModel)
        else get_serializable_data_for_fields(instance)
    )
    data = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    return {name: value for name, value in data.items() if name not in TIMES}


def test_every_translation_is_complete(load):
    load()
    translations = list(Translation.objects.all())
    assert len(translations) == 36 + sum(model.objects.count() for model in MODELS) // 2
    for translation in translations:
        total, done = translation.get_progress()
        assert total == done > 0
        assert translation.enabled
    assert not StringTranslation.objects.filter(has_error=True).exists()


def test_saving_the_target_gives_the_same_target(load, django_capture_on_commit_callbacks):
    load()
    for translation in Translation.objects.all():
        target = translation.get_target_instance()
        before = content_of(target)
        with django_capture_on_commit_callbacks(execute=True):
            translation.save_target()
        assert content_of(translation.get_target_instance()) == before, translation.source.object_repr


def test_variants_survive_a_source_without_any(load, django_capture_on_commit_callbacks):
    load()
    term = GlossaryTerm.objects.get(slug="night-bus", locale__language_code="en")
    translation = Translation.objects.get(source__object_id=term.translation_key)
    StringTranslation.objects.filter(context__object_id=term.translation_key).update(data="night bus; N bus")
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target()
    term.refresh_from_db()
    assert (term.name, term.variants) == ("night bus", ("N bus",))


def what_it_says(source: TranslationSource) -> tuple[dict, int, str]:
    """A database may keep the parts of a block in another order than they were written."""
    content = json.loads(source.content_json)
    blocks = {
        name: json.loads(said) for name, said in content.items() if isinstance(said, str) and said.startswith("[")
    }
    return content | blocks, source.schema_version, source.object_repr


def test_memory_is_what_wagtail_localize_makes_itself(load):
    load()

    def memory():
        rows = set()
        for model, content in (
            (StringSegment, "string__data"), (TemplateSegment, "template__template"),
            (RelatedObjectSegment, "object_id"), (OverridableSegment, "data_json"),
        ):  # fmt: skip
            names = ("source__object_id", "context__path", "context__field_path", "order", content)
            rows |= {(model.__name__, *row) for row in model.objects.values_list(*names)}
        rows |= {("attrs", row) for row in StringSegment.objects.values_list("attrs", flat=True)}
        return rows

    ours = memory()
    TranslationContext.objects.update(field_path="")
    for source in TranslationSource.objects.all():
        before = what_it_says(source)
        source.update_from_db()
        after = what_it_says(source)
        assert [(name, before[0][name]) for name in after[0] if after[0][name] != before[0][name]] == []
        assert after == before
    assert memory() == ours
    assert len(ours) > 100


def test_changed_source_keeps_its_memory_complete(load, edit):
    load()
    edit(
        "manuals/night-bus.yaml",
        "      en: Two routes in April.\n      ko: 4월에 두 노선을 열었다.",
        "      en: Two.\n      ko: 두 개.",
    )
    load()
    page = PolicyPage.objects.get(slug="night-bus", locale__language_code="ko")
    translation = Translation.objects.get(source__object_id=page.translation_key)
    total, done = translation.get_progress()
    assert total == done
    assert not StringSegment.objects.filter(source=translation.source, string__data="4월에 두 노선을 열었다.").exists()
    assert StringTranslation.objects.filter(data="Two.", locale__language_code="en").exists()


def test_translation_that_a_translator_changed_is_kept(load, edit, admin_user):
    load()
    StringTranslation.objects.filter(data="Two routes in April.").update(last_translated_by=admin_user)
    edit("policies.csv", "Routes follow demand.", "Routes were drawn anew.")
    assert ("policy", "night-bus") in load().kept


@pytest.mark.django_db
def test_translation_editor_shows_the_text(load, admin_client):
    load()
    page = PolicyPage.objects.get(slug="night-bus", locale__language_code="en")
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True)
    assert response.status_code == 200
    text = response.content.decode()
    assert "Trains stopped at midnight" in text
    assert "The press counts nine." in text


@pytest.mark.django_db
def test_translation_editor_of_a_term_shows_every_name(load, admin_client):
    load()
    term = GlossaryTerm.objects.get(slug="night-bus", locale__language_code="en")
    response = admin_client.get(reverse(GlossaryTerm.snippet_viewset.get_url_name("edit"), args=[term.pk]))
    assert response.status_code == 200
    text = response.content.decode()
    assert all(names in text for names in ("심야버스", "night bus; late-night bus; Owl Bus"))


def test_third_language_is_written_like_the_second(load, folder, settings):
    load()
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [("ko", "Korean"), ("en", "English"), ("mn", "Mongolian")]
    Locale.objects.create(language_code="mn")
    add_language(folder)
    report = load()
    assert report.created == 0
    page = PolicyPage.objects.get(slug="night-bus", locale__language_code="mn")
    assert page.url_path == "/mn/policies/transport/night-bus/"
    assert page.milestones.first().text == "Two routes in April."
    assert Translation.objects.filter(target_locale__language_code="mn").count() == Translation.objects.count() / 2
    assert not any(Page.find_problems())
    assert load().unchanged == 52
    term = GlossaryTerm.objects.get(slug="night-bus", locale__language_code="mn")
    assert term.names == "night bus\nlate-night bus\nOwl Bus"


def add_language(folder):
    """Give every text of the files in Mongolian as well: what stands there in English."""
    import csv

    import yaml

    for path in folder.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        for row in rows:
            row |= {f"{name[:-3]}_mn": value for name, value in row.items() if name.endswith("_en")}
        with path.open("w", encoding="utf-8", newline="") as stream:
            table = csv.DictWriter(stream, list(rows[0]))
            table.writeheader()
            table.writerows(rows)

    def widen(value):
        if isinstance(value, dict):
            wide = {name: widen(inner) for name, inner in value.items()}
            return wide | ({"mn": wide["en"]} if "en" in wide else {})
        return [widen(inner) for inner in value] if isinstance(value, list) else value

    for path in folder.rglob("*.yaml"):
        tree = widen(yaml.safe_load(path.read_text(encoding="utf-8")))
        path.write_text(json.dumps(tree, ensure_ascii=False), encoding="utf-8")
