"""The message catalogue: what is extracted, what is kept, what is reported."""

import gettext
import io
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils import translation
from wagtail.models import Page

import catalogue
from environment import Failure

VIEWS = """
from django.utils.translation import gettext_lazy as _, ngettext, npgettext_lazy, pgettext
name = _("Results " "of a policy")
# Translators: a month
month = pgettext("calendar", "May")
count = ngettext("%(count)d policy", "%(count)d policies", 3)
both = npgettext_lazy("map", "one area", "%(count)s areas", 2)
"""
PAGE = """{% load i18n %}
      <h1>{% translate "Home" %}</h1>
  <p class='it"s'>{{ value|default:_("nothing yet") }}
    {# Translators: shown under a chart #}
    {% blocktranslate count n=total trimmed %}
      {{ n }} source
    {% plural %}
      {{ n }} sources
    {% endblocktranslate %}</p>
 <b>{% translate "Close" context "dialog" %}</b>
"""


@pytest.fixture
def tree(tmp_path):
    """A project with one module, one template and no catalogue."""
    for name, text in {"seoulsolution/views.py": VIEWS, "templates/pages/home.html": PAGE}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def update(tree):
    path = catalogue.catalogue_path(tree, "ko")
    path.parent.mkdir(parents=True, exist_ok=True)
    book = catalogue.updated(catalogue.read(path, "ko"), catalogue.extracted(tree))
    path.write_text(catalogue.as_text(book))
    return path


def faults(tree):
    book = catalogue.read(catalogue.catalogue_path(tree, "ko"), "ko")
    return list(catalogue.faults(book, catalogue.extracted(tree)))


def translated(tree, texts):
    """A catalogue that translates everything by itself, and some messages as told."""
    path = update(tree)
    book = catalogue.read(path, "ko")
    for message in book:
        if message.id:
            own = message.id[-1] if isinstance(message.id, tuple) else message.id
            text = texts.get(own, own)
            message.string = (text,) if isinstance(message.id, tuple) else text
    path.write_text(catalogue.as_text(book))
    return path


def test_messages_of_code_and_templates_are_found(tree):
    found = {(message.id, message.context) for message in catalogue.extracted(tree) if message.id}

    assert found == {
        ("Results of a policy", None),
        ("May", "calendar"),
        (("%(count)d policy", "%(count)d policies"), None),
        (("one area", "%(count)s areas"), "map"),
        ("Home", None),
        ("nothing yet", None),
        (("%(n)s source", "%(n)s sources"), None),
        ("Close", "dialog"),
    }


def test_comments_for_translators_reach_the_catalogue(tree):
    text = update(tree).read_text()

    assert "#. a month" in text
    assert "#. shown under a chart" in text


def test_locations_are_files_without_lines(tree):
    text = update(tree).read_text()

    assert "#: templates/pages/home.html\n" in text
    assert "home.html:" not in text


def test_update_without_changes_writes_the_same(tree):
    before = update(tree).read_text()

    assert update(tree).read_text() == before


def test_update_after_lines_moved_writes_the_same(tree):
    before = update(tree).read_text()
    page = tree / "templates" / "pages" / "home.html"
    page.write_text("\n\n\n" + page.read_text())

    assert update(tree).read_text() == before


def test_update_keeps_translations_and_comments_and_drops_what_has_gone(tree):
    path = translated(tree, {"Home": "처음"})
    path.write_text(path.read_text().replace("#: templates", "# 첫 화면\n#: templates"))
    (tree / "seoulsolution" / "views.py").write_text("")

    text = update(tree).read_text()

    assert "처음" in text
    assert "# 첫 화면" in text
    assert "calendar" not in text
    assert "#~" not in text


def test_update_guesses_nothing_from_similar_messages(tree):
    translated(tree, {"Home": "처음"})
    page = tree / "templates" / "pages" / "home.html"
    page.write_text(page.read_text().replace('"Home"', '"Homes"'))

    update(tree)

    assert faults(tree) == ["missing: 'Homes' in templates/pages/home.html"]


def test_complete_catalogue_has_no_faults(tree):
    translated(tree, {"Home": "처음", "%(count)d policies": "정책 %(count)d건"})

    assert faults(tree) == []


def test_absent_catalogue_misses_everything(tree):
    assert len(faults(tree)) == 8


def test_fuzzy_message_is_named(tree):
    path = translated(tree, {})
    path.write_text(path.read_text().replace('msgid "Home"', '#, fuzzy\nmsgid "Home"'))

    assert faults(tree) == ["fuzzy: 'Home' in templates/pages/home.html"]


@pytest.mark.parametrize("mark", ["", "#~ "])
def test_obsolete_message_is_named(tree, mark):
    path = translated(tree, {})
    path.write_text(f'{path.read_text()}\n{mark}msgid "Gone"\n{mark}msgstr "사라짐"\n')

    assert faults(tree) == ["obsolete: 'Gone'"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("정책 %(number)d건", "placeholders differ (count, number)"),
        ("정책", "placeholders differ (count)"),
        ("%(count)d건, 100%", "cannot be formatted (incomplete format)"),
    ],
)
def test_placeholder_mismatch_is_named(tree, text, fault):
    translated(tree, {"%(count)d policies": text})

    assert faults(tree) == [f"{fault}: '%(count)d policy' in seoulsolution/views.py"]


def test_message_that_is_not_english_is_named(tree):
    (tree / "templates" / "pages" / "home.html").write_text('{% load i18n %}{% translate "처음" %}')

    assert list(catalogue.source_faults(catalogue.extracted(tree))) == [
        "not English: '처음' in templates/pages/home.html"
    ]


def test_broken_catalogue_is_named(tree):
    path = update(tree)
    path.write_bytes(b'msgid "Home"\nmsgstr "\xff\xfe"\n')

    with pytest.raises(Failure, match=r"django\.po cannot be read"):
        faults(tree)


def test_compiled_catalogue_translates_and_english_needs_none(tree, settings):
    path = translated(tree, {"Home": "처음"})
    catalogue.compile_catalogue(path)
    assert gettext.GNUTranslations(io.BytesIO(path.with_suffix(".mo").read_bytes())).gettext("Home") == "처음"

    settings.LOCALE_PATHS = [tree / "locale"]
    with translation.override("ko"):
        assert translation.gettext("Home") == "처음"
    with translation.override("en"):
        assert translation.get_language() == "en"
        assert translation.gettext("Home") == "Home"


def test_message_inside_an_f_string_is_reported(tree):
    assert list(catalogue.unextracted(tree)) == []
    module = tree / "seoulsolution" / "views.py"
    module.write_text(VIEWS + "hidden = f\"{ngettext('source', 'sources', 2)} 1, 2\"\n", encoding="utf-8")
    (fault,) = catalogue.unextracted(tree)
    assert "seoulsolution/views.py, line 8" in fault


def test_words_of_packages_are_replaced_and_must_still_be_theirs(tree):
    path = tree / catalogue.OVERRIDES / "ko" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid "More actions"\nmsgstr "더 보기"\n\nmsgid "Nobody says this"\nmsgstr "없음"\n', encoding="utf-8"
    )

    assert catalogue.override_paths(tree, "ko") == [path]
    assert list(catalogue.override_faults(path, "ko")) == ["said by no package: 'Nobody says this'"]
    path.write_text('msgid "by %(user)s"\nmsgstr "%(name)s"\n\nmsgid "Edit"\nmsgstr ""\n', encoding="utf-8")
    assert [fault.partition(":")[0] for fault in catalogue.override_faults(path, "ko")] == [
        "placeholders differ (name, user)",
        "missing",
    ]


def test_korean_keeps_to_one_level_of_politeness():
    catalogue_of_the_site = Path(__file__).parents[2] / "locale" / "ko" / "LC_MESSAGES" / "django.po"
    messages = read_po(io.BytesIO(catalogue_of_the_site.read_bytes()))
    assert not [message.id for message in messages if "세요" in str(message.string)]


def test_admin_speaks_in_the_words_of_the_site():
    with translation.override("ko"):
        assert translation.gettext("More actions") == "작업 더 보기"
        assert translation.gettext("Toggle status") == "상태 열기/닫기"
        assert str(Page._meta.get_field("title").help_text) == "독자에게 보이는 페이지 제목"
