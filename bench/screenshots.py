"""Pictures of each kind of page, of an archive of the sample minutes: `python -m bench.screenshots [NAME…]`."""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "screenshots"
DECISION = "/paatos/lahti/kaupunginhallitus/2023-03-06/88"
WIDE, PHONE = (1280, 1000), (390, 844)
PAGES = {
    "first": ("/", WIDE),
    "search": ("/?q=rahoitus", WIDE),
    "nothing": ("/?q=py%C3%B6r%C3%A4tei&from=2023&to=2023", WIDE),
    "decision": (f"{DECISION}?q=avustus", (1280, 1900)),
    "case": ("/asia/4102/00.01.03.01/2023", WIDE),
    "person": ("/henkilo/Riikka%20Tarumaa", WIDE),
    "body": ("/toimielin/kaupunginhallitus", WIDE),
    "money": ("/raha", (1280, 1500)),
    "english": ("/en/?q=rahoitus", WIDE),
    "phone-search": ("/?q=rahoitus", PHONE),
    "phone-decision": (DECISION, PHONE),
}


def main(names: list[str]) -> None:
    """Makes an archive, serves it and takes the pictures."""
    from playwright.sync_api import sync_playwright

    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as free:
        archive, port = Path(folder) / "archive", free.getsockname()[1]
        free.close()
        command = [sys.executable, "-m", "cli"]
        subprocess.run([*command, "add", "corpus/samples", "--archive", str(archive)], cwd=ROOT, check=True)
        server = subprocess.Popen([*command, "serve", "--archive", str(archive), "--port", str(port)], cwd=ROOT)
        try:
            _wait(port)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                for name in names or PAGES:
                    path, (width, height) = PAGES[name]
                    page = browser.new_page(viewport={"width": width, "height": height})
                    page.goto(f"http://127.0.0.1:{port}{path}")
                    page.wait_for_load_state("networkidle")
                    page.screenshot(path=TARGET / f"{name}.png")
                    page.close()
                browser.close()
        finally:
            server.terminate()
            server.wait(20)


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=30).close()
        except OSError:
            time.sleep(0.25)
        else:
            return


if __name__ == "__main__":
    main(sys.argv[1:])
