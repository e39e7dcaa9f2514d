"""The steps that make a bare folder ready: packages, front end, messages, static files, database, content."""

import importlib.util
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager, closing, suppress
from pathlib import Path

from environment import PYTHON, ROOT, VENV, Failure, process_environment, var_dir
from processes import only_one, run
from stamps import Step, carry_out, digest, files_under

MINIMUM_NODE = 18
NEEDED_SPACE = 1024**3
LOCK = ROOT / "var" / "set-up.lock"
VENV_STAMPS = VENV / "stamps"
NODE_MODULES = ROOT / "node_modules"
BUILT = ROOT / "static" / "built"
PACKAGE_FILES = [ROOT / "package.json", ROOT / "package-lock.json"]


def requirements(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _cut_off() -> list[str]:
    """Names of installations that were begun and never finished; their packages may be half there."""
    return sorted(path.name for path in VENV_STAMPS.glob("*.begun"))


def _install(name: str) -> None:
    """Install one lock file. While it runs a mark stands in the environment; a killed run leaves it there."""
    VENV_STAMPS.mkdir(exist_ok=True)
    mark = VENV_STAMPS / f"{name}.begun"
    mark.touch()
    options = ["--require-hashes", "--no-deps", "--no-input", "--disable-pip-version-check", "--no-compile"]
    try:
        run([PYTHON, "-m", "pip", "install", *options, "-r", requirements(name)], patience=60)
    except Failure:
        mark.unlink()  # pip downloads everything before it installs anything
        raise
    mark.unlink()


def _check_machine() -> None:
    missing = [name for name in ("venv", "ensurepip", "ssl", "sqlite3") if not importlib.util.find_spec(name)]
    if missing:
        raise Failure(
            f"This Python lacks {', '.join(missing)}: install the rest of it "
            "(Debian, Ubuntu: apt-get install python3-venv) and run this again."
        )
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_SPACE:
        raise Failure(f"Only {free // 1024**2} MB are free and about 1 GB is needed: free some and run it again.")


def _make_venv(afresh: bool) -> None:
    """Always from nothing: an environment that changed in part is not the one that was locked."""
    _check_machine()
    discarded = ROOT / ".venv.discarded"
    for place in (discarded, VENV):
        if place.is_symlink():
            place.unlink()
    shutil.rmtree(discarded, ignore_errors=True)
    if VENV.exists():
        VENV.rename(discarded)
        shutil.rmtree(discarded, ignore_errors=True)
    base = getattr(sys, "_base_executable", sys.executable)
    run([base, "-m", "venv", VENV])
    _install("base")
    # On every processor, which pip does not do. What cannot be compiled, such as a package's own bad example, is left.
    with suppress(Failure):
        run([PYTHON, "-m", "compileall", "-qq", "-j", "0", VENV / "lib"])


def _environment_digest() -> str:
    return digest([requirements("base")], [sys.version, sys.base_prefix, str(ROOT), *_cut_off()])


def python_step() -> Step:
    return Step(
        "Making the Python environment and installing packages",
        stamp=VENV_STAMPS / "base",
        inputs=_environment_digest,
        action=_make_venv,
        outputs=(PYTHON,),
        settles=True,
    )


def development_step() -> Step:
    return Step(
        "Installing the packages for tests and checks",
        stamp=VENV_STAMPS / "dev",
        inputs=lambda: digest([requirements("dev")]),
        action=lambda _: _install("dev"),
        outputs=(PYTHON,),
    )


def node_version(command: str) -> int:
    """The major version, 0 when there is none to be had."""
    try:
        answer = subprocess.run([command, "--version"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def _npm() -> str:
    """An npm that will do: from PATH, else from a package that brings Node into the Python environment."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(node) >= MINIMUM_NODE:
        return npm
    own = VENV / "bin" / "npm"
    if not (VENV_STAMPS / "node").exists():
        print(f"      no Node.js {MINIMUM_NODE} or newer on PATH: installing one for this folder", flush=True)
        try:
            _install("node")
        except Failure as failure:
            raise Failure(f"Node.js {MINIMUM_NODE} or newer is neither here nor to be had. {failure}") from None
        (VENV_STAMPS / "node").touch()
    return str(own)


def _run_npm(*arguments: str) -> None:
    run([_npm(), *arguments], env=process_environment("config.settings.base"))


def _front_end_sources() -> list[Path]:
    """What the build reads: styles hold what the templates name."""
    folders = [ROOT / name for name in ("static", "script/frontend", "templates")]
    return files_under(*folders, without=[BUILT])


def front_end_steps() -> list[Step]:
    return [
        Step(
            "Installing front-end packages",
            stamp=NODE_MODULES / ".complete",
            inputs=lambda: digest(PACKAGE_FILES),
            action=lambda _: _run_npm("ci", "--ignore-scripts", "--no-audit", "--no-fund"),
        ),
        Step(
            "Building the front end",
            stamp=BUILT / ".complete",
            inputs=lambda: digest([*PACKAGE_FILES, *_front_end_sources()]),
            action=lambda _: _run_npm("run", "build"),
        ),
    ]


def messages_step() -> Step:
    catalogues = files_under(ROOT / "locale", ROOT / "seoulsolution" / "core" / "locale", pattern="*.po")
    return Step(
        "Compiling message catalogues",
        stamp=var_dir() / "stamps" / "messages",
        inputs=lambda: digest(catalogues),
        action=lambda _: run([PYTHON, ROOT / "script" / "messages", "--compile"]),
        outputs=tuple(path.with_suffix(".mo") for path in catalogues),
    )


def applied_migrations(database: str) -> str:
    """What an SQLite database says has been applied, so that a restored or removed one is noticed."""
    if not database.startswith("sqlite:///"):
        return "not asked"
    path = ROOT / database.removeprefix("sqlite:///")
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
            return json.dumps(rows)
    except sqlite3.Error:
        return "none"


def database_steps(env: Mapping[str, str]) -> list[Step]:
    stamps = var_dir() / "stamps"
    database = env.get("DATABASE_URL") or f"sqlite:///{var_dir() / 'database.sqlite3'}"
    migrations = files_under(ROOT / "seoulsolution", pattern="migrations/*.py")
    engine = [env.get("SEARCH_ENGINE") or "tantivy", env.get("TYPESENSE_NODES", "")]

    def manage(*arguments: str | Path) -> None:
        run([PYTHON, ROOT / "manage.py", *arguments], env=env)

    return [
        Step(
            "Preparing the database",
            stamp=stamps / "database",
            inputs=lambda: digest([requirements("base"), *migrations], [database, applied_migrations(database)]),
            action=lambda _: manage("migrate", "--noinput", "--verbosity=1"),
            followers=(stamps / "content", stamps / "administrator", stamps / "search"),
            settles=True,
        ),
        Step(
            "Loading the starter content",
            stamp=stamps / "content",
            inputs=lambda: digest(files_under(ROOT / "content")),
            action=lambda _: manage("load_content", "--if-empty"),
        ),
        Step(
            "Preparing the search",
            stamp=stamps / "search",
            inputs=lambda: digest([requirements("base"), *files_under(ROOT / "seoulsolution" / "discovery")], engine),
            action=lambda _: manage("rebuild_index", "--if-needed"),
            outputs=(var_dir() / "search" / "current",) if engine[0] == "tantivy" else (),
        ),
        Step(
            "Looking for an administrator",
            stamp=stamps / "administrator",
            inputs=digest,
            action=lambda _: run([PYTHON, ROOT / "script" / "administrator.py"], env=env),
        ),
    ]


def static_step(env: Mapping[str, str]) -> Step:
    def collect(afresh: bool) -> None:
        # Typesetting fonts are not served. Half a file of a collection that was cut off would pass for a newer one.
        options = ["--noinput", "--ignore=typesetting", *(["--clear"] if afresh else [])]
        run([PYTHON, ROOT / "manage.py", "collectstatic", *options], env=env)

    return Step(
        "Collecting static files",
        stamp=var_dir() / "stamps" / "static",
        inputs=lambda: digest([requirements("base"), *files_under(BUILT)]),
        action=collect,
        outputs=(var_dir() / "static",),
    )


def alone() -> AbstractContextManager[None]:
    """Nobody else sets up in this folder meanwhile."""
    return only_one(LOCK)


def prepare_server(env: Mapping[str, str], *, dev: bool) -> None:
    steps = [python_step(), *front_end_steps(), messages_step()]
    steps += [] if dev else [static_step(env)]
    carry_out([*steps, *database_steps(env)])


def prepare_development() -> None:
    """What the tests and checks need: everything but a database, content and collected static files."""
    with alone():
        carry_out([python_step(), development_step(), *front_end_steps(), messages_step()])


def enter_environment() -> None:
    """Go on in the project's Python environment, which is made first if need be."""
    if Path(sys.prefix).resolve() == VENV.resolve():
        return
    with alone():
        carry_out([python_step()])
    os.execv(PYTHON, [str(PYTHON), str(ROOT / "script" / Path(sys.argv[0]).name), *sys.argv[1:]])
