"""What ends a page on paper."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from seoulsolution.archive.models import PolicyPage

pytestmark = pytest.mark.django_db


def imprint(page: PolicyPage | None, path: str, language: str) -> str:
    template = Template('{% include "components/imprint.html" %}')
    with override(language):
        return template.render(Context({"page": page, "request": RequestFactory().get(path)}))


def test_address_is_the_public_one_in_letters_that_can_be_typed(settings: Any):
    settings.SITE_URL = "https://archive.example"
    html = imprint(None, "/ko/search/?q=%EB%B2%84%EC%8A%A4&area=%22%3E", "ko")
    assert "https://archive.example/ko/search/?q=버스&amp;area=%22%3E" in html


def test_day_is_that_of_the_city():
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code="ko")
    page.last_published_at = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    assert "2026년 3월 3일 발행" in imprint(page, page.url, "ko")
    assert "Published 3 March 2026" in imprint(page, page.url, "en")


def test_page_that_is_put_together_when_asked_for_is_of_today():
    assert "현재" in imprint(None, "/ko/sitemap/", "ko")
    assert "As of" in imprint(None, "/en/sitemap/", "en")
