"""What a data package says of its tables: a Frictionless descriptor, and CSVW metadata beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from types import NoneType
from typing import Any, get_args, get_type_hints

from corpus.exports.sheets import SHEETS, Sheet
from parser import __version__

TITLE = "Finnish municipal decisions"
_TYPES = {
    str: ("string", "string"), int: ("integer", "integer"), bool: ("boolean", "boolean"),
    Decimal: ("number", "decimal"), date: ("date", "date"), time: ("time", "time"),
}  # fmt: skip
"""What Frictionless and CSVW call the types of the columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `of` names the table whose row it is a part of the key of."""

    name: str
    description: str
    type: type
    required: bool
    key: bool
    of: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the package, with what its dataclass says of it."""

    name: str
    description: str
    columns: tuple[Column, ...]

    @property
    def path(self) -> str:
        return f"{self.name}.csv"

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.key)

    @property
    def foreign_keys(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each table referred to, with this table's columns that name its row."""
        tables = dict.fromkeys(column.of for column in self.columns if column.of)
        return tuple((name, tuple(each.name for each in self.columns if each.of == name)) for name in tables)


def table_of(sheet: type[Sheet]) -> Table:
    """The table that a row's dataclass is of: `TableCells` → `table_cells`."""
    hints = get_type_hints(sheet)
    columns = tuple(_column(each.name, hints[each.name], each.metadata) for each in fields(sheet))
    return Table(re.sub(r"(?<!^)(?=[A-Z])", "_", sheet.__name__).lower(), (sheet.__doc__ or "").strip(), columns)


def _column(name: str, hint: Any, metadata: Any) -> Column:
    (kind,) = (member for member in get_args(hint) or (hint,) if member is not NoneType)
    required = NoneType not in get_args(hint)
    return Column(name, metadata["description"], kind, required, metadata["key"], metadata["of"])


def datapackage() -> dict[str, Any]:
    """The content of `datapackage.json`. It tells no time: the same archive gives the same package."""
    return {
        "profile": "tabular-data-package",
        "name": "pykala",
        "title": TITLE,
        "version": __version__,
        "resources": [_resource(table_of(sheet)) for sheet in SHEETS],
    }


def _resource(table: Table) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "description": table.description,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            "missingValues": [""],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {"fields": list(names), "reference": {"resource": other, "fields": list(_referred(other, names))}}
                for other, names in table.foreign_keys
            ],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    said = {"name": column.name, "type": _TYPES[column.type][0], "description": column.description}
    return said | ({"constraints": {"required": True}} if column.required else {})


def csvw() -> dict[str, Any]:
    """The content of `csv-metadata.json`."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": TITLE,
        "dialect": {"encoding": "utf-8", "header": True, "commentPrefix": None, "trim": False},
        "tables": [_csvw_table(table_of(sheet)) for sheet in SHEETS],
    }


def _csvw_table(table: Table) -> dict[str, Any]:
    return {
        "url": table.path,
        "dc:description": table.description,
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "dc:description": column.description,
                    "datatype": _TYPES[column.type][1],
                    "required": column.required,
                }
                for column in table.columns
            ],
            "primaryKey": list(table.key),
            "foreignKeys": [
                {
                    "columnReference": list(names),
                    "reference": {"resource": f"{other}.csv", "columnReference": list(_referred(other, names))},
                }
                for other, names in table.foreign_keys
            ],
        },
    }


def _referred(other: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of another table's key, as many as name its row."""
    (key,) = (table_of(sheet).key for sheet in SHEETS if table_of(sheet).name == other)
    assert len(key) == len(names), f"the key of {other} has other columns"
    return key
