"""The syntax tree of a query: what the query language is read into, and what all engines' terms are made from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

FieldName = Literal["body", "case", "title", "person", "decision", "number"]


@dataclass(frozen=True, slots=True)
class Word:
    """Any form of this word."""

    text: str


@dataclass(frozen=True, slots=True)
class Exact:
    """Just this form."""

    text: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """Every form that begins so."""

    text: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words one after the other, each in any form."""

    text: str


@dataclass(frozen=True, slots=True)
class Field:
    """What is looked for in one field only."""

    name: FieldName
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    node: Node


@dataclass(frozen=True, slots=True)
class DecisionId:
    """The decision with this id."""

    text: str


@dataclass(frozen=True, slots=True)
class CaseId:
    """The decisions of this case."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The decision that a reference names: `KH 4.4.2022 § 129`. `body` as typed, in any form or abbreviated.

    otherwise  what to look for where there is no such decision
    """

    body: str | None
    start: date
    end: date
    number: str
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Days:
    """The decisions of meetings in these days; None is an open end."""

    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True)
class Euros:
    """The decisions with some amount in this range; None is an open end."""

    least: Decimal | None
    most: Decimal | None


Range = Days | Euros
Node = Word | Exact | Prefix | Phrase | Field | And | Or | Not | DecisionId | CaseId | Reference | Range


@dataclass(frozen=True, slots=True)
class Query:
    """A query (haku) as it was typed, and as it was understood."""

    text: str
    node: Node
