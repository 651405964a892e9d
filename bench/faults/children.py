"""Children that read are killed at random while files are added: each kill costs at most the file it was at."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from random import Random

from bench.faults.papers import Figures, Skipped, papers, started
from corpus import Archive

_SECONDS = 300.0


def kill_children(folder: Path, kills: int) -> Figures:
    """Adds six files a kill with two children. What a kill did not meet is accepted; nothing is lost."""
    if sys.platform != "linux":
        raise Skipped("children are found in /proc, which only Linux has")
    files, archive = papers(folder / "papers", 6 * kills), folder / "archive"
    process = started(archive, "add", "--jobs", "2", str(files[0].parent))
    try:
        hits = _kill(process, kills, Random(6))
    finally:
        process.kill()
        process.communicate(timeout=60)
    with Archive.open(archive) as opened:
        documents = list(opened.documents())
    bad = [document for document in documents if document.status == "quarantined"]
    others = [each for each in bad if "was killed (SIGKILL)" not in (each.reason or "")]
    return {
        "files": len(files),
        "hits": hits,
        "quarantined": len(bad),
        "lost": len(files) - len(documents),
        "failed": len(others) + max(0, len(bad) - hits),
    }


def _kill(process: subprocess.Popen[str], kills: int, chance: Random) -> int:
    killed, last = 0, time.monotonic() + _SECONDS
    while process.poll() is None and time.monotonic() < last:
        time.sleep(chance.uniform(0.02, 0.15))
        children = _children(process.pid)
        if killed < kills and children:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(children), signal.SIGKILL)
                killed += 1
    return killed


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []
