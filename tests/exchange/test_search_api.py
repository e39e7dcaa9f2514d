import json
from typing import Any

import pytest
from django.test import Client

from seoulsolution.exchange import search_api

pytestmark = pytest.mark.usefixtures("searchable")


def ask(reader: Client, **parameters: Any) -> dict[str, Any]:
    response = reader.get("/api/v1/search", parameters)
    assert response.status_code == 200
    return response.json()


def test_answer_has_the_promised_shape(reader: Client, language: str):
    answer = ask(reader, q="NRW", lang=language)
    assert set(answer) == {"total", "took_ms", "results", "facets"}
    first = answer["results"][0]
    assert set(first) == {"id", "kind", "title", "language", "url", "score", "snippet", "matched_by"}
    assert (first["id"], first["kind"], first["language"]) == ("revenue-water-ratio", "policy", language)
    assert first["url"].startswith(f"http://testserver/{language}/policies/water/")
    assert any(way["way"] == "name" for way in first["matched_by"])
    assert "<" not in first["title"] + first["snippet"]


def test_language_is_the_readers_and_no_filter(reader: Client):
    korean, english = (ask(reader, q="night bus", lang=code) for code in ("ko", "en"))
    assert {result["id"] for result in korean["results"]} == {result["id"] for result in english["results"]}
    assert {result["language"] for result in korean["results"]} == {"ko"}


def test_facets_narrow(reader: Client, language: str):
    everything = ask(reader, q="bus", lang=language)
    counts = {choice["value"]: choice["count"] for choice in everything["facets"]["kind"]}
    narrowed = ask(reader, q="bus", lang=language, kind="policy")
    assert narrowed["total"] == counts["policy"] < everything["total"]
    assert {result["kind"] for result in narrowed["results"]} == {"policy"}


def test_limit_and_offset_page_through(reader: Client, language: str):
    all_at_once = ask(reader, q="water", lang=language, limit=10)["results"]
    in_parts = [
        result
        for offset in (0, 5)
        for result in ask(reader, q="water", lang=language, limit=5, offset=offset)["results"]
    ]
    assert in_parts == all_at_once
    assert len(all_at_once) == 10


@pytest.mark.parametrize(
    "parameters",
    [
        {"limit": "0"},
        {"limit": "101"},
        {"limit": "ten"},
        {"offset": "-1"},
        {"lang": "xx"},
        {"sort": "random"},
        {"offset": "9" * 50},
    ],
)
def test_wrong_parameters_are_refused_with_their_names(reader: Client, parameters: dict[str, str]):
    response = reader.get("/api/v1/search", {"q": "bus", **parameters})
    assert response.status_code == 400
    assert response.headers["Content-Type"] == "application/problem+json"
    assert set(response.json()["faults"]) == set(parameters)


def test_refusal_is_in_the_language_asked_for(reader: Client):
    details = {reader.get("/api/v1/search", {"lang": code, "limit": "0"}).json()["detail"] for code in ("ko", "en")}
    assert len(details) == 2


@pytest.mark.parametrize("query", ["", "((((", "🚌", "\u202eabc", "ㄱ", "버스 " * 100])
def test_odd_queries_are_answered(reader: Client, query: str):
    answer = ask(reader, q=query)
    assert answer["total"] >= 0


@pytest.mark.usefixtures("one_minute")
def test_too_many_requests_are_told_when_to_come_back(reader: Client):
    for _n in range(search_api.REQUESTS_A_MINUTE):
        reader.get("/api/v1/search", REMOTE_ADDR="198.51.100.7")
    response = reader.get("/api/v1/search", REMOTE_ADDR="198.51.100.7")
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert response.json()["status"] == 429
    assert reader.get("/api/v1/search", REMOTE_ADDR="198.51.100.8").status_code == 200


def test_without_an_index_the_answer_is_503(reader: Client, settings, tmp_path):
    settings.SEARCH_DIR = tmp_path
    response = reader.get("/api/v1/search", {"q": "bus"})
    assert response.status_code == 503
    assert response.json()["title"] == "Service Unavailable"


def test_other_sites_may_ask(reader: Client):
    response = reader.get("/api/v1/search", {"q": "bus"})
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies


def test_description_names_what_is_answered(reader: Client):
    description = json.loads(reader.get("/api/v1/openapi.json").content)
    operation = description["paths"]["/api/v1/search"]["get"]
    names = {parameter["name"] for parameter in operation["parameters"]}
    assert {"q", "lang", "kind", "area", "limit", "offset"} <= names
    result = ask(reader, q="bus")["results"][0]
    assert set(description["components"]["schemas"]["Result"]["properties"]) == set(result)
