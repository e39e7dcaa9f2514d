"""Child processes: the commands of the set-up, one at a time, and the server's processes, side by side."""

import contextlib
import ctypes
import fcntl
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import IO

from environment import ROOT, Failure, random_text

PATIENCE = 15.0
"""Seconds a silent command may run before a line says that it is still running."""
STOP_SECONDS = 15.0
"""Seconds a serving process has to end by itself."""
Command = Sequence[str | Path]
MARK = "SEOUL_SOLUTION_SET_UP"
PR_SET_PDEATHSIG = 1

NO_NETWORK = (
    "NewConnectionError|ConnectTimeout|ReadTimeout|Name or service not known|name resolution|unreachable"
    "|Could not find a version|No matching distribution|Connection (?:refused|reset)|ProxyError|SSLError"
    "|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNREFUSED|ECONNRESET|ENETUNREACH|ENOTCACHED"
)
REMEDIES = [
    ("No space left|ENOSPC|Disk quota", "The disk is full: free about 1 GB and run it again."),
    (
        "DO NOT MATCH THE HASHES|EINTEGRITY",
        "A downloaded file is not the one that was locked: check the network (a proxy?) and run it again.",
    ),
    (NO_NETWORK, "The network cannot be reached: connect (or set HTTPS_PROXY) and run it again."),
    ("EACCES|Permission denied", f"No permission to write here: run it as the owner of {ROOT}."),
]


def remedy(what: str, code: int, errors: str) -> str:
    """The sentence for a command that failed, read from what it wrote."""
    for pattern, sentence in REMEDIES:
        if re.search(pattern, errors):
            return sentence
    return f"{what} failed (code {code}): the lines above say why; mend it and run it again."


def end_with_parent(number: int) -> Callable[[], None] | None:
    """For a child: be sent this signal when the parent dies, even by SIGKILL; on Linux only."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, number)


def _pass_on(source: IO[bytes], kept: bytearray) -> None:
    """Show a command's errors as they come and keep the last of them."""
    while chunk := os.read(source.fileno(), 4096):
        sys.stderr.buffer.write(chunk)
        sys.stderr.buffer.flush()
        kept += chunk
        del kept[:-20_000]


def _wait(process: subprocess.Popen[bytes], patience: float) -> int:
    started = time.monotonic()
    while True:
        try:
            return process.wait(timeout=patience)
        except subprocess.TimeoutExpired:
            print(f"      still running, {time.monotonic() - started:.0f} s", flush=True)


def run(command: Command, env: Mapping[str, str] | None = None, patience: float = PATIENCE) -> None:
    """Run a command in the project's folder, its output shown; raise Failure with the remedy if it fails."""
    process = subprocess.Popen(
        command, cwd=ROOT, env=env, stderr=subprocess.PIPE, preexec_fn=end_with_parent(signal.SIGKILL)
    )
    errors = bytearray()
    assert process.stderr is not None
    reader = threading.Thread(target=_pass_on, args=(process.stderr, errors), daemon=True)
    reader.start()
    try:
        code = _wait(process, patience)
    except BaseException:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
        process.kill()
        raise
    reader.join(timeout=5)
    process.stderr.close()
    if code:
        raise Failure(remedy(f"{Path(command[0]).name} {command[1]}", code, errors.decode(errors="replace")))


def _left_over(mark: str) -> Iterator[int]:
    """Processes that a killed set-up left running: those that carry its mark in their environment."""
    wanted = f"{MARK}={mark}".encode()
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (entry / "environ").read_bytes().split(b"\0") and int(entry.name) != os.getpid():
                yield int(entry.name)


@contextlib.contextmanager
def only_one(lock: Path, seconds: float = 3.0) -> Iterator[None]:
    """Hold the set-up's lock; end what a killed set-up left behind; refuse when another one is at work."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("a+") as file:
        deadline = time.monotonic() + seconds
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                if time.monotonic() > deadline:
                    raise Failure(
                        "Another set-up is at work in this folder: wait for its end, then run this again."
                    ) from None
                time.sleep(0.2)
        file.seek(0)
        if former := file.read().strip():
            for process in _left_over(former):
                with contextlib.suppress(OSError):
                    os.kill(process, signal.SIGKILL)
        mark = random_text(20)
        file.truncate(0)
        file.write(mark)
        file.flush()
        os.environ[MARK] = mark
        try:
            yield
        finally:
            os.environ.pop(MARK, None)
            file.truncate(0)


class Stopped(Exception):
    """A signal asked the server to stop."""


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped(signal.Signals(number).name)


def _end(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Ask every child to end, then make it and what it left behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def _start(command: Command, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A child in a process group of its own, so that Ctrl-C reaches it through us, once."""
    return subprocess.Popen(command, cwd=ROOT, env=env, process_group=0, preexec_fn=end_with_parent(signal.SIGTERM))


def _check(children: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Raise Failure when a child has ended."""
    for name, child in children.items():
        if child.poll() is not None:
            raise Failure(
                f"The {name} ended by itself (code {child.returncode}), so everything was stopped: "
                "the lines above say why; mend it and start again."
            )


def serve(commands: Mapping[str, Command], env: Mapping[str, str], ready: Callable[[], bool]) -> int:
    """Run the commands side by side until a signal comes or one of them ends; return the exit code.

    The first is started alone, the others when `ready` says that it answers: they would slow each other down.
    """
    children: dict[str, subprocess.Popen[bytes]] = {}
    first, *others = commands
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        children[first] = _start(commands[first], env)
        while not ready():
            _check(children)
            time.sleep(0.05)
        for name in others:
            children[name] = _start(commands[name], env)
        while True:
            _check(children)
            time.sleep(0.2)
    except Stopped as stopped:
        print(f"\n{stopped}: stopping ...", flush=True)
        return 0
    finally:
        _end(children)
