"""Steps that run only when their inputs changed, each stamped when it is complete."""

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT, replace_file

NOT_INPUTS = {"__pycache__", ".DS_Store"}


def files_under(*folders: Path, pattern: str = "*", without: Sequence[Path] = ()) -> list[Path]:
    """Every file below the folders that exist, in a stable order; a folder in `without` is left out."""
    found = (path for folder in folders if folder.exists() for path in folder.rglob(pattern))
    return sorted(
        path
        for path in found
        if path.is_file()
        and not NOT_INPUTS.intersection(path.parts)
        and not any(path.is_relative_to(folder) for folder in without)
    )


def digest(files: Iterable[Path] = (), facts: Iterable[str] = ()) -> str:
    """One name for the names and contents of files, and for facts that are not in files."""
    total = hashlib.sha256()
    for path in files:
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        total.update(f"{name}={content}\n".encode())
    for fact in facts:
        total.update(f"{fact}\n".encode())
    return total.hexdigest()


@dataclass(frozen=True)
class Step:
    """One part of the set-up.

    `action` is told whether the step has to begin afresh: it never ran here, or it was cut off half-way.
    `outputs` must exist for the stamp to count. The stamps of `followers` fall when this step runs.
    A step that `settles` changes its own inputs (a database): what it left behind is what is stamped.
    """

    title: str
    stamp: Path
    inputs: Callable[[], str]
    action: Callable[[bool], None]
    outputs: tuple[Path, ...] = ()
    followers: tuple[Path, ...] = ()
    settles: bool = False

    def is_current(self) -> bool:
        if not self.stamp.exists() or not all(path.exists() for path in self.outputs):
            return False
        return self.stamp.read_text() == self.inputs()

    def run(self) -> None:
        begins_afresh = not self.stamp.exists()
        before = "" if self.settles else self.inputs()
        for stamp in (*self.followers, self.stamp):
            stamp.unlink(missing_ok=True)
        self.action(begins_afresh)
        replace_file(self.stamp, before or self.inputs())


def carry_out(steps: Sequence[Step]) -> int:
    """Run what is due, in order, saying so; return how many ran."""
    ran = 0
    for number, step in enumerate(steps, start=1):
        if step.is_current():
            continue
        print(f"[{number}/{len(steps)}] {step.title} ...", flush=True)
        started = time.monotonic()
        step.run()
        print(f"[{number}/{len(steps)}] {step.title}: done in {time.monotonic() - started:.1f} s", flush=True)
        ran += 1
    return ran
