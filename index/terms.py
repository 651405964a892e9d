"""The syntax tree of a query → what every engine looks for: analysed terms in named areas.

The engines share this, so that a new one never sees text, only terms. `areas` says where a leaf may match.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from corpus import bodies_meant
from index import analysis
from index.tree import (
    And,
    CaseId,
    Days,
    DecisionId,
    Euros,
    Exact,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Reference,
    Word,
)
from index.words import Words

Area = Literal[
    "title", "decision", "proposal", "reasons", "tables", "rest", "history",
    "person", "body", "case", "number",
]  # fmt: skip
"""A part of a decision that is searched by itself; the first seven hold its text."""

AREAS: tuple[Area, ...] = get_args(Area)


@dataclass(frozen=True, slots=True)
class AnyForm:
    """A word in any form, also as a part of a compound: one of `lemmas`.

    What has `form` itself ranks highest, and a compound lowest.
    """

    areas: tuple[Area, ...]
    lemmas: tuple[str, ...]
    form: str


@dataclass(frozen=True, slots=True)
class OneForm:
    """Just this form."""

    areas: tuple[Area, ...]
    form: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """Every form that begins with `prefix`."""

    areas: tuple[Area, ...]
    prefix: str


@dataclass(frozen=True, slots=True)
class Adjacent:
    """One of the lemmas of each step, as whole words at positions that follow each other within one area."""

    areas: tuple[Area, ...]
    steps: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class All:
    nodes: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Some:
    nodes: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Everything but."""

    node: Wanted


Leaf = AnyForm | OneForm | Beginning | Adjacent
Wanted = Leaf | All | Some | Without

NOTHING = Some(())
"""No word at all."""


def wanted(node: Node, areas: tuple[Area, ...] = AREAS, words: Words = analysis.DICTIONARY) -> Wanted:
    """What an engine is to look for; a field in the query goes before `areas`.

    Days and euros are no engine's: no word shows them, and here they are nothing at all.
    """
    match node:
        case And(nodes):
            return All(tuple(wanted(each, areas, words) for each in nodes))
        case Or(nodes):
            return Some(tuple(wanted(each, areas, words) for each in nodes))
        case Not(inner):
            return Without(wanted(inner, areas, words))
        case Reference():
            return wanted(node.otherwise, areas, words)
        case Field(name, inner):
            return wanted(inner, (name,), words)
        case Days() | Euros():
            return Some(())
        case _:
            return _leaf(node, areas, words)


def _leaf(node: Word | Phrase | Exact | Prefix | DecisionId | CaseId, areas: tuple[Area, ...], words: Words) -> Wanted:
    match node:
        case Exact(text):
            forms = tuple(OneForm(areas, term.form) for term in _whole(text, words))
            return forms[0] if len(forms) == 1 else All(forms)
        case Prefix(text):
            return Beginning(areas, _prefix(text))
        case _ if areas == ("body",) and (bodies := bodies_meant(node.text)):
            return Some(tuple(_adjacent(body, areas, words) for body in bodies))
        case _:
            return _adjacent(node.text, areas, words)


def leaves(node: Wanted) -> Iterator[Leaf]:
    """What a hit can show: every leaf that is asked for, none that is excluded."""
    match node:
        case All(nodes) | Some(nodes):
            for each in nodes:
                yield from leaves(each)
        case Without():
            return
        case _:
            yield node


def _whole(text: str, words: Words) -> tuple[analysis.Term, ...]:
    return tuple(term for term in analysis.terms(text, words) if not term.part)


def _adjacent(text: str, areas: tuple[Area, ...], words: Words) -> Wanted:
    """A word that is one token, or several that must follow each other (`§129`, "tekninen lautakunta")."""
    found = _whole(text, words)
    if len(found) == 1:
        return AnyForm(areas, found[0].asked, found[0].form)
    return Adjacent(areas, tuple(term.asked for term in found))


def _prefix(text: str) -> str:
    start = next((place for place, sign in enumerate(text) if analysis.searchable(sign)), 0)
    return analysis.normal(text[start:])
