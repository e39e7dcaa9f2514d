"""What the admin says where Wagtail and wagtail-localize have no words of their own for it."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils.translation import gettext, override

from seoulsolution.archive.desk.offices import prepare_desk
from seoulsolution.archive.desk.roles import Role
from seoulsolution.archive.models import AdopterRecordPage
from seoulsolution.core.models import ArchiveFile
from seoulsolution.core.models import Picture as UploadedPicture
from seoulsolution.core.prose import Picture
from seoulsolution.core.versions import sections_at
from tests.core.files.samples import pdf, photograph

from .conftest import prefer

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(staff, language):
    client = staff("administrator", "")
    client.user.is_superuser = True
    client.user.save()
    prefer(client, language)
    return client


def test_scripts_of_the_translation_of_terms_have_words(administrator, language):
    words = administrator.get("/admin/localize/jsi18n/").content.decode()
    assert (ascii("PO 파일 올리기")[1:-1] in words) == (language == "ko")


def test_report_of_translations_is_in_the_language_of_the_editor(administrator, language):
    page = administrator.get(reverse("wagtail_localize:translations_report")).content.decode()
    assert {"ko": "번역 언어", "en": "Language of the translation"}[language] in page
    assert "Target locale" not in page
    assert (" translations" in page) == (language == "en")


def test_lists_of_terms_say_yes_and_lead_back_in_the_language_of_the_editor(administrator, language):
    page = administrator.get("/admin/snippets/core/organisation/").content.decode()
    assert ">Home<" not in page.replace("\n", "").replace(" ", "") or language == "en"
    assert {"ko": "아니요", "en": "no"}[language] in page
    assert "<title>False" not in page
    assert ">False<" not in page


@pytest.mark.parametrize("chooser", ["wagtailimages_chooser:choose", "wagtaildocs_chooser:choose"])
def test_empty_chooser_says_in_the_language_of_the_editor_what_to_do(administrator, language, chooser):
    page = administrator.get(reverse(chooser)).json()["html"]
    assert ("지금 올리기" in page) == (language == "ko")
    assert ("Why not" in page) == (language == "en")


def test_list_of_the_home_pages_is_called_what_it_is(administrator):
    prepare_desk()
    assert "모든 언어 / All languages" in administrator.get(reverse("wagtailadmin_explore_root")).content.decode()


def test_choosers_of_pages_speak_the_language_of_whoever_opens_them(administrator):
    said = {"ko": "정책 선택", "en": "Choose policy"}
    for code in ("ko", "en", "ko"):
        prefer(administrator, code)
        page = administrator.get("/admin/snippets/archive/transfer/add/").content.decode()
        assert [said[one] in page for one in ("ko", "en")] == [code == "ko", code == "en"]


def test_heading_of_a_chooser_of_pages_reads_as_the_language_does(administrator, language):
    where = {"page_type": "archive.policypage"}
    html = administrator.get(reverse("wagtailadmin_choose_page"), where).json()["html"]
    heading = " ".join(BeautifulSoup(html, "lxml").h1.text.split())
    assert heading == {"ko": "정책 선택", "en": "Choose policy"}[language]


def test_search_of_pages_says_how_many_pages_it_found(administrator, language):
    html = administrator.get(reverse("wagtailadmin_pages:search"), {"q": "올빼미"}).content.decode()
    table = " ".join(BeautifulSoup(html, "lxml").select_one("main").text.split())
    assert {"ko": "1건을 찾았습니다", "en": "There is one matching page"}[language] in table
    assert "None" not in table


def test_pictures_and_files_are_found_by_their_tags(administrator, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for model, content in ((UploadedPicture, photograph()), (ArchiveFile, pdf())):
        one = model.objects.create(title="Untold", file=ContentFile(content, "a"))
        one.tags.add("정류장표지")
    for name in ("wagtailimages:index", "wagtaildocs:index", "wagtailimages_chooser:choose_results"):
        assert "Untold" in administrator.get(reverse(name), {"q": "정류장표지"}).content.decode(), name
    assert (
        "Untold" in administrator.get(reverse("wagtaildocs_chooser:choose_results"), {"q": "정류장"}).content.decode()
    )


def test_chooser_of_a_picture_has_a_label_in_every_language(language):
    with override(language):
        assert (
            str(Picture().child_blocks["image"].child_blocks["image"].label)
            == {"ko": "그림", "en": "picture"}[language]
        )


def test_versions_tell_a_confidence_once(language):
    """Beside the label “Confidence” stands its level alone."""
    record = AdopterRecordPage.objects.filter(locale__language_code=language, confidence="medium").first()
    with override(language):
        (told,) = [section for section in sections_at(record) if section.name == "confidence"]
    assert (told.title, [line.text for line in told.lines]) == {
        "ko": ("신뢰도", ["보통"]),
        "en": ("Confidence", ["Medium"]),
    }[language]


def test_who_may_do_everything_is_not_called_as_the_role_is():
    """Both are ticked in the form of an account; Wagtail calls the first “Administrator”."""
    with override("ko"):
        assert gettext("Administrator") != Role.ADMINISTRATOR.label == "관리자"
