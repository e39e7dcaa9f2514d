"""Mongolian is added, and no page pretends: nothing is there untranslated, and each word has its language."""

import html
import re

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from lxml import html as parsing
from wagtail.models import Locale, Page, get_page_models
from wagtail_localize.models import Translation

from config.content_languages import named
from seoulsolution.archive.desk.translating.saving import Entry, begin_translation, save_translation
from seoulsolution.archive.desk.translating.segments import read_segments
from seoulsolution.archive.models import HomePage, PolicyIndexPage, PolicyPage, RoleGroup
from seoulsolution.core.pages import ArchivePage
from seoulsolution.core.passages import foreign_language, script_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_handouts")]
HANGUL = re.compile(r"[\uac00-\ud7a3]")
LATIN_SENTENCE = re.compile(r"(?:[A-Za-z][A-Za-z'’-]+[ ,]+){4}")
# What the reader types is in whatever language it is.
TYPED = "버스"
MONGOLIAN = "Монгол хэлээр бичсэн өгүүлбэр"


@pytest.fixture
def mongolian(db, settings) -> Locale:
    """The setting and the documented step."""
    settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = named("ko", ["ko", "en", "mn"])
    call_command("add_language", "mn", verbosity=0)
    return Locale.objects.get(language_code="mn")


def address_of(page) -> str:
    return "/mn/" + page.url.split("/", 2)[2]


def one_of_each_kind() -> list[Page]:
    """A public page of each kind there is, in the city's language."""
    kinds = [model for model in get_page_models() if issubclass(model, ArchivePage)]
    pages = [model.objects.live().filter(locale__language_code="ko").first() for model in kinds]
    found = [page for page in pages if page is not None]
    assert len(found) >= 7
    return found


def words_without_their_language(answer) -> list[str]:
    """Texts whose nearest `lang` is not that of their script."""
    wrong = []
    for node in parsing.fromstring(answer.content).iter():
        if not isinstance(node.tag, str) or node.tag in {"script", "style", "link", "meta"}:
            continue
        for text, owner in ((node.text, node), (node.tail, node.getparent())):
            if not text or owner is None:
                continue
            text = text.replace(TYPED, "")
            language = next((e.get("lang") for e in (owner, *owner.iterancestors()) if e.get("lang")), "")
            if (HANGUL.search(text) and language != "ko") or (
                LATIN_SENTENCE.search(text) and not HANGUL.search(text) and language not in {"en", "ko"}
            ):
                wrong.append(text.strip())
    return wrong


def test_every_kind_of_page_says_that_it_is_not_translated_and_offers_the_original(mongolian, reader):
    for page in one_of_each_kind():
        answer = reader.get(address_of(page))
        assert answer.status_code == 404, page
        assert page.title in html.unescape(answer.content.decode())
        assert f'<a href="{page.url}" hreflang="ko">' in answer.content.decode()
        assert answer.headers["Content-Language"] == "en"
        assert parsing.fromstring(answer.content).get("lang") == "en"
        assert words_without_their_language(answer) == []


def test_stand_ins_with_the_words_of_another_language_are_no_pages(mongolian, reader):
    """wagtail-localize can fill the tree of a new language with aliases of the original."""
    HomePage.objects.get(locale=mongolian).delete()
    policy = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    alias = policy.copy_for_translation(mongolian, copy_parents=True, alias=True)
    assert alias.live
    for page in (policy, *policy.get_ancestors().filter(depth__gt=1).specific()):
        answer = reader.get(address_of(page))
        assert answer.status_code == 404, page
        assert page.title in html.unescape(answer.content.decode())
    for page in (policy, policy.get_parent()):
        assert 'hreflang="mn" href' not in reader.get(page.url).content.decode()
    assert "/mn/policies" not in reader.get("/mn/sitemap/").content.decode()
    assert reader.get("/sitemap-mn.xml").content.count(b"<loc>") == 0


@pytest.mark.parametrize(
    "path", ["sitemap/", "corrections/", "account/login/", "no-such-page/", "search/", f"search/?q={TYPED}"]
)
def test_addresses_without_a_page_speak_english_and_say_so(mongolian, reader, searchable, path):
    answer = reader.get(f"/mn/{path}")
    assert answer.status_code in {200, 404}
    assert parsing.fromstring(answer.content).get("lang") == "en"
    assert words_without_their_language(answer) == []


def test_nothing_leads_to_mongolian_as_a_translation(mongolian, reader, searchable, settings):
    for page in one_of_each_kind():
        assert '<link rel="alternate" hreflang="mn"' not in reader.get(page.url).content.decode()
    assert "mn" not in reader.get("/sitemap.xml").content.decode().replace(settings.SITE_URL, "")
    assert reader.get("/sitemap-mn.xml").status_code == 404
    for language in ("ko", "en"):
        assert 'hreflang="mn"' not in reader.get(f"/sitemap-{language}.xml").content.decode()
    found = reader.get("/api/v1/search", {"q": "owl bus", "lang": "mn"}).json()
    assert {result["language"] for result in found["results"]} <= {"ko", "en"}
    assert found["results"]
    assert reader.get("/pdf/mn/owl-bus.pdf").status_code == 404
    assert reader.get("/p/owl-bus/", headers={"accept-language": "mn"}).status_code == 302
    assert reader.get("/healthz").json()["faults"] == []


@pytest.mark.parametrize(("wanted", "given"), [("mn", "en"), ("mn,en;q=0.8", "en"), ("mn,xx,ko;q=0.1", "ko")])
def test_front_door_leads_to_a_language_that_is_there(mongolian, reader, wanted, given):
    assert reader.get("/", headers={"accept-language": wanted}).url == f"/{given}/"


def translate_all(page, locale, user, *, words: str = MONGOLIAN):
    begun = page.get_translation_or_none(locale)
    page = begun.specific if begun else begin_translation(page=page, locale=locale, by=user)
    translation = Translation.objects.get(source__object_id=page.translation_key, target_locale=locale)
    entries = {
        s.id: Entry(f"{words} {n}", s.target) for n, s in enumerate(read_segments(translation)) if s.path != "slug"
    }
    save_translation(translation=translation, entries=entries, by=user)
    return type(page).objects.get(pk=page.pk)


def test_translators_begin_at_the_home_page_and_what_they_publish_is_there(mongolian, reader):
    user = User.objects.create_user("translator")
    user.groups.add(RoleGroup.objects.get(role="translator", office="").group)
    home = HomePage.objects.get(locale__language_code="ko")
    draft = translate_all(home, mongolian, user)
    assert draft.get_latest_revision_as_object().slug == "mn"
    assert draft.permissions_for_user(user).can_edit()
    assert reader.get("/mn/").status_code == 404
    draft.get_latest_revision().publish()
    answer = reader.get("/mn/")
    assert answer.status_code == 200
    tree = parsing.fromstring(answer.content)
    assert (tree.get("lang"), tree.find(".//main").get("lang")) == ("en", "mn")
    assert MONGOLIAN in answer.content.decode()
    assert '<link rel="alternate" hreflang="mn"' in reader.get("/ko/").content.decode()
    assert "sitemap-mn.xml" in reader.get("/sitemap.xml").content.decode()
    index = translate_all(PolicyIndexPage.objects.get(locale__language_code="ko"), mongolian, user)
    assert index.permissions_for_user(user).can_edit()
    assert index.get_parent().pk == draft.pk


def test_home_page_that_repeats_the_original_is_shown_as_what_it_is(mongolian, reader):
    HomePage.objects.get(locale=mongolian).get_latest_revision().publish()
    assert not HomePage.objects.get(locale=mongolian).is_translated
    assert '<link rel="alternate" hreflang="mn"' not in reader.get("/ko/").content.decode()
    assert "not translated yet" in reader.get("/mn/").content.decode()


def test_content_in_two_languages_is_still_loaded(mongolian):
    call_command("load_content", "--dry-run", verbosity=0)


def test_language_that_is_not_in_the_settings_is_not_begun(db):
    with pytest.raises(CommandError, match="LANGUAGES"):
        call_command("add_language", "mn")
    assert not Locale.objects.filter(language_code="mn").exists()


@pytest.mark.parametrize(
    ("text", "language", "other"),
    [
        ("Улаанбаатар хот", "mn", None),
        ("서울의 밤", "mn", "ko"),
        ("The buses run at night in Seoul", "mn", "en"),
        ("Xe buýt đêm chạy khắp thành phố", "vi", None),
        ("심야버스가 달린다", "vi", "ko"),
        ("ミッドナイトバスが走る", "ja", None),
        ("Улаанбаатар хот", "ru", None),
    ],
)
def test_language_of_a_passage_is_told_by_its_script(text, language, other):
    assert foreign_language(text, language) == other


def test_scripts_are_known_of_every_language_that_a_file_can_be_in(settings):
    assert all(script_of(code) for code in [*settings.FILE_LANGUAGES, "ko", "en", "zh-hant"])


@pytest.mark.parametrize("codes", [["en", "ko"], ["ko", "xx"], ["ko", "ko"], []])
def test_setting_that_cannot_be_is_refused(codes):
    with pytest.raises(ImproperlyConfigured, match="LANGUAGES"):
        named("ko", codes)
