"""archive.db: its tables, how it is opened, and what SQLite's errors mean for a reader.

The rollback journal, not WAL: SQLite before 3.51.3 has the WAL-reset bug, by which two connections that write
or checkpoint at the same instant can corrupt the file, and Python brings whatever SQLite the system has
(Debian 12: 3.40.1). `synchronous=EXTRA` syncs the folder too after the journal is deleted, so that a commit
that was acknowledged survives a power cut. Readers take short transactions, so that no writer waits for long.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from corpus.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, NewerArchive, NotAnArchive, TookTooLong
from corpus.originals import ORIGINALS
from corpus.views import make_views

DATABASE = "archive.db"
SCHEMA = 3
_STEPS = 10_000  # of SQLite's machine, between two looks at the clock
_SECONDS = 30.0  # what a statement waits for another program's transaction

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL);

CREATE TABLE documents (               -- every file ever added, read or not
  number INTEGER PRIMARY KEY,          -- in the order of adding
  sha256 TEXT NOT NULL UNIQUE,
  path TEXT NOT NULL,                  -- where it came from when it was first added
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,               -- bytes
  pages INTEGER,
  ocr INTEGER NOT NULL,
  kind TEXT,                           -- decision, minutes, agenda
  status TEXT NOT NULL,                -- accepted, quarantined
  reason TEXT,                         -- why it is quarantined
  warnings TEXT NOT NULL,              -- JSON: [{code, message, page, line}]
  parser_version TEXT NOT NULL,        -- which parser read it last
  added_at TEXT NOT NULL,              -- UTC; for a reader, nothing is decided by it
  row_digest TEXT NOT NULL
);

CREATE TABLE decisions (               -- every version of every decision
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,                    -- municipality/body/date/number
  version INTEGER NOT NULL,
  newest INTEGER NOT NULL,             -- 1 for the version that counts
  municipality TEXT NOT NULL,
  body TEXT NOT NULL,
  body_slug TEXT NOT NULL,
  date TEXT NOT NULL,
  number TEXT NOT NULL,
  number_value INTEGER,                -- the number the § begins with
  document_kind TEXT NOT NULL,
  title TEXT NOT NULL,
  case_id TEXT,
  case_key TEXT,                       -- the case id without regard to case
  outcome TEXT NOT NULL,
  outcome_words TEXT,
  effective_text TEXT,
  table_count INTEGER NOT NULL,
  vote_count INTEGER NOT NULL,
  dissent_count INTEGER NOT NULL,
  attachment_count INTEGER NOT NULL,
  amount_count INTEGER NOT NULL,
  largest_cents INTEGER,               -- the largest amount
  record TEXT NOT NULL,                -- everything, as JSON
  digest TEXT NOT NULL,                -- of what the decision says
  derived_digest TEXT NOT NULL,        -- of its rows in amounts, table_cells and people
  row_digest TEXT NOT NULL,            -- of this row but for newest
  UNIQUE (id, version)
);

CREATE TABLE sources (                 -- which documents say a version
  seq INTEGER NOT NULL REFERENCES decisions (seq) ON DELETE CASCADE,
  sha256 TEXT NOT NULL REFERENCES documents (sha256),
  position INTEGER NOT NULL,           -- of the decision within the document, from 1
  PRIMARY KEY (seq, sha256)
) WITHOUT ROWID;

CREATE TABLE amounts (                 -- one row an amount of money
  seq INTEGER NOT NULL REFERENCES decisions (seq) ON DELETE CASCADE,
  cents INTEGER,                       -- null where it is too large for an integer
  value TEXT NOT NULL,                 -- euros
  currency TEXT NOT NULL,
  raw TEXT NOT NULL,
  found_in TEXT NOT NULL,              -- table, list, text
  role TEXT, label TEXT, per TEXT, bound TEXT, page INTEGER, line INTEGER
);

CREATE TABLE table_cells (             -- one row a value cell; tables, rows and columns count from 1
  seq INTEGER NOT NULL REFERENCES decisions (seq) ON DELETE CASCADE,
  table_no INTEGER NOT NULL, caption TEXT, table_kind TEXT NOT NULL,
  row_no INTEGER NOT NULL, row_label TEXT NOT NULL,
  column_no INTEGER NOT NULL, column_label TEXT NOT NULL,
  role TEXT, value TEXT, unit TEXT, raw TEXT NOT NULL, sum_check TEXT NOT NULL, page INTEGER, line INTEGER
);

CREATE TABLE people (                  -- who prepared, presented or is named in a decision
  seq INTEGER NOT NULL REFERENCES decisions (seq) ON DELETE CASCADE,
  name TEXT NOT NULL,
  role TEXT NOT NULL,                  -- preparer, presenter, mentioned
  name_words TEXT NOT NULL             -- the name's words between blanks, without regard to case
);

CREATE TABLE removed (                 -- ids that are no longer held, for whoever keeps copies
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE
);

CREATE TABLE redacted (                -- documents whose bytes were removed for good; they are not taken in again
  sha256 TEXT PRIMARY KEY,
  redacted_at TEXT NOT NULL,           -- UTC
  reason TEXT NOT NULL,
  row_digest TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE refusals (                -- files that were met and not taken in
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,                -- empty where the bytes could not be had
  reason TEXT NOT NULL,
  row_digest TEXT NOT NULL
) WITHOUT ROWID;

CREATE INDEX decisions_newest ON decisions (date DESC, number_value DESC, id) WHERE newest = 1;
CREATE INDEX decisions_by_body ON decisions (body_slug, date) WHERE newest = 1;
CREATE INDEX decisions_by_case ON decisions (case_key, date) WHERE newest = 1;
CREATE INDEX decisions_by_outcome ON decisions (outcome, date) WHERE newest = 1;
CREATE INDEX decisions_by_amount ON decisions (largest_cents) WHERE newest = 1;
CREATE INDEX sources_by_document ON sources (sha256, position);
CREATE INDEX amounts_by_decision ON amounts (seq);
CREATE INDEX amounts_by_cents ON amounts (cents, seq);
CREATE INDEX table_cells_by_decision ON table_cells (seq);
CREATE INDEX people_by_decision ON people (seq);
CREATE INDEX people_by_name ON people (name_words, seq);
"""


def connect(archive: Path) -> sqlite3.Connection:
    """A connection to the archive in a folder, which may be of an older schema. Nothing is created or changed.

    NotAnArchive, NewerArchive; ArchiveDamaged when originals are there, but no database that lists them.
    """
    path = archive / DATABASE
    if not path.is_file():
        raise _no_archive(archive, f"there is no {DATABASE} in it")
    with translated():
        connection = _open(path, "rw")
        try:
            _check_schema(connection, archive)
        except BaseException:
            connection.close()
            raise
    return connection


def create(archive: Path) -> None:
    """Makes the tables, unless they are there. The caller holds the write lock."""
    with translated():
        created(archive / DATABASE).close()


def created(path: Path) -> sqlite3.Connection:
    """A connection to a file of archive.db's tables, which are made unless they are there."""
    connection = _open(path, "rwc")
    try:
        if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.executescript(f"BEGIN;{_TABLES}INSERT INTO meta VALUES ('schema', {SCHEMA}), ('generation', 0);")
            make_views(connection)
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything in it is written, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite itself rolls back on a full disk
            connection.execute("ROLLBACK")
        raise


@contextmanager
def translated() -> Iterator[None]:
    """Turns the errors of SQLite and the file system into the archive's own."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explained(error) from error
    except OSError as error:
        raise ArchiveError(f"The archive could not be read or written: {error}.") from error


@contextmanager
def within(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Statements that are running when the time is over are ended (TookTooLong, where `translated`)."""
    end = monotonic() + seconds
    connection.set_progress_handler(lambda: monotonic() > end, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


def _explained(error: sqlite3.Error) -> ArchiveError:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return ArchiveBusy("Another program has been using the archive for too long; try again later.")
    if name.startswith("SQLITE_INTERRUPT"):
        return TookTooLong("That takes too long; ask for less.")
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) or "decode" in str(error):
        return ArchiveDamaged(f"{DATABASE} is damaged ({error}); `pykala verify` says what is the matter.")
    return ArchiveError(f"The archive could not be read or written: {error}.")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=_SECONDS, isolation_level=None)


def _check_schema(connection: sqlite3.Connection, archive: Path) -> None:
    try:
        for setting in ("synchronous = EXTRA", "foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {setting}")
        found = connection.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.DatabaseError as error:
        if "no such" not in str(error) and getattr(error, "sqlite_errorname", "") != "SQLITE_NOTADB":
            raise
        found = None
    if found is None:
        raise _no_archive(archive, f"{DATABASE} in it is something else")
    if found[0] > SCHEMA:
        raise NewerArchive(f"{archive} was made by a newer Pykälä (schema {found[0]}, not {SCHEMA}); update this one.")


def _no_archive(archive: Path, why: str) -> ArchiveError:
    originals = archive / ORIGINALS
    if originals.is_dir() and any(originals.iterdir()):
        return ArchiveDamaged(f"{archive} holds originals, but {why}: restore {DATABASE} from a backup.")
    return NotAnArchive(f"{archive} is not an archive of Pykälä: {why}.")
