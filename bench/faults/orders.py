"""The same documents added thrice, in another order, by another number of processes: the same answers."""

from __future__ import annotations

from pathlib import Path
from random import Random

from bench.faults.papers import SAMPLES, Figures, answers, damages, papers
from corpus import Archive, add_all
from index import Index

_QUERIES = 200


def orders(folder: Path, orders: int) -> Figures:
    """Archives of the same files in so many orders, each by another number of processes, each added thrice."""
    chance = Random(6)
    files = [*papers(folder / "papers", 30), *sorted(SAMPLES.iterdir())]
    expected, wrong, added_again = None, 0, 0
    damaged = 0
    for number in range(orders):
        archive = folder / f"archive-{number}"
        with Archive.open(archive, create=True) as opened:
            for turn in range(3):
                receipts = list(add_all(opened, files, jobs=1 + number % 4))
                added_again += sum(each.status != "unchanged" for each in receipts) if turn else 0
            Index.open(opened).refresh()
        found = (_kept(archive), answers(archive, _QUERIES))
        expected = expected or found
        wrong += found != expected
        damaged += damages(archive)
        chance.shuffle(files)
    figures: Figures = {"orders": orders, "queries": _QUERIES, "other answers": wrong}
    return {**figures, "added again": added_again, "damaged": damaged}


def _kept(archive: Path) -> set[tuple[str, int, str, str]]:
    """Every version: id, number, digest, and the document that it was read from."""
    with Archive.open(archive) as opened:
        found = ((each, version) for each in opened.ids() for version in opened.versions(each))
        records = [opened.record(*each) for each in found]
    return {(each.id, each.version, each.digest, each.source.sha256) for each in records}
