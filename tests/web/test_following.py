"""Followed searches: on the page, as a feed, and told once by `pykala watch`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from cli import main
from corpus import Archive, Searches, add_all
from tests.conftest import ROOT
from tests.web.conftest import client_of
from tests.web.test_search_page import soup
from web import Settings

SAMPLES = ROOT / "corpus" / "samples" / "lahti"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def folder(tmp_path: Path, archive_folder: Path) -> Path:
    shutil.copytree(archive_folder, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def page(folder: Path) -> Iterator[TestClient]:
    with client_of(Settings(folder)) as client:
        yield client


def saved(client: TestClient, name: str, asked: str) -> None:
    form = {"name": name, "asked": asked}
    answer = client.post("/seuranta", data=form, headers={"origin": "http://localhost"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/seuranta"


def test_search_is_followed_and_forgotten(page: TestClient) -> None:
    saved(page, "Avustukset", "q=avustus&body=Kaupunginhallitus")
    assert "Avustukset" in soup(page, "/seuranta").select(".hit h2")[0].text
    assert soup(page, "/en/seuranta").select(".hit")
    page.post("/seuranta", data={"forget": "avustukset"}, headers={"origin": "http://localhost"})
    assert not soup(page, "/seuranta").select(".hit")


def test_name_is_needed(page: TestClient) -> None:
    answer = page.post("/seuranta", data={"name": "!", "asked": "q=x"})
    assert answer.status_code == 400
    assert page.post("/seuranta", content=b"x" * 30_000).status_code == 413


def test_feed_is_atom(page: TestClient) -> None:
    saved(page, "Avustukset", "q=avustus")
    answer = page.get("/seuranta/avustukset.atom")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for entry in (feed, *entries):
        assert entry.findtext(f"{ATOM}id")
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}updated")
    assert page.get("/seuranta/other.atom").status_code == 404


def test_watch_tells_what_is_new_once_and_why(folder: Path, tmp_path: Path) -> None:
    source = (SAMPLES / "kh-2023-03-06-88.txt").read_text(encoding="utf-8")
    later = tmp_path / "new.txt"
    later.write_text(source.replace("06.03.2023", "13.03.2023").replace("§ 88", "§ 97"), encoding="utf-8")
    with Archive.open(folder) as archive:
        Searches(folder).save("Avustukset", "q=avustus", archive.generation)
        Searches(folder).save("Rikki", "q=%28", archive.generation)
        list(add_all(archive, [later]))
    run = CliRunner().invoke(main, ["watch", "Avustukset", "--again", "--json", "--archive", str(folder)])
    told = [json.loads(line) for line in run.stdout.splitlines()]
    assert [each["id"] for each in told] == ["lahti/kaupunginhallitus/2023-03-13/97"]
    assert {"avustuksen"} <= {why["form"] for why in told[0]["why"]}
    first = CliRunner().invoke(main, ["watch", "--archive", str(folder)])
    assert first.exit_code == 1
    assert "Rikki" in first.stderr
    assert "avustus →" in first.stdout
    assert "lahti/kaupunginhallitus/2023-03-13/97" in first.stdout
    assert CliRunner().invoke(main, ["watch", "--archive", str(folder)]).stdout == ""
    assert CliRunner().invoke(main, ["watch", "x", "--archive", str(folder)]).exit_code == 1
