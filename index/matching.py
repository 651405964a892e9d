"""Where in a record the words of a query are met: its texts, and the terms in them that meet a leaf of the query."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby

from corpus import Record
from index.analysis import LONGEST, Term, light, light_terms
from index.entries import area_of, entry, table_text
from index.finnish import Analysis
from index.terms import Adjacent, AnyForm, Area, Beginning, Leaf, OneForm
from index.words import Words
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
    return all(light(word) for word in _words_of(asked))


class Chunks:
    """Finds words of letters in many texts: what stands between blanks is analysed once, however often it stands.

    It finds what `met` finds in `light_terms`, for leaves that `in_chunks` says: a word of letters is nowhere read
    otherwise because of what stands beside it.
    """

    def __init__(self, asked: tuple[Leaf, ...], words: Words) -> None:
        self._asked = asked
        self._words = words
        self._forms = _forms(asked, words)
        self._known: dict[str, tuple[Met, ...]] = {}

    def met(self, text: str, here: frozenset[int]) -> list[Met]:
        """(start, end, leaf) of the words that meet the leaves of these numbers; in order, but for one chunk's."""
        chunks = set(text.split())
        new = tuple(chunk for chunk in chunks if chunk not in self._known)
        if new:
            self._learn(new)
        meeting = {chunk for chunk in chunks if self._known[chunk]}
        if not meeting:
            return []
        found = []
        for chunk in _CHUNK.finditer(text):
            if chunk[0] in meeting:
                first = chunk.start()
                found += [
                    (first + start, first + end, leaf) for start, end, leaf in self._known[chunk[0]] if leaf in here
                ]
        return found

    def _learn(self, chunks: tuple[str, ...]) -> None:
        """Analyses chunks in one go: first those that are a word between punctuation, which are nearly all."""
        plain: dict[str, tuple[str, int, int]] = {}
        for chunk in chunks:
            word = _WORD.fullmatch(chunk) if len(chunk) <= LONGEST else None
            if word:
                plain[chunk] = (unicodedata.normalize("NFC", word[1]).lower(), *word.span(1))  # as `normal`: no dashes
        numbers = self._numbers({form for form, _, _ in plain.values()})
        for chunk, (form, start, end) in plain.items():
            self._known[chunk] = tuple((start, end, number) for number in numbers.get(form, ()))
        self._learn_others(tuple(chunk for chunk in chunks if chunk not in plain))

    def _numbers(self, forms: set[str]) -> dict[str, list[int]]:
        """The leaves that forms meet, for those that meet any; by what is noted of words, or else by analysing all."""
        numbers: dict[str, list[int]] = {}
        known = {} if self._forms else self._words.analyses(forms)
        for number, leaf in enumerate(self._asked):
            if self._forms and isinstance(leaf, AnyForm):
                meeting: Iterable[str] = forms & self._forms[leaf]
            elif isinstance(leaf, AnyForm):
                meeting = (form for form in forms if meets(known[form], leaf))
            else:
                meeting = (form for form in forms if is_asked(form, leaf))
            for form in meeting:
                numbers.setdefault(form, []).append(number)
        return numbers

    def _learn_others(self, chunks: tuple[str, ...]) -> None:
        """The same of chunks of any kind. No shape reaches over a line end."""
        starts = list(accumulate((len(chunk) + 1 for chunk in chunks), initial=0))
        found = light_terms("\n".join(chunks), self._words) if chunks else ()
        places: dict[int, list[Met]] = {}
        for number, leaf in enumerate(self._asked):
            for term in met(found, leaf):
                at = bisect_right(starts, term.start) - 1
                places.setdefault(at, []).append((term.start - starts[at], term.end - starts[at], number))
        for at, chunk in enumerate(chunks):
            self._known[chunk] = tuple(places.get(at, ()))


def _forms(asked: tuple[Leaf, ...], words: Words) -> dict[AnyForm, frozenset[str]]:
    """The forms that meet each leaf that takes any, or nothing where they are not noted."""
    found: dict[AnyForm, frozenset[str]] = {}
    for leaf in asked:
        if isinstance(leaf, AnyForm):
            each = [words.forms_of(lemma) for lemma in leaf.lemmas]
            if None in each:
                return {}
            found[leaf] = frozenset().union(*(forms for forms in each if forms))
    return found


Met = tuple[int, int, int]
_CHUNK = re.compile(r"\S+")
# A word of letters alone between punctuation; not beside a sign that is a token of its own, nor a plus.
_WORD = re.compile(r"[^\w§%€$£°+]*([^\W\d_]+)[^\w§%€$£°+]*")


def in_chunks(asked: tuple[Leaf, ...]) -> bool:
    """Whether all that is asked for are words of letters, each by itself."""
    return not any(isinstance(leaf, Adjacent) for leaf in asked) and all(word.isalpha() for word in _words_of(asked))


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


def meets(analysis: Analysis, leaf: AnyForm) -> bool:
    """Whether a whole word meets a leaf that takes any form."""
    return any(lemma in analysis.lemmas or lemma in analysis.parts for lemma in leaf.lemmas)


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


def _words_of(asked: tuple[Leaf, ...]) -> Iterator[str]:
    """The lemmas, forms and beginnings that leaves ask for."""
    for leaf in asked:
        match leaf:
            case AnyForm(_, lemmas, _):
                yield from lemmas
            case OneForm(_, word) | Beginning(_, word):
                yield word
            case Adjacent(_, steps):
                yield from (lemma for step in steps for lemma in step)
