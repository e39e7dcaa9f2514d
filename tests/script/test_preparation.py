"""What decides whether the environment, the front end and the database are ready."""

import sqlite3
import sys

import pytest

import preparation
from environment import Failure


@pytest.fixture
def venv_stamps(tmp_path, monkeypatch):
    monkeypatch.setattr(preparation, "VENV_STAMPS", tmp_path)
    return tmp_path


def test_environment_is_remade_when_an_installation_was_cut_off(venv_stamps):
    before = preparation._environment_digest()
    (venv_stamps / "dev.begun").touch()

    assert preparation._environment_digest() != before


def test_environment_is_remade_for_another_python(venv_stamps, monkeypatch):
    before = preparation._environment_digest()
    monkeypatch.setattr(sys, "version", "3.99.0")

    assert preparation._environment_digest() != before


def test_failed_installation_leaves_no_mark(venv_stamps, monkeypatch):
    """Nothing was installed, so what was there is still good."""

    def fail(*arguments, **options):
        assert (venv_stamps / "dev.begun").exists()
        raise Failure("no network")

    monkeypatch.setattr(preparation, "run", fail)

    with pytest.raises(Failure):
        preparation._install("dev")

    assert preparation._cut_off() == []


def test_killed_installation_leaves_its_mark(venv_stamps, monkeypatch):
    def stop(*arguments, **options):
        raise KeyboardInterrupt

    monkeypatch.setattr(preparation, "run", stop)

    with pytest.raises(KeyboardInterrupt):
        preparation._install("dev")

    assert preparation._cut_off() == ["dev.begun"]


def test_missing_part_of_python_is_named_with_its_package(monkeypatch):
    present = {"venv", "ssl", "sqlite3"}
    monkeypatch.setattr(preparation.importlib.util, "find_spec", lambda name: name in present)

    with pytest.raises(Failure, match=r"ensurepip.*python3-venv"):
        preparation._check_machine()


def test_full_disk_is_refused_before_anything_is_installed(monkeypatch):
    monkeypatch.setattr(preparation, "NEEDED_SPACE", 2**80)

    with pytest.raises(Failure, match="MB are free"):
        preparation._check_machine()


@pytest.mark.parametrize(("said", "major"), [("v20.11.1", 20), ("v9.0.0", 9), ("not node", 0)])
def test_node_version_reads_the_major(said, major, tmp_path):
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {said}\n")
    node.chmod(0o755)

    assert preparation.node_version(str(node)) == major


def test_node_version_of_nothing_is_zero(tmp_path):
    assert preparation.node_version(str(tmp_path / "absent")) == 0


def test_applied_migrations_tell_a_restored_database_from_the_present(tmp_path):
    database = tmp_path / "database.sqlite3"
    address = f"sqlite:///{database}"
    assert preparation.applied_migrations(address) == "none"

    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE django_migrations (id INTEGER PRIMARY KEY, app TEXT, name TEXT)")
        connection.execute("INSERT INTO django_migrations (app, name) VALUES ('archive', '0001_initial')")
    connection.close()

    assert preparation.applied_migrations(address) == '[["archive", "0001_initial"]]'


def test_applied_migrations_makes_no_database(tmp_path):
    preparation.applied_migrations(f"sqlite:///{tmp_path / 'database.sqlite3'}")

    assert list(tmp_path.iterdir()) == []
