"""What is wrong with the content files, named so that whoever wrote them finds the place."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

SHOWN = 50
# More faults than anybody reads; a file that is wrong on every line must not fill the memory.
KEPT = 5_000


class WrongValueError(ValueError):
    """A value that does not fit. The message says what is wrong and what was expected."""


@dataclass(frozen=True, order=True)
class Fault:
    """`line` counts from 1; `file` is relative to the content folder."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.message}"


@dataclass
class Faults:
    """Every fault that was found, in the order in which people read files."""

    found: list[Fault] = field(default_factory=list)
    count: int = 0
    # Files that could not be read to their end: what they do not say is no fault of the others.
    unread: set[str] = field(default_factory=set)

    def give_up(self, file: str, line: int, name: str, message: str) -> None:
        """A fault after which nothing more of the file is read."""
        self.unread.add(file)
        self.add(file, line, name, message)

    def add(self, file: str, line: int, name: str, message: str) -> None:
        self.count += 1
        if len(self.found) < KEPT:
            self.found.append(Fault(file, line, name, message))

    def __bool__(self) -> bool:
        return self.count > 0

    def lines(self) -> list[str]:
        """At most `SHOWN` faults as text, and how many more there are."""
        lines = [str(fault) for fault in sorted(self.found)[:SHOWN]]
        if self.count > SHOWN:
            lines.append(_("and {number} more").format(number=self.count - SHOWN))
        return lines


class ContentError(Exception):
    """The content files cannot be loaded. Nothing was written."""

    def __init__(self, faults: Faults) -> None:
        super().__init__("\n".join(faults.lines()))
        self.faults = faults
