"""Pictures: opened, measured, and written anew without anything but the picture and its colours."""

import warnings
from io import BytesIO
from typing import Any

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from .kinds import Refused, is_drawing

# Nothing else of the hundred forms that Pillow knows is ever opened.
READERS = (AvifImagePlugin, GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
FORMATS = ["JPEG", "PNG", "WEBP", "AVIF", "GIF"]
# What a picture of one format is kept as, and how it is written.
KEPT: dict[str, tuple[str, str, dict[str, Any]]] = {
    "JPEG": ("jpg", "JPEG", {"quality": 92, "optimize": True}),
    "MPO": ("jpg", "JPEG", {"quality": 92, "optimize": True}),
    "PNG": ("png", "PNG", {}),
    "GIF": ("png", "PNG", {}),
    "WEBP": ("webp", "WEBP", {"quality": 90}),
    "AVIF": ("avif", "AVIF", {"quality": 85, "speed": 9}),
}
# WebP takes no longer side.
LONGEST_SIDE = 16_383
OF_THE_COLOURS = ("icc_profile", "transparency")


def clean_picture(content: bytes, *, most_pixels: int) -> tuple[str, bytes]:
    """(kind, content) of the picture without position, camera, comments, names, preview and whatever was hidden in it.

    Turned as the camera was held. Animations are refused; of a picture with several views the first stays.
    """
    if is_drawing(content):
        raise Refused("drawing")
    # Limits are our own, and a damaged preview is no reason to complain: it goes anyway.
    Image.MAX_IMAGE_PIXELS = None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        picture = _open(content)
        _measure(picture, most_pixels)
        try:
            picture.load()
            return _written(picture)
        except (MemoryError, Refused):
            raise
        except Exception as error:  # Pillow raises whatever a damaged picture leads it to
            raise Refused("damaged_picture") from error


def _open(content: bytes) -> Any:
    try:
        return Image.open(BytesIO(content), formats=FORMATS)
    except UnidentifiedImageError as error:
        raise Refused("no_picture") from error
    except MemoryError:
        raise
    except Exception as error:
        raise Refused("damaged_picture") from error


def _measure(picture: Any, most_pixels: int) -> None:
    width, height = picture.size
    if not width or not height:
        raise Refused("damaged_picture")
    if width * height > most_pixels:
        raise Refused("pixels", width=width, height=height, most=most_pixels)
    if max(width, height) > LONGEST_SIDE:
        raise Refused("side", width=width, height=height, most=LONGEST_SIDE)
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise Refused("animated")


def _written(picture: Any) -> tuple[str, bytes]:
    kind, written_as, options = KEPT[picture.format]
    colours: dict[Any, Any] = {name: picture.info[name] for name in OF_THE_COLOURS if name in picture.info}
    turned = ImageOps.exif_transpose(picture)
    if picture.format == "JPEG" and turned.size == picture.size and picture.getexif().get(0x0112, 1) == 1:
        # Nothing was turned: the same steps of quality, so that nothing is lost.
        turned, options = picture, {"quality": "keep", "optimize": True}
    turned.info = dict(colours)
    file = BytesIO()
    profile = {"icc_profile": colours["icc_profile"]} if "icc_profile" in colours else {}
    turned.save(file, written_as, exif=b"", **options, **profile)
    return kind, file.getvalue()
