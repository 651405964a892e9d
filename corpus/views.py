"""Views in archive.db for readers (Datasette, sqlite3): the newest versions only, with column names that tell.

They hold nothing of their own. Every upgrade drops them first and makes them anew last; a change to them is a new
schema number with a step that does nothing else.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, what it is in SQL, and what a reader is told of it."""

    name: str
    sql: str
    description: str


@dataclass(frozen=True, slots=True)
class View:
    """A view. `source` is all of its SELECT from FROM on; `facets` are columns by which rows are well counted."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    source: str
    sort_desc: str
    facets: tuple[str, ...]

    @property
    def sql(self) -> str:
        columns = ", ".join(f'{column.sql} AS "{column.name}"' for column in self.columns)
        return f"CREATE VIEW {self.name} AS SELECT {columns} {self.source}"


_DECISION = (
    Column("decision_id", "d.id", "kunta/toimielin/päivä/pykälä"),
    Column("municipality", "d.municipality", "Kunta"),
    Column("body", "d.body", "Toimielin tai viranhaltija"),
    Column("date", "d.date", "Kokouspäivä"),
    Column("number", "d.number", "Pykälä"),
    Column("title", "d.title", "Otsikko"),
    Column("case_id", "d.case_id", "Diaarinumero"),
)

VIEWS = (
    View(
        "view_decisions",
        "Päätökset",
        "Jokaisen päätöksen uusin versio.",
        (
            *_DECISION,
            Column("outcome", "d.outcome", "Ratkaisu: approved, amended, rejected, returned, tabled, noted …"),
            Column("outcome_words", "d.outcome_words", "Sanat, joihin ratkaisu perustuu"),
            Column("effective_text", "d.effective_text", "Mitä todella päätettiin"),
            Column("largest_amount", "d.largest_cents / 100.0", "Suurin mainittu rahamäärä euroina"),
            Column("amounts", "d.amount_count", "Rahamäärien määrä"),
            Column("tables", "d.table_count", "Taulukoiden määrä"),
            Column("votes", "d.vote_count", "Äänestysten määrä"),
            Column("dissents", "d.dissent_count", "Eriävien mielipiteiden määrä"),
            Column("attachments", "d.attachment_count", "Liitteiden määrä"),
            Column("document_kind", "d.document_kind", "Asiakirjan laji: decision, minutes, agenda"),
            Column(
                "document",
                "(SELECT path FROM sources JOIN documents USING (sha256) WHERE sources.seq = d.seq"
                " ORDER BY documents.number LIMIT 1)",
                "Mistä asiakirja tuli",
            ),
            Column("version", "d.version", "Päätöksen versio arkistossa"),
        ),
        "FROM decisions AS d WHERE d.newest = 1",
        "date",
        ("municipality", "body", "outcome"),
    ),
    View(
        "view_money",
        "Rahamäärät",
        "Jokainen painettu rahamäärä, jonka luku on varma. Sama raha voi olla monella rivillä.",
        (
            *_DECISION,
            Column("value", "a.cents / 100.0", "Määrä euroina"),
            Column("raw", "a.raw", "Niin kuin se on painettu"),
            Column("found_in", "a.found_in", "Mistä: table, list, text"),
            Column("role", "a.role", "total, own_share, other_funders, part"),
            Column("label", "a.label", "Mihin raha kuuluu, niin kuin se on painettu"),
            Column("per", "a.per", "Minkä yhdestä (asukas, tunti): tällaista ei lasketa yhteen muiden kanssa"),
            Column("bound", "a.bound", "min tai max, jos luku on raja"),
            Column("page", "a.page", "Sivu"),
            Column("line", "a.line", "Rivi"),
        ),
        "FROM amounts AS a JOIN decisions AS d USING (seq) WHERE d.newest = 1",
        "value",
        ("municipality", "body", "found_in", "role"),
    ),
    View(
        "view_people",
        "Henkilöt",
        "Kuka valmisteli tai esitteli päätöksen, tai on siinä nimetty.",
        (
            Column("name", "p.name", "Nimi"),
            Column("role", "p.role", "preparer (valmistelija), presenter (esittelijä) tai mentioned"),
            *_DECISION,
        ),
        "FROM people AS p JOIN decisions AS d USING (seq) WHERE d.newest = 1",
        "date",
        ("role", "body"),
    ),
    View(
        "view_cases",
        "Asiat",
        "Asiat diaarinumeron mukaan kunnittain.",
        (
            Column("municipality", "min(d.municipality)", "Kunta"),
            Column("case_id", "min(d.case_id)", "Diaarinumero"),
            Column("decisions", "count(*)", "Päätösten määrä"),
            Column("first_date", "min(d.date)", "Ensimmäinen käsittely"),
            Column("last_date", "max(d.date)", "Viimeisin käsittely"),
            Column("bodies", "group_concat(DISTINCT d.body)", "Toimielimet"),
            Column("title", "substr(max(d.date || d.title), 11)", "Viimeisimmän käsittelyn otsikko"),
            Column("outcome", "substr(max(d.date || d.outcome), 11)", "Viimeisin ratkaisu"),
        ),
        "FROM decisions AS d WHERE d.newest = 1 AND d.case_key IS NOT NULL GROUP BY d.municipality, d.case_key",
        "last_date",
        ("municipality",),
    ),
)


def drop_views(connection: sqlite3.Connection) -> None:
    """Removes every view, so that a table may be changed that one reads."""
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        connection.execute(f'DROP VIEW "{name}"')


def make_views(connection: sqlite3.Connection) -> None:
    """Makes the views as they are today, whatever was there. The caller holds a transaction."""
    drop_views(connection)
    for view in VIEWS:
        connection.execute(view.sql)
