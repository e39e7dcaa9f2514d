"""Queries and milliseconds of the processor of each kind of public page beside a bare Wagtail page in the same tree."""

from statistics import median
from time import process_time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .site import prepare

ROUNDS = 40
KINDS = {
    "home": "/{0}/",
    "policies": "/{0}/policies/",
    "area": "/{0}/policies/transportation/",
    "area, filtered": "/{0}/policies/transportation/?decade=2000&manual=on",
    "manual": "/{0}/policies/transportation/public-transport-reform-2004/",
    "introduction": "/{0}/policies/housing/citizen-apartments/",
    "policy office": "/{0}/policies/seoul-policy-office/",
    "indicator": "/{0}/policies/seoul-policy-office/population/",
    "register of projects": "/{0}/sharing/projects/",
    "project": "/{0}/sharing/projects/bogota-sitp/",
    "records": "/{0}/sharing/records/",
    "lineage": "/{0}/sharing/lineage/",
    "map": "/{0}/sharing/map/",
    "cities": "/{0}/cities/",
    "city": "/{0}/cities/bangkok/",
    "organisations": "/{0}/cities/organisations/",
    "organisation": "/{0}/cities/organisations/smg/",
    "about": "/{0}/about/",
    "glossary": "/{0}/glossary/",
    "search": "/{0}/search/?q=bus",
    "sitemap": "/{0}/sitemap/",
}


def _seconds(client: Client, path: str) -> float:
    start = process_time()
    response = client.get(path)
    elapsed = process_time() - start
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}")
    return elapsed


def _queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len(captured)


def run() -> None:
    bare = prepare()
    # The application as the server has it: what it looks through for garbage is not what loading left.
    import config.wsgi  # noqa: F401

    client = Client()
    bare_path = "/en/policies/bare/"
    assert bare.slug in bare_path
    print("| page | queries | ms | × bare page |\n| --- | ---: | ---: | ---: |")
    for name, pattern in KINDS.items():
        for language in ("ko", "en"):
            path = pattern.format(language)
            client.get(path), client.get(bare_path)
            pairs = [(_seconds(client, path), _seconds(client, bare_path)) for _ in range(ROUNDS)]
            ratio = median(own / other for own, other in pairs)
            own = median(own for own, _other in pairs) * 1000
            print(f"| {name} ({language}) | {_queries(client, path)} | {own:.1f} | {ratio:.2f} |")
    other = median(_seconds(client, bare_path) for _ in range(ROUNDS)) * 1000
    print(f"| bare Wagtail page | {_queries(client, bare_path)} | {other:.1f} | 1.00 |")
