"""The decision page, its tables, charts and originals."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from starlette.testclient import TestClient

from corpus import Archive, Record
from parser import Section, Table
from tests.web.conftest import SAMPLE
from tests.web.test_search_page import soup
from web.citing import citation
from web.tables import ShownTable, section_parts, shares, shown
from web.texts import Lines, Marker, Rows, prose


@pytest.fixture(scope="module")
def record(archive_folder: Path) -> Record:
    with Archive.for_reading(archive_folder) as archive:
        return archive.record(SAMPLE)


@pytest.fixture(scope="module")
def page(client: TestClient) -> BeautifulSoup:
    return soup(client, f"/paatos/{SAMPLE}?q=avustus")


def test_what_was_decided_comes_first(page: BeautifulSoup) -> None:
    first = page.select("main section")[0]
    assert first["class"] == ["effective"]
    assert "avustushakemukset jätetään" in first.text


def test_proposal_stands_beside_decision(page: BeautifulSoup) -> None:
    sides = page.select(".beside > div")
    assert [side.h3.text for side in sides if side.h3] == ["Päätösehdotus", "Päätös"]
    assert "Päätösehdotus hyväksyttiin." in sides[1].text


def test_nothing_printed_is_dropped(page: BeautifulSoup, record: Record) -> None:
    shown_text = " ".join(page.select_one("main").text.split())  # type: ignore[union-attr]
    for section in record.decision.sections:
        for line in section.text.replace("\t", "\n").split("\n"):
            assert " ".join(line.split()) in shown_text


def test_table_is_a_table_with_checks_and_csv(page: BeautifulSoup, client: TestClient) -> None:
    table = page.select_one(".printed table")
    assert table
    assert next(cell.text for cell in table.select("thead th")) == "Rahoitus yhteensä"
    assert table.select("tbody tr")[0].select(".number")[0].text == "148 600"
    assert page.select_one(".check-ok")
    link = page.select_one(".table-tools a")
    assert link
    rows = list(csv.reader(io.StringIO(client.get(str(link["href"])).text)))
    assert rows[2][-4:] == ["Työpaja Vesijärvi", "148 600", "44 580", "104 020"]


def test_funding_is_drawn_beside_a_table(page: BeautifulSoup, client: TestClient) -> None:
    image = page.select_one(".chart img")
    assert image
    assert "Lahden kaupunki" in str(image["alt"])
    assert "30,0 %" in page.select_one(".chart table").text  # type: ignore[union-attr]
    answer = client.get(str(image["src"]))
    assert answer.headers["content-type"] == "image/svg+xml"
    svg = ElementTree.fromstring(answer.content)
    assert not list(svg.iter("{http://www.w3.org/2000/svg}script"))
    assert "Digivalmennus" in answer.text


def test_found_words_are_marked(page: BeautifulSoup, client: TestClient) -> None:
    assert {mark.text.lower() for mark in page.select("mark")} >= {"avustus", "avustuksen", "avustushakemukset"}
    assert not soup(client, f"/paatos/{SAMPLE}?q=((").select("mark")


def test_citation(record: Record) -> None:
    assert citation(record) == "Lahden kaupunginhallitus 6.3.2023 § 88 (4102/00.01.03.01/2023)"
    other = replace(record, municipality="Xby", decision=replace(record.decision, case_id=None))
    assert citation(other) == "Xby, Kaupunginhallitus 6.3.2023 § 88"
    espoo = replace(record, municipality="Espoo", meeting=replace(record.meeting, date=date(2022, 4, 4)))
    assert citation(espoo).startswith("Espoon kaupunginhallitus 4.4.2022 § 88")


def test_originals_are_locked_up(client: TestClient) -> None:
    for id_, media_type in (
        (SAMPLE, "text/plain; charset=utf-8"),
        ("lahti/kaupunginvaltuusto/2023-06-12/33", "text/html; charset=utf-8"),
        ("lahti/kaupunginhallitus/2023-09-04/215", "application/pdf"),
    ):
        answer = client.get(f"/paatos/{id_}/alkuperainen")
        assert answer.status_code == 200
        assert answer.headers["content-type"] == media_type
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert policy.startswith("sandbox;") or media_type == "application/pdf"
        kept = client.get(f"/paatos/{id_}/alkuperainen?keep=1").headers["content-disposition"]
        assert kept.startswith("attachment")
    assert client.get(f"/paatos/{SAMPLE}/alkuperainen?sha=0000").status_code == 404


def test_pdf_opens_at_the_page(client: TestClient) -> None:
    page = soup(client, "/paatos/lahti/kaupunginhallitus/2023-09-04/215")
    assert any("#page=" in str(link["href"]) for link in page.select(".original a"))


def test_what_is_not_held_is_not_found(client: TestClient) -> None:
    for address in ("/paatos/lahti/x/2020-01-01/1", "/paatos/x", f"/paatos/{SAMPLE}?version=9",
                    f"/paatos/{SAMPLE}/taulukko-7.csv", f"/paatos/{SAMPLE}/kuva-7.svg"):  # fmt: skip
        assert soup(client, address, 404).select_one(".error")


def table(*rows: tuple[str, ...], header: tuple[str, ...]) -> Table:
    return Table(None, header, rows, "funding", None, (), None, None, ((None, None),) * len(rows))


def test_rows_that_no_table_has_stay() -> None:
    one = shown(1, table(("a", "1"), ("b", "2"), header=("x", "y")))
    section = Section("reasons", None, "Alku\n\neri\trivi\nx\ty\na\t1\nb\t2\nlisä\t9\n\nLoppu")
    placed: set[int] = set()
    parts = list(section_parts(section, [one], placed))
    assert parts == [Lines(("Alku",)), Rows((("eri", "rivi"),)), one, Rows((("lisä", "9"),)), Lines(("Loppu",))]
    assert placed == {1}


def test_shares_only_where_sums_hold() -> None:
    unsure = table(("Hanke", "10", "4", "7"), header=("", "Yhteensä", "Kaupunki", "Muut"))
    assert shares(unsure) == ()
    assert isinstance(shown(1, unsure), ShownTable)


def test_shares_make_a_whole(record: Record) -> None:
    found = shares(record.decision.tables[0])
    assert [share.name for share in found] == ["Lahden kaupunki", "Muut rahoittajat"]
    assert sum(share.euros for share in found) == Decimal(298_800)
    assert sum(share.percent for share in found) == 100


def test_marker_marks_whole_words_only() -> None:
    assert list(Marker(["koulu"])("Koulu ja koulut")) == [("Koulu", True), (" ja koulut", False)]
    assert list(Marker()("koulu")) == [("koulu", False)]


def test_prose_keeps_every_sign() -> None:
    assert prose("a\nb\tc\n\nd") == (Lines(("a",)), Rows((("b", "c"),)), Lines(("d",)))
    assert prose(None) == ()


def test_what_the_body_changed_is_marked(client: TestClient) -> None:
    page = soup(client, "/paatos/lahti/sivistyslautakunta/2023-04-18/41")
    told = page.select_one(".changed")
    assert told
    assert "ehdotu" in told.text.lower()
    assert soup(client, f"/paatos/{SAMPLE}").select_one(".changed") is None
