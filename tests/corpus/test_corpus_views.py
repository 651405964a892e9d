"""The views of archive.db: the newest versions in columns that tell; and Datasette's file about them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import main
from corpus import Archive, Tally, verify
from corpus.upgrade import schema_of
from corpus.views import VIEWS
from tests.conftest import ROOT
from tests.corpus.corpus_values import RICH, decision, document, elsewhere, minutes

RELEASED = ROOT / "tests" / "archives" / "0.1.0"
ID = "lahti/kaupunginhallitus/2022-04-04/129"


def rows(folder: Path, sql: str, *values: str) -> list[dict[str, object]]:
    connection = sqlite3.connect(f"file:{folder / 'archive.db'}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        return [dict(row) for row in connection.execute(sql, values)]
    finally:
        connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    of, later = document(), document("korjattu")
    with Archive.open(tmp_path / "archive", create=True) as archive:
        archive.add(of, minutes(of, RICH))
        archive.add(later, minutes(later, decision(text="Päätettiin toisin."), decision("130", case_id=None)))
        archive.add(*elsewhere("Kaupunginvaltuusto", date(2022, 5, 9), "41", title="Avustus vahvistettiin"))
    return tmp_path / "archive"


def test_decisions_are_the_newest_versions(folder: Path) -> None:
    found = rows(folder, "SELECT * FROM view_decisions ORDER BY decision_id")
    assert [row["decision_id"] for row in found] == [
        ID,
        "lahti/kaupunginhallitus/2022-04-04/130",
        "lahti/kaupunginvaltuusto/2022-05-09/41",
    ]
    assert (found[0]["version"], found[0]["effective_text"]) == (2, "Päätettiin toisin.")
    assert found[0]["document"] == "kh.txt"


def test_money_and_people_are_those_of_the_newest_version(tmp_path: Path) -> None:
    of = document()
    with Archive.open(tmp_path, create=True) as archive:
        archive.add(of, minutes(of, RICH))
    assert [row["value"] for row in rows(tmp_path, "SELECT value FROM view_money")] == [28000.0]
    people = {(row["name"], row["role"]) for row in rows(tmp_path, "SELECT * FROM view_people")}
    assert people == {
        ("Sirkku Hildén", "preparer"),
        ("Pekka Timonen", "presenter"),
        ("Anna-Maija Virtanen", "mentioned"),
    }


def test_a_case_is_told_over_bodies(folder: Path) -> None:
    (case,) = rows(folder, "SELECT * FROM view_cases")
    assert case == {
        "municipality": "Lahti",
        "case_id": "D/1131/00.01.03.01/2021",
        "decisions": 2,
        "first_date": "2022-04-04",
        "last_date": "2022-05-09",
        "bodies": "Kaupunginhallitus,Kaupunginvaltuusto",
        "title": "Avustus vahvistettiin",
        "outcome": "approved",
    }


def test_an_archive_of_before_gets_them_and_stays_whole(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(RELEASED, tmp_path / "archive"))
    before = list(verify(folder))
    Archive.open(folder).close()
    assert {row["name"] for row in rows(folder, "SELECT name FROM sqlite_master WHERE type = 'view'")} == {
        view.name for view in VIEWS
    }
    assert list(verify(folder)) == before
    assert isinstance(before[-1], Tally)
    assert len(rows(folder, "SELECT * FROM view_decisions")) == before[-1].decisions


def test_views_that_are_wrong_are_made_anew_by_an_upgrade(folder: Path) -> None:
    with sqlite3.connect(folder / "archive.db") as connection:
        connection.execute("DROP VIEW view_money")
        connection.execute("CREATE VIEW view_money AS SELECT gone FROM nowhere")
        connection.execute("UPDATE meta SET value = 2 WHERE key = 'schema'")
        assert schema_of(connection) == 2
    connection.close()
    Archive.open(folder).close()
    assert rows(folder, "SELECT * FROM view_money") == []


def test_datasette_is_told_of_every_view_and_column(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "datasette"
    words = ["--archive", str(folder), "export", "--format", "datasette", "-o", str(target)]
    assert CliRunner().invoke(main, words).exit_code == 0
    said = json.loads((target / "metadata.json").read_text("utf-8"))["databases"]["archive"]
    for view in VIEWS:
        (first, *_) = rows(folder, f"SELECT * FROM pragma_table_info('{view.name}')")
        names = [row["name"] for row in rows(folder, f"SELECT name FROM pragma_table_info('{view.name}')")]
        assert first["cid"] == 0
        assert list(said["tables"][view.name]["columns"]) == names
        assert {view.sort_desc, *view.facets} <= set(names)
    tables = {row["name"] for row in rows(folder, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    assert tables - {"sqlite_sequence"} == set(said["tables"])
    connection = sqlite3.connect(folder / "archive.db")
    for query in said["queries"].values():
        connection.execute(query["sql"], {"toimielin": "hallitus", "diaarinumero": "1", "nimi": "Hildén"}).fetchall()
    connection.close()
    assert CliRunner().invoke(main, [*words[:-2], "avustus", "-o", str(tmp_path / "x")]).exit_code == 2
