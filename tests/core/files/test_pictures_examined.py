"""What is left of a picture, and which are refused, by what is in them."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from seoulsolution.core.files.examination import examine
from seoulsolution.core.files.kinds import Refused

from .samples import GPS, SECRET, moving, photograph, wide


def examined(content: bytes, most_pixels: int = 1_000_000) -> tuple[str, Image.Image, bytes]:
    kind, kept, pages = examine(content, purpose="picture", called="kim.jpg", most_pixels=most_pixels)
    assert pages == 0
    picture = Image.open(BytesIO(kept))
    picture.load()
    return kind, picture, kept


def refusal(content: bytes, most_pixels: int = 1_000_000) -> str:
    with pytest.raises(Refused) as refused:
        examined(content, most_pixels)
    return refused.value.code


@pytest.mark.parametrize(
    ("form", "kind"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif"), ("GIF", "png")]
)
def test_picture_keeps_nothing_but_the_picture(form: str, kind: str):
    content = photograph(form)
    if form != "GIF":
        assert SECRET.encode() in content
        assert Image.open(BytesIO(content)).getexif().get_ifd(GPS)
    found, picture, kept = examined(content)
    assert found == kind
    assert SECRET.encode() not in kept
    assert not dict(picture.getexif())
    assert not {"xmp", "comment", "exif"} & set(picture.info)


def test_picture_is_turned_as_the_camera_was_held():
    _kind, picture, _kept = examined(photograph(turned=6))
    assert picture.size == (40, 60)


def test_picture_that_is_not_turned_loses_nothing():
    content = photograph()
    assert examined(content)[1].tobytes() == Image.open(BytesIO(content)).tobytes()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("turned", [1, 6])
def test_picture_keeps_its_colours(form: str, turned: int):
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    _kind, picture, _kept = examined(photograph(form, turned=turned, icc_profile=profile))
    assert picture.info["icc_profile"] == profile


def test_transparent_picture_stays_transparent():
    file = BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(file, "PNG")
    assert examined(file.getvalue())[1].getpixel((0, 0))[3] == 0


def test_what_hangs_on_a_picture_is_left_behind():
    for form in ("GIF", "JPEG", "PNG"):
        _kind, _picture, kept = examined(photograph(form) + b"<script>alert(1)</script>PK\x03\x04")
        assert b"<script>" not in kept
        assert b"PK\x03\x04" not in kept


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "drawing"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- x --><svg>", "drawing"),
        (b"<html><script>alert(1)</script>", "no_picture"),
        (b"GIF89a=1;alert(1)//", "no_picture"),
        (b"BM" + bytes(60), "no_picture"),
        (b"%PDF-1.7", "no_picture"),
        (photograph()[:400], "damaged_picture"),
        (photograph("PNG")[:90], "damaged_picture"),
        (moving(), "animated"),
    ],
)
def test_what_is_no_still_picture_is_refused(content: bytes, code: str):
    assert refusal(content) == code


def test_picture_with_too_many_pixels_is_refused_before_it_is_unpacked():
    content = wide(15_000)
    assert len(content) < 50_000
    with pytest.raises(Refused) as refused:
        examined(content, 50_000_000)
    assert refused.value.code == "pixels"
    assert refused.value.values == {"width": 15_000, "height": 15_000, "most": 50_000_000}


def test_picture_with_too_long_a_side_is_refused():
    file = BytesIO()
    Image.new("1", (20_000, 2)).save(file, "PNG")
    assert refusal(file.getvalue()) == "side"
