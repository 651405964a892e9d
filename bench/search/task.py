"""What the engines are set to do: documents of ready terms and queries, on disk, so that each peer reads the same.

FOLDER/documents.jsonl    a document a line: id, body, date, outcome, cents, and its areas' lemmas, parts and forms
FOLDER/queries.json       the queries, class by class
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.search.made import SEED, Words
from corpus import Record, record_of
from index.entries import Posting, document, entry
from index.finnish import Analysis
from parser import Minutes

TEXT_AREAS = ("title", "decision", "proposal", "reasons", "tables")
CLASSES = (
    "rare", "common", "AND", "OR of 5", "phrase", "prefix", "organ and dates", "euros", "by date", "facets", "snippets",
)  # fmt: skip
A_CLASS = 20
"""Queries of each class."""
FOR_QUERIES = 2_000
"""Decisions among which pairs of words that stand together are looked for."""


@dataclass(frozen=True, slots=True)
class Task:
    """One query. `words` are base forms; of a prefix the beginning of a form."""

    kind: str
    words: tuple[str, ...]
    body: str | None = None
    start: str | None = None
    end: str | None = None
    least: int | None = None
    most: int | None = None


class Known:
    """Words whose analyses are known, as `index.words.Words`."""

    def __init__(self, analyses: dict[str, Analysis]) -> None:
        self._analyses = analyses

    def analyses(self, forms: Iterable[str]) -> dict[str, Analysis]:
        return {form: self._analyses.get(form) or Analysis((form,)) for form in forms}

    def forms_of(self, word: str) -> None:
        return None


def write(folder: Path, made: Iterable[Minutes], words: Words, all_of_them: bool = True) -> None:
    """Writes the documents and the queries; or, where no peer reads the documents, so many as the queries need."""
    known = Known(words.analyses())
    pairs: Counter[tuple[str, str]] = Counter()
    decisions = (record_of(each, decision) for each in made for decision in each.decisions)
    with (folder / "documents.jsonl").open("w", encoding="utf-8") as file:
        for record in decisions if all_of_them else islice(decisions, FOR_QUERIES):
            plain = _plain(record, known)
            pairs.update(_pairs(plain["areas"]["reasons"][0][:40]))
            file.write(json.dumps(plain, ensure_ascii=False) + "\n")
    tasks = [asdict(task) for task in _tasks(words.lemmas, [pair for pair, _ in pairs.most_common(4 * A_CLASS)])]
    (folder / "queries.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")


def documents(folder: Path) -> Iterator[dict[str, Any]]:
    """The documents, as they were written."""
    with (folder / "documents.jsonl").open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def queries(folder: Path) -> tuple[Task, ...]:
    """The queries, as they were written."""
    plain = json.loads((folder / "queries.json").read_text(encoding="utf-8"))
    return tuple(Task(**{**each, "words": tuple(each["words"])}) for each in plain)


def text_of(postings: list[list[Any]]) -> str:
    """Postings as a text for engines that cut it themselves: one word a position."""
    by_place = {place: word for word, places in reversed(postings) for place in places}
    return " ".join(by_place[place] for place in sorted(by_place))


def bag_of(postings: list[list[Any]]) -> str:
    """Postings as words in no order, each as often as it stands."""
    return " ".join(" ".join([word] * len(places)) for word, places in postings)


def _plain(record: Record, known: Known) -> dict[str, Any]:
    made = document(entry(record), known)
    areas: dict[str, tuple[tuple[Posting, ...], ...]] = {
        area.area: (area.lemmas, area.parts, area.forms) for area in made.areas
    }
    decision = record.decision
    cents = [int(amount.value * 100) for amount in decision.amounts if amount.value is not None]
    return {
        "id": decision.id,
        "body": record.body,
        "date": record.meeting.date.isoformat(),
        "outcome": decision.outcome,
        "cents": cents[0] if cents else 0,
        "areas": areas,
    }


def _pairs(lemmas: Iterable[Posting]) -> Iterator[tuple[str, str]]:
    by_place = {place: lemma for lemma, places in lemmas for place in places}
    for place, lemma in by_place.items():
        if place + 1 in by_place:
            yield lemma, by_place[place + 1]


def _tasks(lemmas: tuple[str, ...], pairs: list[tuple[str, str]]) -> Iterator[Task]:
    dice = random.Random(SEED)
    common, usual, rare = lemmas[15:60], lemmas[100:1500], lemmas[8000:]
    for kind in CLASSES:
        for _ in range(A_CLASS):
            word = dice.choice(usual)
            if kind in ("rare", "common"):
                yield Task(kind, (dice.choice(rare if kind == "rare" else common),))
            elif kind in ("AND", "OR of 5"):
                yield Task(kind, tuple(dice.sample((*common, *usual), 2 if kind == "AND" else 5)))
            elif kind == "phrase":
                yield Task(kind, dice.choice(pairs))
            elif kind == "prefix":
                yield Task(kind, (word[:6],))
            elif kind == "organ and dates":
                yield Task(kind, (word,), "Tekninen lautakunta", "2008-01-01", "2009-12-31")
            elif kind == "euros":
                yield Task(kind, (word,), least=1_000_000, most=10_000_000)
            else:
                yield Task(kind, (word,))
