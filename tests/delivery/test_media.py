import pytest
from django.conf import settings
from django.test import Client
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from seoulsolution.archive.models import PolicyPage, PolicyPicture

pytestmark = pytest.mark.django_db


# Wagtail's own rendition code leaves a temporary file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_picture_of_a_policy_is_shown_with_its_words_and_size(reader: Client, language: str):
    image = get_image_model().objects.create(title="Bus", file=get_test_image_file(size=(1600, 900)))
    page = PolicyPage.objects.get(slug="owl-bus", locale__language_code=language)
    PolicyPicture.objects.create(
        page=page, locale=page.locale, image=image, alternative="A night bus", caption="At the stop", credit="CC BY 4.0"
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


@pytest.mark.parametrize("path", ["../a.sqlite3", "..%2fenvironment", "x.svg", "x.html", "none.png", "a/../../x.png"])
def test_nothing_but_pictures_has_an_address(reader: Client, path: str):
    folder = settings.MEDIA_ROOT / "images"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "x.svg").write_text("<svg/>")
    (folder / "x.html").write_text("<p>")
    assert reader.get(f"/media/images/{path}").status_code in (400, 404)
