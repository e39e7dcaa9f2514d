"""What every script knows: the folders, the settings file, how a script ends.

Importing it refuses a Python that is too old. So this file, and the scripts, which import it before anything
else of ours, keep to syntax that older versions can read.
"""

import errno
import os
import secrets
import shutil
import signal
import socket
import string
import sys
from collections.abc import Callable
from pathlib import Path

MINIMUM_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
FOLLOWS_ADDRESS = (
    "# script/server keeps the lines below in step with HOST and PORT. To fix a value, move its line above this one."
)


def refusal(version: tuple, script: str = "script/server") -> str:
    """One sentence for a Python that is too old, empty for one that will do."""
    if tuple(version[:2]) >= MINIMUM_PYTHON:
        return ""
    newer = [f"python3.{minor}" for minor in range(20, 10, -1) if shutil.which(f"python3.{minor}")]
    remedy = f"run `{newer[0]} {script}`." if newer else "install Python 3.11 or newer and run it again."
    return f"Python 3.11 or newer is needed and this is Python {version[0]}.{version[1]}: {remedy}"


if refusal(sys.version_info):
    sys.exit(refusal(sys.version_info, sys.argv[0]))


class Failure(Exception):
    """Something the reader can mend; the message is one sentence that says how."""


def var_dir() -> Path:
    """Where the site keeps what it makes: VAR_DIR, else `var` in the project."""
    return ROOT / os.environ.get("VAR_DIR", "var")


def address() -> tuple[str, int]:
    """HOST and PORT as the environment gives them."""
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 1 <= int(port) <= 65535:
        raise Failure(f"PORT is {port!r}: give a number from 1 to 65535.")
    return host, int(port)


def is_wildcard(host: str) -> bool:
    return host in ("0.0.0.0", "::", "*")  # noqa: S104 - compared with, not bound to


def site_url(host: str, port: int) -> str:
    """The address a browser on this machine can open."""
    shown = "127.0.0.1" if is_wildcard(host) else host
    return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"


def allowed_hosts(host: str) -> str:
    """The host names the site answers to, for ALLOWED_HOSTS."""
    names = ["127.0.0.1", "localhost"]
    if is_wildcard(host):
        names.append(socket.gethostname().lower())
    else:
        names.append(f"[{host}]" if ":" in host else host)
    return ",".join(dict.fromkeys(names))


def random_text(length: int) -> str:
    """Letters and digits only: nothing in it needs quoting."""
    return "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(length))


def parse_settings(text: str) -> dict[str, str]:
    """The KEY=value lines of a settings file."""
    lines = [line.strip() for line in text.splitlines()]
    pairs = [line.split("=", 1) for line in lines if "=" in line and not line.startswith("#")]
    return {key.strip(): value.strip().strip("\"'") for key, value in pairs}


def replace_file(path: Path, text: str, mode: int = 0o644) -> None:
    """Write a whole file or nothing of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    unfinished.replace(path)


def keep_settings_file(path: Path, host: str, port: int) -> dict[str, str]:
    """Make the settings file if it is missing, let it follow HOST and PORT, and return what it says.

    What stands above the mark is the operator's and stays as it is.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    own = text.split(FOLLOWS_ADDRESS)[0].rstrip("\n")
    if "SECRET_KEY" not in parse_settings(own):
        heading = "# Read by the site at start; variables of the real environment win. Keep it to yourself."
        own = "\n".join(filter(None, [own or heading, f"SECRET_KEY={random_text(64)}"]))
    following = {"ALLOWED_HOSTS": allowed_hosts(host), "SITE_URL": site_url(host, port)}
    fixed = parse_settings(own)
    lines = [f"{key}={value}" for key, value in following.items() if key not in fixed]
    wanted = "\n".join([own, FOLLOWS_ADDRESS, *lines]) + "\n"
    if wanted != text:
        replace_file(path, wanted, mode=0o600)
    return parse_settings(wanted)


# Heaps that are kept, one for each thread, cost 28 MB in a process that answers requests.
LESS_MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": "65536", "OPENBLAS_NUM_THREADS": "1"}


def process_environment(settings_module: str, settings: dict[str, str] | None = None) -> dict[str, str]:
    """What a child process is given: the settings file first, the real environment over it."""
    return {
        **LESS_MEMORY,
        **(settings or {}),
        **os.environ,
        "DJANGO_SETTINGS_MODULE": settings_module,
        "PYTHONUNBUFFERED": "1",
        "PYTHON": str(PYTHON),
        "PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
    }


def import_from_project() -> None:
    """Let this process import `config` and `seoulsolution`."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))


def disk_or_system(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full: free about 1 GB and run it again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"No permission to write {error.filename}: run it as the owner of this folder ({ROOT})."
    return f"{error}."


def run_script(main: Callable[[], int]) -> None:
    """Run a script's main function and end as a command should: a sentence and a code, never a traceback."""
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    code: int | str
    try:
        code = main()
    except Failure as failure:
        code = f"\n{sys.argv[0]}: {failure}"
    except KeyboardInterrupt:
        print("\nStopped. Run it again to continue where it was.", file=sys.stderr)
        code = 130
    except OSError as error:
        code = f"\n{sys.argv[0]}: {disk_or_system(error)}"
    sys.exit(code)
