"""Akoma Ntoso 3.0 (OASIS LegalDocML): one XML document a decision, in folders by its id.

The text stands in `hcontainer`s, one a section, with the page and line of each; what the format has no place for
(amounts, votes, attendance, outcome …) is in `proprietary`, in our own namespace.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.exports.akn_meta import meta, reference_href
from corpus.exports.entries import Entry, Holdings
from corpus.exports.layout import Grid, Layout, Part
from corpus.exports.markup import OURS, Child, Element, element, indented, written
from parser import Decision, Reference, Section

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def write(folder: Path, holdings: Holdings) -> None:
    """Writes `municipality/body/date/number.xml` below a folder that is there."""
    for entry in holdings.entries():
        path = folder / f"{entry.id}.xml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(document(entry)))


def document(entry: Entry) -> Element:
    """The document of a decision."""
    decision = entry.record.decision
    layout = Layout(decision.tables)
    sections = [_section(number, each, decision, layout) for number, each in enumerate(decision.sections, 1)]
    for each in sections:
        each.tail = "\n"
    return element(
        "akomaNtoso",
        element(
            "doc",
            indented(meta(entry, layout.unmet), 1),
            _preface(entry),
            element("mainBody", *(sections or [element("p")])),  # the schema wants something in it
            name="paatos",
            contains="originalVersion",
        ),
        xmlns=NAMESPACE,
        xmlns__pk=OURS,
    )


def _preface(entry: Entry) -> Element:
    record, decision = entry.record, entry.record.decision
    day = record.meeting.date.isoformat()
    return element(
        "preface",
        element("p", element("docProponent", record.body, refersTo="#body"), " ", element("docDate", day, date=day)),
        element("p", element("docNumber", decision.number), " § ", element("docTitle", decision.title)),
        element("p", element("docketNumber", decision.case_id)) if decision.case_id else None,
    )


def _section(number: int, section: Section, decision: Decision, layout: Layout) -> Element:
    blocks = [_block(part, decision) for part in layout.parts(section.text)]
    return element(
        "hcontainer",
        element("heading", section.heading) if section.heading else None,
        element("content", *(blocks or [element("p")])),
        name=section.kind,
        eId=f"sec_{number}",
        pk__page=section.page,
        pk__line=section.line,
    )


def _block(part: Part, decision: Decision) -> Element:
    if isinstance(part, Grid):
        return _table(part, decision)
    return element("p", *_inline(part.lines, decision.references))


def _table(grid: Grid, decision: Decision) -> Element:
    """A table; one of the decision's has its caption as title, and its rows the places they are printed at."""
    table = decision.tables[grid.table - 1] if grid.table else None
    places = [(None, None)] * grid.header_rows + list(table.positions if table else ())
    return element(
        "table",
        *(
            _row(cells, at < grid.header_rows, *(places[at] if at < len(places) else (None, None)))
            for at, cells in enumerate(grid.rows)
        ),
        eId=f"table_{grid.table}" if grid.table else None,
        title=table.caption if table else None,
    )


def _row(cells: tuple[str, ...], is_header: bool, page: int | None, line: int | None) -> Element:
    name = "th" if is_header else "td"
    return element("tr", *(element(name, element("p", cell)) for cell in cells), pk__page=page, pk__line=line)


def _inline(lines: tuple[str, ...], references: tuple[Reference, ...]) -> Iterator[Child]:
    for number, line in enumerate(lines):
        if number:
            yield element("br")
        yield from _referring(line, references)


def _referring(line: str, references: tuple[Reference, ...]) -> Iterator[Child]:
    """A line with its references marked; of two that begin at one place the longer one."""
    while line:
        at, length, number = min(
            (
                (found, -len(each.raw), number)
                for number, each in enumerate(references, 1)
                if each.raw and (found := line.find(each.raw)) >= 0
            ),
            default=(len(line), 0, 0),
        )
        yield line[:at]
        if number:
            yield element(
                "ref", line[at : at - length], href=reference_href(references[number - 1]) or f"#ref_{number}"
            )
        line = line[at - length :]
