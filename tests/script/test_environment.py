"""The settings file, the address, and the refusal of a Python that is too old."""

import ast
import os
import stat
from pathlib import Path

import pytest

import environment

FOLDER = environment.ROOT / "script"
COMMANDS = sorted(path for path in FOLDER.iterdir() if path.is_file() and not path.suffix)


@pytest.fixture
def settings_file(tmp_path):
    return tmp_path / "var" / "environment"


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 14)])
def test_refusal_of_old_python_names_versions_and_remedy(version, monkeypatch):
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)

    sentence = environment.refusal(version)

    assert "3.11" in sentence
    assert f"{version[0]}.{version[1]}:" in sentence
    assert "install Python 3.11 or newer" in sentence


def test_refusal_of_old_python_points_at_a_newer_one_on_path(monkeypatch):
    monkeypatch.setattr(environment.shutil, "which", lambda name: name if name == "python3.12" else None)

    assert "python3.12 script/server" in environment.refusal((3, 9, 2))


def test_refusal_is_empty_for_a_python_that_will_do():
    assert environment.refusal((3, 11, 0)) == ""
    assert environment.refusal((3, 14, 1)) == ""


@pytest.mark.parametrize(
    "path", [*COMMANDS, Path(environment.__file__)], ids=lambda path: path.relative_to(environment.ROOT).name
)
def test_commands_can_be_read_by_old_python(path):
    """A syntax error would stand where the sentence should."""
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: path.name)
def test_command_can_be_run_and_says_what_it_does(path):
    first, second, *_ = path.read_text(encoding="utf-8").splitlines()

    assert first == "#!/usr/bin/env python3"
    assert second.startswith("# ")
    assert second.endswith(".")
    assert os.access(path, os.X_OK)


def test_settings_file_is_for_its_owner_only(settings_file):
    before = os.umask(0)
    try:
        environment.keep_settings_file(settings_file, "127.0.0.1", 8000)
    finally:
        os.umask(before)

    assert stat.S_IMODE(settings_file.stat().st_mode) == 0o600


def test_settings_file_holds_a_key_of_its_own(settings_file, tmp_path):
    first = environment.keep_settings_file(settings_file, "127.0.0.1", 8000)
    second = environment.keep_settings_file(tmp_path / "other", "127.0.0.1", 8000)

    assert len(first["SECRET_KEY"]) >= 50
    assert first["SECRET_KEY"] != second["SECRET_KEY"]


def test_settings_file_is_left_alone_when_nothing_changed(settings_file):
    environment.keep_settings_file(settings_file, "127.0.0.1", 8000)
    before = settings_file.stat()

    environment.keep_settings_file(settings_file, "127.0.0.1", 8000)

    after = settings_file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_settings_file_follows_host_and_port_and_keeps_its_key(settings_file):
    first = environment.keep_settings_file(settings_file, "127.0.0.1", 8000)

    second = environment.keep_settings_file(settings_file, "archive.example", 9000)

    assert second["SITE_URL"] == "http://archive.example:9000"
    assert second["ALLOWED_HOSTS"] == "127.0.0.1,localhost,archive.example"
    assert second["SECRET_KEY"] == first["SECRET_KEY"]


def test_settings_file_keeps_what_the_operator_fixed(settings_file):
    settings_file.parent.mkdir()
    settings_file.write_text("SITE_URL=https://solution.example\nSECURITY_CONTACT=mailto:security@solution.example\n")

    told = environment.keep_settings_file(settings_file, "127.0.0.1", 9000)

    assert told["SITE_URL"] == "https://solution.example"
    assert told["SECURITY_CONTACT"] == "mailto:security@solution.example"
    assert told["SECRET_KEY"]
    assert settings_file.read_text().count("SITE_URL=") == 1


def test_real_environment_wins_over_settings_file(monkeypatch):
    monkeypatch.setenv("SITE_URL", "https://real.example")

    env = environment.process_environment("config.settings.dev", {"SITE_URL": "http://file", "OWN": "value"})

    assert env["SITE_URL"] == "https://real.example"
    assert env["OWN"] == "value"
    assert env["DJANGO_SETTINGS_MODULE"] == "config.settings.dev"


def test_replace_file_leaves_the_old_one_when_writing_fails(tmp_path):
    path = tmp_path / "file"
    path.write_text("old")

    with pytest.raises(UnicodeEncodeError):
        environment.replace_file(path, "new \ud800")

    assert path.read_text() == "old"


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000.5"])
def test_address_refuses_a_port_that_is_none(port, monkeypatch):
    monkeypatch.setenv("PORT", port)

    with pytest.raises(environment.Failure, match="PORT"):
        environment.address()


@pytest.mark.parametrize(
    ("host", "shown"),
    [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]"), ("0.0.0.0", "127.0.0.1"), ("a.example", "a.example")],
)
def test_site_url_can_be_opened(host, shown):
    assert environment.site_url(host, 8000) == f"http://{shown}:8000"
