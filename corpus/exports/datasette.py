"""The metadata file by which Datasette shows archive.db: what views and columns mean, and questions asked often."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.exports.entries import Holdings
from corpus.views import VIEWS, View

_HIDDEN = (
    "amounts",
    "decisions",
    "documents",
    "meta",
    "people",
    "redacted",
    "refusals",
    "removed",
    "sources",
    "table_cells",
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question asked often; `:names` in its SQL become fields to fill in."""

    name: str
    title: str
    sql: str


QUESTIONS = (
    Question(
        "suurimmat_rahat",
        "Suurimmat rahamäärät toimielimessä",
        "SELECT date, number, title, value, raw, label FROM view_money WHERE body LIKE '%' || :toimielin || '%' "
        "AND per IS NULL ORDER BY value DESC LIMIT 100",
    ),
    Question(
        "asian_vaiheet",
        "Asian vaiheet",
        "SELECT date, body, number, title, outcome, effective_text FROM view_decisions WHERE case_id = :diaarinumero "
        "ORDER BY date, body",
    ),
    Question(
        "ratkaisut_vuosittain",
        "Ratkaisut vuosittain",
        "SELECT substr(date, 1, 4) AS year, body, outcome, count(*) AS decisions FROM view_decisions "
        "GROUP BY year, body, outcome ORDER BY year DESC, body, decisions DESC",
    ),
    Question(
        "henkilon_paatokset",
        "Mitä henkilö on valmistellut ja esitellyt",
        "SELECT name, role, date, body, number, title FROM view_people WHERE name LIKE '%' || :nimi || '%' "
        "ORDER BY date DESC",
    ),
)


def write(folder: Path, holdings: Holdings) -> None:
    """Writes `metadata.json` into a folder that is there. It is of any archive, whatever it holds."""
    content = {
        "title": "Pykälä",
        "description": "Kuntien päätökset",
        "databases": {
            "archive": {
                "tables": {view.name: _table(view) for view in VIEWS} | {name: {"hidden": True} for name in _HIDDEN},
                "queries": {each.name: {"title": each.title, "sql": each.sql} for each in QUESTIONS},
            }
        },
    }
    (folder / "metadata.json").write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _table(view: View) -> dict[str, Any]:
    return {
        "title": view.title,
        "description": view.description,
        "columns": {column.name: column.description for column in view.columns},
        "sort_desc": view.sort_desc,
        "facets": list(view.facets),
    }
