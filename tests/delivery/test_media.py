import pytest
from django.conf import settings
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file

from seoulsolution.archive.models import PolicyPage, PolicyPicture
from seoulsolution.core.files import renditions
from seoulsolution.core.files.showing import ShownPicture
from seoulsolution.core.models import Picture

pytestmark = pytest.mark.django_db


def test_picture_of_a_policy_is_shown_with_its_words_and_size(reader: Client, language: str):
    image = Picture.objects.create(
        title="Bus", file=get_test_image_file(size=(1600, 900)), licence="cc-by-4.0", author="Kim", language="zxx"
    )
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    PolicyPicture.objects.create(
        page=page, locale=page.locale, image=image, alternative="A night bus", caption="At the stop"
    )
    html = reader.get(page.url).content.decode()
    assert 'alt="A night bus"' in html
    assert "At the stop" in html
    assert "CC BY 4.0" in html
    address = next(part.split('"')[0] for part in html.split('src="')[1:] if part.startswith("/media/images/"))
    answer = reader.get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    answer.close()
    assert answer.headers["Content-Type"].startswith("image/")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("path", ["../a.sqlite3", "..%2fenvironment", "x.svg", "x.html", "none.png", "a/../../x.png"])
def test_nothing_but_pictures_has_an_address(reader: Client, path: str):
    folder = settings.MEDIA_ROOT / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x.svg").write_text("<svg/>")
    (folder / "x.html").write_text("<p>")
    assert reader.get(f"/media/images/{path}").status_code in (400, 404)


def test_page_offers_what_has_been_made_and_makes_no_more_than_one(reader: Client, language: str):
    image = Picture.objects.create(
        title="Bus",
        file=get_test_image_file(size=(900, 600)),
        licence="kogl-1",
        author="서울시",
        language="ko",
        source="https://example.org/1",
    )
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    PolicyPicture.objects.create(page=page, locale=page.locale, image=image, alternative="Bus", caption="Stop")
    assert "<source" not in reader.get(page.url).content.decode()
    assert image.renditions.count() == 1
    renditions.make.call([image.pk])
    html = reader.get(page.url).content.decode()
    figure = html.split("<figure")[1].split("</figure>")[0]
    assert figure.index('type="image/avif"') < figure.index('type="image/webp"') < figure.index("<img")
    assert 'width="800"' in figure
    assert 'height="533"' in figure
    assert figure.count("srcset=") == figure.count("sizes=") == 3
    assert 'loading="lazy"' in figure
    assert " 400w, " in figure
    assert " 900w" in figure
    assert "1600w" not in figure
    assert 'href="https://www.kogl.or.kr/info/licenseType1.do" rel="license noopener"' in figure
    assert {"ko": "공공누리 제1유형", "en": "KOGL Type 1"}[language] in figure
    assert "서울시" in figure
    assert 'href="https://example.org/1"' in figure
    assert ("Words in the picture: Korean." in figure) == (language == "en")
    assert image.renditions.count() == 8


def test_renditions_are_made_when_the_page_is_published(
    language: str, without_handouts, django_capture_on_commit_callbacks
):
    image = Picture.objects.create(
        title="Bus", file=get_test_image_file(size=(60, 40)), licence="cc0-1.0", author="Kim", language="zxx"
    )
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    page.pictures = [PolicyPicture(image=image, locale=page.locale, alternative="Bus", caption="Stop")]
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert image.renditions.count() == len(renditions.specs(image)) == 3


def test_source_that_is_a_script_is_no_link(reader: Client, language: str):
    image = Picture.objects.create(title="Bus", file=get_test_image_file(size=(6, 4)), source="javascript:alert(1)")
    shown = ShownPicture(image, "<script>", '"><script>alert(1)</script>')
    assert "href" not in shown.source
    assert "<script>" not in shown.markup
