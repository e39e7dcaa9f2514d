"""Asks one address whether it is there, without ever being led into the network that the server stands in.

A name is resolved first, and the connection goes to what it was resolved to: whatever a name server says a moment
later changes nothing. Nothing of an answer is read but its head.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

from django.conf import settings

from .models import Fault

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
# What servers answer to programs, or to those who are not signed in: something is there.
IS_THERE = (401, 402, 403, 407, 429, 451, 999)
# What asking again in another way does not change.
SETTLED = (Fault.MALFORMED, Fault.PRIVATE, Fault.NO_HOST, Fault.CERTIFICATE, Fault.REDIRECTS)
# Addresses of IPv6 that lead to any of IPv4 by way of a gateway.
GATEWAYS = ipaddress.ip_network("64:ff9b::/96")
KEPT_IN_PATHS = "%/:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class Answer:
    """`status`: of the last server that was asked; `leads_to`: where it was redirected to, empty for nowhere."""

    status: int | None = None
    fault: str = ""
    leads_to: str = ""

    @property
    def is_good(self) -> bool:
        return not self.fault


class Refused(Exception):
    """`fault`: why an address cannot be asked, or was not answered."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


class Turns:
    """One request at a time for a host, whoever asks."""

    def __init__(self) -> None:
        self._locks: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    @contextmanager
    def of(self, host: str) -> Iterator[None]:
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            yield


def ask(address: str, turns: Turns | None = None) -> Answer:
    """HEAD first, and GET where that is not answered well: many servers know no HEAD."""
    turns = turns or Turns()
    answer = _follow("HEAD", address, turns)
    return answer if answer.is_good or answer.fault in SETTLED else _follow("GET", address, turns)


def _follow(method: str, address: str, turns: Turns) -> Answer:
    where = address
    for _number in range(MOST_REDIRECTS + 1):
        leads_to = where if where != address else ""
        try:
            parts = split(where)
            with turns.of(parts.hostname or ""):
                status, location = _request(method, parts)
        except Refused as refused:
            return Answer(None, refused.fault, leads_to)
        if status not in REDIRECTS or not location:
            is_there = status < 400 or status in IS_THERE
            return Answer(status, "" if is_there else Fault.STATUS, leads_to)
        try:
            where = urljoin(where, location)
        except ValueError:
            return Answer(status, Fault.MALFORMED, leads_to)
    return Answer(status, Fault.REDIRECTS, where)


def split(address: str) -> SplitResult:
    """The parts of an address, in ASCII; Refused where it can be no address of the web."""
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except (ValueError, UnicodeError):
        raise Refused(Fault.MALFORMED) from None
    if parts.scheme not in ("http", "https") or not host or port == 0 or len(host) > 253:
        raise Refused(Fault.MALFORMED)
    named = f"[{host}]" if ":" in host else host
    path = quote(parts.path or "/", safe=KEPT_IN_PATHS)
    query = quote(parts.query, safe=f"{KEPT_IN_PATHS}?[]")
    return SplitResult(parts.scheme, f"{named}:{port}" if port else named, path, query, "")


def _resolve(host: str, port: int) -> list[tuple[Any, ...]]:
    """Where a host is. Refused where any of it lies in a network that is not the public one."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused(Fault.NO_HOST) from None
    for *_rest, place in found:
        if not may_be_asked(str(place[0])):
            raise Refused(Fault.PRIVATE)
    return found


def may_be_asked(number: str) -> bool:
    """Whether an IP address is one of the public network, or loopback where a setting allows that."""
    where: Any = ipaddress.ip_address(number.partition("%")[0])
    where = getattr(where, "ipv4_mapped", None) or where
    if where.is_loopback:
        return bool(settings.LINK_CHECK_ALLOWS_LOOPBACK)
    inside = getattr(where, "sixtofour", None) or (getattr(where, "teredo", None) or (None, None))[1]
    if inside is not None and not inside.is_global:
        return False
    return bool(where.is_global and where not in GATEWAYS and not where.is_multicast and not where.is_reserved)


def _connect(host: str, port: int, deadline: float) -> socket.socket:
    fault = Fault.CONNECTION
    for family, kind, protocol, _name, place in _resolve(host, port):
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(max(deadline - time.monotonic(), 0.001))
        try:
            connection.connect(place)
        except TimeoutError:
            fault = Fault.TIMEOUT
        except OSError:
            fault = Fault.CONNECTION
        else:
            return connection
        connection.close()
    raise Refused(fault)


def _request(method: str, parts: SplitResult) -> tuple[int, str]:
    """Status, and where it leads on to; Refused where there is no answer."""
    deadline = time.monotonic() + settings.LINK_CHECK_TIMEOUT
    secure = parts.scheme == "https"
    host = parts.hostname or ""
    connection = http.client.HTTPConnection(host, 80)  # which is not used: it is given its socket
    plain = _connect(host, parts.port or (443 if secure else 80), deadline)
    connection.sock = plain
    # An answer that comes in drops would keep each reading within its time: the whole has one, too.
    stop = threading.Timer(max(deadline - time.monotonic(), 0.001), _shut, [connection])
    stop.daemon = True
    stop.start()
    try:
        if secure:
            ours = ssl.create_default_context()
            connection.sock = encrypted = ours.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
            encrypted.do_handshake()
        answer = _head(connection, method, parts)
        if time.monotonic() >= deadline:
            raise Refused(Fault.TIMEOUT)
        return answer
    except ssl.SSLCertVerificationError:
        raise Refused(Fault.CERTIFICATE) from None
    except (OSError, http.client.HTTPException, ValueError):
        late = time.monotonic() >= deadline
        raise Refused(Fault.TIMEOUT if late else Fault.CONNECTION) from None
    finally:
        stop.cancel()
        connection.close()


def _head(connection: http.client.HTTPConnection, method: str, parts: SplitResult) -> tuple[int, str]:
    target = urlunsplit(("", "", parts.path, parts.query, ""))
    headers = {"Host": parts.netloc, "User-Agent": settings.LINK_CHECK_USER_AGENT, "Accept": "*/*"}
    connection.request(method, target, headers=headers | {"Connection": "close"})
    with connection.getresponse() as answer:
        return answer.status, answer.headers.get("Location", "")


def _shut(connection: http.client.HTTPConnection) -> None:
    """Wakes whoever reads from it."""
    with suppress(OSError):
        if connection.sock is not None:
            connection.sock.shutdown(socket.SHUT_RDWR)
