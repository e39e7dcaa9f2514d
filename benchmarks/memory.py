"""Memory of the serving processes after they have shown every kind of page, and of the worker after a document."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from django_tasks_db.models import DBTaskResult

from seoulsolution.archive.policies.models import PolicyPage
from seoulsolution.archive.policies.tasks import enqueue_policies
from serving import commands

from .pages import KINDS
from .site import collect, prepare

BUDGET_MB = 400


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("The server stopped.")
        try:
            urllib.request.urlopen(url, timeout=5).read()  # noqa: S310
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not answer.")


def _group_memory(group: int) -> dict[str, float]:
    """Proportional set size in MB of every process of a process group, by its command line."""
    sizes: dict[str, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getpgid(int(folder.name)) != group:
                continue
            rollup = (folder / "smaps_rollup").read_text()
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()[:60]
        except (OSError, ProcessLookupError):
            continue
        kilobytes = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        sizes[f"{folder.name} {command}"] = kilobytes / 1024
    return sizes


def _make_handout() -> None:
    """Let the worker make one document."""
    page = PolicyPage.objects.get(slug="public-transport-reform-2004", locale__language_code="en")
    enqueue_policies([page.pk])
    for _ in range(300):
        if not DBTaskResult.objects.filter(status__in=("READY", "RUNNING")).exists():
            return
        time.sleep(0.1)
    raise RuntimeError("The worker did not make the document.")


def _start(port: int) -> tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]:
    """The server and the worker, each in a group of its own."""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    server, worker = (
        subprocess.Popen([*command], start_new_session=True, stderr=subprocess.DEVNULL, env=environment)
        for command in commands("127.0.0.1", port, dev=False).values()
    )
    return server, worker


def run() -> None:
    prepare()
    collect()
    port = _free_port()
    server, worker = _start(port)
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", server)
        for pattern in KINDS.values():
            for language in ("ko", "en"):
                urllib.request.urlopen(f"http://127.0.0.1:{port}{pattern.format(language)}", timeout=30).read()
        sizes = _group_memory(server.pid) | _group_memory(worker.pid)
        _make_handout()
        busy = sum(_group_memory(worker.pid).values())
    finally:
        for process in (server, worker):
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)
    for name, size in sizes.items():
        print(f"{size:6.0f} MB  {name}")
    print(f"{sum(sizes.values()):6.0f} MB  together (goal: {BUDGET_MB})")
    print(f"{busy:6.0f} MB  the background worker after its first document")
