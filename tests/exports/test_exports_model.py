"""The data package has a column for every field of the model: one that the model gains must get its place here."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from corpus import Document, Record
from corpus.exports import schemas, sheets
from parser import (
    Amount,
    Attendee,
    Cell,
    Check,
    Decision,
    Earlier,
    Entity,
    Meeting,
    Part,
    Person,
    Reference,
    Section,
    Table,
    Vote,
    Warning,  # noqa: A004  the domain's word
)

ELSEWHERE: dict[Any, dict[str, str | None]] = {
    Decision: {
        "id": "decision_id", "preparers": "people", "presenter": "people", "sections": "sections", "votes": "votes",
        "tables": "tables", "amounts": "money", "references": "references", "entities": "entities",
        "attachments": "attachments", "extracts_to": "extracts", "earlier": "earlier",
    },
    Record: {"seq": None, "decision": None, "meeting": "meeting_id", "source": "sources"},
    Meeting: {"attendance": "attendance"},
    Document: {"warnings": "warnings", "status": None, "reason": None},
    Amount: {"where": "found_in"},
    Table: {"header": "table_cells", "rows": "rows", "checks": "table_checks", "positions": "table_cells",
            "municipality": "decision_id"},
    Reference: {"spots": "spots"},
    Entity: {"spots": "spots"},
    Cell: {"number": "value", "summed": "check"},
}  # fmt: skip
"""Fields that are a table of their own, or columns by another name; None for what is of the archive, not printed."""

NAMES = {schemas.table_of(sheet).name for sheet in sheets.SHEETS} | {
    column.name for sheet in sheets.SHEETS for column in schemas.table_of(sheet).columns
}


@pytest.mark.parametrize(
    ("of", "sheet"),
    [
        (Decision, sheets.Decisions), (Record, sheets.Decisions), (Meeting, sheets.Meetings),
        (Attendee, sheets.Attendance), (Person, sheets.People),
        (Part, sheets.People), (Section, sheets.Sections), (Vote, sheets.Votes),
        (Amount, sheets.Money), (Reference, sheets.References), (Entity, sheets.Entities), (Earlier, sheets.Earlier),
        (Table, sheets.Tables), (Check, sheets.TableChecks), (Cell, sheets.TableCells), (Document, sheets.Documents),
        (Warning, sheets.Warnings),
    ],
)  # fmt: skip
def test_every_field_has_its_column(of: Any, sheet: Any) -> None:
    columns = {column.name for column in schemas.table_of(sheet).columns}
    elsewhere = ELSEWHERE.get(of, {})
    assert {field.name for field in fields(of)} - columns == set(elsewhere) - columns
    assert {name for name in elsewhere.values() if name} <= NAMES


def test_every_column_says_what_it_is() -> None:
    for sheet in sheets.SHEETS:
        table = schemas.table_of(sheet)
        assert table.description
        assert table.key
        assert all(column.description for column in table.columns)


def test_every_foreign_key_is_of_a_table_before_it() -> None:
    before: set[str] = set()
    for sheet in sheets.SHEETS:
        assert {name for name, _ in schemas.table_of(sheet).foreign_keys} <= before
        before.add(schemas.table_of(sheet).name)
