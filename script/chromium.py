"""The browser that the tests drive: Debian's Chromium with fonts for Korean.

Its shell without windows draws and prints the same and takes half the time. Where there is none, Chromium itself does.
"""

import os
import shutil

from environment import Failure
from processes import run

COMMANDS = ("chromium-headless-shell", "chromium")
PACKAGES = ["chromium-headless-shell", "fonts-noto-cjk"]


def executable() -> str | None:
    """Path of the browser, None where there is none."""
    return next(filter(None, map(shutil.which, COMMANDS)), None)


def need_chromium() -> None:
    """Install Chromium where we may, else say what to install."""
    if executable():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(
            "The browser tests need Chromium on PATH: install it "
            f"(Debian, Ubuntu: sudo apt-get install {' '.join(PACKAGES)}) and run this again."
        )
    print("Installing Chromium for the browser tests ...", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], env=env)
    run(["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES], env=env)
