"""An archive that leaves and comes back is the same: ids, versions, digests, sources, quarantine, tombstones."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import Archive, Tally, verify
from tests.conftest import ROOT
from tests.corpus.test_corpus_repair import said

RELEASED = ROOT / "tests" / "archives" / "0.1.0"


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder), *map(str, words)], env={"PYKALA_ARCHIVE": None})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RELEASED, tmp_path / "archive"))


@pytest.fixture
def bag(folder: Path, tmp_path: Path) -> Path:
    result = run(folder, "export", "--format", "bagit", "-o", tmp_path / "bag")
    assert (result.exit_code, result.stdout) == (0, "")
    return tmp_path / "bag"


def test_what_leaves_comes_back_the_same(folder: Path, bag: Path, tmp_path: Path) -> None:
    with Archive.open(folder) as archive:
        redacted = next(each.sha256 for each in archive.documents() if each.path.endswith(".html"))
        archive.redact(redacted, "syy")
    shutil.rmtree(bag)
    assert run(folder, "export", "--format", "bagit", "-o", bag).exit_code == 0
    result = run(tmp_path / "new", "import", bag)
    assert (result.exit_code, result.stdout) == (0, "4 documents, 2 decisions (3 versions)\n")
    assert said(tmp_path / "new") == said(folder)
    assert list(verify(tmp_path / "new")) == list(verify(folder)) == [Tally(4, 2, 0)]
    with Archive.open(tmp_path / "new") as new, Archive.open(folder) as old:
        assert list(new.since(0)) == list(old.since(0))
        assert new.tombstone(redacted) == old.tombstone(redacted)
    assert run(tmp_path / "new", "verify").exit_code == 0
    assert run(tmp_path / "new", "import", bag).exit_code == 1  # it is not empty any more


def test_it_is_a_bag_to_others_too(bag: Path) -> None:
    bagit = pytest.importorskip("bagit", reason="bagit is not here: nobody else looks at the bag")
    assert bagit.Bag(str(bag)).validate() is True


@pytest.mark.parametrize("how", ["flipped", "extra", "missing", "outside", "link"])
def test_a_bag_that_is_not_as_it_was_is_refused(bag: Path, tmp_path: Path, how: str) -> None:
    one = next((bag / "data" / "originals").glob("*/*"))
    if how == "flipped":
        one.write_bytes(one.read_bytes()[:-1] + b"x")
    elif how == "extra":
        (bag / "data" / "more.txt").touch()
    elif how == "missing":
        one.unlink()
    elif how == "link":
        one.rename(tmp_path / "elsewhere")
        one.symlink_to(tmp_path / "elsewhere")
    else:
        manifest = bag / "manifest-sha256.txt"
        manifest.write_text(f"{manifest.read_text()}{'0' * 64}  data/../../outside\n")
    result = run(tmp_path / "new", "import", bag)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "Traceback" not in result.stderr
    assert list(verify(tmp_path / "new")) == [Tally(0, 0, 0)]


def test_an_original_that_is_damaged_is_named_and_left_out(folder: Path, tmp_path: Path) -> None:
    one = next((folder / "originals").glob("*/*"))
    one.write_bytes(b"x")
    result = run(folder, "export", "--format", "bagit", "-o", tmp_path / "bag")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{one.name}: the original is damaged or missing")
    assert run(tmp_path / "new", "import", tmp_path / "bag").exit_code == 1
    assert said(tmp_path / "new") == said(folder)


def test_jsonl_and_csv_of_all_and_of_what_a_query_finds(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "export", "--format", "jsonl", "-o", tmp_path / "all").exit_code == 0
    made = [json.loads(line) for line in (tmp_path / "all" / "decisions.jsonl").read_text("utf-8").splitlines()]
    assert len(made) == 3
    assert made[0]["sources"][0].keys() == {"path", "sha256", "kind", "added_at"}
    result = run(folder, "export", "työpaja", "--body", "kh", "--format", "csv", "-o", tmp_path / "some")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "some" / "tables.csv").read_bytes() == run(folder, "tables", "--body", "kh").stdout_bytes
    assert (tmp_path / "some" / "money.csv").read_bytes() == run(folder, "money", "--body", "kh").stdout_bytes
    rows = list(csv.DictReader((tmp_path / "some" / "decisions.csv").read_text("utf-8").splitlines()))
    with Archive.open(folder) as archive:
        told = {(each.id, each.decision.title, str(each.version)) for each in archive.records(archive.ids())}
    assert rows
    assert {(row["decision_id"], row["title"], row["version"]) for row in rows} <= told
    assert run(folder, "export", "--format", "csv", "-o", tmp_path / "some").exit_code == 1
    assert run(folder, "export", "--body", "kh", "--format", "bagit", "-o", tmp_path / "x").exit_code == 2
