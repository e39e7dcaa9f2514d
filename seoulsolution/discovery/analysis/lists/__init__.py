"""Lists of words, one file each, separated by white space."""

from pathlib import Path


def read_list(name: str) -> list[str]:
    return (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").split()
