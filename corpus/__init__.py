"""Keeps: the archive of documents and of what was read out of them; the only writer of its folder.

`Archive.open(folder)` is the way in; records come out of it, and go on as JSON or as rows of a CSV file.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from corpus.archive import Archive
from corpus.arrival import Arrival
from corpus.csvfile import Field
from corpus.csvfile import write as write_csv
from corpus.documents import Document
from corpus.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, NewerArchive, NotAnArchive, NotHeld, TookTooLong
from corpus.exports import EXPORTS, write_export
from corpus.facets import Facets
from corpus.filters import Filters, Has, Sort, bodies_meant, date_bound
from corpus.follow import Saved, Searches
from corpus.identity import codes_in, masked
from corpus.intake import LeftOut, add_all, files_in, load_all, read_all, retry_all
from corpus.keeping import Receipt
from corpus.limits import Limits
from corpus.lines import Line
from corpus.narrowing import narrowed, records_in
from corpus.problems import Problem, problems
from corpus.published import decision_json, heading_value, line_json, minutes_json
from corpus.quick import verify_quick
from corpus.record import Record, digest, record_of
from corpus.redaction import Redacted
from corpus.references import Resolver
from corpus.repair import Mended, repair
from corpus.rows import number_value
from corpus.stats import BodyYear, Gap, KindCount, Stats
from corpus.tables import MONEY_COLUMNS, Layout, TableKinds, money_rows, tables_of, write_money, write_tables
from corpus.tombstones import Tombstone
from corpus.totals import TOTAL_COLUMNS, Grouping, Totals, total_rows, totals
from corpus.verify import Damage, Tally, verify
from corpus.workbook import write_money_workbook, write_rows_workbook, write_tables_workbook

if TYPE_CHECKING:
    from corpus.story import Handling, MoneyChange, NotThere, Step, earlier_ids, story_of

__all__ = [
    "EXPORTS",
    "MONEY_COLUMNS",
    "TOTAL_COLUMNS",
    "Archive",
    "ArchiveBusy",
    "ArchiveDamaged",
    "ArchiveError",
    "Arrival",
    "BodyYear",
    "Damage",
    "Document",
    "Facets",
    "Field",
    "Filters",
    "Gap",
    "Grouping",
    "Handling",
    "Has",
    "KindCount",
    "Layout",
    "LeftOut",
    "Limits",
    "Line",
    "Mended",
    "MoneyChange",
    "NewerArchive",
    "NotAnArchive",
    "NotHeld",
    "NotThere",
    "Problem",
    "Receipt",
    "Record",
    "Redacted",
    "Resolver",
    "Saved",
    "Searches",
    "Sort",
    "Stats",
    "Step",
    "TableKinds",
    "Tally",
    "Tombstone",
    "TookTooLong",
    "Totals",
    "add_all",
    "bodies_meant",
    "codes_in",
    "date_bound",
    "decision_json",
    "digest",
    "earlier_ids",
    "files_in",
    "heading_value",
    "line_json",
    "load_all",
    "masked",
    "minutes_json",
    "money_rows",
    "narrowed",
    "number_value",
    "problems",
    "read_all",
    "record_of",
    "records_in",
    "repair",
    "retry_all",
    "story_of",
    "tables_of",
    "total_rows",
    "totals",
    "verify",
    "verify_quick",
    "write_csv",
    "write_export",
    "write_money",
    "write_money_workbook",
    "write_rows_workbook",
    "write_tables",
    "write_tables_workbook",
]

_LATER = {
    "Handling": ("corpus.story", "Handling"),
    "MoneyChange": ("corpus.story", "MoneyChange"),
    "NotThere": ("corpus.story", "NotThere"),
    "Step": ("corpus.story", "Step"),
    "earlier_ids": ("corpus.story", "earlier_ids"),
    "story_of": ("corpus.story", "story_of"),
}
"""What is imported when it is first asked for: a search, which needs none of it, begins sooner."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _LATER[name]
    return getattr(import_module(module), own)
