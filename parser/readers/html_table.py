"""HTML tables: which of them hold values, their cells with rowspan and colspan laid out, and what they print.

Four uses of a table are told apart by the shape of its cells: values (one table block), captions with their values
beside them, a list with its bullets or numbers in a column of their own, and the list of a case's handlings (organ,
§, date). The last three come out as lines. Any other table only lays the page out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bs4 import Tag
from bs4.element import NavigableString

from parser.model import Block, Row
from parser.normalise import BULLETS, clean_line
from parser.readers.lines import is_item, table_block

LINE = "data-pykala-line"  # the attribute in which the reader keeps a tag's line

_MOST_CELLS = 50_000  # a colspan of 10^9 must not eat the machine
_LONGEST_CELL = 600  # characters; longer ones are running text laid out by a table
_LONGEST_CAPTION = 60
_BULLET = re.compile(rf"[{BULLETS}]")
_COUNT = re.compile(r"\d{1,3}[.)]?")
_SECTION = re.compile(r"§ ?\d{1,4}[a-z]?|\d{1,4}[a-z]? ?§")
_NUMBER = re.compile(r"\d{1,4}[a-z]?")
_DATE = re.compile(r"[0-3]?\d\.[01]?\d\.\d{4}")
_AMOUNT = re.compile(r"[-–+]?[\d\s.,%€]{1,30}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[–-]\d{2,4})?")
_FIGURES = re.compile(r"\d{1,2}")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LINE_BREAK = "\ue000"  # stands for a line's end in a cell until the cell is put together
_BETWEEN_FIGURES = re.compile(r"(?<=\d) ?\ue000 ?(?=\d)")
_ORGAN = re.compile(r"[A-ZÅÄÖ][^\d§]{1,80}")


def is_table_of_values(table: Tag) -> bool:
    """Short cells, two or more in each of two rows or more; or a list of handlings. Others lay the page out."""
    if table.find(["table", "h1", "h2", "h3", "h4", "h5", "h6"]) is not None:
        return False
    rows = _printed_rows(table)
    if not all(len(cell.get_text()) <= _LONGEST_CELL for row in rows for cell in row):
        return False
    printed = [[text for cell in row if (text := _text(cell))] for row in rows]
    several = sum(len(texts) > 1 or _is_header(row) for texts, row in zip(printed, rows, strict=True))
    return several > 1 or bool(printed and _handlings(printed))


def _is_header(row: Sequence[Tag]) -> bool:
    """A header row over row labels begins with an empty cell, and may have but one more."""
    return len(row) > 1 and all(cell.name == "th" for cell in row)


def table_blocks(table: Tag, line: int) -> list[Block]:
    """What a table of values prints. `line` is where it begins."""
    caption, rows, header_rows = _table_rows(table)
    texts = [[cell for cell in row.cells if cell] for row in rows]
    lines = [row.line or line for row in rows]
    listed = _handlings(texts)
    if listed is not None:
        blocks = [Block(text, "line", None, lines[at], gap=True) for at, text in listed]
    elif header_rows is None and _is_list(rows):
        blocks = [_entry(row, at, lines[at]) for at, row in enumerate(rows)]
    elif _is_captioned(table, rows):
        blocks = [block for at, row in enumerate(rows) for block in _captioned(row, lines[at])]
    else:
        title, rows = _title(table, rows)
        caption = " ".join(filter(None, (caption, title))) or None
        blocks = [table_block(rows, None if header_rows is None else max(0, header_rows - bool(title)) or None)]
    return [*([Block(caption, "line", None, line, gap=True)] if caption else []), *blocks]


def _title(table: Tag, rows: list[Row]) -> tuple[str | None, list[Row]]:
    """The words of a first row of one cell that goes over the whole width: they name the table. And the other rows."""
    first = _printed_rows(table)[0]
    if len(first) != 1 or len(rows) < 3 or _span(first[0], "colspan") < len(rows[0].cells) or len(rows[0].cells) < 2:
        return None, rows
    return _text(first[0]), rows[1:]


def _handlings(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]] | None:
    """The lines of a list of handlings, each with its row's number; None for any other table.

    Either each row is an organ, a § and a date, or a row of captions, one of them "§", stands above organs, numbers
    and dates. There the last row is the document's own handling: it comes first, and its § line last.
    """
    if all(_is_handling(row, _SECTION) for row in rows):
        return [(at, " ".join(row)) for at, row in enumerate(rows)]
    own = rows[1:]
    if not own or "§" not in rows[0] or not all(_is_handling(row[:3], _NUMBER) for row in own):
        return None
    last = len(rows) - 1
    found = [(0, rows[0][0])] if rows[0][0] != "§" else []
    found += [(last, rows[last][0]), (last, rows[last][2])]
    found += [(at, f"{row[0]} {row[2]} § {row[1]}") for at, row in enumerate(rows[1:-1], 1)]
    return [*found, (last, f"§ {rows[last][1]}")]


def _is_handling(cells: Sequence[str], section: re.Pattern[str]) -> bool:
    patterns = (_ORGAN, section, _DATE)
    return len(cells) == 3 and all(pattern.fullmatch(cell) for pattern, cell in zip(patterns, cells, strict=True))


def _is_list(rows: Sequence[Row]) -> bool:
    """Bullets, or numbers that count up, in a first column, and words in the one other."""
    if any(len(row.cells) != 2 or _AMOUNT.fullmatch(row.cells[1]) for row in rows):
        return False
    marks = [row.cells[0] for row in rows]
    if all(_BULLET.fullmatch(mark) for mark in marks):
        return True
    return all(_COUNT.fullmatch(mark) and int(mark.rstrip(".)")) == at for at, mark in enumerate(marks, 1))


def _entry(row: Row, at: int, line: int) -> Block:
    text = clean_line(" ".join(row.cells))
    return Block(text, "item" if is_item(text) else "line", None, line, gap=at == 0)


def _is_captioned(table: Tag, rows: Sequence[Row]) -> bool:
    """Two columns, the first of bold captions in each row, the second of words: no row is all captions."""
    if any(len(row.cells) != 2 or not row.cells[0] or len(row.cells[0]) > _LONGEST_CAPTION for row in rows):
        return False
    if any(_AMOUNT.fullmatch(row.cells[1]) for row in rows if row.cells[1]):
        return False
    cells = [row[:2] for row in _printed_rows(table)]
    return all(len(row) == 2 and _is_bold(row[0]) and not _is_bold(row[1]) for row in cells)


def _is_bold(cell: Tag) -> bool:
    """Are all its words bold?"""
    bold = "".join(found.get_text() for found in cell.find_all(["b", "strong"]))
    return cell.name == "th" or len("".join(bold.split())) >= len("".join(cell.get_text().split())) > 0


def _captioned(row: Row, line: int) -> list[Block]:
    """The caption, and its value on the same line: one again where the caption is no heading."""
    caption = Block(row.cells[0], "line", None, line, gap=True, bold=True)
    return [caption, *([Block(row.cells[1], "line", None, line, wrapped=True)] if row.cells[1] else [])]


def _printed_rows(table: Tag) -> list[list[Tag]]:
    rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
    return [row for row in rows if any(cell.get_text(strip=True) for cell in row)]


def _table_rows(table: Tag) -> tuple[str | None, list[Row], int | None]:
    """The caption, the rows and the number of header rows (None where the markup does not say)."""
    caption = table.find("caption")
    printed = _printed_rows(table)
    laid_out = _lay_out(printed)
    used = [n for n in range(len(laid_out[0])) if any(row[n] for row in laid_out)]
    rows = [Row(tuple(row[n] for n in used), None, _line(cells)) for row, cells in zip(laid_out, printed, strict=True)]
    headers = 0
    while headers < len(printed) and all(cell.name == "th" for cell in printed[headers]):
        headers += 1
    return _text(caption) if isinstance(caption, Tag) else None, rows, headers or None


def _lay_out(printed: list[list[Tag]]) -> list[list[str]]:
    """A full grid. A header's text is repeated over the columns it spans, any other stands in its first cell."""
    grid: dict[tuple[int, int], str] = {}
    width = 0
    texts = [[_text(cell) for cell in cells] for cells in printed]
    heads = _leading_rows_of_words(texts)
    for at, cells in enumerate(printed):
        column = 0
        for cell, text in zip(cells, texts[at], strict=True):
            while (at, column) in grid:
                column += 1
            across = min(_span(cell, "colspan"), 200)
            down = min(_span(cell, "rowspan"), len(printed) - at)
            if len(grid) + across * down > _MOST_CELLS:
                across = down = 1
            for row in range(at, at + down):
                for offset in range(across):
                    repeated = row == at and (offset == 0 or cell.name == "th" or at < heads)
                    grid[row, column + offset] = text if repeated else ""
            column += across
        width = max(width, column)
    return [[grid.get((at, column), "") for column in range(width)] for at in range(len(printed))]


def _leading_rows_of_words(printed: list[list[str]]) -> int:
    """The rows before the first number, if a number comes: what spans columns there heads all of them."""
    for at, texts in enumerate(printed):
        if any(_AMOUNT.fullmatch(text) and re.search(r"\d", text) and not _YEARS.fullmatch(text) for text in texts[1:]):
            return at
    return 0


def _text(tag: Tag) -> str:
    """What a cell prints, on one line. A footnote's figure is raised; two lines of figures are kept apart."""
    parts: list[str] = []
    for text in tag.find_all(string=True):
        if type(text) is not NavigableString:  # a comment
            continue
        raised = text.find_parent("sup") is not None and _FIGURES.fullmatch(text.strip()) and parts
        if raised and re.search(r"[\w%€)]\s*\Z", parts[-1]):
            parts[-1] = parts[-1].rstrip() + text.strip().translate(_RAISED)
        else:
            parts.append(_LINE_BREAK if _is_on_a_new_line(text, tag) and parts else " ")
            parts.append(str(text))
    printed = clean_line(" ".join("".join(parts).split()))
    return _BETWEEN_FIGURES.sub(" / ", printed).replace(_LINE_BREAK, " ").replace("  ", " ").strip()


def _is_on_a_new_line(text: NavigableString, cell: Tag) -> bool:
    """Does a <br>, or the start of a paragraph in the cell, stand right before this text?"""
    before = text.previous_element
    while before is not None and before is not cell and not (isinstance(before, NavigableString) and before.strip()):
        if isinstance(before, Tag) and before.name in ("br", "p", "div", "li"):
            return True
        before = before.previous_element
    return False


def _line(cells: list[Tag]) -> int | None:
    line = next((cell.get(LINE) for cell in cells if cell.get_text(strip=True)), None)
    return int(str(line)) if line is not None else None


def _span(cell: Tag, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, int(value)) if value.isdecimal() and len(value) < 10 else 1
