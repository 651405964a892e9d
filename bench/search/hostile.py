"""Queries made to break a search: each must be answered (exit 0) or refused with a sentence (exit 2) in two seconds.

`hostile.txt` holds those made by hand; as many as asked are drawn at random, from a fixed seed.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from cli import main as pykala

HERE = Path(__file__).parent
SAMPLES = HERE.parent.parent / "corpus" / "samples"
RANDOM = 200
SECONDS = 2.0

_PIECES = (
    *(
        "(",
        ")",
        '"',
        "”",
        " ",
        " ",
        " ",
        "*",
        "=",
        ":",
        "-",
        "..",
        "§",
        "NOT ",
        " AND ",
        " OR ",
        "\\",
        "/",
        "\x00",
        "'",
    ),
    *("title:", "asia:", "date:", "eur:", "body:", "kaupunki", "rahoitus", "päätös", "EU:n", "a", "ka", "KH", "ää"),
    *("1 000", "2022", "4.4.2022", "1131/00.01.03.01/2021", "\u202e", "\U0001f600", "漢", ";", "%"),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """How a query ended: the exit status, the seconds it took, and the last line said of it."""

    query: str
    status: int
    seconds: float
    said: str

    @property
    def is_good(self) -> bool:
        """Answered, or refused with a sentence."""
        return self.status == 0 or (self.status == 2 and "Error: " in self.said)


def by_hand() -> tuple[str, ...]:
    """The ugly queries of `hostile.txt`."""
    lines = (HERE / "hostile.txt").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines if not line.startswith("#"))


def drawn(count: int = RANDOM, seed: int = 5) -> Iterator[str]:
    """Random queries, the same each time: pieces of the language in any order, and any characters at all."""
    dice = random.Random(seed)
    for number in range(count):
        if number % 4:
            yield "".join(dice.choices(_PIECES, k=dice.randint(1, 25)))
        else:
            yield "".join(
                chr(dice.choice((dice.randrange(32, 500), dice.randrange(0x10000)))) for _ in range(dice.randint(1, 80))
            )


def ask(archive: Path, query: str) -> Answered:
    """Asks a query as the command does."""
    begun = time.perf_counter()
    result = CliRunner().invoke(pykala, ["--archive", str(archive), "search", "--limit", "5", "--", query])
    return Answered(query, result.exit_code, time.perf_counter() - begun, result.stderr)


def main() -> None:
    """Prints how the queries ended and how long the slowest took."""
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder, "archive")
        CliRunner().invoke(pykala, ["--archive", str(archive), "add", str(SAMPLES)])
        ask(archive, "kaupunki")  # imports what every query needs
        found = [ask(archive, query) for query in (*by_hand(), *drawn())]
    report(found)


def report(found: list[Answered]) -> None:
    """Prints the counts, the slowest, and every query that ended badly."""
    counts = Counter(each.status for each in found)
    slowest = max(found, key=lambda each: each.seconds)
    bad = sum(not each.is_good for each in found)
    print(f"{len(found)} queries: {counts[0]} answered, {counts[2]} refused with a sentence, {bad} ended otherwise")
    print(f"the slowest took {slowest.seconds:.2f} s: {slowest.query[:60]!r}")
    for each in found:
        if not each.is_good or each.seconds > SECONDS:
            print(f"{each.status} {each.seconds:.2f} s {each.query[:80]!r}")
