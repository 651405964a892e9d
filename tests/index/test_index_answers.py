"""Why a decision was found, what was meant, how many there are of each kind."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ElementTree
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from corpus import Archive, write_rows_workbook
from index import Index
from index.suggest import nearest, replaced
from parser import Person
from tests.index.index_making import archive_of, decision, table


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return archive_of(
        tmp_path / "archive",
        decision(
            "1", "Avustus", decided="Myönnetään hankeavustuksia.", preparers=(Person("Maija Malli", None, None, None),)
        ),
        decision("2", "Rahoitus", reasons="Rahoituksesta ja rahoituksesta.", tables=(table(("a", "b"), ("c", "1")),)),
        decision("3", "Päätös", outcome="rejected"),
    )


def told(archive: Archive, query: str) -> list[tuple[str, str, str, str, int]]:
    (hit,) = Index.open(archive).search(query, explain=True).hits
    return [(each.term, each.form, each.by, each.section, each.count) for each in hit.reasons]


def test_reasons(archive: Archive) -> None:
    assert told(archive, "avustus maija") == [
        ("avustus", "avustus", "form", "title", 1),
        ("avustus", "hankeavustuksia", "part", "decision", 1),
        ("maija", "maija", "form", "person", 1),
    ]
    assert told(archive, "rahoitus otsikko:rahoi*") == [
        ("rahoitus", "rahoitus", "form", "title", 1),
        ("rahoitus", "rahoituksesta", "lemma", "reasons", 2),
        ("rahoi*", "rahoitus", "beginning", "title", 1),
    ]
    assert told(archive, '=rahoituksesta "rahoitus ja rahoitus"')[0] == (
        "=rahoituksesta",
        "rahoituksesta",
        "form",
        "reasons",
        2,
    )
    assert Index.open(archive).search("avustus").hits[0].reasons == ()


def test_facets(archive: Archive) -> None:
    index = Index.open(archive)
    facets = index.search("body:kaupunginhallitus", limit=1, facets=True).facets
    assert facets is not None
    assert facets.body == (("Kaupunginhallitus", 3),)
    assert facets.year == (("2022", 3),)
    assert facets.outcome == (("approved", 2), ("rejected", 1))
    assert facets.table == (("other", 1),)
    assert facets.person == (("Maija Malli", 1),)
    assert index.search("avustus").facets is None


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("avutsus", "avustus"),
        ("rahotiuksesta", "rahoituksesta"),
        ("paatos", "päätös"),
        ("otsikko:avustsu", "otsikko:avustus"),
        ("avustus rahoitus", None),
        ("krokotiili", None),
        ("NOT avutsus", None),
    ],
)
def test_did_you_mean(archive: Archive, query: str, meant: str | None) -> None:
    assert Index.open(archive).search(query).suggestion == meant


def test_near_words() -> None:
    known = ("päätös", "päätöksen", "päätä", "rahoitus", "")
    assert nearest("paatos", known)[0] == "päätös"
    assert nearest("päätös", ("päätös",)) == ()
    assert replaced("kirja (kirjat OR kirja)", "kirja", "x") == "x (kirjat OR kirja)"
    assert replaced("kirjat", "kirja", "x") == "kirjat"


def test_a_workbook() -> None:
    def packed() -> bytes:
        stream = io.BytesIO()
        rows: list[tuple[str | None, Decimal | str]] = [("=1+1 <&>", Decimal("2.50")), (None, "\x00\x1bä\n")]
        assert write_rows_workbook(stream, "Osumat", ("nimi", "summa"), rows) == 2
        return stream.getvalue()

    with zipfile.ZipFile(io.BytesIO(packed())) as opened:
        for name in opened.namelist():
            ElementTree.fromstring(opened.read(name))
        sheet = opened.read("xl/worksheets/sheet1.xml").decode("utf-8")
    assert "=1+1 &lt;&amp;&gt;" in sheet
    assert "<v>2.50</v>" in sheet
    assert packed() == packed()
