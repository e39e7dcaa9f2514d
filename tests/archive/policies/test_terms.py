"""One thing has one name: on the page, in the PDF, in the CSV and in the admin."""

import csv
import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from seoulsolution.archive.models import AreaPage, IndicatorPage, PolicyPage
from seoulsolution.archive.policies.handout_areas import area_contents
from seoulsolution.archive.policies.handout_contents import policy_contents
from seoulsolution.core.claims import Confidence
from seoulsolution.core.models import Organisation

pytestmark = pytest.mark.django_db

NAMES = {
    "en": {"lead": "Lead organisation", "contact": "Contact office", "confidence": "Confidence",
           "who": "Stakeholders", "order": "What was built on what"},
    "ko": {"lead": "주관 기관", "contact": "문의처", "confidence": "신뢰도",
           "who": "이해관계자", "order": "정책의 선후 관계"},
}  # fmt: skip
LEVELS = {"en": {"High", "Medium", "Low"}, "ko": {"높음", "보통", "낮음"}}


@pytest.fixture
def page(language: str) -> PolicyPage:
    found = PolicyPage.objects.get(slug="public-transport-reform-2004", locale__language_code=language)
    found.contact_office = Organisation.objects.filter(locale=found.locale).first()
    found.save()
    return found


def facts(html: str) -> dict[str, str]:
    """What the panel of facts says, by its label."""
    panel = html[html.index('<dl class="facts">') :]
    pairs = re.findall(r"<dt>(.*?)</dt>\s*<dd[^>]*>(.*?)</dd>", panel[: panel.index("</dl>")], re.DOTALL)
    return {re.sub(r"<[^>]+>|\s+", " ", label).strip(): value.strip() for label, value in pairs}


def test_page_and_pdf_call_the_facts_by_the_same_names(reader: Client, page: PolicyPage, language: str):
    shown = facts(reader.get(page.url).content.decode())
    contents = policy_contents(page)
    assert contents is not None
    printed = dict(contents.data["facts"])
    for key in ("lead", "contact", "confidence"):
        assert NAMES[language][key] in shown
        assert NAMES[language][key] in printed
    level = shown[NAMES[language]["confidence"]].split("\n")[0].strip()
    assert level in LEVELS[language]
    assert printed[NAMES[language]["confidence"]] == level


def test_those_who_took_part_have_one_name(reader: Client, page: PolicyPage, language: str):
    heading = NAMES[language]["who"]
    assert f"<h3>{heading}</h3>" in reader.get(page.url).content.decode()
    assert heading in str(policy_contents(page).data)  # type: ignore[union-attr]


def test_order_of_an_area_has_one_name(reader: Client, language: str):
    area = AreaPage.objects.get(slug="transportation", locale__language_code=language)
    assert NAMES[language]["order"] in reader.get(area.url).content.decode()
    assert area_contents(area).data["order_title"] == NAMES[language]["order"]  # type: ignore[union-attr]


def test_column_of_confidence_says_the_level_alone(reader: Client, language: str):
    page = IndicatorPage.objects.get(slug="population", locale__language_code=language)
    rows = list(csv.reader(io.StringIO(reader.get(f"{page.url}csv/").content.decode("utf-8-sig"))))
    column = rows[0].index(NAMES[language]["confidence"])
    assert {row[column] for row in rows[1:]} <= LEVELS[language]


def test_field_of_the_admin_offers_the_levels_alone():
    user = get_user_model().objects.create_superuser("administrator", "administrator@example.org", "a long password")
    client = Client()
    client.force_login(user)
    page = PolicyPage.objects.get(slug="public-transport-reform-2004", locale__language_code="ko")
    organisation = Organisation.objects.filter(locale__language_code="ko").first()
    viewset = Organisation.snippet_viewset
    for address in (
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse(viewset.get_url_name("edit"), args=[organisation.pk]),
    ):
        html = client.get(address).content.decode()
        fields = re.findall(r'<select name="(?:[\w-]+-)?confidence".*?</select>', html, re.DOTALL)
        assert fields
        for field in fields:
            assert {re.sub(r"\s+", " ", words).strip() for words in re.findall(r">([^<]+)</option>", field)} in (
                LEVELS["en"],
                LEVELS["ko"],
            )


def test_level_without_a_label_beside_it_says_what_it_is_a_level_of(language: str):
    for level in Confidence:
        assert str(level.label) != level.level
        assert NAMES[language]["confidence"].casefold() in str(level.label).casefold()
