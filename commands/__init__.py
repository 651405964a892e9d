"""The commands of `pykala`, a module a kind; they and `cli.py` alone print: results to stdout, all else to stderr."""

from __future__ import annotations

from commands.finding import related, search, show
from commands.following import case, changes
from commands.keeping import reindex, stats, verify
from commands.leaving import export, import_
from commands.mending import redact, repair
from commands.persons import people
from commands.reading import add, parse, problems, retry
from commands.rows import money, tables
from commands.serving import serve, watch
from commands.trying import demo

COMMANDS = (
    parse,
    add,
    search,
    related,
    show,
    case,
    changes,
    people,
    tables,
    money,
    export,
    import_,
    stats,
    problems,
    retry,
    verify,
    repair,
    reindex,
    redact,
    serve,
    watch,
    demo,
)

__all__ = ["COMMANDS"]
