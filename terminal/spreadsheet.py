"""Rows as an Excel workbook (xlsx): one sheet, a bold header that stays in sight, numbers as numbers, all else as text.

Text cells are inline strings, which no spreadsheet runs as formulas. Makes bytes and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from html import escape

LONGEST = 32_767
"""Characters that a cell holds."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same rows make the same bytes

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        '<sheets><sheet name="pykala" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2">'
        '<font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>'
    ),
}

_BOLD = ' s="1"'

Cell = str | Decimal | None


def workbook(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """The workbook of a header and rows."""
    sheet = "".join(
        (
            f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">',
            '<pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>',
            *_rows(header, rows),
            "</sheetData></worksheet>",
        )
    )
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            about = zipfile.ZipInfo(name, _LONG_AGO)
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, (_HEAD + content).encode("utf-8", "replace"))
    return packed.getvalue()


def _rows(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    yield f"<row>{''.join(_cell(name, _BOLD) for name in header)}</row>"
    for row in rows:
        yield f"<row>{''.join(_cell(cell) for cell in row)}</row>"


def _cell(value: Cell, style: str = "") -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, Decimal):
        return f"<c><v>{value:f}</v></c>"
    printable = "".join(sign for sign in value[:LONGEST] if sign.isprintable() or sign in "\n\t ")
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{escape(printable, quote=False)}</t></is></c>'
