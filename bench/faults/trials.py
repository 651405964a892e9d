"""The trials. Each gives its figures by name; those in `MUST_BE_ZERO` are what passes."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from bench.faults.papers import damages, killed, lost, papers, seconds_to_catch_up, started
from corpus import Archive, Damage, add_all, verify
from index import Index

Figures = dict[str, float]
MUST_BE_ZERO = ("lost", "damaged", "doubled", "failed", "errors", "not named", "false alarms", "other answers")
MUST_BE_SOME = ("hits", "acknowledged", "asked")
"""A trial that did nothing shows nothing."""

QUERY = "nuorten työpaja"


def kill_add(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of adding; then what was acknowledged is there, and the index follows."""
    chance, archive = random.Random(6), folder / "archive"
    acknowledged: list[str] = []
    hits, damaged, slowest = 0, 0, 0.0
    for number in range(times):
        made = papers(folder / f"papers-{number}", 20, 1000 + 20 * number)
        was_running, receipts = killed(archive, ("add", "--json", str(made[0].parent)), chance)
        hits, acknowledged = hits + was_running, acknowledged + receipts
        damaged += damages(archive)
        if acknowledged:
            slowest = max(slowest, seconds_to_catch_up(archive))
    missing = lost(archive, acknowledged)
    figures: Figures = {"kills": times, "hits": hits, "acknowledged": len(acknowledged)}
    return {**figures, "lost": missing, "damaged": damaged, "slowest s": slowest}


def kill_reindex(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of reindexing."""
    return _kill_over(folder, times, "reindex", lambda archive: None)


def kill_repair(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of a repair of a changed record; the repair after it ends well."""

    def change(archive: Path) -> None:
        connection = sqlite3.connect(archive / "archive.db")
        connection.execute("UPDATE decisions SET title = 'x' WHERE seq = (SELECT max(seq) FROM decisions)")
        connection.commit()
        connection.close()

    return _kill_over(folder, times, "repair", change)


def _kill_over(folder: Path, times: int, command: str, before: Callable[[Path], None]) -> Figures:
    chance, archive = random.Random(6), _archive(folder, 20)
    before(archive)
    began = time.monotonic()
    started(archive, command).communicate(timeout=120)  # once to its end, to know when it is at work
    takes = time.monotonic() - began
    hits, damaged, failed, slowest = 0, 0, 0, 0.0
    for _ in range(5 * times):
        if hits == times:
            break
        before(archive)
        process = started(archive, command)
        time.sleep(chance.uniform(0.3 * takes, takes))
        process.kill()
        process.communicate(timeout=60)
        hits += process.returncode < 0
        takes *= 1 if process.returncode < 0 else 0.8  # it was done already: it runs faster than when it was measured
        if command == "repair":
            again = started(archive, "repair")
            again.communicate(timeout=120)
            failed += again.returncode != 0
        damaged += damages(archive)
        slowest = max(slowest, seconds_to_catch_up(archive))
    with Archive.open(archive) as opened:
        missing = 20 - opened.stats().decisions
    return {"kills": times, "hits": hits, "lost": missing, "damaged": damaged, "failed": failed, "slowest s": slowest}


def writers(folder: Path, rounds: int) -> Figures:
    """Eight processes add folders that overlap, at once."""
    damaged, missing, doubled, failed = 0, 0, 0, 0
    for number in range(rounds):
        archive = folder / f"archive-{number}"
        folders = [papers(folder / f"papers-{each}", 4, 1000 + 2 * each)[0].parent for each in range(8)]
        running = [started(archive, "add", str(each)) for each in folders]
        for process in running:
            process.communicate(timeout=300)
            failed += process.returncode != 0
        damaged += damages(archive)
        with Archive.open(archive) as opened:
            counted = opened.stats()
        missing, doubled = missing + 18 - counted.decisions, doubled + counted.versions - counted.decisions
        shutil.rmtree(archive)
    return {"rounds": rounds, "lost": missing, "doubled": doubled, "damaged": damaged, "failed": failed}


def readers(folder: Path, seconds: int) -> Figures:
    """Four readers search and show while documents are added."""
    archive = _archive(folder, 5)
    end, errors, asked, number = time.monotonic() + seconds, 0, 0, 0
    while time.monotonic() < end:
        number += 1
        made = papers(folder / f"more-{number}", 5, 2000 + 5 * number)
        writer = started(archive, "add", str(made[0].parent))
        running = [started(archive, "search", QUERY) for _ in range(3)] + [started(archive, "stats")]
        for process in running:
            _, said = process.communicate(timeout=120)
            errors += process.returncode != 0 or "Traceback" in said
            asked += 1
        writer.communicate(timeout=120)
        errors += writer.returncode != 0
    return {"asked": asked, "errors": errors, "damaged": damages(archive)}


def flips(folder: Path, count: int) -> Figures:
    """Bits flipped in originals, and originals missing, extra and swapped: each is named; a whole archive never is."""
    chance, archive = random.Random(6), _archive(folder, 20)
    originals = sorted(path for path in (archive / "originals").rglob("*") if path.is_file())
    unnamed, alarms = 0, 0
    for number in range(count):
        path, other = chance.sample(originals, 2)
        content, extra = path.read_bytes(), archive / "originals" / "aa" / "extra"
        extra.parent.mkdir(exist_ok=True)
        kind = ("flip", "missing", "extra", "swapped")[number % 4 if number >= count // 2 else 0]
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
        if number % 10 == 0:
            alarms += damages(archive)
    return {"damages": count, "not named": unnamed, "false alarms": alarms}


def index(folder: Path, count: int) -> Figures:
    """The index deleted, truncated, swapped with another archive's: the answers after are those of before."""
    archive, other = _archive(folder, 20), _archive(folder / "b", 5)
    before, _ = _answers(archive), _answers(other)
    wrong = 0
    for number in range(count):
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
        wrong += _answers(archive) != before
    return {"damages": count, "other answers": wrong}


def _answers(archive: Path) -> list[tuple[str, ...]]:
    queries = (QUERY, "avustus OR rahoitus", "kaupunginhallitus", "päätös:hyväksyy", "työ*", '"digitaalisten taitojen"')
    with Archive.open(archive) as opened:
        return [Index.open(opened).ids(query) for query in queries]


def _archive(folder: Path, count: int) -> Path:
    archive = folder / "archive"
    made = papers(folder / "papers", count)
    with Archive.open(archive, create=True) as opened:
        assert {each.status for each in add_all(opened, made)} == {"added"}
        Index.open(opened).refresh()
    return archive


TRIALS: dict[str, tuple[Callable[[Path, int], Figures], int]] = {
    "kill-add": (kill_add, 200),
    "kill-reindex": (kill_reindex, 50),
    "kill-repair": (kill_repair, 50),
    "writers": (writers, 20),
    "readers": (readers, 60),
    "flips": (flips, 200),
    "index": (index, 200),
}
"""Each trial, and how often or how long it goes on."""
