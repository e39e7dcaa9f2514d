"""Whatever is asked of the search is answered, in words or by what it is."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("searchable")

ODD = {
    "empty": "",
    "space": " ",
    "punctuation": "%_'\"\\()[]{}?&#*+-^~:!/",
    "open quote": '"bus',
    "operators": "title:bus AND (OR NOT",
    "single letter": "ㄱ",
    "letters": "ㅋㅋㅋㅋ",
    "emoji": "🚌🚇",
    "sql": "' OR 1=1; DROP TABLE --",
    "regex": "(a+)+$",
    "direction": "\u202e버스\u202c",
    "markup": "<b>bus</b>",
    "cyrillic": "автобус",
    "arabic": "حافلة",
    "chinese": "公共汽车",
    "decomposed": "버스",
    "wide": "ＢＵＳ",
    "huge": "버스 " * 20_000,
    "one long word": "a" * 100_000,
    "many words": " ".join(f"word{n}" for n in range(5_000)),
}


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("query", ODD.values(), ids=ODD)
def test_odd_queries_are_answered(reader: Client, language: str, query: str):
    response = reader.get(f"/{language}/search/", {"q": query})
    assert response.status_code in (200, 414)
    assert b"<b>bus" not in response.content


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("address", ["page=0", "page=-1", "page=abc", "page=99999999999999", "page=²"])
def test_pages_that_do_not_exist_are_answered(reader: Client, language: str, address: str):
    assert reader.get(f"/{language}/search/?q=bus&{address}").status_code == 200


@pytest.mark.usefixtures("each_engine")
@pytest.mark.parametrize("address", ["area=nonsense", "sdg=0&sdg=99", "sort=nonsense", "kind=<b>"])
def test_facets_that_do_not_exist_are_answered(reader: Client, language: str, address: str):
    assert reader.get(f"/{language}/search/?q=bus&{address}").status_code == 200


@pytest.mark.parametrize("address", ["q=bus%00lane", "q=bus&has=%00"])
def test_null_bytes_are_refused(reader: Client, address: str):
    assert reader.get(f"/en/search/?{address}").status_code == 400


@pytest.mark.usefixtures("each_engine")
def test_ten_thousand_facets_are_answered(reader: Client):
    address = "&".join(f"area=a{n}" for n in range(10_000))
    assert reader.get(f"/en/search/?q=bus&{address}").status_code in (200, 400, 414)
