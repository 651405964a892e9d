"""How well a search answers: recall and nDCG of the first ten hits, over queries judged by hand; and what is missed.

`judged-samples.txt` is asked of the project's own minutes, `judged-lapua.txt` of real ones that stand beside the
project (../shared/data/lapua); where those are not, it says so aloud and asks the others.
"""

from __future__ import annotations

import math
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.search.task import Known
from corpus import Archive, add_all, files_in
from index import ENGINES, Index
from index.entries import document, entry

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LAPUA = ROOT.parent / "shared" / "data" / "lapua"
FIRST = 10

_BODIES = {
    "kh": "kaupunginhallitus",
    "kv": "kaupunginvaltuusto",
    "tekn": "tekninen-lautakunta",
    "ymp": "ymparistolautakunta",
    "siv": "sivistyslautakunta",
    "hyv": "hyvinvointilautakunta",
    "tark": "tarkastuslautakunta",
}
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ITEM = re.compile(r"([a-z-]+)/([0-9-]{10})/([0-9]+)(?:-([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Judged:
    """A query, and the ends of the ids of the decisions that answer it."""

    query: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What a query found: of the first ten hits the recall and nDCG, and the answers that are not among them."""

    judged: Judged
    recall: float
    ndcg: float
    missed: tuple[str, ...]


ByEngine = dict[str, tuple[Measured, ...]]


def judged(name: str) -> tuple[Judged, ...]:
    """The queries of a file beside this."""
    return tuple(_judged((HERE / name).read_text(encoding="utf-8")))


def _judged(text: str) -> Iterator[Judged]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            query, items = line.split(" = ")
            yield Judged(query, frozenset(each for item in items.split() for each in _each(item)))


def _each(item: str) -> Iterator[str]:
    found = _ITEM.fullmatch(item)
    if not found:
        raise ValueError(f"{item!r} is not body/date/number")
    body, day, first, last = found.groups()
    for number in range(int(first), int(last or first) + 1):
        yield f"{_BODIES.get(body, body)}/{day}/{number}"


def measured(index: Index, asked: Judged) -> Measured:
    """Asks a query. A decision that several municipalities have is one answer each."""
    hits = [hit.id.split("/", 1)[1] for hit in index.search(asked.query, limit=FIRST).hits]
    gains = [float(id in asked.answers) for id in hits]  # noqa: A001
    all_ids = {id for id in index.ids(asked.query) if id.split("/", 1)[1] in asked.answers}  # noqa: A001
    right = max(len(asked.answers), len(all_ids))
    best = sum(1 / math.log2(place + 2) for place in range(min(FIRST, right)))
    got = sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
    missed = tuple(sorted(asked.answers - set(hits)))
    return Measured(asked, sum(gains) / min(FIRST, right), got / best, missed)


def measure(name: str, sources: list[Path]) -> ByEngine:
    """The queries of a file over the archive of some folders, by each engine."""
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder, "archive"), create=True) as archive:
        for _ in add_all(archive, files_in(sources), jobs=2):
            pass
        found: ByEngine = {}
        for engine in ENGINES:
            index = Index.open(archive, engine)
            found[engine] = tuple(measured(index, asked) for asked in judged(name))
            found[f"{engine}, =word"] = tuple(measured(index, asked) for asked in exact(judged(name), archive))
        return found


def exact(queries: tuple[Judged, ...], archive: Archive) -> Iterator[Judged]:
    """The queries in exact mode (`=word` each), where it applies: some answer has all the words just as typed."""
    printed = {
        record.id.split("/", 1)[1]: {
            form for area in document(entry(record), Known({})).areas for form, _ in area.forms
        }
        for record in archive.since(0)
    }
    for asked in queries:
        words = asked.query.split()
        if all(_WORD.fullmatch(word) and not word.isupper() for word in words):
            forms = {word.lower() for word in words}
            answers = frozenset(id for id in asked.answers if forms <= printed.get(id, set()))  # noqa: A001
            if answers:
                yield Judged(" ".join(f"={word}" for word in words), answers)


def samples() -> ByEngine:
    """The queries over the project's own minutes."""
    return measure("judged-samples.txt", [ROOT / "tests" / "documents", ROOT / "corpus" / "samples"])


def mean(values: list[float]) -> float:
    """The mean; of nothing, 0."""
    return sum(values) / len(values) if values else 0.0


def main() -> None:
    """Prints recall@10 and nDCG@10 of each set by each engine, and the queries that miss something."""
    sets = {"the project's own": samples()}
    if LAPUA.is_dir():
        sets["Lapua"] = measure("judged-lapua.txt", [LAPUA])
    else:
        print(f"skipped: {LAPUA} is not here", file=sys.stderr)
    print("| minutes | engine | queries | recall@10 | nDCG@10 |\n|---|---|---|---|---|")
    everything: ByEngine = {
        engine: tuple(each for found in sets.values() for each in found[engine]) for engine in next(iter(sets.values()))
    }
    for name, by_engine in {**sets, "all": everything}.items():
        for engine, found in by_engine.items():
            recall, ndcg = mean([each.recall for each in found]), mean([each.ndcg for each in found])
            print(f"| {name} | {engine} | {len(found)} | {recall:.3f} | {ndcg:.3f} |")
    print()
    for engine, found in everything.items():
        for each in found:
            if each.recall < 1 or each.ndcg < 0.8:
                missed = " ".join(each.missed)
                print(f"{engine}: {each.judged.query}: recall {each.recall:.2f}, nDCG {each.ndcg:.2f} {missed}")


if __name__ == "__main__":
    main()
