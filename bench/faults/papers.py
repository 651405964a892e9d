"""Documents for the trials, the command run as its users run it, and what is asked of an archive afterwards."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from corpus import Archive, Damage, add_all, verify
from index import Index

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpus" / "samples" / "lahti"
QUERY = "nuorten työpaja"
Figures = dict[str, float]
_SAMPLE = SAMPLES / "kh-2023-03-06-88.txt"


class Skipped(Exception):  # noqa: N818  it names what is the matter
    """Why a trial cannot be made on this system."""


def turns(times: int) -> Iterator[int]:
    """0, 1, 2 …: so many, or fewer where PYKALA_FAULTS_SECONDS are over before; a trial tells how many it made."""
    last = time.monotonic() + float(os.environ.get("PYKALA_FAULTS_SECONDS", "inf"))
    for number in range(times):
        if time.monotonic() > last:
            return
        yield number


def papers(folder: Path, count: int, first: int = 1000) -> list[Path]:
    """So many small decisions as files, each with a § of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    text = _SAMPLE.read_text("utf-8")
    made = []
    for number in range(first, first + count):
        path = folder / f"{number}.txt"
        path.write_text(text.replace("§ 88", f"§ {number}").replace("88 §", f"{number} §"), "utf-8")
        made.append(path)
    return made


def archive_of(folder: Path, count: int) -> Path:
    """An archive of so many of them, indexed."""
    archive = folder / "archive"
    made = papers(folder / "papers", count)
    with Archive.open(archive, create=True) as opened:
        assert {each.status for each in add_all(opened, made)} == {"added"}
        Index.open(opened).refresh()
    return archive


def queries(count: int) -> list[str]:
    """So many queries of the words of the samples: each word, two beside each other, what begins like one."""
    text = "\n".join(path.read_text("utf-8") for path in sorted(SAMPLES.glob("*.txt")))
    words = re.findall(r"[^\W\d_]{3,40}", text)
    pairs = [f'"{one} {two}"' for one, two in pairwise(text.split()) if one.isalpha() and two.isalpha()]
    beginnings = [f"{word[:4]}*" for word in words if len(word) > 6]
    all_of_them = [QUERY, *dict.fromkeys(words), *dict.fromkeys(pairs), *dict.fromkeys(beginnings)]
    return random.Random(6).sample(all_of_them, min(count, len(all_of_them)))


def answers(archive: Path, count: int) -> list[tuple[str, ...]]:
    """What the archive answers to so many queries, in order."""
    with Archive.open(archive) as opened:
        index = Index.open(opened)
        return [index.ids(query) for query in queries(count)]


def started(archive: Path, *words: str) -> subprocess.Popen[str]:
    """The command, running."""
    command = [sys.executable, "-c", "from cli import main; main()", "--archive", str(archive), *words]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def killed(archive: Path, words: Iterable[str], chance: random.Random) -> tuple[bool, list[str]]:
    """Runs `add --json` and kills it, mostly after its first receipt: starting takes longer than the work.

    Whether it was still running, and the SHA-256 of what it acknowledged before.
    """
    process = started(archive, *words)
    assert process.stdout
    first = process.stdout.readline() if chance.random() < 0.8 else ""
    time.sleep(chance.uniform(0, 0.5 if first else 2.0))
    process.kill()
    rest, _ = process.communicate(timeout=60)
    said = (first + rest).splitlines(keepends=True)
    return process.returncode < 0, [json.loads(line)["sha256"] for line in said if line.endswith("}\n")]


def damages(archive: Path) -> int:
    """How much is damaged; nothing is, where there is no archive yet."""
    if not (archive / "archive.db").is_file():
        return 0
    return sum(isinstance(each, Damage) for each in verify(archive))


def lost(archive: Path, acknowledged: Iterable[str]) -> int:
    """How many of the documents that were acknowledged are not held."""
    wanted = set(acknowledged)
    if not wanted:
        return 0
    with Archive.open(archive) as opened:
        held = {each.sha256 for each in opened.documents() if each.status == "accepted"}
        return len(wanted - held)


def seconds_to_catch_up(archive: Path) -> float:
    """What the next start takes to make the index the archive's again; raises when it is not.

    Seconds of computing: what else the machine does is not the archive's.
    """
    began = time.process_time()
    with Archive.open(archive) as opened:
        index = Index.open(opened)
        index.refresh()
        problems = index.check()
        if problems:
            raise AssertionError(f"the index is not the archive's: {problems[0].problem}")
    return time.process_time() - began
