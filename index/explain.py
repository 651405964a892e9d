"""Why a decision was found: what was asked → the form that stands in it → the section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Literal

from corpus import Record
from index.analysis import DICTIONARY, Term, light_terms, terms
from index.matching import asked_here, met, need_no_spacy, places, values
from index.terms import Adjacent, AnyForm, Beginning, Leaf, OneForm, Wanted, leaves
from index.words import Words

By = Literal["form", "lemma", "part", "beginning", "phrase"]


@dataclass(frozen=True, slots=True)
class Reason:
    """A form of a decision that answers a word of the query (peruste).

    term      the word as it was asked
    form      the form as printed, in lower case
    by        how they met: the form itself, its lemma, a part of a compound, a beginning, a step of a phrase
    base      what they have in common
    section   the kind of section; "title"; or person, body, case, number
    count     how often
    """

    term: str
    form: str
    by: By
    base: str
    section: str
    count: int


def reasons(record: Record, wanted: Wanted, words: Words = DICTIONARY) -> tuple[Reason, ...]:
    """Every reason, in the order of the query and of the text."""
    asked = tuple(dict.fromkeys(leaves(wanted)))
    analyse = partial(light_terms if need_no_spacy(asked) else terms, words=words)
    counted: Counter[tuple[int, str, By, str, str]] = Counter()
    for place in (*places(record.decision), *values(record)):
        here = asked_here(place, asked)
        found = analyse(place.text) if here else ()
        for number, leaf in here:
            for term in met(found, leaf):
                counted[number, term.form, *_how(term, leaf), place.section] += 1
    ordered = sorted(counted.items(), key=lambda each: each[0][0])
    return tuple(
        Reason(_shown(asked[number]), form, by, base, section, count)
        for (number, form, by, base, section), count in ordered
    )


def _how(term: Term, leaf: Leaf) -> tuple[By, str]:
    match leaf:
        case AnyForm(_, lemmas, form):
            lemma = next((lemma for lemma in (*term.lemmas, *term.parts) if lemma in lemmas), form)
            if term.form == form:
                return "form", lemma
            return ("lemma" if lemma in term.lemmas else "part"), lemma
        case OneForm(_, form):
            return "form", form
        case Beginning(_, prefix):
            return "beginning", prefix
        case Adjacent(_, steps):
            asked = {lemma for step in steps for lemma in step}
            return "phrase", next((lemma for lemma in term.lemmas if lemma in asked), term.form)


def _shown(leaf: Leaf) -> str:
    match leaf:
        case AnyForm(_, _, form):
            return form
        case OneForm(_, form):
            return f"={form}"
        case Beginning(_, prefix):
            return f"{prefix}*"
        case Adjacent(_, steps):
            return '"' + " ".join(step[0] for step in steps) + '"'
