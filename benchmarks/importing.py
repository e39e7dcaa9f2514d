"""How fast content loads: generated policies with manuals in two languages, into a database of their own."""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter

from .content_generator import generate

POLICIES = 1000


def run() -> None:
    with tempfile.TemporaryDirectory(prefix="seoulsolution-import-") as folder:
        content = Path(folder) / "content"
        environment = os.environ | {"VAR_DIR": str(Path(folder) / "var")}
        python = [sys.executable, "-W", "ignore"]
        generate(POLICIES, content)
        manage = [*python, "manage.py"]
        subprocess.run([*manage, "migrate", "-v0"], check=True, env=environment)
        start = perf_counter()
        subprocess.run([*manage, "load_content", "--content", str(content)], check=True, env=environment)
        elapsed = perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{POLICIES} policies in two languages: {elapsed:.0f} s ({POLICIES / elapsed:.1f} a second), peak {peak:.0f} MB"
    )
