"""Tables with rules on a PDF page.

pdfplumber's finder is right wherever there are rules and blind elsewhere; but it fills cells sign by sign, so
that a number which runs over its cell is cut in two. Here whole words go to the cell that holds their middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parser.model import Row
from parser.normalise import clean_line
from parser.readers.pdf_lines import Line, Word

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table and the lines of its page that it takes up; no rows when they went to the page before.

    columns  where the columns of a ruled table begin, those without a word left out
    grid     where all of them begin
    """

    rows: tuple[Row, ...]
    lines: frozenset[int]
    header_rows: int | None = None
    columns: tuple[int, ...] = ()
    grid: tuple[int, ...] = ()


def ruled_table(cells: Sequence[Box], lines: Sequence[Line]) -> FoundTable | None:
    """The rows of a ruled table from its cells' boxes, or None where the rules frame no table of values.

    One row may belong to a table of the page before or after; on its own it is no table, which `joined` sees to.
    """
    tops = sorted({round(cell[1]) for cell in cells})
    lefts = sorted({round(cell[0]) for cell in cells})
    if len(lefts) < 2:
        return None
    texts: dict[tuple[int, int], list[Word]] = {}
    numbers: dict[int, int] = {}
    taken = set()
    for line in lines:
        held = [(_holding(cells, word), word) for word in line.words]
        inside = [cell for cell, _ in held if cell is not None]
        for cell, word in held if inside else ():
            nearest = cell or min(inside, key=lambda each: abs((each[0] + each[2]) / 2 - word.x0))
            place = tops.index(round(nearest[1])), lefts.index(round(nearest[0]))
            texts.setdefault(place, []).append(word)
            numbers.setdefault(place[0], line.number)
            taken.add(line.number)
    columns = sorted({column for _, column in texts})
    if not columns or (len(columns) < 2 and not (len(numbers) == 1 and lines[-1].number in taken)):
        return None
    rows = tuple(
        Row(tuple(words_text(texts.get((row, column), ())) for column in columns), lines[0].page, numbers[row])
        for row in sorted(numbers)
    )
    begins = tuple(lefts[column] for column in columns)
    return FoundTable(rows, frozenset(taken), columns=begins, grid=tuple(lefts))


def _holding(cells: Sequence[Box], word: Word) -> Box | None:
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return next((cell for cell in cells if cell[0] <= x <= cell[2] and cell[1] <= y <= cell[3]), None)


def words_text(words: Sequence[Word]) -> str:
    """The words of a cell as one line, those that a line end broke whole again."""
    return clean_line("".join(word.text if word.broken else f"{word.text} " for word in words))
