"""The admin runs nothing that stands in a page, and its widgets do not need it."""

import re
from pathlib import Path

import pytest
import wagtail
import wagtail_localize
from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import get_template
from django.test import Client
from wagtail.admin.widgets import AdminDateInput, AdminDateTimeInput, AdminPageChooser, AdminTimeInput
from wagtail.admin.widgets.workflows import AdminTaskChooser
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser

from seoulsolution.archive.models import PolicyPage
from seoulsolution.core.starters import starter

INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\s(?:style|on\w+)\s*=\s*[\"']")
# Not pages of the admin: mails, and what an embed is among readers, whose policy drops the attribute.
ELSEWHERE = {"wagtailadmin/notifications/base.html", "wagtailembeds/embed_frontend.html"}


@pytest.fixture
def editor(admin_user: User) -> Client:
    client = Client()
    client.force_login(admin_user)
    return client


def directives(answer) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _space, value in parts}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/{page}/edit/", "/admin/reports/site-history/"])
def test_admin_allows_nothing_inline(editor: Client, path: str):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    given = directives(editor.get(path.format(page=page.pk)))
    assert given["default-src"] == given["base-uri"] == "'none'"
    assert given["script-src"] == given["form-action"] == given["frame-ancestors"] == "'self'"
    assert "object-src" not in given
    assert "unsafe" not in str(given)


@pytest.mark.django_db
def test_page_editor_has_no_inline_script(editor: Client):
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    html = editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()
    assert set(re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", html)) <= {
        f' id="{name}" type="application/json"' for name in re.findall(r'id="([\w-]+)" type="application/json"', html)
    }
    assert html.count('data-starter-name-value="InlinePanel"') > 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    "widget",
    [
        AdminDateInput(), AdminDateTimeInput(), AdminTimeInput(), AdminPageChooser(), AdminTaskChooser(),
        AdminDocumentChooser(), AdminImageChooser(),
    ],
)  # fmt: skip
def test_widgets_are_started_from_attributes(widget):
    html = widget.render("a", None, {"id": 'id_"><b>'})
    assert "<script" not in html
    assert 'data-starter-id-value="id_&quot;&gt;&lt;b&gt;"' in html
    assert 'data-controller="starter"' in html


@pytest.mark.parametrize("script", ["alert(1)", "new A('x')); alert(1);", "new A(x);", ""])
def test_only_one_call_is_started(script: str):
    with pytest.raises(ValueError, match=r"Not one call|Expecting"):
        starter(script)


@pytest.mark.parametrize("package", [wagtail, wagtail_localize])
def test_every_template_with_something_inline_is_replaced(package):
    own = settings.BASE_DIR / "templates"
    seen = []
    for path in Path(package.__file__).parent.rglob("templates/**/*.html"):
        name = str(path).rpartition("/templates/")[2]
        # Apps that are not installed have templates that cannot be found.
        if "/test/" in str(path) or "search_promotions" in str(path) or not INLINE.search(path.read_text("utf-8")):
            continue
        seen.append(name)
        if name not in ELSEWHERE:
            assert Path(get_template(name).origin.name).is_relative_to(own), name
            assert not INLINE.search((own / name).read_text("utf-8"))
    assert len(seen) >= 4
