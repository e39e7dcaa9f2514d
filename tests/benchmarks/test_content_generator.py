"""The generated content is content: everything that loads has its file, and every file its fitting rows."""

from pathlib import Path

from benchmarks.content_generator import generate
from seoulsolution.archive.loading.parse import parse


def test_generated_content_has_no_fault(tmp_path: Path):
    generate(5, tmp_path, projects=7, cities=9)
    content = parse(tmp_path)
    assert (len(content.policies), len(content.projects), len(content.cities)) == (5, 7, 9)
    assert len(content.manuals) == 5


def test_same_number_gives_the_same_content(tmp_path: Path):
    for name in ("one", "other"):
        generate(3, tmp_path / name, projects=2, cities=3)
    files = {path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file()}
    assert len(files) > 20
    assert all((tmp_path / "one" / path).read_bytes() == (tmp_path / "other" / path).read_bytes() for path in files)
