"""kill -9 at random moments of what changes or reads an archive; afterwards nothing is lost, and the index follows."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.faults.papers import (
    ROOT,
    Figures,
    archive_of,
    damages,
    killed,
    lost,
    papers,
    seconds_to_catch_up,
    started,
    turns,
)
from corpus import Archive


def kill_add(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of adding; then what was acknowledged is there, and the index follows."""
    chance, archive = random.Random(6), folder / "archive"
    acknowledged: list[str] = []
    hits, damaged, slowest = 0, 0, 0.0
    for number in turns(times):
        made = papers(folder / f"papers-{number}", 20, 1000 + 20 * number)
        was_running, receipts = killed(archive, ("add", "--json", str(made[0].parent)), chance)
        hits, acknowledged = hits + was_running, acknowledged + receipts
        damaged += damages(archive)
        if acknowledged:
            slowest = max(slowest, seconds_to_catch_up(archive))
    missing = lost(archive, acknowledged)
    figures: Figures = {"kills": number + 1, "hits": hits, "acknowledged": len(acknowledged)}
    return {**figures, "lost": missing, "damaged": damaged, "catching up s": slowest}


def kill_reindex(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of reindexing."""
    return _kill_over(folder, times, "reindex", lambda archive: None)


def kill_verify(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of verifying, which changes no file."""
    seen: list[dict[Path, bytes]] = []
    figures = _kill_over(folder, times, "verify", lambda archive: seen.append(_contents(archive)))
    return {**figures, "changed": sum(each != seen[0] for each in seen)}


def kill_repair(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of a repair of a changed record; the repair after it ends well."""

    def change(archive: Path) -> None:
        connection = sqlite3.connect(archive / "archive.db")
        connection.execute("UPDATE decisions SET title = 'x' WHERE seq = (SELECT max(seq) FROM decisions)")
        connection.commit()
        connection.close()

    return _kill_over(folder, times, "repair", change)


_OPEN = "import sys, pathlib; from corpus import Archive; print(flush=True); Archive.open(pathlib.Path(sys.argv[1]))"


def kill_upgrade(folder: Path, times: int) -> Figures:
    """kill -9 at random moments of upgrading an archive of an older schema: it is the old one or the new one."""
    release = sorted(path.parent for path in (ROOT / "tests" / "archives").glob("*/archive.db"))[0]
    expected = {tuple(each) for each in json.loads((release / "expected.json").read_text("utf-8"))}
    chance, archive = random.Random(6), folder / "archive"
    hits, halfway, upgraded, damaged, missing, slowest, takes = 0, 0, 0, 0, 0, 0.0, 0.05
    for _ in turns(5 * times):
        if hits == times:
            break
        shutil.rmtree(archive, ignore_errors=True)
        shutil.copytree(release, archive)
        with subprocess.Popen([sys.executable, "-c", _OPEN, archive], cwd=ROOT, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(chance.uniform(0, takes))
            process.kill()
        takes = min(0.2, max(0.002, takes * (1.2 if process.returncode < 0 else 0.8)))
        hits += process.returncode < 0
        halfway += (archive / "archive.db-journal").exists()
        damaged += damages(archive)
        upgraded += _schema(archive) > 1
        slowest = max(slowest, seconds_to_catch_up(archive))
        missing += len(expected - _versions(archive))
    figures: Figures = {"wanted": times, "hits": hits, "in the transaction": halfway, "upgraded": upgraded}
    return {**figures, "lost": missing, "damaged": damaged, "catching up s": slowest}


def _schema(archive: Path) -> int:
    connection = sqlite3.connect(archive / "archive.db")
    try:
        return int(connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()[0])
    finally:
        connection.close()


def _versions(archive: Path) -> set[tuple[str, int, int, str]]:
    connection = sqlite3.connect(archive / "archive.db")
    try:
        return set(connection.execute("SELECT id, version, newest, digest FROM decisions"))
    finally:
        connection.close()


def _contents(archive: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in archive.rglob("*") if path.is_file()}


def _kill_over(folder: Path, times: int, command: str, before: Callable[[Path], None]) -> Figures:
    chance, archive = random.Random(6), archive_of(folder, 20)
    before(archive)
    began = time.monotonic()
    started(archive, command).communicate(timeout=120)  # once to its end, to know when it is at work
    takes = time.monotonic() - began
    hits, damaged, failed, slowest = 0, 0, 0, 0.0
    for _ in turns(5 * times):
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
    return {
        "wanted": times,
        "hits": hits,
        "lost": missing,
        "damaged": damaged,
        "failed": failed,
        "catching up s": slowest,
    }
