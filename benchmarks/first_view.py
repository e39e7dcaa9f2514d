"""Bytes of the first view over the wire, by type, in a browser that has seen nothing."""

import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

from playwright.sync_api import sync_playwright

from .memory import _free_port, _wait
from .pages import KINDS
from .site import collect, prepare

SHOWN = [
    "home",
    "area",
    "manual",
    "policy office",
    "register of projects",
    "records",
    "lineage",
    "organisations",
    "map",
]
# In kB: all that comes over the wire, and script and data of it.
GOAL, GOAL_OF_MAP = (100, 30), (150, 60)
SCRIPT_AND_DATA = ("Script", "XHR", "Fetch", "Image", "Other")
BROWSER = shutil.which("chromium-headless-shell") or shutil.which("chromium")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]


def measure(base: str, path: str) -> Counter[str]:
    """Encoded bytes by resource type of one page load with an empty cache."""
    sizes: Counter[str] = Counter()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        session = page.context.new_cdp_session(page)
        types: dict[str, str] = {}
        session.on("Network.responseReceived", lambda e: types.update({e["requestId"]: e["type"]}))
        session.on(
            "Network.loadingFinished",
            lambda e: sizes.update({types.get(e["requestId"], "Other"): int(e["encodedDataLength"])}),
        )
        session.send("Network.enable")
        page.goto(base + path, wait_until="networkidle")
        browser.close()
    return sizes


def run() -> None:
    prepare()
    collect()
    port = _free_port()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    server = subprocess.Popen(
        [
            str(Path(sys.executable).parent / "granian"),
            "--interface",
            "wsgi",
            "--port",
            str(port),
            "--log-level",
            "error",
            "config.wsgi:application",
        ],
        start_new_session=True,
        env=environment,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/healthz", server)
        print(
            "| page | all kB | goal | script and data kB | goal | by type |\n| --- | ---: | ---: | ---: | ---: | --- |"
        )
        for name in SHOWN:
            for language in ("ko", "en"):
                sizes = measure(f"http://127.0.0.1:{port}", KINDS[name].format(language))
                parts = ", ".join(f"{kind} {size / 1000:.1f}" for kind, size in sizes.most_common())
                whole, goals = sum(sizes.values()) / 1000, GOAL_OF_MAP if name == "map" else GOAL
                data = sum(sizes[kind] for kind in SCRIPT_AND_DATA) / 1000
                print(f"| {name} ({language}) | {whole:.1f} | {goals[0]} | {data:.1f} | {goals[1]} | {parts} |")
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)
