"""A decision as the restricted HTML of the Open Decision API: headings of two levels, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from corpus.exports.layout import Grid, Layout, Part
from parser import Decision


def hypertext(decision: Decision) -> str:
    """Its title and sections, with all that is printed."""
    return "\n".join(_lines(decision))


def _lines(decision: Decision) -> Iterator[str]:
    layout = Layout(decision.tables)
    yield f"<h1>{_text(decision.title)}</h1>"
    for section in decision.sections:
        if section.heading:
            yield f"<h2>{_text(section.heading)}</h2>"
        yield from map(_block, layout.parts(section.text))


def _block(part: Part) -> str:
    if not isinstance(part, Grid):
        return f"<p>{'<br>'.join(map(_text, part.lines))}</p>"
    rows = (_row(cells, "th" if at < part.header_rows else "td") for at, cells in enumerate(part.rows))
    return f"<table>{''.join(rows)}</table>"


def _row(cells: tuple[str, ...], name: str) -> str:
    return f"<tr>{''.join(f'<{name}>{_text(cell)}</{name}>' for cell in cells)}</tr>"


def _text(text: str) -> str:
    return escape(text, quote=False)
