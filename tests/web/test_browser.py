"""The page in a real browser: a newsroom's way through it, by keyboard, without JavaScript, on a phone, for all."""

from __future__ import annotations

import csv
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from corpus import Archive, add_all
from index import Index
from tests.conftest import ROOT
from tests.web.conftest import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page, Request

CHROMIUM = Path("/usr/bin/chromium")
CASE = "4102/00.01.03.01/2023"
KINDS = {
    "first": "/",
    "search": "/?q=avustus",
    "narrowed": "/?q=avustus&from=2023&to=2023&outcome=approved",
    "nothing": "/?q=py%C3%B6r%C3%A4tei&body=Kaupunginhallitus",
    "unread": "/?q=(",
    "decision": f"/paatos/{SAMPLE}?q=avustus",
    "pdf": "/paatos/lahti/kaupunginhallitus/2023-09-04/215",
    "case": f"/asia/{CASE}",
    "person": "/henkilo/Riikka%20Tarumaa",
    "bodies": "/toimielimet",
    "body": "/toimielin/kaupunginhallitus",
    "money": "/raha",
    "followed": "/seuranta",
    "error": "/nope",
}


@pytest.fixture(scope="module")
def site(archive_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site") / "archive"
    shutil.copytree(archive_folder, folder)
    yield from served(folder)


def served(folder: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "cli", "serve", "--archive", str(folder), "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for _ in range(240):
            try:
                urlopen(f"http://127.0.0.1:{port}/static/pykala.css", timeout=5).close()
                break
            except OSError:
                time.sleep(0.25)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium: the page is not tried in a browser")
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: the page is not tried in a browser")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


def opened(browser: Browser, site: str, **how: Any) -> Page:
    page = browser.new_context(base_url=site, **how).new_page()
    page.set_default_timeout(60_000)
    return page


def test_search_facet_decision_csv_and_back(browser: Browser, site: str, tmp_path: Path) -> None:
    page = opened(browser, site)
    page.goto("/")
    page.fill("#q", "avustus")
    page.press("#q", "Enter")
    page.click(".facet li a >> nth=0")
    state = page.url
    assert "body=" in state
    assert "q=avustus" in state
    page.click(f'.hit h3 a[href*="{SAMPLE}"]')
    assert page.locator(".effective").is_visible()
    with page.expect_download() as download:
        page.click(".table-tools a >> nth=0")
    download.value.save_as(tmp_path / "table.csv")
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as stream:
        assert "148 600" in [cell for row in csv.reader(stream) for cell in row]
    page.go_back()
    assert page.url == state
    assert page.input_value("#q") == "avustus"
    assert page.locator(".chosen li").count() == 1


def test_keyboard_alone(browser: Browser, site: str) -> None:
    page = opened(browser, site)
    page.goto("/?q=avustus")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.getAttribute('href') || document.activeElement.tagName"))
        if "/paatos/" in str(seen[-1]):
            break
    assert "/paatos/" in str(seen[-1]), seen
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_selector(".effective")


def test_without_javascript(browser: Browser, site: str) -> None:
    page = opened(browser, site, java_script_enabled=False)
    page.goto("/")
    page.fill("#q", "avustus")
    page.click(".search button")
    page.click(".facet li a >> nth=0")
    page.click(".hit h3 a >> nth=0")
    assert page.locator(".effective").is_visible()
    page.goto("/?q=avustus")
    page.fill("#follow-name", "Avustukset")
    page.click(".follow button")
    assert page.locator(".hit h2").first.inner_text().startswith("Avustukset")


@pytest.mark.parametrize("kind", KINDS)
def test_phone_needs_no_sideways_scrolling(browser: Browser, site: str, kind: str) -> None:
    page = opened(browser, site, viewport={"width": 360, "height": 740}, is_mobile=True)
    page.goto(KINDS[kind])
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_language_is_switched_in_place(browser: Browser, site: str) -> None:
    page = opened(browser, site)
    page.goto("/?q=avustus&from=2023")
    page.click("a.language")
    assert page.url.startswith(f"{site}/en/?q=avustus")
    assert "decisions" in page.inner_text("#found")
    page.click("a.language")
    assert "päätöstä" in page.inner_text("#found")


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(browser: Browser, site: str, kind: str, language: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="no axe: violations are not looked for")
    page = browser.new_context(base_url=site, bypass_csp=True).new_page()
    page.goto(language + KINDS[kind])
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = axe.Axe().run(page, options=rules)
    assert found.violations_count == 0, found.generate_report()
    page.evaluate("document.querySelector('main').appendChild(document.createElement('img'))")
    assert axe.Axe().run(page, options=rules).violations_count == 1  # it does look
    page.context.close()


SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", '"><script>alert(1)</script>',
    "'><img src=http://evil.invalid/a onerror=alert(1)>", "<iframe src=javascript:alert(1)></iframe>",
    "<a href=javascript:alert(1)>x</a>", "</title><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "<style>@import'http://evil.invalid/x.css'</style>", "<link rel=stylesheet href=http://evil.invalid/x.css>",
    "<meta http-equiv=refresh content='0;url=http://evil.invalid/'>", "<base href=http://evil.invalid/>",
    "<object data=http://evil.invalid/x></object>", "<embed src=http://evil.invalid/x>", "{{ 7*7 }}{% raw %}",
    "<form action=http://evil.invalid/><input autofocus onfocus=alert(1)>", "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>", "<video src=http://evil.invalid/v onerror=alert(1)>",
    "<math><mi//xlink:href=x>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "javascript:alert(1)//", "<!--<script>alert(1)</script>-->",
)  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    files = []
    for number, script in enumerate(SCRIPTS, 1):
        path = folder / f"{number}.{'html' if number % 2 else 'txt'}"
        text = (
            f"Lahden kaupunki, Kaupunginhallitus, 06.03.2023\n\n§ {number}\n\nOtsikko {script} asiasta\n\n"
            f"41{number:02}/00.01.03.01/2023\n\nPäätös\n\nPäätettiin {script} yksimielisesti.\n\n"
            f"Perusteluosa\n\nHanke {script}\n\n\tSumma\nA {script}\t10 €\nYhteensä\t10 €\n\n"
            f"Liitteet\n\nLiite {script}\n"
        )
        path.write_text(f"<html><body><pre>{text}</pre></body></html>" if number % 2 else text, encoding="utf-8")
        files.append(path)
    with Archive.open(folder / "archive", create=True) as archive:
        list(add_all(archive, files))
        Index.open(archive).refresh()
    yield from served(folder / "archive")


def test_documents_run_no_script_and_ask_nobody(browser: Browser, hostile: str) -> None:
    page = opened(browser, hostile)
    dialogs: list[str] = []
    foreign: list[str] = []

    def spoke(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    def asked(request: Request) -> None:
        """What the policy stopped before it was sent is told as a failure too."""
        if not request.url.startswith((hostile, "data:", "blob:")) and request.failure != "csp":
            foreign.append(f"{request.url} {request.failure} from {page.url}")

    page.on("dialog", spoke)
    page.on("requestfinished", asked)
    page.on("requestfailed", asked)
    listed = page.request.get("/api/v1/decisions?limit=100").json()["hits"]
    assert len(listed) == len(SCRIPTS)
    for hit in listed:
        page.goto(f"/paatos/{hit['id']}?q=p%C3%A4%C3%A4tettiin")
        page.goto(f"/paatos/{hit['id']}/alkuperainen")
        if hit["case_id"]:
            page.goto(f"/asia/{hit['case_id']}")
    for script in SCRIPTS:
        page.goto(f"/?q={quote(script)}&body={quote(script)}")
    page.goto("/?from=2023&to=2023")
    assert dialogs == []
    assert foreign == []
