"""The decision page: what was decided first, then all that is known of it, beside the original."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from corpus import Filters, Layout, Line, Record, decision_json, masked, write_tables
from index import QueryError
from parser import Reference, Section, changes_of
from web import charts
from web.citing import citation
from web.desk import Opened
from web.pages import Links, language_of, page
from web.tables import Part, ShownTable, by_column, funded, section_parts, shown
from web.texts import Marker
from web.views.downloads import csv_file

_MOST_STEPS = 200
_APART = frozenset({"decision", "proposal"})
"""Sections that are shown beside one another, before the rest."""
_LATE = frozenset({"preparers", "presenter"})


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section in printed order."""

    section: Section
    parts: tuple[Part, ...]


def decision(opened: Opened, request: Request) -> Response:
    """A decision, its newest version or the one asked for."""
    record = opened.archive.resolved(_record(opened, request))
    said, q = record.decision, request.query_params.get("q", "").strip()[:2_000]
    tables = [shown(number, table) for number, table in enumerate(said.tables, 1)]
    placed: set[int] = set()
    sections = tuple(ShownSection(each, tuple(section_parts(each, tables, placed))) for each in said.sections)
    documents = masked(opened.archive.sources(record.id, record.version))
    return page(
        request,
        "decision.html",
        record=record,
        said=said,
        q=q,
        mark=Marker(_forms(opened, record, q)),
        beside=tuple(each for each in sections if each.section.kind in _APART),
        others=_ordered(sections),
        loose=tuple(each for each in tables if each.number not in placed),
        charted=tuple(each for each in tables if each.shares),
        documents=documents,
        original_page=next((each.page for each in said.sections if each.page), None),
        steps=_steps(opened, record),
        versions=opened.archive.versions(record.id),
        newest=opened.archive.record(record.id).version,
        cited=citation(record),
        changes=changes_of(said),
        mentioned=_mentioned(record),
        refers=lambda reference: _target(Links(language_of(request)), reference),
    )


def _ordered(sections: Iterable[ShownSection]) -> tuple[ShownSection, ...]:
    """The other sections in printed order, but who prepared and presented it behind what was said."""
    others = [each for each in sections if each.section.kind not in _APART]
    return tuple(sorted(others, key=lambda each: each.section.kind in _LATE))


def decision_data(opened: Opened, request: Request) -> Response:
    """The record as the contract's JSON."""
    record = opened.archive.resolved(_record(opened, request))
    sources = masked(opened.archive.sources(record.id, record.version))
    return Response(decision_json(record, sources), media_type="application/json")


def table_csv(opened: Opened, request: Request) -> Response:
    """One table of a decision as printed, or for Finnish Excel."""
    record, number = _record(opened, request), int(request.path_params["number"])
    tables = record.decision.tables
    if not 1 <= number <= len(tables):
        raise HTTPException(404)
    alone = replace(record, decision=replace(record.decision, tables=(tables[number - 1],)))
    layout: Layout = "long" if request.query_params.get("layout") == "long" else "wide"
    excel = request.query_params.get("excel") == "1"
    name = f"{record.id.replace('/', '-')}-{number}.csv"
    return csv_file(name, lambda text: write_tables(text, lambda: [alone], "all", layout, excel))


def funding_chart(opened: Opened, request: Request) -> Response:
    """Who pays what of a funding table."""
    record, number = _record(opened, request), int(request.path_params["number"])
    tables = record.decision.tables
    table = shown(number, tables[number - 1]) if 1 <= number <= len(tables) else None
    if table is None or not table.shares:
        raise HTTPException(404)
    return _chart(table)


def _chart(shown_table: ShownTable) -> Response:
    cells = funded(shown_table.table)
    if not by_column(cells):
        return charts.lying([each.name for each in shown_table.shares], [("€", [s.euros for s in shown_table.shares])])
    rows = list(dict.fromkeys((cell.row, cell.row_label) for cell in cells))
    names = [each.name for each in shown_table.shares]
    values = {(cell.row, cell.column_label): cell.value for cell in cells}
    return charts.stacked(
        [label for _, label in rows], [(name, [values.get((row, name)) for row, _ in rows]) for name in names]
    )


def _record(opened: Opened, request: Request) -> Record:
    version = request.query_params.get("version", "")
    wanted = int(version) if version.isascii() and version.isdigit() and len(version) < 7 else None
    return masked(opened.archive.record(request.path_params["id"], wanted))


def _forms(opened: Opened, record: Record, q: str) -> Iterator[str]:
    """The forms of the record that answer the query; none where it cannot be read."""
    if not q:
        return
    try:
        yield from {reason.form for reason in opened.index.why(q, record)}
    except (QueryError, ValueError):
        return


def _steps(opened: Opened, record: Record) -> tuple[Line, ...]:
    """The decisions of the case, the oldest first."""
    if not record.decision.case_id:
        return ()
    ids = opened.archive.select(Filters(case=record.decision.case_id), "date")[:_MOST_STEPS]
    return masked(opened.archive.lines(reversed(ids)))


def _mentioned(record: Record) -> tuple[str, ...]:
    """Persons who are named in the text, but neither prepared nor presented."""
    told = {person.name for person in record.decision.preparers}
    told |= {record.decision.presenter.name} if record.decision.presenter else set()
    named = (entity.normal for entity in record.decision.entities if entity.kind == "person")
    return tuple(name for name in dict.fromkeys(named) if name not in told)


def _target(link: Links, reference: Reference) -> str | None:
    """Where a reference leads: a case's page, or a search that finds the decision; laws are not here."""
    if reference.kind == "case":
        return link.case(reference.target or reference.raw)
    if reference.kind == "decision":
        if reference.target and reference.target.count("/") == 3:
            return link.decision(reference.target)
        return link("/", urlencode({"q": reference.target or reference.raw}))
    return None
