"""`python -m bench.faults.kills [FILES] [KILLS] [SEED]`: children are killed at random while files are added.

Passes when each kill costs at most the file that its child was at, and every other file is accepted. Linux only.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random

from corpus import Archive

ROOT = Path(__file__).resolve().parents[2]
_SAMPLE = ROOT / "corpus" / "samples" / "lahti" / "kh-2023-03-06-88.txt"
_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Tally:
    """`killed` children; files that were accepted, that are in quarantine, and that neither became of."""

    killed: int
    accepted: int
    quarantined: int
    lost: int
    others: tuple[str, ...]


def trial(files: int = 100, kills: int = 20, seed: int = 1) -> Tally:
    """Adds so many files with two children, and kills so many of these while they read."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory(prefix="pykala-") as name:
        folder = Path(name)
        (folder / "in").mkdir()
        text = _SAMPLE.read_text(encoding="utf-8")
        for number in range(files):
            made = text.replace("§ 88", f"§ {1000 + number}", 1)
            (folder / "in" / f"{number:04}.txt").write_text(made, encoding="utf-8")
        command = [sys.executable, "-m", "cli", "--archive", str(folder / "archive"), "add", "--jobs", "2"]
        quiet = subprocess.DEVNULL
        with subprocess.Popen([*command, str(folder / "in")], cwd=ROOT, stdout=quiet, stderr=quiet) as program:
            killed = _kill(program, kills, chance)
        with Archive.open(folder / "archive") as archive:
            documents = list(archive.documents())
    bad = [document for document in documents if document.status == "quarantined"]
    others = tuple(f"{each.path}: {each.reason}" for each in bad if "was killed (SIGKILL)" not in (each.reason or ""))
    return Tally(killed, len(documents) - len(bad), len(bad), files - len(documents), others)


def _kill(program: subprocess.Popen[bytes], kills: int, chance: Random) -> int:
    killed, last = 0, time.monotonic() + _SECONDS
    while program.poll() is None and time.monotonic() < last:
        time.sleep(chance.uniform(0.02, 0.15))
        children = _children(program.pid)
        if killed < kills and children:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(children), signal.SIGKILL)
                killed += 1
    program.kill()
    return killed


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def main(words: list[str]) -> int:
    """Prints the figures; 1 when the trial does not pass."""
    if sys.platform != "linux":
        print("skipped: children are found in /proc, which only Linux has", file=sys.stderr)
        return 0
    files, kills, seed = (int(words[at]) if len(words) > at else usual for at, usual in enumerate((100, 20, 1)))
    found = trial(files, kills, seed)
    print(
        f"{files} files, {found.killed} children killed: {found.accepted} accepted, {found.quarantined} in quarantine, "
        f"{found.lost} lost, {len(found.others)} in quarantine for another reason"
    )
    for line in found.others:
        print(line)
    return 1 if found.lost or found.others or found.quarantined > found.killed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
