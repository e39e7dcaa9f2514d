"""Talks to the nodes of a Typesense cluster: to one as long as it answers, else to the next.

Every request may be sent again: what is written is written under numbers of its own.
"""

import json
import time
from collections.abc import Iterable, Sequence
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

from ..interface import Unavailable

CONNECT_TIMEOUT = 0.5
READ_TIMEOUT = 1.0
LONGEST_ANSWER = 60.0
# For so long a request is repeated: an election of a new leader takes about 6 seconds.
READ_PATIENCE = 1.5
WRITE_PATIENCE = 12.0
PAUSE = 0.1
CONNECTIONS = 8
# A node that did not answer is asked last for so many seconds; where none did, readers are told at once for so many.
AVOIDED = 5.0
GIVEN_UP = 1.0


class Refused(Exception):
    """The cluster understood and said no: the request is wrong."""


class Exists(Refused):
    """There is one of that name already."""


class Nodes:
    """`addresses`: http://host:port of every node."""

    def __init__(self, addresses: Sequence[str], key: str) -> None:
        self.addresses = tuple(addresses)
        self._headers = {"X-TYPESENSE-API-KEY": key, "Content-Type": "application/json"}
        self._pools = [
            urllib3.connection_from_url(address, maxsize=CONNECTIONS, retries=False) for address in addresses
        ]
        self._avoided = [0.0] * len(self._pools)
        self._given_up = 0.0

    def read(self, path: str, body: Any = None, *, longest: float = READ_TIMEOUT) -> Any:
        """None where there is no such thing. Raises Unavailable after READ_PATIENCE, or `longest` if that is more."""
        if time.monotonic() < self._given_up:
            raise Unavailable("no node answers")
        try:
            return self._ask("GET" if body is None else "POST", path, body, READ_PATIENCE, longest)
        except Unavailable:
            self._given_up = time.monotonic() + GIVEN_UP
            raise

    def write(self, method: str, path: str, body: Any = None) -> Any:
        """None where there is no such thing. Raises Unavailable, at once where no node can be reached at all."""
        return self._ask(method, path, body, WRITE_PATIENCE, LONGEST_ANSWER)

    def write_lines(self, path: str, lines: Iterable[str]) -> None:
        """Import documents, one a line."""
        answer = self._ask("POST", path, "\n".join(lines), WRITE_PATIENCE, LONGEST_ANSWER)
        if answer is None:
            raise Unavailable(f"{path.split('?')[0]} is not there")
        failed = [line for line in answer.splitlines() if not json.loads(line).get("success")]
        if failed:
            raise Refused(failed[0][:200])

    def _ask(self, method: str, path: str, body: Any, patience: float, longest: float) -> Any:
        """Ask one node after the other until one answers."""
        until = time.monotonic() + patience
        data = body if isinstance(body, str) or body is None else json.dumps(body)
        said = "there are no nodes"
        while True:
            reached = False
            for node in self._order():
                try:
                    return self._answer(self._pools[node], method, path, data, longest)
                except Unavailable as why:
                    said, reached = f"{self.addresses[node]}: {why}", True
                except HTTPError as why:
                    said = f"{self.addresses[node]}: {type(why).__name__}"
                self._avoided[node] = time.monotonic() + AVOIDED
                if time.monotonic() > until:
                    break
            if not reached or time.monotonic() > until:
                raise Unavailable(said)
            time.sleep(PAUSE)

    def _order(self) -> list[int]:
        """First those that answered, in the order in which they were named."""
        now = time.monotonic()
        return sorted(range(len(self._pools)), key=lambda node: max(0.0, self._avoided[node] - now))

    def _answer(self, pool: Any, method: str, path: str, data: str | None, longest: float) -> Any:
        timeout = urllib3.Timeout(connect=CONNECT_TIMEOUT, read=longest)
        encoded = data.encode() if data is not None else None
        answer = pool.request(method, path, body=encoded, headers=self._headers, timeout=timeout)
        if answer.status == 404:
            return None
        if answer.status >= 500:
            raise Unavailable(f"{answer.status} {answer.data[:200].decode(errors='replace')}")
        if answer.status == 409:
            raise Exists(path)
        if answer.status >= 400:
            raise Refused(f"{method} {path}: {answer.status} {answer.data[:200].decode(errors='replace')}")
        if "/documents/export" in path or "/documents/import" in path:
            return answer.data.decode()
        return json.loads(answer.data)
