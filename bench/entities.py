"""How well entities and references are found: F1 a kind, on texts labelled by reading (`tests/entities/`).

A mention counts when it stands at the very place with the very kind; a reference to a decision when it ends there,
since whether the body's name before it belongs to it is a matter of taste. Money is read as a decision's text is.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from parser import SourceDocument, media_type_of, parse
from parser.amounts import amounts_in
from parser.citations import Where
from parser.entities import Setting, mentions_in
from parser.flow import pieces
from parser.language import installed_model, model_mentions
from parser.mentions import Mention, Taken
from parser.model import Block, Minutes

HERE = Path(__file__).resolve().parent.parent
LABELLED = HERE / "tests" / "entities"
SHARED = HERE.parent / "shared"
KINDS = ("person", "organisation", "money", "date", "period", "law", "decision", "case", "place")
_MARK = re.compile(r"⟦(?P<kind>\w+)\|(?P<text>[^|⟧]+)(?:\|(?P<normal>[^⟧]+))?⟧")

Span = tuple[str, int, int]
Find = Callable[[str, Setting], Iterable[Mention]]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with what a reader found in it; `normals` are the base forms that the labels give."""

    name: str
    held_out: bool
    text: str
    setting: Setting
    labels: frozenset[Span]
    normals: dict[Span, str]


def own_texts() -> Iterator[Labelled]:
    """The texts that were written for this: `# municipality | body | date`, then the text with its marks."""
    for folder in ("own", "held-out"):
        for path in sorted((LABELLED / folder).glob("*.txt")):
            head, _, marked = path.read_text(encoding="utf-8").partition("\n")
            municipality, body, day = head.removeprefix("# ").split(" | ")
            setting = Setting(Where(municipality, body), date.fromisoformat(day))
            yield Labelled(path.stem, folder == "held-out", *_unmarked(marked.strip(), setting))


def _unmarked(marked: str, setting: Setting) -> tuple[str, Setting, frozenset[Span], dict[Span, str]]:
    text, at, normals = "", 0, {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        span = (mark["kind"], len(text), len(text) + len(mark["text"]))
        normals[span] = mark["normal"] or ""
        text += mark["text"]
        at = mark.end()
    text += marked[at:]
    return text, setting, frozenset(normals), {span: normal for span, normal in normals.items() if normal}


def shared_texts(*endings: str) -> Iterator[Labelled]:
    """Passages of real documents, kept as places and digests; only those whose documents are beside the project.

    With `endings` only of documents whose names end so.
    """
    for path in sorted((LABELLED / "shared").glob("*.json")):
        value = json.loads(path.read_text(encoding="utf-8"))
        document = SHARED / value["file"]
        if not document.is_file() or (endings and document.suffix not in endings):
            continue
        minutes = _read(document)
        decision = next(each for each in minutes.decisions if each.id == value["decision"])
        passages = [part for section in decision.sections for part in section.text.split("\n\n")]
        text = next((p for p in passages if hashlib.sha256(p.encode()).hexdigest() == value["sha256"]), None)
        if text is None:
            raise ValueError(f"{path.name}: its passage is not read as it was any more")
        setting = Setting(Where(minutes.municipality, minutes.body), minutes.meeting.date, decision.case_id)
        labels = frozenset((kind, start, end) for kind, start, end in value["labels"])
        yield Labelled(path.stem, path.stem.startswith("h"), text, setting, labels, {})


@cache
def _read(path: Path) -> Minutes:
    content = path.read_bytes()
    return parse(SourceDocument(content, media_type_of(content, path.name), path.name))


def spans(text: str, setting: Setting, find: Find = mentions_in) -> set[Span]:
    """What the program finds in a text, as a reader's labels are written."""
    found = {(m.kind, m.start, m.end) for m in find(text, setting) if m.kind in KINDS}
    references = [(start, end) for kind, start, end in found if kind == "decision"]
    inside = {s for s in found if s[0] == "date" and any(a <= s[1] and s[2] <= b for a, b in references)}
    return {*(found - inside), *_money(text)}


def _money(text: str) -> Iterator[Span]:
    blocks = [Block(line, gap=True) for line in text.split("\n") if line.strip()]
    at = 0
    for amount in amounts_in([("other", pieces(blocks, frozenset()))], ()):
        start = text.find(amount.raw, at)
        if start >= 0:
            at = start + len(amount.raw)
            yield "money", start, at


def agreed(labels: Iterable[Span], found: Iterable[Span]) -> tuple[set[Span], set[Span], set[Span]]:
    """The labels that were found, those that were missed, and what was found beside them."""
    by_end = {(kind, end) for kind, _, end in found if kind == "decision"}
    wanted_ends = {(kind, end) for kind, _, end in labels if kind == "decision"}
    exact = set(found)
    right = {s for s in labels if s in exact or (s[0], s[2]) in by_end}
    wrong = {s for s in exact if s not in set(labels) and (s[0], s[2]) not in wanted_ends}
    return right, set(labels) - right, wrong


def score(texts: Iterable[Labelled], find: Find = mentions_in) -> dict[str, tuple[int, int, int]]:
    """(right, missed, wrong) of each kind."""
    counts = {kind: [0, 0, 0] for kind in KINDS}
    for each in texts:
        for at, group in enumerate(agreed(each.labels, spans(each.text, each.setting, find))):
            for kind, _, _ in group:
                counts[kind][at] += 1
    return {kind: (right, missed, wrong) for kind, (right, missed, wrong) in counts.items()}


def f1(right: int, missed: int, wrong: int) -> float:
    return 2 * right / (2 * right + missed + wrong) if right + missed + wrong else 1.0


def main() -> None:
    """Prints F1 of each kind, on all texts, and on those that the rules were not written by."""
    texts = [*own_texts(), *shared_texts()]
    if not SHARED.is_dir():
        print(f"skipped: {SHARED} is not here; own texts only", file=sys.stderr)
    _table("rules", texts, mentions_in)
    model = installed_model()
    if model is None:
        print("skipped: no Finnish model is installed (pykala[ner]); rules only", file=sys.stderr)
    else:
        _table(f"\nrules, then {model}", texts, lambda text, setting: with_model(text, setting, model))


def with_model(text: str, setting: Setting, model: str) -> list[Mention]:
    """What the rules find, and what the model finds besides."""
    found = list(mentions_in(text, setting))
    taken = Taken(text)
    for mention in found:
        taken.take(mention.start, mention.end)
    return [*found, *taken.free(model_mentions(text, model))]


def _table(name: str, texts: list[Labelled], find: Find) -> None:
    whole, held = score(texts, find), score([each for each in texts if each.held_out], find)
    print(f"{name}: {len(texts)} texts, {sum(each.held_out for each in texts)} of them held out\n")
    print("| kind | labels | precision | recall | F1 | F1, held out (labels) |\n|---|---|---|---|---|---|")
    for kind in KINDS:
        right, missed, wrong = whole[kind]
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        told = f"{f1(*held[kind]):.2f} ({held[kind][0] + held[kind][1]})"
        print(
            f"| {kind} | {right + missed} | {precision:.2f} | {recall:.2f} | {f1(right, missed, wrong):.2f} | {told} |"
        )
