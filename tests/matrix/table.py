"""The table of who may do what, as a text that people read."""

from collections import defaultdict
from pathlib import Path

from .addresses import Address
from .planting import ROLES, State

FILE = Path(__file__).with_name("who_may.txt")
HEAD = f"""\
# Who may do what, at every address of the site.
#
# A column is a role: those of the transport office, and an administrator of the whole site. Where an address is about
# a page, a cell has a sign for each state of the page, in this order:
#
{chr(10).join(f"#   {number}. {state.value}" for number, state in enumerate(State, 1))}
#
# The signs:  .  turned away or nothing there   o  may look   x  may change something   !  may change what readers see
#
# A new address is put into the table by `python -m tests.matrix`, after the test has failed on it; what changes in the
# table is what changes in who may do what.
"""

Cells = dict[str, str]  # by the name of the address


class Column:
    """What one role may do."""

    def __init__(self) -> None:
        self._signs: dict[str, dict[State | None, str]] = defaultdict(dict)

    def put(self, address: Address, sign: str) -> None:
        known = self._signs[address.name].get(address.state, ".")
        self._signs[address.name][address.state] = max(known, sign, key=".ox!".index)

    def cells(self) -> Cells:
        return {
            name: "".join(signs[state] for state in (None, *State) if state in signs)
            for name, signs in self._signs.items()
        }


def read() -> dict[str, Cells]:
    """Of each role the cells of its column."""
    found: dict[str, Cells] = {role: {} for role in ROLES}
    for line in FILE.read_text().splitlines() if FILE.exists() else ():
        if line and not line.startswith(("#", " ")):
            name, *cells = line.split(" | ")
            for role, cell in zip(ROLES, cells, strict=True):
                found[role][name.strip()] = cell.strip()
    return found


def write(columns: dict[str, Cells]) -> None:
    names = sorted({name for cells in columns.values() for name in cells})
    width = max(len(name) for name in names)
    lines = [HEAD, " | ".join([" " * width, *(f"{role:{_width(role)}}" for role in ROLES)]).rstrip()]
    for name in names:
        cells = [f"{columns[role].get(name, ''):{_width(role)}}" for role in ROLES]
        lines.append(" | ".join([f"{name:{width}}", *cells]).rstrip())
    FILE.write_text("\n".join(lines) + "\n")


def _width(role: str) -> int:
    return max(len(role), len(State))
