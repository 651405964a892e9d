"""Where in a record the words of a query are met: its texts, and the terms in them that meet a leaf of the query."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from corpus import Record
from index.analysis import Term, light
from index.entries import area_of, entry, table_text
from index.terms import Adjacent, AnyForm, Area, Beginning, Leaf, OneForm
from parser import Decision

# Of two places that meet as much of the query, the earlier kind here; a reader sees the title anyway.
ORDER: tuple[Area, ...] = ("decision", "proposal", "reasons", "tables", "rest", "history", "title")


@dataclass(frozen=True, slots=True)
class Place:
    """A text of a decision, and the areas that it belongs to. `section` is the kind of section, or "title"."""

    section: str
    text: str
    areas: frozenset[Area]
    order: int
    heading: str | None = None


def places(decision: Decision) -> Iterator[Place]:
    """The texts that an excerpt may come from."""
    yield Place("title", decision.title, frozenset(("title",)), ORDER.index("title"))
    effective = decision.effective_text
    for section in decision.sections:
        area = area_of(section.kind)
        areas = {area}
        if "\t" in section.text:
            areas.add("tables")
        if effective and (effective in section.text or section.text in effective):
            areas.add("decision")
        yield Place(
            section.kind, section.text, frozenset(areas), min(ORDER.index(each) for each in areas), section.heading
        )
        if section.heading:
            yield Place(section.kind, section.heading, frozenset(("rest",)), ORDER.index("rest"), section.heading)
    for table in decision.tables:
        yield Place("other", table_text(table), frozenset(("tables",)), len(ORDER))


def values(record: Record) -> Iterator[Place]:
    """What a decision is also found by, and no excerpt comes from."""
    flat = entry(record)
    outside: tuple[tuple[Area, tuple[str, ...]], ...] = (
        ("person", flat.people),
        ("body", (flat.body,)),
        ("case", (flat.case,) if flat.case else ()),
        ("number", (f"§ {flat.number}",)),
    )
    for area, texts in outside:
        yield from (Place(area, text, frozenset((area,)), len(ORDER)) for text in texts)


def asked_here(place: Place, asked: tuple[Leaf, ...]) -> list[tuple[int, Leaf]]:
    """The leaves that may be met in a place, each with its number."""
    return [(number, leaf) for number, leaf in enumerate(asked) if place.areas & frozenset(leaf.areas)]


def need_no_spacy(asked: tuple[Leaf, ...]) -> bool:
    """Whether the light analysis of a text finds all that is asked for."""
    return all(light(word) for word in words_of(asked))


def met(found: tuple[Term, ...], leaf: Leaf) -> Iterator[Term]:
    """The terms of a text that meet a leaf, in order."""
    positions = [tuple(each) for _, each in groupby(found, key=lambda term: term.position)]
    yield from _phrase(positions, leaf) if isinstance(leaf, Adjacent) else _words(positions, leaf)


def _words(positions: list[tuple[Term, ...]], leaf: Leaf) -> Iterator[Term]:
    for here in positions:
        terms = [term for term in here if _meets(term, leaf)]
        # A piece is a closer mark than the compound that holds it: `hankkeen` in `EU-hankkeen`.
        pieces = [term for term in terms if term.part]
        whole = [term for term in terms if not term.part]
        if isinstance(leaf, AnyForm) and pieces and not any(set(leaf.lemmas) & set(term.lemmas) for term in whole):
            whole = []
        yield from whole or pieces


def _meets(term: Term, leaf: Leaf) -> bool:
    if isinstance(leaf, AnyForm):
        return not set(leaf.lemmas).isdisjoint((*term.lemmas, *term.parts))
    return is_asked(term.form, leaf)


def is_asked(form: str, leaf: Leaf) -> bool:
    """Whether a form meets a leaf that takes just some."""
    match leaf:
        case OneForm(_, asked):
            return form == asked
        case Beginning(_, prefix):
            return form.startswith(prefix)
        case _:
            return False


def _phrase(positions: list[tuple[Term, ...]], leaf: Adjacent) -> Iterator[Term]:
    for start in range(len(positions) - len(leaf.steps) + 1):
        terms = []
        for step, here in zip(leaf.steps, positions[start:], strict=False):
            term = next((term for term in here if any(lemma in step for lemma in term.lemmas)), None)
            if not term:
                break
            terms.append(term)
        else:
            yield from terms


def words_of(asked: tuple[Leaf, ...]) -> Iterator[str]:
    """The lemmas, forms and beginnings that leaves ask for."""
    for leaf in asked:
        match leaf:
            case AnyForm(_, lemmas, _):
                yield from lemmas
            case OneForm(_, word) | Beginning(_, word):
                yield word
            case Adjacent(_, steps):
                yield from (lemma for step in steps for lemma in step)
