"""The tables of the data package, each a dataclass whose fields are its columns with what a reader must know of them.

Written as they stand (no defusing of formulas): a data package is read by programs, and its values round-trip.
Rows, tables and everything printed in order are counted from 1 within their decision; a header is row 0.
"""

# ruff: noqa: RUF009  what `means` gives is a field of the dataclass

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Any


def means(description: str, key: bool = False, of: str | None = None) -> Any:
    """A column; `key` when it is of the primary key, `of` when it names a row of another table.

    Columns with the same `of` are one foreign key, to the columns of that table's primary key in their order.
    """
    return field(metadata={"description": description, "key": key, "of": of})


@dataclass(frozen=True, slots=True)
class Meetings:
    """Meetings: one row a meeting and, where documents say different things of it, one each."""

    meeting_id: str = means("municipality/body/date", key=True)
    reading: int = means("1, 2 … where documents differ, as an extract has no attendance", key=True)
    municipality: str = means("Municipality")
    body: str = means("Body that met, or officer who decided")
    date: date = means("Day of the meeting")
    start: time | None = means("When it began")
    end: time | None = means("When it ended")
    place: str | None = means("Where, as printed")


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was at a meeting."""

    meeting_id: str = means("Meeting", key=True, of="meetings")
    reading: int = means("Reading of the meeting", key=True, of="meetings")
    position: int = means("Order in the list", key=True)
    name: str = means("Name, given name first where that can be told")
    role: str | None = means("Role as printed")
    present: bool = means("Whether the person was there")
    note: str | None = means("Note as printed")


@dataclass(frozen=True, slots=True)
class Documents:
    """Documents that say the decisions."""

    sha256: str = means("SHA-256 of the file as published", key=True)
    path: str = means("Where the file came from")
    media_type: str = means("Media type")
    size: int = means("Bytes")
    pages: int | None = means("Pages, where it has any")
    ocr: bool = means("Whether its text was recognised in pictures: letters and numbers may be wrong")
    kind: str | None = means("decision, minutes or agenda")
    parser_version: str = means("The parser that read it last")
    added_at: str = means("When it came into the archive, UTC")


@dataclass(frozen=True, slots=True)
class Warnings:
    """Oddities met when a document was read."""

    sha256: str = means("Document", key=True, of="documents")
    position: int = means("Order", key=True)
    code: str = means("Kind of oddity")
    message: str = means("In words")
    page: int | None = means("Page")
    line: int | None = means("Line on the page, or in the file")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions (§), the newest version of each."""

    decision_id: str = means("municipality/body/date/number", key=True)
    meeting_id: str = means("Meeting", of="meetings")
    reading: int = means("Reading of the meeting", of="meetings")
    municipality: str = means("Municipality")
    body: str = means("Body that decided")
    date: date = means("Day of the meeting")
    number: str = means("§ as printed")
    title: str | None = means("Title")
    case_id: str | None = means("Case id (diaarinumero)")
    outcome: str = means("approved, amended, rejected, returned, tabled, withdrawn, noted, elected, other, unknown")
    outcome_words: str | None = means("The words that the outcome rests on")
    decision_text: str | None = means("What was decided, as printed")
    proposal_text: str | None = means("What was proposed, as printed")
    effective_text: str | None = means("What was really decided: the proposal's text where the decision refers to it")
    appeal: str | None = means("How to appeal, as printed")
    actions: str | None = means("What follows, as printed")
    document_kind: str = means("Kind of document it was read from: decision, minutes, agenda")
    version: int = means("Version of the decision in the archive")
    digest: str = means("SHA-256 of what the decision says")


@dataclass(frozen=True, slots=True)
class Sources:
    """Which documents say which decision."""

    decision_id: str = means("Decision", key=True, of="decisions")
    sha256: str = means("Document", key=True, of="documents")
    read_from: bool = means("Whether pages and lines are those of this document")


@dataclass(frozen=True, slots=True)
class Sections:
    """The headed parts of a decision: together all that is printed in it."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    kind: str = means("proposal, decision, reasons, vote, history, attachments …")
    heading: str | None = means("Heading as printed")
    text: str | None = means("Text as printed; a table row is a line with tabs")
    page: int | None = means("Page")
    line: int | None = means("Line on the page, or in the file")


@dataclass(frozen=True, slots=True)
class Money:
    """Every printed amount of money."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    value: Decimal | None = means("Amount; empty where the printed words cannot be read for sure")
    currency: str = means("Currency")
    raw: str = means("As printed")
    found_in: str = means("table, list or text")
    role: str | None = means("total, own_share, other_funders, part")
    label: str | None = means("What it belongs to, as printed")
    per: str | None = means("What it is for one of: never add such amounts to others")
    bound: str | None = means("min or max")
    vat: str | None = means("What is said of value-added tax, as printed")
    about: bool | None = means("True where it is called a round sum")
    page: int | None = means("Page")
    line: int | None = means("Line on the page, or in the file")


@dataclass(frozen=True, slots=True)
class Tables:
    """Printed tables."""

    decision_id: str = means("Decision", key=True, of="decisions")
    table: int = means("Order", key=True)
    caption: str | None = means("What names it, as printed")
    kind: str = means("funding or other")
    unit: str | None = means("Unit of its numbers")
    rows: int = means("Rows below the header")
    columns: int = means("Columns")
    page: int | None = means("Page")
    line: int | None = means("Line on the page, or in the file")


@dataclass(frozen=True, slots=True)
class TableCells:
    """Every printed cell of the tables that is not empty, and what it means where it is a value cell."""

    decision_id: str = means("Decision", key=True, of="tables")
    table: int = means("Table", key=True, of="tables")
    row: int = means("Row; 0 is the header", key=True)
    column: int = means("Column", key=True)
    raw: str = means("As printed")
    row_label: str | None = means("Label of its row")
    column_label: str | None = means("Label of its column")
    role: str | None = means("total, own_share, other_funders, part")
    value: Decimal | None = means("In euros where it is money, else in its unit; empty where it is no number for sure")
    unit: str | None = means("Unit")
    per: str | None = means("What a sum of money is for one of")
    money: bool | None = means("Whether its number is a sum of money")
    check: str | None = means("ok, off by …, or unchecked: whether the sums of the table hold")
    page: int | None = means("Page")
    line: int | None = means("Line on the page, or in the file")


@dataclass(frozen=True, slots=True)
class TableChecks:
    """The sums that tables claim, and whether they hold."""

    decision_id: str = means("Decision", key=True, of="tables")
    table: int = means("Table", key=True, of="tables")
    position: int = means("Order", key=True)
    what: str = means("What adds up to what")
    ok: bool = means("Whether it does")
    off_by: Decimal | None = means("By how much it does not")


@dataclass(frozen=True, slots=True)
class People:
    """Who prepared, presented, proposed, supported, voted, dissented or was disqualified."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    role: str = means("preparer, presenter, proposer, supporter, voter, dissenter, disqualified")
    name: str = means("Name in its base form, given name first, where that can be told")
    title: str | None = means("Title or office as printed")
    phone: str | None = means("Telephone as printed")
    email: str | None = means("E-mail as printed")
    printed: str | None = means("The name as it stands in the text, where the text tells the part")
    side: str | None = means("Of a voter: for, against, blank, absent")
    words: str | None = means("The sentence that tells it")


@dataclass(frozen=True, slots=True)
class Votes:
    """Counted votes."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    for_label: str = means("JAA, or what stands in its place")
    for_count: int = means("Votes for")
    against_label: str = means("EI, or what stands in its place")
    against_count: int = means("Votes against")
    blank: int | None = means("Blank votes")
    absent: int | None = means("Absent")


@dataclass(frozen=True, slots=True)
class References:
    """Other decisions, laws and cases that a decision mentions, each once."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    kind: str = means("decision, law or case")
    raw: str = means("As printed")
    target: str | None = means("A decision's id (which need not be in this package), a case id, a law's address")


@dataclass(frozen=True, slots=True)
class Entities:
    """Persons, organisations, places, days and periods named in a decision."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    kind: str = means("person, organisation, place, date or period")
    text: str = means("As printed")
    normal: str = means("In one spelling; a day in ISO form")


@dataclass(frozen=True, slots=True)
class Spots:
    """Where references and entities are printed: from a character to another of a section's text."""

    decision_id: str = means("Decision", key=True, of="decisions")
    of: str = means("references or entities", key=True)
    position: int = means("The position of the reference or entity in its table", key=True)
    spot: int = means("Order", key=True)
    section: int | None = means("The section's position; empty for the title")
    start: int = means("First character, from 0")
    end: int = means("Behind the last character")


@dataclass(frozen=True, slots=True)
class Attachments:
    """The attachments named, as printed."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    text: str = means("As printed")


@dataclass(frozen=True, slots=True)
class Extracts:
    """To whom extracts are sent."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    text: str = means("As printed")


@dataclass(frozen=True, slots=True)
class Earlier:
    """Earlier handlings that are reprinted in a decision."""

    decision_id: str = means("Decision", key=True, of="decisions")
    position: int = means("Order", key=True)
    body: str = means("Body")
    date: date = means("Day")
    number: str = means("§")


Sheet = (
    Meetings | Attendance | Documents | Warnings | Decisions | Sources | Sections | Money | Tables | TableCells
    | TableChecks | People | Votes | References | Entities | Spots | Attachments | Extracts | Earlier
)  # fmt: skip
SHEETS: tuple[type[Sheet], ...] = (
    Meetings, Attendance, Documents, Warnings, Decisions, Sources, Sections, Money, Tables, TableCells, TableChecks,
    People, Votes, References, Entities, Spots, Attachments, Extracts, Earlier,
)  # fmt: skip
"""All of the tables, each after those that it refers to."""
