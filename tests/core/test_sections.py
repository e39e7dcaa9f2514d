import pytest

from seoulsolution.core import sections
from seoulsolution.core.sections import PageSection, Subject

SUBJECT = Subject("policy", "1", "en", "Owl Bus", "Night buses.")


@pytest.fixture(autouse=True)
def _no_providers(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sections, "_providers", [])


def test_sections_stand_in_the_order_in_which_they_were_registered_once_each():
    first, second = (lambda subject, name=name: PageSection(name, subject.title, "a.html") for name in ("a", "b"))
    for provider in (first, second, first):
        sections.register(provider)
    assert [(section.id, section.title) for section in sections.sections_of(SUBJECT)] == [
        ("a", "Owl Bus"),
        ("b", "Owl Bus"),
    ]


def test_provider_may_have_several_sections_or_none():
    def several(subject: Subject) -> list[PageSection]:
        return [PageSection(name, name, f"{name}.html") for name in ("a", "b")]

    for provider in (several, lambda subject: []):
        sections.register(provider)
    assert [section.id for section in sections.sections_of(SUBJECT)] == ["a", "b"]


def test_section_without_anything_to_say_and_one_that_fails_are_left_out(caplog: pytest.LogCaptureFixture):
    def fails(subject: Subject) -> PageSection:
        raise RuntimeError("away")

    for provider in (lambda subject: None, fails, lambda subject: PageSection("c", "C", "c.html")):
        sections.register(provider)
    assert [section.id for section in sections.sections_of(SUBJECT)] == ["c"]
    assert "left out" in caplog.text
