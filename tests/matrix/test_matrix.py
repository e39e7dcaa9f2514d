"""Every role at every address, on a page in every state."""

import json
from pathlib import Path

import pytest
from django.conf import settings as conf
from django.test import Client

from . import table
from .addresses import every_address
from .answers import Visitor
from .planting import ROLES, Planted, State

pytestmark = pytest.mark.django_db

# Whose pages a role of the office has no business with.
FOREIGN = {role: [State.OTHER_OFFICE] for role in ROLES} | {"nobody": list(State), "administrator": []}
OBSERVED = Path(conf.BASE_DIR) / "var" / "matrix"


def client_of(role: str, planted: Planted) -> Client:
    client = Client()
    if role in planted.people:
        client.force_login(planted.people[role])
    return client


@pytest.mark.long
@pytest.mark.usefixtures("without_handouts")
# A report of wagtail-localize pages through rows in no order.
@pytest.mark.filterwarnings("default::django.core.paginator.UnorderedObjectListWarning")
@pytest.mark.parametrize("role", ROLES)
def test_who_may_do_what_is_as_the_table_says(planted: Planted, role: str):
    visitor, column, leaks = Visitor(client_of(role, planted)), table.Column(), []
    for address in every_address(planted):
        answer = visitor.ask(address.path, address.sent)
        column.put(address, answer.letter)
        leaks += [f"{address.name}: {state}" for state in FOREIGN[role] if planted.words[state] in answer.text]
        if role != "author" and planted.imported in answer.text:
            leaks.append(f"{address.name}: an import of somebody else")
    seen, told = column.cells(), table.read()[role]
    OBSERVED.mkdir(parents=True, exist_ok=True)
    (OBSERVED / f"{role}.json").write_text(json.dumps(seen))
    differing = [
        f"{name}: {told.get(name, 'not in the table')} is now {seen.get(name, 'not an address of the site')}"
        for name in sorted({*seen, *told})
        if seen.get(name) != told.get(name)
    ]
    assert visitor.broken == []
    assert leaks == []
    assert differing == [], f"{role}: if that is meant, `python -m tests.matrix` puts it into {table.FILE.name}"
