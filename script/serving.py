"""Serving the site: the web server and the background worker, and saying where it is once it answers."""

import errno
import http.client
import os
import socket
import time
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

from environment import PYTHON, ROOT, VENV, Failure, is_wildcard, site_url
from processes import serve

LONGEST_START = 60.0
"""Seconds after which the rest is started although the site does not answer here."""
RELOADED = ("config", "seoulsolution", "templates", "static/built")


def check_address(host: str, port: int) -> None:
    """Refuse early, before anything slow, when the address cannot be served at."""
    elsewhere = f"HOST is {host!r}, which is not an address of this machine: try HOST=127.0.0.1."
    try:
        family, kind, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
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
        # Its checks would import every view.
        "background worker": [PYTHON, ROOT / "manage.py", "db_worker", "--skip-checks"],
    }


def languages() -> list[str]:
    """The languages of the interface as they stand in addresses: those with a catalogue, then English."""
    catalogues = sorted((ROOT / "locale").glob("*/LC_MESSAGES"))
    return [path.parts[-2].replace("_", "-").lower() for path in catalogues] + ["en"]


class Announcement:
    """Says once where the site is, when it answers or when it ought to."""

    def __init__(self, host: str, port: int, public: str) -> None:
        self.place = ("127.0.0.1" if is_wildcard(host) else host, port)
        self.public = urlsplit(public)
        self.started = time.monotonic()

    def _health(self) -> tuple[int, str]:
        """Asked as the proxy in front of the site would ask."""
        headers = {"Host": self.public.netloc, "X-Forwarded-Proto": self.public.scheme}
        connection = http.client.HTTPConnection(*self.place, timeout=20)
        with closing(connection):
            connection.request("GET", "/healthz", headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read(2000).decode(errors="replace")

    def __call__(self) -> bool:
        took = time.monotonic() - self.started
        try:
            status, said = self._health()
        except (OSError, http.client.HTTPException) as error:
            if took < LONGEST_START:
                return False
            status, said = 0, f"no answer yet: {error}"
        print(f"\nSeoul Solution is up after {took:.1f} s:", flush=True)
        for name in (*languages(), "admin"):
            print(f"  {self.public.geturl().rstrip('/')}/{name}/", flush=True)
        print("Ctrl-C stops it.\n", flush=True)
        if status != http.client.OK:
            print(f"But it is not well (/healthz, {status}): {said.strip()}\n", flush=True)
        return True


def serve_site(env: Mapping[str, str], host: str, port: int, *, dev: bool) -> int:
    public = env.get("SITE_URL") or site_url(host, port)
    return serve(commands(host, port, dev), env, Announcement(host, port, public))
