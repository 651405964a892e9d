"""A case over three bodies, told as a story: golden output, and what of it programs rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import DECISION_KEYS, done, objects, run

DOCUMENTS = ROOT / "tests" / "documents" / "asia"
CASE = "812/10.03.02.01/2024"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of one case, added out of order, among other decisions."""
    folder = tmp_path_factory.mktemp("following") / "archive"
    done("add", ROOT / "corpus" / "samples", *sorted(DOCUMENTS.glob("*.txt"), reverse=True), "--archive", folder)
    return folder


def test_a_case_reads_as_a_story(archive: Path) -> None:
    golden = (ROOT / "tests" / "golden" / "asia.txt").read_text(encoding="utf-8")
    assert done("case", CASE, "--archive", archive).stdout == golden


def test_a_case_for_programs(archive: Path) -> None:
    steps = objects(done("case", CASE, "--json", "--archive", archive).stdout)
    assert [(step["held"], step["number"]) for step in steps] == [
        (False, "4"), (True, "18"), (True, "31"), (True, "112"), (True, "27")
    ]  # fmt: skip
    gap, returned, approved, amended, voted = steps
    assert gap["id"] == "lahti/nuorisovaltuusto/2024-01-23/4"
    assert gap["reprinted_in"] == [returned["id"], approved["id"]]
    assert [key for key in approved if key in DECISION_KEYS] == DECISION_KEYS
    assert [step["outcome"] for step in steps[1:]] == ["returned", "approved", "amended", "approved"]
    assert [step["changes"] and step["changes"]["ground"] for step in steps[1:]] == [
        "set aside", None, "restated", None
    ]  # fmt: skip
    label = "nuorisotalon peruskorjaukseen"
    assert approved["money_changed"] == [{"label": label, "before": "240000.00", "after": "260000.00"}]
    assert amended["money_changed"] == [{"label": label, "before": "260000.00", "after": "235000.00"}]
    assert voted["money_changed"] == []


def test_a_reprinted_handling_that_is_held_belongs_to_the_case_without_its_id(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    bare = (DOCUMENTS / "1-ltk-palautus.txt").read_text(encoding="utf-8").replace(f"{CASE}\n\n", "")
    (tmp_path / "ilman.txt").write_text(bare, encoding="utf-8")
    done("add", tmp_path / "ilman.txt", DOCUMENTS / "2-ltk-paatos.txt", "--archive", folder)
    steps = objects(done("case", CASE, "--json", "--archive", folder).stdout)
    assert [(step["held"], step["number"]) for step in steps] == [(False, "4"), (True, "18"), (True, "31")]


# persons


def test_people_for_a_reader(archive: Path) -> None:
    shown = done("people", "Lehtevän", "--explain", "--archive", archive).stdout
    assert shown.count("Aino Lehtevä · Lahti") == 2
    assert "Samanniminen on 1 muu" in shown
    assert "äänesti EI 1 (22.4.2024)" in shown
    assert "Peruste: toimielin Kaupunginvaltuusto" in shown


def test_people_for_programs(archive: Path) -> None:
    (person,) = objects(done("people", "Kuvitelma Petri", "--json", "--from", 2024, "--archive", archive).stdout)
    assert list(person) == ["name", "municipality", "printed", "roles", "grounds", "others_of_the_name"]
    assert person["roles"] == [
        {
            "body": "Sivistyslautakunta", "role": "preparer", "side": None, "titles": ["nuorisopalvelupäällikkö"],
            "first": "2024-02-13", "last": "2024-03-19", "count": 2,
            "decisions": ["lahti/sivistyslautakunta/2024-02-13/18", "lahti/sivistyslautakunta/2024-03-19/31"],
        }
    ]  # fmt: skip


def test_people_as_rows(archive: Path, tmp_path: Path) -> None:
    text = done("people", "Lehtevä", "--format", "csv", "--role", "voter", "--archive", archive).stdout_bytes.decode()
    head, row = text.splitlines()
    assert head == ("person,name,municipality,body,date,role,side,title,decision_id,number,decision_title,printed")
    assert row == (
        "1,Aino Lehtevä,Lahti,Kaupunginvaltuusto,2024-04-22,voter,against,,lahti/kaupunginvaltuusto/2024-04-22/27,27,"
        "Launeen nuorisotalon peruskorjaus,Lehtevä"
    )
    book = tmp_path / "henkilöt.xlsx"
    done("people", "--format", "xlsx", "-o", book, "--archive", archive)
    assert book.read_bytes()[:2] == b"PK"


def test_everybody(archive: Path) -> None:
    shown = done("people", "--body", "kv", "--limit", 2, "--archive", archive).stdout
    assert len(shown.splitlines()) == 2
    assert all("Kaupunginvaltuusto" in line for line in shown.splitlines())


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["Nobody"], 1),
        (["Malli", "--json", "--format", "csv"], 2),
        (["--excel"], 2),
        (["--format", "xlsx"], 2),
        (["--from", "eilen"], 2),
    ],
)
def test_people_that_cannot_be_had(archive: Path, words: list[str], status: int) -> None:
    result = run("people", *words, "--archive", archive)
    assert (result.exit_code, result.stdout) == (status, "")


# gaps


def test_what_is_known_to_be_missing(archive: Path) -> None:
    found = objects(done("stats", "--gaps", "--json", "--archive", archive).stdout)
    assert {
        "gap": "numbers",
        "municipality": "Lahti",
        "body": "Sivistyslautakunta",
        "year": 2024,
        "missing": ["19–30"],
    } in found
    (meeting,) = [gap for gap in found if gap["gap"] == "meeting" and gap["date"] == "2024-01-23"]
    assert (meeting["body"], meeting["numbers"]) == ("Nuorisovaltuusto", ["4"])
    assert meeting["named_in"] == ["lahti/sivistyslautakunta/2024-02-13/18", "lahti/sivistyslautakunta/2024-03-19/31"]
    attachments = [gap["name"] for gap in found if gap["gap"] == "attachment" and gap["date"] == "2024-04-08"]
    assert attachments == ["Liite 1 Hankesuunnitelma"]
    shown = done("stats", "--gaps", "--archive", archive).stdout
    assert "Lahti, Sivistyslautakunta 2024: § 19–30" in shown
    assert "Lahti, Nuorisovaltuusto 23.1.2024 § 4: named in" in shown


def test_an_agenda_without_minutes_and_an_attachment_that_is_there(tmp_path: Path) -> None:
    agenda = ROOT / "tests" / "documents" / "kokoukset" / "esityslista-asianro.txt"
    (tmp_path / "Hankesuunnitelma.txt").write_text("Lahden kaupunki\n\nEi pöytäkirja.\n", encoding="utf-8")
    folder = tmp_path / "archive"
    done("add", agenda, DOCUMENTS / "3-kh-muutos.txt", "--archive", folder)
    run("add", tmp_path / "Hankesuunnitelma.txt", "--archive", folder)
    found = objects(done("stats", "--gaps", "--json", "--archive", folder).stdout)
    assert [gap["items"] > 0 for gap in found if gap["gap"] == "agenda"] == [True]
    assert [gap for gap in found if gap["gap"] == "attachment"] == []
