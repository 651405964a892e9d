"""Sixty tables in each format: no cell may have a wrong value, and nearly every cell must have the right one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from parser import Decision, SourceDocument, media_type_of, parse, typed_cells
from parser.model import Table
from tests.money.made import Made, as_columns, as_page, as_print, as_tabs, tables

TABLES = tables()
FORMATS: dict[str, tuple[str, Callable[[Made], bytes], float]] = {
    "tabs": ("a.txt", lambda made: as_tabs(made).encode(), 0.99),
    "columns of spaces": ("a.txt", lambda made: as_columns(made).encode(), 0.99),
    "html": ("a.html", lambda made: as_page(made).encode(), 0.99),
    "ruled pdf": ("a.pdf", lambda made: as_print(made, ruled=True), 0.97),
    "borderless pdf": ("a.pdf", lambda made: as_print(made, ruled=False), 0.97),
}


def decision(content: bytes, name: str) -> Decision:
    (found,) = parse(SourceDocument(content, media_type_of(content, name), name)).decisions
    return found


def table_in(found: Decision) -> Table | None:
    return found.tables[0] if len(found.tables) == 1 else None


# Words alone that spaces part are left as lines: a list of names and tasks looks the same.
WORDS_ALONE = ("schedule", "columns of spaces")

Told = tuple[str, str, str, object, str | None, str | None, str]


def wanted(made: Made) -> list[Told]:
    return [
        (label, name, value.raw, value.value, value.role, value.unit, value.check)
        for label, values in made.rows
        for name, value in zip(made.column_labels[1:], values, strict=True)
        if value.raw
    ]


def told(table: Table | None) -> list[Told]:
    cells = typed_cells(table) if table else ()
    return [
        (cell.row_label, cell.column_label, cell.raw, cell.value, cell.role, cell.unit, cell.check) for cell in cells
    ]


@pytest.mark.parametrize("format_", FORMATS)
def test_cells_of_sixty_tables(format_: str) -> None:
    name, make, least = FORMATS[format_]
    right = whole = 0
    wrong, missed = [], []
    for made in TABLES:
        table = table_in(decision(make(made), name))
        found, want = told(table), wanted(made)
        whole += len(want)
        right += sum(each in found for each in want)
        missed += [(made.name, each, found[:1]) for each in want if each not in found]
        values = {(label, raw, value) for label, _, raw, value, *_ in want}
        for label, column, raw, value, *_ in found:
            if value is not None and (label, raw, value) not in values:
                wrong.append((made.name, label, column, raw, value))
    assert wrong == []
    assert right / whole >= least, f"{right} of {whole}: {missed[:5]}"


@pytest.mark.parametrize("format_", ["tabs", "columns of spaces", "html"])
@pytest.mark.parametrize("made", TABLES, ids=lambda made: made.name)
def test_table_of_text_and_page(made: Made, format_: str) -> None:
    name, make, _ = FORMATS[format_]
    table = table_in(decision(make(made), name))
    if (made.name, format_) == WORDS_ALONE:
        assert table is None
        return
    assert table is not None
    assert told(table) == wanted(made)
    assert (table.kind, table.unit) == (made.kind, made.unit)
    assert tuple(check.ok for check in table.checks) == made.checks
    assert table.header == made.column_labels
    assert table.caption == made.caption


def test_there_are_sixty() -> None:
    assert len(TABLES) == 60
