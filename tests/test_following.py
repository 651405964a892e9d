"""A case over three bodies, told as a story: golden output, and what of it programs rely on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_cli import DECISION_KEYS, done, objects

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
