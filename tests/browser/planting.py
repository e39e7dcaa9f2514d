"""Puts a site into the states that a reader can meet: run once on the copy that the browser tests look at."""

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from wagtail.models import PageViewRestriction  # noqa: E402

from seoulsolution.archive.models import Milestone, PolicyFile, PolicyPage, PolicyPicture  # noqa: E402
from seoulsolution.core.files import renditions  # noqa: E402
from seoulsolution.core.models import ArchiveFile, Picture, WithdrawnAddress  # noqa: E402
from tests.core.files.samples import pdf, photograph  # noqa: E402


def policy(slug: str, language: str) -> PolicyPage:
    return PolicyPage.objects.get(slug=slug, locale__language_code=language)


def plant_picture() -> None:
    """A policy with a picture and a file, in Korean words on the English page too where nobody translated them."""
    picture = Picture.objects.create(
        title="Doors",
        file=ContentFile(photograph(size=(1000, 600)), name="doors.jpg"),
        licence="kogl-1",
        author="서울교통공사",
        language="ko",
        source="https://example.org/doors",
    )
    file = ArchiveFile.objects.create(title="White paper", file=ContentFile(pdf(), name="paper.pdf"), language="ko")
    for language, words in (("ko", "승강장 안전문"), ("en", "Platform screen doors")):
        page = policy("platform-screen-doors", language)
        row = {"page": page, "locale": page.locale}
        PolicyPicture.objects.create(image=picture, alternative=words, caption="2009년 설치한 승강장 안전문", **row)
        PolicyFile.objects.create(document=file, title=words, **row)
    renditions.make.call([picture.pk])


def plant() -> None:
    plant_picture()
    policy("citizen-apartments", "en").delete()
    WithdrawnAddress.objects.all().delete()
    for language in ("ko", "en"):
        policy("green-parking", language).unpublish()
        PageViewRestriction.objects.create(page=policy("parking-cap", language), restriction_type="login")
    foreign = policy("t-money-transport-card", "en")
    Milestone.objects.filter(page=foreign).update(text="아직 옮기지 않은 문장이 그대로 남아 있다.")
    foreign = PolicyPage.objects.get(pk=foreign.pk)
    foreign.save()
    long_word = policy("topis", "en")
    PolicyPage.objects.filter(pk=long_word.pk).update(summary="Donaudampfschifffahrtsgesellschaftskapitän" * 6)


plant()
