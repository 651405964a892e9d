"""A meeting before it is printed, and what its documents must be read as."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from parser import Outcome
from parser.model import Kind

Effective = Literal["proposal", "decision"]


@dataclass(frozen=True, slots=True)
class Para:
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered from 1."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, its caption on a line above it where it has one."""

    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Content = Para | Listing | Grid


@dataclass(frozen=True, slots=True)
class Part:
    """One headed part of an item. Which heading it gets, and where it stands, is the layout's."""

    kind: Kind
    contents: tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Handling:
    """An earlier handling of the case, with what is reprinted of it."""

    body: str
    day: date
    number: str
    parts: tuple[Part, ...] = ()
    short: str | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """A person by given name and surname."""

    given: str
    surname: str
    title: str | None = None
    phone: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given} {self.surname}"

    @property
    def surname_first(self) -> str:
        return f"{self.surname} {self.given}"


@dataclass(frozen=True, slots=True)
class Seat:
    """A person of the attendance list, and the group that the person stands in."""

    person: Named
    group: str
    role: str | None = None
    note: str | None = None
    present: bool = True


@dataclass(frozen=True, slots=True)
class Tally:
    """A counted vote."""

    yes: int
    no: int
    blank: int | None = None
    absent: int | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A § of the meeting.

    case       the running number and class of the case: (18, "10.03.02", 2024)
    effective  whose text was decided: the proposal's or the decision's; None where the contract does not settle it
    amounts    value and spelling of each sum outside the tables, and inside them, in printed order of the parts
    """

    number: str
    title: str
    parts: tuple[Part, ...]
    outcome: Outcome
    case: tuple[int, str, int] | None = None
    effective: Effective | None = "decision"
    preparers: tuple[Named, ...] = ()
    presenter: Named | None = None
    earlier: tuple[Handling, ...] = ()
    votes: tuple[Tally, ...] = ()
    amounts: dict[Kind, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    appeal: str | None = None

    def part(self, kind: Kind) -> tuple[Content, ...]:
        return next((part.contents for part in self.parts if part.kind == kind), ())


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting. `closed` are the numbers of items that are not public: gaps in the printed minutes."""

    municipality: str
    genitive: str
    body: str
    short: str
    number: int
    day: date
    start: str
    end: str
    place: str
    seats: tuple[Seat, ...]
    items: tuple[Item, ...]
    closed: tuple[str, ...] = ()

    def in_city(self, municipality: str, genitive: str) -> Meeting:
        return replace(self, municipality=municipality, genitive=genitive)


def finnish(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year}"


def text_of(contents: tuple[Content, ...]) -> str:
    """The text of a part as the contract has it."""
    texts: list[str] = []
    for content in contents:
        match content:
            case Para(text):
                texts.append(text)
            case Listing(items):
                texts.append("\n".join(f"{at}. {item}" for at, item in enumerate(items, 1)))
            case Grid(caption, header, rows):
                texts += [caption] if caption else []
                texts.append("\n".join("\t".join(row) for row in (header, *rows)))
    return "\n\n".join(texts)


def grids_of(contents: tuple[Content, ...]) -> list[Grid]:
    return [content for content in contents if isinstance(content, Grid)]
