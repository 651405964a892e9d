"""Record → Entry: the flat view of a decision that is indexed; and Entry → Document, its analysed terms.

Every section's text is in exactly one area. `decision` also holds the effective text, because that is what
was decided even where it is printed as the proposal; `tables` also holds the cells that are printed as rows
of a section. Headings are in `rest`: they are printed, but they are not what a decision says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corpus import Record
from index.analysis import DICTIONARY, Term, terms
from index.terms import Area
from index.words import Words
from parser import Decision, Table

GAP = 100
"""Positions between two texts of an area, so that no phrase reaches from one into the next."""

_SECTIONS: dict[str, Area] = {
    "decision": "decision",
    "proposal": "proposal",
    "reasons": "reasons",
    "background": "reasons",
    "summary": "reasons",
    "handling": "reasons",
    "other": "reasons",
    "history": "history",
}


@dataclass(frozen=True, slots=True)
class AreaTexts:
    """The texts of one area, in printed order."""

    area: Area
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What of a decision is searched (hakemiston tietue)."""

    id: str
    seq: int
    date: date
    body: str
    case: str | None
    number: str
    people: tuple[str, ...]
    texts: tuple[AreaTexts, ...]


Posting = tuple[str, tuple[int, ...]]
"""A word, and the positions at which it stands, in order."""


@dataclass(frozen=True)
class AreaTerms:
    """The terms of an area, in the order of their positions; and ready for an engine, in the three kinds of field that
    each area has, which are worked out when they are first asked for.
    """

    area: Area
    terms: tuple[Term, ...]

    @cached_property
    def lemmas(self) -> tuple[Posting, ...]:
        """Base forms of whole tokens."""
        return _postings((lemma, term.position) for term in self.terms for lemma in term.lemmas)

    @cached_property
    def parts(self) -> tuple[Posting, ...]:
        """Base forms of the parts of tokens."""
        return _postings((part, term.position) for term in self.terms for part in term.parts)

    @cached_property
    def forms(self) -> tuple[Posting, ...]:
        """The forms as printed, in lower case."""
        return _postings((term.form, term.position) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Document:
    """An entry as engines take it: the terms of each area that has any."""

    id: str
    areas: tuple[AreaTerms, ...]


def area_of(kind: str) -> Area:
    """The area that holds a section of this kind."""
    return _SECTIONS.get(kind, "rest")


def entry(record: Record) -> Entry:
    """The entry of a record."""
    decision = record.decision
    people = tuple(_distinct(_people(decision)))
    areas: list[AreaTexts] = [AreaTexts("title", (decision.title,))]
    for area in ("decision", "proposal", "reasons", "history"):
        texts = [section.text for section in decision.sections if area_of(section.kind) == area]
        if area == "decision":
            texts += _missing((decision.effective_text, decision.decision_text), texts)
        elif area == "proposal":
            texts += _missing((decision.proposal_text,), texts)
        areas.append(AreaTexts(area, tuple(texts)))
    areas.append(AreaTexts("tables", tuple(table_text(table) for table in decision.tables)))
    areas.append(AreaTexts("rest", tuple(_rest(decision))))
    return Entry(
        id=decision.id,
        seq=record.seq,
        date=record.meeting.date,
        body=record.body,
        case=decision.case_id,
        number=decision.number,
        people=people,
        texts=tuple(areas),
    )


def document(entry: Entry, words: Words = DICTIONARY) -> Document:
    """The terms of an entry. The number is there as it is printed, `§ 129`, and the date beside the body."""
    areas = (
        *entry.texts,
        AreaTexts("person", entry.people),
        AreaTexts("body", (entry.body, f"{entry.date.day}.{entry.date.month}.{entry.date.year}")),
        AreaTexts("case", (entry.case,) if entry.case else ()),
        AreaTexts("number", (f"§ {entry.number}",)),
    )
    analysed = (AreaTerms(each.area, tuple(_terms(each.texts, words))) for each in areas)
    return Document(entry.id, tuple(each for each in analysed if each.terms))


def table_text(table: Table) -> str:
    """A table as text: its caption, then a line a row with a tab between cells."""
    rows = (table.header, *table.rows)
    lines = ["\t".join(cell for cell in row) for row in rows if any(row)]
    return "\n".join([table.caption, *lines] if table.caption else lines)


def _people(decision: Decision) -> Iterator[str]:
    for preparer in decision.preparers:
        yield preparer.name
    if decision.presenter:
        yield decision.presenter.name
    for entity in decision.entities:
        if entity.kind == "person":
            yield entity.normal
            yield entity.text


def _rest(decision: Decision) -> Iterator[str]:
    """What stands nowhere else: other sections, headings, and values whose print the sections do not hold."""
    yield from (section.text for section in decision.sections if area_of(section.kind) == "rest")
    yield from _distinct(section.heading for section in decision.sections if section.heading)
    everything = [section.text for section in decision.sections]
    people = [*decision.preparers, *([decision.presenter] if decision.presenter else [])]
    values = (
        *(value for person in people for value in (person.name, person.title)),
        *(person.phone for person in decision.preparers),
        *(person.email for person in decision.preparers),
        *decision.attachments,
        decision.appeal,
        decision.actions,
        *decision.extracts_to,
    )
    yield from _missing(_distinct(value for value in values if value), everything)


def _missing(values: Iterable[str | None], texts: Iterable[str]) -> list[str]:
    """The values that do not stand in the texts, as whole words."""
    held = "\n".join(texts)
    return [value for value in _distinct(each for each in values if each) if not _stands(value, held)]


def _stands(value: str, text: str) -> bool:
    place = text.find(value)
    while place >= 0:
        around = text[max(0, place - 1) : place] + text[place + len(value) : place + len(value) + 1]
        if not any(sign.isalnum() for sign in around):
            return True
        place = text.find(value, place + len(value))
    return False


def _postings(words: Iterable[tuple[str, int]]) -> tuple[Posting, ...]:
    places: dict[str, list[int]] = {}
    for word, position in words:
        before = places.get(word)
        if before is None:
            places[word] = [position]
        elif before[-1] != position:  # of a compound and of its pieces the same word may come
            before.append(position)
    return tuple((word, tuple(positions)) for word, positions in places.items())


def _distinct(values: Iterable[str]) -> Iterator[str]:
    return iter(dict.fromkeys(values))


def _terms(texts: tuple[str, ...], words: Words) -> Iterator[Term]:
    first = 0
    for text in texts:
        last = first
        for term in terms(text, words):
            last = first + term.position
            yield Term(term.form, term.analysis, last, term.start, term.end, term.part)
        first = last + GAP
