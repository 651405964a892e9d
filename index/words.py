"""The words of an archive: form → analysis, so that the analyser is loaded only for words never seen.

    index/words.db     SQLite; written by whoever holds the index's lock, read by everyone; may be deleted

It is of one analyser: what another one wrote is not read, and makes way at the next writing. A table that is
damaged is none. Nothing in it can run, and a wrong row costs a hit, so that it needs no seal.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from index.finnish import Analysis, analyser, trivial

FILE = "words.db"
LAYOUT = 2

_TABLES = """
CREATE TABLE about (
  analyser TEXT NOT NULL,
  layout INTEGER NOT NULL,
  complete INTEGER NOT NULL   -- 1 when every word of the index is here
);
CREATE TABLE words (
  form TEXT PRIMARY KEY,      -- as printed, in lower case
  lemmas TEXT NOT NULL,       -- base forms of the word, blanks between
  parts TEXT NOT NULL,        -- base forms of what a compound is made of
  guessed INTEGER NOT NULL    -- 1 when no dictionary knows the word
) WITHOUT ROWID;
CREATE TABLE found_by (
  word TEXT NOT NULL,         -- a base form of a word, or of a part of it
  form TEXT NOT NULL,
  PRIMARY KEY (word, form)
) WITHOUT ROWID;
"""
_MOST_VALUES = 500  # in one statement
_MOST_HELD = 200_000  # analyses in memory
_LENGTHS = 2  # letters that a word and one near to it differ in length
_ALIKE = ("aäå", "oö")  # first letters that are typed for each other
_SECONDS = 5.0  # what a reader waits for a writer


class Words(Protocol):
    """Whatever analyses word forms."""

    def analyses(self, forms: Collection[str]) -> Mapping[str, Analysis]:
        """The analysis of each form (in lower case)."""

    def forms_of(self, word: str) -> frozenset[str] | None:
        """The forms that a base form finds, of words and of parts of them; None where nobody has noted them."""


class Dictionary:
    """Words straight from the analyser, for those who have no archive."""

    def analyses(self, forms: Collection[str]) -> Mapping[str, Analysis]:
        return {form: Analysis((form,)) if trivial(form) else analyser().analyse(form) for form in forms}

    def forms_of(self, word: str) -> None:
        return None


class WordTable:
    """The words of the archive whose index is in a folder."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._held: dict[str, Analysis] = {}  # of the table; may be let go of
        self._new: dict[str, Analysis] = {}  # not of the table yet
        self._connection: sqlite3.Connection | None = None
        self._looked = False

    def analyses(self, forms: Collection[str]) -> Mapping[str, Analysis]:
        found = {
            form: Analysis((form,)) if trivial(form) else self._held.get(form) or self._new.get(form) for form in forms
        }
        missing = [form for form, analysis in found.items() if analysis is None]
        if missing:
            if len(self._held) > _MOST_HELD:
                self._held.clear()
            known = dict(self._read(missing))
            new = {form: analyser().analyse(form) for form in missing if form not in known}
            self._new |= new
            self._held |= known
            return {form: analysis or known.get(form) or new[form] for form, analysis in found.items()}
        return {form: analysis for form, analysis in found.items() if analysis}

    def forms_of(self, word: str) -> frozenset[str] | None:
        connection = self._opened()
        if connection:
            with suppress(sqlite3.DatabaseError):
                if connection.execute("SELECT complete FROM about").fetchone() != (1,):
                    return None
                rows = connection.execute("SELECT form FROM found_by WHERE word = ?", (word,))
                noted = {form for (form,) in rows}
                new = {form for form, each in self._new.items() if word in each.lemmas or word in each.parts}
                return frozenset(noted | new)
        return None

    def learn(self, analyses: Mapping[str, Analysis]) -> None:
        """Takes analyses that are known already; `keep` writes them down with the others."""
        self._new |= analyses

    def near(self, word: str) -> Iterator[str]:
        """The forms and base forms of the archive's words of about the length of a word, and of its first letter."""
        connection = self._opened()
        first = word[:1].lower()
        signs = next((each for each in _ALIKE if first in each), first)
        if not connection or not signs:
            return
        statement = f"SELECT form, lemmas FROM words WHERE substr(form, 1, 1) IN ({', '.join('?' * len(signs))})"
        with suppress(sqlite3.DatabaseError):
            for form, lemmas in connection.execute(statement, tuple(signs)):
                yield from (each for each in (form, *lemmas.split(" ")) if abs(len(each) - len(word)) <= _LENGTHS)

    def keep(self, complete: bool = False) -> None:
        """Writes down the words that were new. The caller holds the lock of the index. OSError.

        complete: every word of the index was asked for since this table was made, so that what is noted is all.
        """
        if not self._new and not complete:
            return
        self.close()
        try:
            self._write(complete)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError) and self._is_ours():
                raise OSError(f"the table of words cannot be written: {error}") from error
            self._path.unlink(missing_ok=True)  # damaged
            try:
                self._write(complete)
            except sqlite3.DatabaseError as again:
                raise OSError(f"the table of words cannot be written: {again}") from again
        self._held |= self._new
        self._new.clear()

    def forget(self) -> None:
        """Lets go of what was read: the table may not be what it was, and all is to be asked for again."""
        self.close()
        self._held.clear()

    def close(self) -> None:
        """Lets go of the file."""
        if self._connection:
            self._connection.close()
        self._connection, self._looked = None, False

    def empty(self) -> None:
        """Lets go of the file and of every word, those that are new too: none of them may be written down again."""
        self.forget()
        self._new.clear()

    def _write(self, complete: bool) -> None:
        if not self._is_ours():
            self._path.unlink(missing_ok=True)
        with closing(sqlite3.connect(self._path, timeout=_SECONDS, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            if connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,):
                for statement in _TABLES.split(";\n"):
                    connection.execute(statement)
                connection.execute("INSERT INTO about VALUES (?, ?, 0)", (analyser().name, LAYOUT))
            connection.executemany(
                "INSERT OR REPLACE INTO words VALUES (?, ?, ?, ?)",
                (
                    (form, " ".join(each.lemmas), " ".join(each.parts), each.guessed)
                    for form, each in sorted(self._new.items())
                ),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO found_by VALUES (?, ?)",
                sorted({(word, form) for form, each in self._new.items() for word in (*each.lemmas, *each.parts)}),
            )
            if complete:
                connection.execute("UPDATE about SET complete = 1")
            connection.execute("COMMIT")

    def _read(self, forms: list[str]) -> Iterator[tuple[str, Analysis]]:
        connection = self._opened()
        if not connection:
            return
        for first in range(0, len(forms), _MOST_VALUES):
            some = forms[first : first + _MOST_VALUES]
            marks = ", ".join("?" * len(some))
            try:
                rows = connection.execute(
                    f"SELECT form, lemmas, parts, guessed FROM words WHERE form IN ({marks})", some
                ).fetchall()
            except sqlite3.DatabaseError:  # damaged, or busy for too long: the analyser knows as well
                return
            for form, lemmas, parts, guessed in rows:
                yield form, Analysis(tuple(lemmas.split(" ")), tuple(parts.split()), bool(guessed))

    def _opened(self) -> sqlite3.Connection | None:
        if not self._looked:
            self._looked = True
            self._connection = self._connected()
        return self._connection

    def _connected(self) -> sqlite3.Connection | None:
        if not self._path.is_file():
            return None
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True, timeout=_SECONDS)
            try:
                connection.execute("PRAGMA trusted_schema = OFF")
                if connection.execute("SELECT analyser, layout FROM about").fetchall() == [(analyser().name, LAYOUT)]:
                    return connection
            except sqlite3.Error:
                connection.close()
                raise
            connection.close()
        return None

    def _is_ours(self) -> bool:
        """Whether there is a table of this analyser that can be read."""
        connection = self._connected()
        if connection:
            connection.close()
        return connection is not None
