"""The house stands as it is meant to: relations obey the order of imports, every template is rendered."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ORDER = [
    "core",
    "archive",
    ("cooperation", "participation", "situation"),
    "discovery",
    ("exchange", "delivery"),
]


def floor(label: str) -> int | None:
    for level, rooms in enumerate(ORDER):
        if label == rooms or (label in rooms and isinstance(rooms, tuple)):
            return level
    return None


def test_relations_point_down_the_house():
    seen = 0
    for model in apps.get_models():
        own = floor(model._meta.app_label)
        for field in model._meta.get_fields():
            if own is None or not field.is_relation or field.auto_created or field.related_model is None:
                continue
            other = floor(field.related_model._meta.app_label)
            if other is None:
                continue
            seen += 1
            assert other < own or field.related_model._meta.app_label == model._meta.app_label, f"{model}.{field.name}"
    assert seen > 20


def test_every_environment_variable_of_the_settings_is_documented():
    guide = (settings.BASE_DIR / "docs/guides/configuration.md").read_text(encoding="utf-8")
    names = set()
    for path in (settings.BASE_DIR / "config/settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                function = ast.unparse(node.func)
                if function == "env" or function.startswith("env."):
                    names.add(str(node.args[0].value))
    assert "DATABASE_URL" in names
    assert [name for name in sorted(names) if f"`{name}`" not in guide] == []


@pytest.mark.parametrize("folder", ["seoulsolution", "config", "benchmarks", "script", "tests"])
def test_no_file_is_so_long_that_nobody_dares_to_open_it(folder: str):
    files = [p for p in (settings.BASE_DIR / folder).rglob("*.py") if "migrations" not in p.parts]
    assert files
    long = [(str(p), n) for p in files if (n := len(Path(p).read_text(encoding="utf-8").splitlines())) > 400]
    assert long == []
