"""Failed commands say how to mend it; two set-ups never meet; the server's processes end together."""

import http.server
import os
import signal
import socket
import subprocess
import sys
import threading

import pytest

import environment
import processes
import serving

SERVE = """
import processes, sys
def ready():
    print("ready", flush=True)
    return True
sleeper = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(100)"]
commands = {"sleeper": sleeper, **{name: [sys.executable, "-c", code] for name, code in %r.items()}}
try:
    sys.exit(processes.serve(commands, {}, ready))
except processes.Failure as failure:
    sys.exit(str(failure))
"""


@pytest.fixture
def serve():
    """Start `processes.serve` with a sleeping process and the given others, in a process of its own."""
    started = []

    def start(**programs):
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE % programs],
            env={**os.environ, "PYTHONPATH": str(environment.ROOT / "script")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def failing(text):
    return [sys.executable, "-c", f"import sys; sys.exit({text!r})"]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("npm error code ENOTFOUND", "network cannot be reached"),
        ("ERROR: Could not find a version that satisfies the requirement", "network cannot be reached"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "not the one that was locked"),
        ("something nobody foresaw", "the lines above say why"),
    ],
)
def test_failed_command_says_how_to_mend_it(said, sentence, capfd):
    with pytest.raises(environment.Failure, match=sentence):
        processes.run(failing(said))

    assert said in capfd.readouterr().err


def test_second_set_up_is_refused(tmp_path):
    with (
        processes.only_one(tmp_path / "lock"),
        pytest.raises(environment.Failure, match="Another set-up"),
        processes.only_one(tmp_path / "lock", seconds=0),
    ):
        pytest.fail("two set-ups at once")


def test_set_up_can_follow_another(tmp_path):
    for _ in range(2):
        with processes.only_one(tmp_path / "lock", seconds=0):
            assert os.environ[processes.MARK]

    assert processes.MARK not in os.environ


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
def test_set_up_ends_what_a_killed_one_left(tmp_path):
    (tmp_path / "lock").write_text("former")
    code = "import time; print('up', flush=True); time.sleep(100)"
    env = {**os.environ, processes.MARK: "former"}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE) as left:
        assert left.stdout.readline() == b"up\n"

        with processes.only_one(tmp_path / "lock"):
            assert left.wait(timeout=10) == -signal.SIGKILL


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_stops_everything(serve, number):
    process = serve()
    assert {process.stdout.readline(), process.stdout.readline()} == {"ready\n", "up\n"}

    process.send_signal(number)
    said, _ = process.communicate(timeout=20)

    assert process.returncode == 0
    assert f"{number.name}: stopping" in said


def test_one_process_that_ends_stops_the_rest(serve):
    process = serve(worker="raise SystemExit(3)")

    _, errors = process.communicate(timeout=20)

    assert process.returncode == 1
    assert "The worker ended by itself (code 3)" in errors


def test_port_in_use_is_refused_with_the_remedy():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(environment.Failure, match=f"Port {port} .* in use: .* with PORT"):
            serving.check_address("127.0.0.1", port)


def test_address_of_another_machine_is_refused():
    with pytest.raises(environment.Failure, match="not an address of this machine"):
        serving.check_address("192.0.2.1", 8000)


@pytest.mark.parametrize("workers", ["0", "two", "-1"])
def test_worker_count_refuses_what_is_no_count(workers, monkeypatch):
    monkeypatch.setenv("WORKERS", workers)

    with pytest.raises(environment.Failure, match="WORKERS"):
        serving.worker_count()


@pytest.fixture
def answering():
    """A server at a free port that answers everything with one status and body, and keeps what it was asked."""
    servers = []

    def start(status, body):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                self.send_response(status)
                self.end_headers()
                self.wfile.write(body.encode())

            def log_message(self, *arguments):
                pass

        server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        server.asked = []
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_announcement_names_the_addresses_once_the_site_answers(answering, capsys, tmp_path, monkeypatch):
    (tmp_path / "locale" / "zh_Hans" / "LC_MESSAGES").mkdir(parents=True)
    monkeypatch.setattr(serving, "ROOT", tmp_path)
    server = answering(200, "{}")

    assert serving.Announcement("127.0.0.1", server.server_port, "https://solution.example")()

    said = capsys.readouterr().out
    for name in ("zh-hans", "en", "admin"):
        assert f"https://solution.example/{name}/" in said
    assert "not well" not in said
    path, headers = server.asked[0]
    assert (path, headers["Host"], headers["X-Forwarded-Proto"]) == ("/healthz", "solution.example", "https")


def test_announcement_says_why_the_site_is_not_well(answering, capsys):
    server = answering(503, '{"faults": ["no policies are published"]}')

    serving.Announcement("127.0.0.1", server.server_port, "http://127.0.0.1")()

    assert "no policies are published" in capsys.readouterr().out


def test_announcement_waits_while_nothing_answers(answering, capsys, monkeypatch):
    server = answering(200, "{}")
    server.shutdown()
    server.server_close()
    announcement = serving.Announcement("127.0.0.1", server.server_port, "http://127.0.0.1")

    assert announcement() is False
    assert capsys.readouterr().out == ""

    monkeypatch.setattr(serving, "LONGEST_START", 0)
    assert announcement() is True
    assert "no answer yet" in capsys.readouterr().out
