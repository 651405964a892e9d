"""Many processes at one archive."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from bench.faults.papers import QUERY, Figures, archive_of, damages, papers, started, turns
from corpus import Archive


def writers(folder: Path, rounds: int) -> Figures:
    """Eight processes add folders that overlap, at once."""
    damaged, missing, doubled, failed = 0, 0, 0, 0
    for number in turns(rounds):
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
    return {"rounds": number + 1, "lost": missing, "doubled": doubled, "damaged": damaged, "failed": failed}


def readers(folder: Path, seconds: int) -> Figures:
    """Four readers search and show while documents are added."""
    archive = archive_of(folder, 5)
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
