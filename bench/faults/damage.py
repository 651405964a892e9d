"""What is kept is damaged by hand: bits flipped, files missing, extra or swapped, the index of another archive."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from bench.faults.papers import Figures, answers, archive_of, damages, turns
from corpus import Damage, verify

_QUERIES = 200


def flips(folder: Path, count: int) -> Figures:
    """Bits flipped in originals, and originals missing, extra and swapped: each is named; a whole archive never is.

    Two thirds of them are flips."""
    chance, archive = random.Random(6), archive_of(folder, 20)
    originals = sorted(path for path in (archive / "originals").rglob("*") if path.is_file())
    unnamed, alarms = 0, 0
    for number in turns(count):
        path, other = chance.sample(originals, 2)
        content, extra = path.read_bytes(), archive / "originals" / "aa" / "extra"
        extra.parent.mkdir(exist_ok=True)
        kind = ("flip", "missing", "extra", "swapped")[1 + number % 3 if 3 * number >= 2 * count else 0]
        second = other.read_bytes()
        if kind == "flip":
            at = chance.randrange(len(content))
            path.write_bytes(content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :])
        elif kind == "missing":
            path.unlink()
        elif kind == "extra":
            extra.write_bytes(b"x")
        else:
            path.write_bytes(second)
            other.write_bytes(content)
        named = {each.sha256 for each in verify(archive) if isinstance(each, Damage)}
        expected = {"extra": {None}, "swapped": {path.name, other.name}}.get(kind, {path.name})
        unnamed += named != expected
        path.write_bytes(content)
        other.write_bytes(second)
        extra.unlink(missing_ok=True)
        if number % (count // 20 or 1) == 0:
            alarms += damages(archive)
    return {"damages": number + 1, "not named": unnamed, "false alarms": alarms}


def flips_in_database(folder: Path, count: int) -> Figures:
    """Bits flipped anywhere in archive.db: each is named, or it met nothing that is kept (free space of a page)."""
    chance, archive = random.Random(6), archive_of(folder, 20)
    path = archive / "archive.db"
    content = path.read_bytes()
    before, tried, unnamed, harmless = _rows(path), 0, 0, 0
    for _ in turns(count):
        tried += 1
        at = chance.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :])
        if not damages(archive):
            same = _rows(path) == before
            harmless, unnamed = harmless + same, unnamed + (not same)
    path.write_bytes(content)
    return {"damages": tried, "harmless": harmless, "not named": unnamed, "false alarms": damages(archive)}


def _rows(path: Path) -> list[Any]:
    """Everything that a database keeps."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    try:
        tables = [
            name.decode() for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        return [(name, connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()) for name in tables]
    except sqlite3.Error:
        return []
    finally:
        connection.close()


def index(folder: Path, count: int) -> Figures:
    """The index deleted, truncated, swapped with another archive's: the answers after are those of before."""
    archive, other = archive_of(folder, 20), archive_of(folder / "b", 5)
    before, _ = answers(archive, _QUERIES), answers(other, 1)
    wrong = 0
    for number in turns(count):
        kind = number % 3
        files = sorted(path for path in (archive / "index").rglob("*") if path.is_file() and path.name != "lock")
        if kind == 0:
            shutil.rmtree(archive / "index")
        elif kind == 1:
            broken = files[number % len(files)]
            broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
        else:
            shutil.rmtree(archive / "index")
            shutil.copytree(other / "index", archive / "index")
        wrong += answers(archive, _QUERIES) != before
    return {"damages": number + 1, "queries": _QUERIES, "other answers": wrong}
