"""Versions and where they come from, as `pykala show` tells them; one decision from several kinds of documents."""

import json
import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import Archive, add_all
from tests.conftest import ROOT
from tests.corpus.corpus_values import decision, document, minutes

SAMPLE = (ROOT / "corpus" / "samples" / "lahti" / "kh-2023-03-06-88.txt").read_text("utf-8")
CHANGED = SAMPLE.replace("Kaupunginhallitus hyväksyy, että", "Kaupunginhallitus päättää, että").replace(
    "Riikka Tarumaa", "Anna Tarumaa"
)
ID = "lahti/kaupunginhallitus/2023-03-06/88"
KH = "lahti/kaupunginhallitus/2022-04-04/129"


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder), *map(str, words)], env={"PYKALA_ARCHIVE": None})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with ZipFile(tmp_path / "kokous.zip", "w") as made:
        made.writestr("kh/88.txt", SAMPLE)
    (tmp_path / "korjattu.txt").write_text(CHANGED, "utf-8")
    (tmp_path / "sama.txt").write_text(CHANGED + "\n", "utf-8")  # the same text in other bytes
    for name in ("kokous.zip", "korjattu.txt", "sama.txt"):
        assert run(tmp_path / "archive", "add", tmp_path / name).exit_code == 0
    return tmp_path / "archive"


def test_a_version_and_where_it_comes_from(folder: Path) -> None:
    newest, first = run(folder, "show", ID).stdout, run(folder, "show", ID, "--version", 1).stdout
    assert "Versio: 2 (muut: 1)\n" in newest
    assert "Versio: 1 (muut: 2)\n" in first
    assert re.findall(r"^Lähde: .*/([\w.]+) \(päätös, lisätty \d+\.\d+\.\d{4}\)$", newest, re.M) == [
        "korjattu.txt",
        "sama.txt",
    ]
    assert re.findall(r"^Lähde: .*/(kokous\.zip/kh/88\.txt) \(", first, re.M) == ["kokous.zip/kh/88.txt"]
    made = json.loads(run(folder, "show", ID, "--version", 1, "--json").stdout)
    assert (made["version"], made["sources"][0]["path"][-20:]) == (1, "kokous.zip/kh/88.txt")
    assert run(folder, "show", ID, "--version", 1, "--original").stdout == SAMPLE


def test_what_changed_is_told_part_by_part_and_word_by_word(folder: Path) -> None:
    result = run(folder, "show", ID, "--diff")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Versio 1 → versio 2\n" in result.stdout
    assert "~ Kaupunginhallitus [-hyväksyy-]{+päättää+}, että" in result.stdout
    assert "[-Riikka-]{+Anna+} Tarumaa" in result.stdout
    assert result.stdout == run(folder, "show", ID, "--version", 2, "--diff").stdout
    assert "Ratkaisu\n" not in result.stdout  # what did not change


def test_no_version_and_no_version_before_end_in_1(folder: Path) -> None:
    for words, said in (
        (("--version", 3), "no version 3"),
        (("--version", 1, "--diff"), "no version before version 1"),
    ):
        result = run(folder, "show", ID, *words)
        assert (result.exit_code, result.stdout) == (1, "")
        assert said in result.stderr
    assert run(folder, "show", ID, "--json", "--diff").exit_code == 2
    assert run(folder, "show", ID, "--version", 0).exit_code == 2


def test_parts_that_came_and_went_and_long_lines(tmp_path: Path) -> None:
    old, new = document("a"), document("b")
    long = " ".join(f"sana{number}" for number in range(5_000))
    with Archive.open(tmp_path, create=True) as archive:
        archive.add(old, minutes(old, decision(text=f"{long} vanha")))
        archive.add(new, minutes(new, decision(text=f"{long} uusi", case_id=None)))
    shown = run(tmp_path, "show", KH, "--diff").stdout
    assert "\nAsia (poistettu osa)\n\n- D/1131/00.01.03.01/2021\n" in shown
    assert f"- {long} vanha\n+ {long} uusi" in shown


def test_minutes_extract_and_agenda_of_one_decision_are_one_with_three_sources(tmp_path: Path) -> None:
    papers = {kind: document(kind, f"{kind}.txt") for kind in ("agenda", "minutes", "decision")}
    with Archive.open(tmp_path, create=True) as archive:
        for kind, of in papers.items():
            archive.add(of, minutes(of, decision(), kind=kind))
        assert archive.versions(KH) == (1,)
        assert {each.kind for each in archive.sources(KH)} == {"agenda", "minutes", "decision"}
        assert archive.record(KH).document_kind != "agenda"
    shown = run(tmp_path, "show", KH).stdout
    assert [kind for kind in ("esityslista", "pöytäkirja", "päätös") if f"({kind}, lisätty" in shown] == [
        "esityslista",
        "pöytäkirja",
        "päätös",
    ]


@pytest.mark.parametrize("order", [("agenda", "minutes"), ("minutes", "agenda")])
def test_minutes_win_over_the_agenda_in_any_order(tmp_path: Path, order: tuple[str, ...]) -> None:
    texts = {"agenda": "Päätetään myöntää.", "minutes": "Päätettiin jättää pöydälle."}
    with Archive.open(tmp_path, create=True) as archive:
        for kind in order:
            of = document(kind)
            archive.add(of, minutes(of, decision(text=texts[kind]), kind=kind))
        assert archive.versions(KH) == (1, 2)
        assert archive.record(KH).decision.decision_text == texts["minutes"]


def test_the_samples_added_by_another_way_are_the_same(tmp_path: Path) -> None:
    """Thrice, in another order and with other processes: nothing is added, and every record is as it was."""
    paths = sorted((ROOT / "corpus" / "samples" / "lahti").glob("kh-*.txt"))
    with Archive.open(tmp_path, create=True) as archive:
        list(add_all(archive, paths))
        before = {each.id: each for each in archive.since(0)}
        assert {each.status for each in add_all(archive, [*reversed(paths), *paths])} == {"unchanged"}
        assert {each.id: each for each in archive.since(0)} == before
