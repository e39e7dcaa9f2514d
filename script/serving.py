"""Serving the site: the web server and the background worker, and saying where it is once it answers."""

import errno
import http.client
import json
import os
import socket
import time
from collections.abc import Mapping
from pathlib import Path

from environment import PYTHON, ROOT, VENV, Failure, is_wildcard, site_url
from processes import serve

RELOADED = ("config", "seoulsolution", "templates", "static/built")


def check_address(host: str, port: int) -> None:
    """Refuse early, before anything slow, when the address cannot be served at."""
    elsewhere = f"HOST is {host!r}, which is not an address of this machine: try HOST=127.0.0.1."
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except socket.gaierror:
        raise Failure(elsewhere) from None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            sentence = f"Port {port} at {host} is in use: stop what uses it or choose another with PORT."
        elif error.errno == errno.EACCES:
            sentence = f"Port {port} is for root only: choose one from 1024 with PORT."
        else:
            sentence = elsewhere
        raise Failure(sentence) from None


def worker_count() -> int:
    given = os.environ.get("WORKERS") or "1"
    if not given.isdecimal() or int(given) < 1:
        raise Failure(f"WORKERS is {given!r}: give a number from 1.")
    return int(given)


def commands(host: str, port: int, dev: bool) -> dict[str, list[str | Path]]:
    """The processes that serve together."""
    web: list[str | Path] = [
        VENV / "bin" / "granian",
        "--interface",
        "wsgi",
        "--host",
        host,
        "--port",
        str(port),
    ]
    threads = 2 * (os.cpu_count() or 1) + 1
    web += ["--workers", "1" if dev else str(worker_count()), "--blocking-threads", str(threads)]
    web += ["--workers-kill-timeout", "10", "--no-ws"]
    if dev:
        web += ["--reload", "--reload-ignore-worker-failure"]
        for folder in (ROOT / name for name in RELOADED):
            web += ["--reload-paths", folder] if folder.exists() else []
    return {
        "web server": [*web, "config.wsgi:application"],
        "background worker": [PYTHON, ROOT / "manage.py", "db_worker"],
    }


class Announcement:
    """Says once where the site is, when it answers."""

    def __init__(self, host: str, port: int) -> None:
        self.url, self.port = site_url(host, port), port
        self.host = "127.0.0.1" if is_wildcard(host) else host
        self.started = time.monotonic()

    def _health(self) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=5)
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        return answer.status, answer.read(2000).decode(errors="replace")

    def __call__(self) -> bool:
        try:
            status, said = self._health()
        except (OSError, http.client.HTTPException):
            return False
        print(f"\nSeoul Solution answers after {time.monotonic() - self.started:.1f} s:", flush=True)
        print(f"  {self.url}/ko/\n  {self.url}/en/\n  {self.url}/admin/\nCtrl-C stops it.\n", flush=True)
        if status != http.client.OK:
            print(f"It is not well yet (/healthz answers {status}): {_reason(said)}", flush=True)
        return True


def _reason(said: str) -> str:
    try:
        return json.dumps(json.loads(said), ensure_ascii=False)
    except ValueError:
        return "no reason given"


def serve_site(env: Mapping[str, str], host: str, port: int, *, dev: bool) -> int:
    return serve(commands(host, port, dev), env, Announcement(host, port))
