"""The browser that the tests drive: Debian's Chromium with fonts for Korean."""

import os
import shutil

from environment import Failure
from processes import run

PACKAGES = ["chromium", "fonts-noto-cjk"]


def need_chromium() -> None:
    """Install Chromium where we may, else say what to install."""
    if shutil.which("chromium"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Failure(
            "The browser tests need Chromium on PATH as `chromium`: install it "
            f"(Debian, Ubuntu: sudo apt-get install {' '.join(PACKAGES)}) and run this again."
        )
    print("Installing Chromium for the browser tests ...", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update"], env=env)
    run(["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES], env=env)
