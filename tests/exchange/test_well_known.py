"""Small files at fixed addresses."""

from io import BytesIO

from django.test import Client
from PIL import Image


def test_icon_stands_where_browsers_and_feed_readers_ask_for_it(reader: Client):
    answer = reader.get("/favicon.ico")
    picture = Image.open(BytesIO(answer.content))
    assert (answer.status_code, answer["Content-Type"], picture.format) == (200, "image/x-icon", "ICO")
    assert {(16, 16), (32, 32)} <= picture.info["sizes"]
    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=604800"}
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
