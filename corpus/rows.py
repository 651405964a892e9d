"""A record as the rows of archive.db, and the digests by which `verify` knows them again.

Columns that filters and readers use are drawn out of the record; the record itself is kept whole.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from corpus.codec import encodable, freeze
from corpus.record import Record, sha256
from parser import Decision, slug, typed_cells

Value = str | int | None
Row = tuple[Value, ...]

DECISION_COLUMNS = (
    "seq", "id", "version", "municipality", "body", "body_slug", "date", "number", "number_value",
    "document_kind", "title", "case_id", "case_key", "outcome", "outcome_words", "effective_text",
    "table_count", "vote_count", "dissent_count", "attachment_count", "amount_count", "largest_cents",
    "record", "digest", "derived_digest",
)  # fmt: skip
DERIVED = (
    (
        "amounts",
        ("cents", "value", "currency", "raw", "found_in", "role", "label", "per", "bound", "page", "line"),
    ),
    (
        "table_cells",
        (
            "table_no", "caption", "table_kind", "row_no", "row_label", "column_no", "column_label", "role",
            "value", "unit", "raw", "sum_check", "page", "line",
        ),
    ),
    ("people", ("name", "role", "name_words")),
)  # fmt: skip
"""The tables derived from a record, each with its columns but for `seq`."""

_WORD = re.compile(r"[^\W_]+")
_LARGEST = 2**63 - 1  # what SQLite calls an integer


def insert(connection: sqlite3.Connection, record: Record) -> None:
    """Writes a record and what is derived from it, as a version that is not the newest yet."""
    derived = [
        [_storable(row) for row in rows(record.decision)] for rows in (_amounts, _cells, _people)
    ]  # in the order of DERIVED
    row = _storable(_decision(record, derived_digest(derived)))
    _insert(connection, "decisions", (*DECISION_COLUMNS, "newest", "row_digest"), [(*row, 0, row_digest(row))])
    for (table, columns), rows in zip(DERIVED, derived, strict=True):
        _insert(connection, table, ("seq", *columns), [(record.seq, *each) for each in rows])


def row_digest(row: Sequence[object]) -> str:
    """SHA-256 (hex) of a stored row, whatever a damaged one may hold."""
    return sha256(encodable(json.dumps(row, ensure_ascii=False, default=repr)))


def derived_digest(tables: Sequence[Sequence[Sequence[object]]]) -> str:
    """SHA-256 (hex) of the rows derived from one record: for each table of DERIVED its rows as written."""
    return row_digest(tables)


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name without regard to case: both halves of `Anna-Maija` are words."""
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def case_key(case_id: str) -> str:
    """A case id without regard to case and outer spaces."""
    return case_id.strip().casefold()


def to_cents(value: Decimal) -> int | None:
    """Euros in cents; None where SQLite has no integer for it."""
    if not value.is_finite() or value.adjusted() > 20:
        return None
    cents = int((value * 100).to_integral_value(ROUND_HALF_UP))
    return cents if abs(cents) <= _LARGEST else None


def number_value(number: str) -> int | None:
    """The integer that a § number begins with: 129, and 12 for `12 a`."""
    digits = re.match(r"[0-9]{1,9}(?![0-9])", number)
    return int(digits.group()) if digits else None


def _decision(record: Record, derived: str) -> Row:
    decision = record.decision
    sections = [section.kind for section in decision.sections]
    values = [amount.value for amount in decision.amounts if amount.value is not None]
    cents = [each for value in values if (each := to_cents(value)) is not None]
    return (
        record.seq, decision.id, record.version, record.municipality, record.body, slug(record.body),
        record.meeting.date.isoformat(), decision.number, number_value(decision.number),
        record.document_kind, decision.title, decision.case_id,
        case_key(decision.case_id) if decision.case_id is not None else None,
        decision.outcome, decision.outcome_words, decision.effective_text,
        len(decision.tables),
        # A vote whose counts could not be read is still a vote.
        max(len(decision.votes), sections.count("vote")),
        sections.count("dissent"), len(decision.attachments), len(decision.amounts),
        max(cents, default=None), freeze(record), record.digest, derived,
    )  # fmt: skip


def _amounts(decision: Decision) -> Iterator[Row]:
    for amount in decision.amounts:
        if amount.value is None:  # what could not be read has nothing to filter by
            continue
        yield (
            to_cents(amount.value), f"{amount.value:f}", amount.currency, amount.raw, amount.where,
            amount.role, amount.label, amount.per, amount.bound, amount.page, amount.line,
        )  # fmt: skip


def _cells(decision: Decision) -> Iterator[Row]:
    for number, table in enumerate(decision.tables, 1):
        for cell in typed_cells(table):
            yield (
                number, table.caption, table.kind, cell.row, cell.row_label, cell.column, cell.column_label,
                cell.role, None if cell.value is None else f"{cell.value:f}", cell.unit, cell.raw,
                cell.check, cell.page, cell.line,
            )  # fmt: skip


def _people(decision: Decision) -> Iterator[Row]:
    # Not the attendance: whoever sits in a body would be found with every decision of every meeting.
    named = [(person.name, "preparer") for person in decision.preparers]
    if decision.presenter is not None:
        named.append((decision.presenter.name, "presenter"))
    named += [(entity.normal, "mentioned") for entity in decision.entities if entity.kind == "person"]
    for name, role in dict.fromkeys(named):
        yield name, role, f" {' '.join(name_words(name))} "


def _storable(row: Row) -> Row:
    return tuple([encodable(value) if isinstance(value, str) else value for value in row])


def _insert(
    connection: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    places = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})", rows)
