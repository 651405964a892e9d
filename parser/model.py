"""The values that flow through Pykälä. All are frozen, hold tuples, and import nothing of ours.

A value that the document does not give is `None`, never an empty string, a zero or a guess.
The Finnish word of each type stands once, in its docstring.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from functools import cached_property
from typing import Literal

Kind = Literal[
    "preparers", "presenter", "proposal", "decision", "handling", "vote", "dissent", "disqualification",
    "reasons", "summary", "history", "attachments", "appeal", "actions", "notify", "background", "other",
]  # fmt: skip
"""What a section of a decision is (osan laji)."""

Outcome = Literal[
    "approved", "amended", "rejected", "returned", "tabled", "withdrawn", "noted", "elected",
    "other", "unknown",
]  # fmt: skip
"""How a decision ended (ratkaisu)."""

DocumentKind = Literal["decision", "minutes", "agenda"]
BlockKind = Literal["line", "heading", "item", "table"]
TableKind = Literal["funding", "other"]
Where = Literal["table", "list", "text"]
Bound = Literal["min", "max"]
ReferenceKind = Literal["decision", "law", "case"]
EntityKind = Literal["person", "organisation", "place", "date", "period", "property", "plan", "business"]
"""The contract's five, and what stands beside them in the model alone: ids of properties (kiinteistötunnus), of plans
(kaavatunnus) and of businesses (Y-tunnus)."""


@dataclass(frozen=True)
class SourceDocument:
    """A document as it was published (asiakirja): its bytes, its media type and where it came from."""

    content: bytes
    media_type: str
    origin: str

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Conversion:
    """A document in a format that a reader takes, made from one that none takes as it is (muunnos).

    ocr  its text was recognised in pictures
    """

    content: bytes
    media_type: str
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """What a record says of the document that it was read from. `pages` is None where there are no pages.

    ocr  the text was recognised in pictures: letters and numbers may be wrong
    """

    path: str
    sha256: str
    media_type: str
    pages: int | None = None
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Warning:  # noqa: A001  the domain's word: an oddity (huomautus) of a document that can still be read
    code: str
    message: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A printed row of a table (rivi). `line` counts from 1: in the file, or on the page of a PDF."""

    cells: tuple[str, ...]
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A printed line, list item or table, in reading order (lohko).

    gap      empty space stands before it: a new paragraph begins
    wrapped  it goes on from the line before, which ended only because the line was full
    broken   its last word goes on in the next block: a soft hyphen stood at the line end
    parted   where a wide gap parts the line in two, the offset of what stands behind it
    heading  (kind) the markup calls it a heading; what a line is by its words, `divide` decides
    rows     the rows of a table, header rows first; all have the same number of cells
    """

    text: str
    kind: BlockKind = "line"
    page: int | None = None
    line: int | None = None
    gap: bool = False
    wrapped: bool = False
    broken: bool = False
    bold: bool = False
    rows: tuple[Row, ...] = ()
    header_rows: int | None = None
    parted: int | None = None


@dataclass(frozen=True, slots=True)
class Hints:
    """What a file says of itself outside its printed text; asked only where the text does not tell.

    title  of the page or document
    made   the day on which the file says it was made
    """

    title: str | None = None
    made: date | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gives: the blocks of a document in reading order."""

    source: Source
    blocks: tuple[Block, ...]
    warnings: tuple[Warning, ...] = ()
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and the blocks below it, as yet uninterpreted. `heading` is None before the first one.

    run_in  the heading's value stood on its own line ("Esittelijä: Matti Malli")
    """

    kind: Kind
    heading: Block | None
    blocks: tuple[Block, ...]
    run_in: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One § of a document before it is interpreted: its head (§, title, case id) and its passages."""

    number: str
    head: tuple[Block, ...]
    passages: tuple[Passage, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All of it in printed order."""
        parts = [(*((passage.heading,) if passage.heading else ()), *passage.blocks) for passage in self.passages]
        return (*self.head, *(block for part in parts for block in part))


@dataclass(frozen=True, slots=True)
class Outline:
    """A document taken apart: what stands before the first §, the items, and the pages behind the last one."""

    source: Source
    front: tuple[Block, ...]
    items: tuple[Item, ...]
    closing: tuple[Block, ...]
    warnings: tuple[Warning, ...] = ()
    hints: Hints = Hints()


@dataclass(frozen=True, slots=True)
class Person:
    """A preparer (valmistelija) or presenter (esittelijä)."""

    name: str
    title: str | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person of the attendance list (osallistuja)."""

    name: str
    role: str | None
    present: bool
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One sitting of a body on one date (kokous)."""

    date: date
    start: time | None = None
    end: time | None = None
    place: str | None = None
    attendance: tuple[Attendee, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One headed part of a decision (osa), its text as printed."""

    kind: Kind
    heading: str | None
    text: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A counted vote (äänestys)."""

    for_label: str
    for_count: int
    against_label: str
    against_count: int
    blank: int | None = None
    absent: int | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One sum that a table claims (tarkistus): what adds up to what, and by how much it does not."""

    what: str
    ok: bool
    off_by: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table (taulukko); its cells are as printed. `rows` do not hold the header.

    `positions` has the page and line of each of `rows`; `municipality` is that of the decision it stands in.
    """

    caption: str | None
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    kind: TableKind
    unit: str | None
    checks: tuple[Check, ...]
    page: int | None
    line: int | None
    positions: tuple[tuple[int | None, int | None], ...]
    municipality: str | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """One printed occurrence of a sum of money (rahamäärä), in euros.

    value  None where the printed words cannot be read for sure
    per    what it is for one of: no such amount is ever added to others
    vat    what is said of value-added tax, as printed
    about  True where it is called a round sum ("noin")
    """

    value: Decimal | None
    raw: str
    where: Where
    role: str | None = None
    label: str | None = None
    per: str | None = None
    bound: Bound | None = None
    page: int | None = None
    line: int | None = None
    currency: str = "EUR"
    vat: str | None = None
    about: bool | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a mention stands (kohta): from character `start` to `end` of a section's text.

    section  counts from 0; None is the title
    """

    section: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another decision, of a law or of a case (viittaus), in the words printed.

    target  the decision's id, the law's address in Finlex, the case id; None where the text does not tell it
    spots   each place where it is printed
    """

    kind: ReferenceKind
    raw: str
    target: str | None = None
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, place, date or period named in the text (nimi, ajankohta).

    normal  the name in its base form, given name first; the date or period as ISO 8601 writes it
    spots   each place where it is printed in these words
    """

    kind: EntityKind
    text: str
    normal: str
    spots: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier handling that is reprinted inside an item (aikaisempi käsittely)."""

    body: str
    date: date
    number: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One numbered item of a meeting (pykälä, päätös).

    effective_text  what was really decided: the proposal's text where the decision only refers to it
    outcome_words   the words that the outcome rests on, as printed
    """

    id: str
    number: str
    title: str
    case_id: str | None
    preparers: tuple[Person, ...]
    presenter: Person | None
    sections: tuple[Section, ...]
    decision_text: str | None
    proposal_text: str | None
    effective_text: str | None
    outcome: Outcome
    outcome_words: str | None
    votes: tuple[Vote, ...] = ()
    tables: tuple[Table, ...] = ()
    amounts: tuple[Amount, ...] = ()
    references: tuple[Reference, ...] = ()
    entities: tuple[Entity, ...] = ()
    attachments: tuple[str, ...] = ()
    appeal: str | None = None
    actions: str | None = None
    extracts_to: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was read out of one document (pöytäkirja, esityslista or pöytäkirjanote)."""

    source: Source
    kind: DocumentKind
    municipality: str
    body: str
    meeting: Meeting
    decisions: tuple[Decision, ...]
    warnings: tuple[Warning, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One value cell of a table, typed (solu). `row` and `column` count from 1, the label column too.

    value  the number in euros (multiplied by the table's unit), or in the unit where that is not money
    role   total, own_share, other_funders, part, or None
    check  "ok", "off by 1 000,00" or "unchecked"
    per    what a sum of money is for one of (`asukas`)
    money  is its number, if it has one, a sum of money?
    number as printed, in its own unit
    summed its number is claimed to be the sum of others
    """

    row: int
    row_label: str
    column: int
    column_label: str
    role: str | None
    value: Decimal | None
    unit: str | None
    raw: str
    check: str
    page: int | None
    line: int | None
    per: str | None = None
    money: bool = False
    number: Decimal | None = None
    summed: bool = False
