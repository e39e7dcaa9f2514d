"""Files of policies are found by what they say, for as long as a reader may have them."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from seoulsolution.archive.models import PolicyFile, PolicyPage
from seoulsolution.archive.policies import files
from seoulsolution.core import searchable as declared
from seoulsolution.core.file_texts import FileState, FileText
from seoulsolution.discovery import indexing, meaning
from seoulsolution.discovery.finding import Asked, find
from seoulsolution.discovery.models import IndexChange

from ...core.test_file_texts import docx, pdf

TOKEN = {"en": "Plantedword stands in the annex of the report", "ko": "심은낱말이 보고서의 부록에 있다"}
OTHERS = ("eungdapso", "seoul-forest", "etax", "living-wage")
QUERY = {"en": "plantedword", "ko": "심은낱말"}


@pytest.fixture(autouse=True)
def index(db: None, without_handouts: None, settings, tmp_path, monkeypatch) -> None:
    """An index of a few policies and of all files that follows what is published."""
    few = {str(key) for key in PolicyPage.objects.filter(slug__in=OTHERS).values_list("translation_key", flat=True)}
    texts = declared.source("policy").texts
    settings.SEARCH_DIR = tmp_path / "search"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_FOLLOWS = True
    monkeypatch.setattr(declared.source("policy"), "texts", lambda keys=None: texts(few & set(keys or few)))
    monkeypatch.setattr(declared, "sources", lambda: [declared.source(kind) for kind in ("policy", "file")])
    monkeypatch.setattr(meaning, "encoder", lambda: None)
    IndexChange.objects.all().delete()
    indexing.rebuild()


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def page_of(language: str, slug: str = "owl-bus") -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def keep(made):
    """As Wagtail's own form does it."""
    made._set_document_file_metadata()
    made.file.close()
    made.save()
    return made


def document(name: str, content: bytes):
    made = get_document_model()(title=name)
    made.file.save(name, ContentFile(content), save=False)
    return keep(made)


def from_before(name: str, content: bytes):
    """A file that was uploaded before files were opened."""
    made = get_document_model()(title=name)
    made.file = default_storage.save(f"documents/{name}", ContentFile(content))
    return keep(made)


def attach(page: PolicyPage, content: bytes, name: str = "annex.docx", title: str = "Annex", make=document):
    made = make(name, content)
    page.files = [*page.files.all(), PolicyFile(title=title, document=made, locale=page.locale)]
    return made


def found(language: str, query: str | None = None) -> list[tuple[str, str, str]]:
    entries = find(Asked(query or QUERY[language], language)).entries
    return [(entry.kind, entry.language, entry.url) for entry in entries if entry.kind == "file"]


def test_file_of_a_published_policy_is_found_by_its_text(reader: Client, language: str, commit):
    page = page_of(language)
    with commit():
        attach(page, docx(TOKEN[language]))
        page.save_revision().publish()
    assert found(language) == [("file", language, f"{page.url}#material")]
    html = reader.get(f"/{language}/search/", {"q": QUERY[language]}).content.decode()
    assert "Annex" in html
    assert page.title.split()[-1] in html
    assert FileText.objects.get().state == FileState.READ


def test_pdf_is_found_by_its_text(commit):
    page = page_of("en")
    with commit():
        attach(page, pdf("Plantedword stands here"), "annex.pdf")
        page.save_revision().publish()
    assert found("en")


def test_file_of_a_draft_is_neither_read_nor_found(language: str, commit):
    page = page_of(language)
    with commit():
        attach(page, docx(TOKEN[language]))
        page.save_revision()
    assert found(language) == []
    assert not FileText.objects.exists()


def test_file_is_gone_when_its_page_is_withdrawn_and_back_with_it(language: str, commit):
    page = page_of(language)
    with commit():
        attach(page, docx(TOKEN[language]))
        page.save_revision().publish()
    with commit():
        page_of(language).unpublish()
    assert found(language) == []
    with commit():
        page_of(language).save_revision().publish()
    assert found(language)


def test_file_is_gone_when_it_is_removed_from_the_page(language: str, commit):
    page = page_of(language)
    with commit():
        attach(page, docx(TOKEN[language]))
        page.save_revision().publish()
    page = page_of(language)
    page.files = []
    with commit():
        page.save_revision().publish()
    assert found(language) == []


def test_replaced_file_is_found_by_its_new_text_alone(language: str, commit):
    page = page_of(language)
    with commit():
        made = attach(page, docx(TOKEN[language]))
        page.save_revision().publish()
    with commit():
        made.file.save("annex.docx", ContentFile(docx("Otherword and nothing else here", "다른낱말")), save=False)
        keep(made)
    assert found(language) == []
    assert found(language, "otherword 다른낱말")
    assert FileText.objects.count() == 1


def test_file_is_gone_while_its_page_or_its_collection_is_hidden(language: str, commit):
    page = page_of(language)
    with commit():
        made = attach(page, docx(TOKEN[language]))
        page.save_revision().publish()
    with commit():
        restriction = PageViewRestriction.objects.create(
            page=page.get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
    assert found(language) == []
    with commit():
        restriction.delete()
    assert found(language)
    secret = Collection.get_first_root_node().add_child(name="Secret")
    with commit():
        CollectionViewRestriction.objects.create(collection=secret, restriction_type="login")
        made.collection = secret
        made.save()
    assert found(language) == []


def test_file_is_in_the_language_that_it_is_written_in(commit):
    """A Korean report on both pages is one text, on the Korean page; on the English page alone it is Korean too."""
    korean, english = page_of("ko"), page_of("en")
    with commit():
        attach(english, docx(TOKEN["ko"]))
        english.save_revision().publish()
    assert found("ko") == [("file", "ko", f"{english.url}#material")]
    row = page_of("en").files.get()
    with commit():
        korean.files = [
            PolicyFile(title="부록", document=row.document, locale=korean.locale, translation_key=row.translation_key)
        ]
        korean.save_revision().publish()
    assert found("ko") == found("en", QUERY["ko"]) == [("file", "ko", f"{korean.url}#material")]


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("annex.pdf", b"broken", FileState.BROKEN),
        ("annex.pdf", pdf("Secret", password="x"), FileState.ENCRYPTED),
        ("annex.xlsx", b"PK", FileState.UNSUPPORTED),
        ("annex.PDF", pdf(""), FileState.EMPTY),
    ],
)
def test_publishing_goes_on_with_a_file_that_cannot_be_read_and_editors_are_told(
    admin_client: Client, commit, name: str, content: bytes, state: FileState
):
    page = page_of("ko")
    with commit():
        attach(page, content, name, make=from_before)
        page.save_revision().publish()
    assert FileText.objects.get().state == state
    assert page_of("ko").files.get().text_state == str(state.label)
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert str(state.label) in html


def test_file_that_is_larger_than_allowed_is_not_read(monkeypatch: pytest.MonkeyPatch, commit):
    monkeypatch.setattr("seoulsolution.core.file_texts.MOST_BYTES", 10)
    page = page_of("en")
    with commit():
        attach(page, pdf("Plantedword"), "annex.pdf")
        page.save_revision().publish()
    assert FileText.objects.get().state == FileState.TOO_LARGE


def test_missing_file_does_not_stop_the_others(commit, caplog: pytest.LogCaptureFixture):
    page = page_of("en")
    with commit():
        lost = attach(page, docx("Lostword in a file"), "lost.docx")
        attach(page, docx(TOKEN["en"]))
        lost.file.storage.delete(lost.file.name)
        page.save_revision().publish()
    assert found("en")
    assert "cannot be read" in caplog.text


def test_same_content_is_read_once(commit, monkeypatch: pytest.MonkeyPatch):
    read = []
    whole = files.read_document
    monkeypatch.setattr("seoulsolution.core.file_texts._ask", lambda *given: read.append(given) or ("read", "x y z", 0))
    same = docx(TOKEN["en"])
    for language in ("ko", "en"):
        page = page_of(language)
        with commit():
            attach(page, same)
            page.save_revision().publish()
    assert whole is files.read_document
    assert len(read) == FileText.objects.count() == 1


def test_lines_become_passages_that_can_be_read():
    lines = "\n".join(["Night buses run after midnight."] * 60 + ["x" * 1500])
    made = files.passages(lines)
    assert all(0 < len(passage) <= files.PASSAGE for passage in made)
    assert "".join(made).replace(" ", "") == lines.replace("\n", "").replace(" ", "")
