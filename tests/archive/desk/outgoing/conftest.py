"""A server on loopback that answers as other sites do: well, not at all, and in every wrong way."""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Site(ThreadingHTTPServer):
    """`asked`: (method, path, user agent) in their order; `at_once`: how many it has to answer at the same time.

    What is asked at `/alone` is not answered before another has come, or a moment has passed.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.asked: list[tuple[str, str, str]] = []
        self.at_once = self.most_at_once = 0
        self.guard = threading.Lock()
        self.release = threading.Event()
        self.crowded = threading.Event()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever asks may leave."""


class Answers(BaseHTTPRequestHandler):
    server: Site

    def log_message(self, *given: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        with self.server.guard:
            self.server.asked.append((method, self.path, self.headers["User-Agent"]))
            self.server.at_once += 1
            self.server.most_at_once = max(self.server.most_at_once, self.server.at_once)
            if self.server.at_once > 1:
                self.server.crowded.set()
        if self.path.startswith("/alone"):
            self.server.crowded.wait(0.05)
        # Before it is answered: whoever has the answer may ask again at once.
        with self.server.guard:
            self.server.at_once -= 1
        with suppress(OSError):
            self.say(method, self.path.partition("?")[0])

    def say(self, method: str, path: str) -> None:
        kind, _slash, rest = path.strip("/").partition("/")
        match kind:
            case "status":
                self.head(int(rest))
            case "alone":
                self.head(200)
            case "no-head":
                self.head(405 if method == "HEAD" else 200)
            case "chain":
                self.head(301, leads_to=f"/chain/{int(rest) - 1}" if int(rest) else "/status/200")
            case "loop":
                self.head(302, leads_to="/loop")
            case "inside":
                self.head(302, leads_to="http://10.0.0.1/secret")
            case "nonsense":
                self.wfile.write(b"\x00\xff" * 100 + b"\r\n\r\n")
            case "huge" | "silent" | "drops":
                self.never_end(kind, method)
            case _:
                self.head(200)

    def never_end(self, kind: str, method: str) -> None:
        if kind == "silent":
            self.server.release.wait(20)
        elif kind == "huge":
            self.head(404 if method == "HEAD" else 200, length=10**12)
            while method == "GET":
                self.wfile.write(b"x" * 65536)
        else:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            while not self.server.release.wait(0.05):
                self.wfile.write(b"X-Drop: 1\r\n")

    def head(self, status: int, *, length: int = 0, leads_to: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        if leads_to:
            self.send_header("Location", leads_to)
        self.end_headers()


@pytest.fixture
def site(settings) -> Iterator[Site]:
    """With the setting that allows it, and little patience."""
    settings.LINK_CHECK_ALLOWS_LOOPBACK = True
    settings.LINK_CHECK_TIMEOUT = 0.5
    server = Site()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.release.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def resolved(monkeypatch: pytest.MonkeyPatch):
    """Says what a name server is to answer, and counts how often it is asked."""
    asked: list[str] = []

    def answer(*numbers: str) -> list[str]:
        def lookup(host: str, port: int, *given: Any, **more: Any) -> list[Any]:
            asked.append(host)
            number = numbers[min(len(asked), len(numbers)) - 1]
            family = socket.AF_INET6 if ":" in number else socket.AF_INET
            return [(family, socket.SOCK_STREAM, 6, "", (number, port))]

        monkeypatch.setattr(socket, "getaddrinfo", lookup)
        return asked

    return answer
