import shutil
import sqlite3
from pathlib import Path

import pytest

from corpus import Archive, Damage, Tally, line_json, verify
from tests.corpus.corpus_values import RICH, decision, document, minutes

ONE, TWO = document("yksi"), document("kaksi")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.open(tmp_path, create=True) as archive:
        archive.add(ONE, minutes(ONE, RICH, decision("130")))
        archive.add(TWO, minutes(TWO, decision("130", "Toisin.")))
    return tmp_path


def original(folder: Path, sha256: str) -> Path:
    return folder / "originals" / sha256[:2] / sha256


def damages(folder: Path) -> list[Damage]:
    *found, tally = verify(folder)
    assert isinstance(tally, Tally)
    assert tally.bad == len(found)
    return [damage for damage in found if isinstance(damage, Damage)]


def change(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "archive.db")
    assert connection.execute(statement).rowcount > 0
    connection.commit()
    connection.close()


def test_a_whole_archive_is_whole_and_nothing_is_changed(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert [line_json(thing) for thing in verify(folder) if isinstance(thing, Tally)] == [
        '{"documents": 2, "decisions": 2, "bad": 0}'
    ]
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_flipped_bit_in_an_original_is_found(folder: Path) -> None:
    path = original(folder, ONE.sha256)
    content = bytearray(path.read_bytes())
    content[1] ^= 4
    path.write_bytes(content)
    (damage,) = damages(folder)
    assert (damage.what, damage.sha256) == ("original", ONE.sha256)
    assert "damaged" in damage.problem


def test_a_missing_original_is_found(folder: Path) -> None:
    original(folder, TWO.sha256).unlink()
    (damage,) = damages(folder)
    assert (damage.what, damage.sha256) == ("original", TWO.sha256)
    assert "missing" in damage.problem


def test_swapped_originals_are_both_found(folder: Path) -> None:
    one, two = original(folder, ONE.sha256), original(folder, TWO.sha256)
    one.rename(folder / "meanwhile")
    two.rename(one)
    (folder / "meanwhile").rename(two)
    assert {damage.sha256 for damage in damages(folder)} == {ONE.sha256, TWO.sha256}


@pytest.mark.parametrize("name", ["stray", "ab/notes.txt", f"zz/{ONE.sha256}", f"{'0' * 2}/{'0' * 64}"])
def test_a_stray_file_is_found(folder: Path, name: str) -> None:
    path = folder / "originals" / name
    path.parent.mkdir(exist_ok=True)
    shutil.copy(original(folder, ONE.sha256), path)
    (damage,) = damages(folder)
    assert damage.what == "original"
    assert name in damage.problem


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET record = replace(record, 'Päätettiin', 'Peruttiin') WHERE seq = 1",
        "UPDATE decisions SET title = 'Avustukset' WHERE seq = 1",
        "UPDATE decisions SET title = CAST(x'ff41' AS TEXT) WHERE seq = 1",
        "UPDATE decisions SET newest = 1 WHERE version = 1",
        "UPDATE decisions SET newest = 0",
        "UPDATE documents SET path = 'x' WHERE number = 1",
        "UPDATE amounts SET cents = cents + 1",
        "UPDATE table_cells SET value = '1001' WHERE row_no = 1",
        "UPDATE people SET name_words = ' pekka ' WHERE name = 'Pekka Timonen'",
        "DELETE FROM people WHERE role = 'mentioned'",
        "DELETE FROM sources WHERE seq = 1",
        "DELETE FROM decisions WHERE seq = 1",
        "UPDATE meta SET value = 1 WHERE key = 'generation'",
    ],
)
def test_a_changed_row_is_found(folder: Path, statement: str) -> None:
    change(folder, statement)
    assert {damage.what for damage in damages(folder)} == {"record"}


def test_the_damaged_record_is_named(folder: Path) -> None:
    change(folder, f"UPDATE decisions SET outcome = 'rejected' WHERE id = '{RICH.id}'")
    (damage,) = damages(folder)
    assert damage.id == RICH.id


def test_a_torn_database_is_damage_and_no_traceback(folder: Path) -> None:
    path = folder / "archive.db"
    content = path.read_bytes()
    path.write_bytes(content[:4096] + bytes(len(content) - 4096))
    assert damages(folder)
    path.write_bytes(content[: len(content) // 2])
    assert damages(folder)


def test_any_flipped_bit_of_a_kept_text_is_found(folder: Path) -> None:
    path = folder / "archive.db"
    content = path.read_bytes()
    places = [place for place in range(len(content)) if content.startswith(b"ettiin", place)]
    assert len(places) > 5
    for place in places:
        damaged = bytearray(content)
        damaged[place] ^= 1
        path.write_bytes(damaged)
        assert damages(folder), place
