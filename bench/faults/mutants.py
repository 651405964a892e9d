"""Damaged copies of the sample documents, each read in the box.

Passes when nothing is uncaught (an error of the program itself, a process that dies, an answer that makes no sense) and
nothing takes longer than the limit of time. That a damaged document is not read is no failure; it must have a reason.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from bench.faults.papers import ROOT, Figures
from corpus import Arrival, Limits, read_all
from corpus.intake import arrivals_of

SECONDS = 20.0
_KINDS = {".txt", ".html", ".pdf", ".docx"}
_RARE = (
    b"\x00",
    b"\xff\xfe",
    b"\x1b[31m",
    b"%PDF-",
    b"PK\x03\x04",
    b"<div>" * 50,
    b"\xc2\xa7 ",
    b"(" * 200,
    b"9" * 200,
)
_UNCAUGHT = ("reading it failed", "reading it crashed", "reading it ended", "was killed", "makes no sense")


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of mutants. `uncaught` and `late` name them: source, number, reason."""

    read: int
    reasons: dict[str, int]
    uncaught: tuple[str, ...]
    late: tuple[str, ...]
    slowest: float


def samples() -> tuple[Path, ...]:
    """The documents of the project, in the order of their names."""
    folders = (ROOT / "corpus" / "samples", ROOT / "tests" / "documents")
    return tuple(sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in _KINDS))


def mutated(content: bytes, chance: Random) -> bytes:
    """A damaged copy: up to eight times a bit, a run, a piece moved, doubled or cut, or signs that mean something."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) + 1)
        length = min(int(2 ** chance.uniform(0, 12)), len(made) - at)
        match chance.randrange(7):
            case 0 if at < len(made):
                made[at] ^= 1 << chance.randrange(8)
            case 1:
                made[at : at + length] = chance.randbytes(length)
            case 2:
                del made[at : at + length]
            case 3:
                made[at:at] = made[at : at + length] * chance.randint(1, 20)
            case 4:
                piece = made[at : at + length]
                del made[at : at + length]
                to = chance.randrange(len(made) + 1)
                made[to:to] = piece
            case 5:
                made[at:at] = chance.choice(_RARE)
            case _ if chance.random() < 0.2:
                del made[at:]
    return bytes(made)


def mutants(count: int, seed: int) -> Iterator[Arrival]:
    """The damaged documents as files that were asked for; the same ones for the same seed."""
    sources = [(path, path.read_bytes()) for path in samples()]
    for number in range(count):
        path, content = sources[number % len(sources)]
        made = mutated(content, Random(f"{seed} {number}"))
        yield from arrivals_of(made, f"{number}/{path.name}")


def trial(count: int, seed: int = 1, seconds: float = SECONDS, jobs: int = 2) -> Tally:
    """Reads so many mutants, and tells what became of them."""
    reasons: Counter[str] = Counter()
    uncaught, late = [], []
    read = 0
    slowest, before = 0.0, time.monotonic()
    for arrival in read_all(mutants(count, seed), jobs, Limits(seconds=seconds)):
        slowest, before = max(slowest, time.monotonic() - before), time.monotonic()
        if arrival.minutes is not None:
            read += 1
            continue
        reason = arrival.reason or "uncaught: no reason"
        reasons[reason] += 1
        if "took longer than" in reason:
            late.append(f"{arrival.path}: {reason}")
        elif any(words in reason for words in _UNCAUGHT) or not arrival.reason:
            uncaught.append(f"{arrival.path}: {reason}")
    return Tally(read, dict(reasons.most_common()), tuple(uncaught), tuple(late), slowest)


def mutated_documents(folder: Path, count: int) -> Figures:
    """So many; PYKALA_SEED chooses others."""
    found = trial(count, int(os.environ.get("PYKALA_SEED", "1")), SECONDS)
    for line in (*found.uncaught, *found.late):
        print(line, file=sys.stderr)
    return {
        "documents": count,
        "read": found.read,
        "not read, with a reason": sum(found.reasons.values()) - len(found.uncaught),
        "uncaught": len(found.uncaught),
        "too slow": len(found.late),
        "longest s": found.slowest,
    }
