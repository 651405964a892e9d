"""What is printed around a table and speaks of it: the line that names it, and notes of what it is counted in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from parser.flow import Piece
from parser.units import unit_of

_LONGEST = 160
_NOTE = re.compile(
    r"[(*\s]{0,3}(?:(?:kaikki |taulukon )?(?:luvut|summat|määrät|hinnat|rahamäärät|euromäärät)|yksikkö)(?![^\W_])",
    re.IGNORECASE,
)


def caption_of(pieces: Sequence[Piece], at: int, heading: str | None) -> str | None:
    """The line above the table at `at`, if it names and does not tell; else the heading of a part that begins with it.

    A line that only says what is counted in is passed over.
    """
    above = at - 1
    while above >= 0 and is_note(pieces[above].text):
        above -= 1
    if above < 0:
        return heading
    line = pieces[above]
    if line.kind in ("table", "item") or len(line.text) > _LONGEST or line.text.endswith("."):
        return None
    return line.text.rstrip(" :")


def notes_of(pieces: Sequence[Piece], at: int) -> tuple[str, ...]:
    """The notes right above and right below the table."""
    found = []
    for step in (-1, 1):
        near = at + step
        if 0 <= near < len(pieces) and pieces[near].kind != "table" and is_note(pieces[near].text):
            found.append(pieces[near].text)
    return tuple(found)


def lines_of_tables(pieces: Sequence[Piece]) -> frozenset[int]:
    """Which pieces stand around tables as their captions and notes: a unit in them ("1 000 €") is no sum."""
    found: set[int] = set()
    for at, piece in enumerate(pieces):
        if piece.kind != "table":
            continue
        above = at - 1
        while above >= 0 and is_note(pieces[above].text):
            found.add(above)
            above -= 1
        if above >= 0 and pieces[above].kind != "table":
            found.add(above)
        if at + 1 < len(pieces) and is_note(pieces[at + 1].text):
            found.add(at + 1)
    return frozenset(found)


def is_note(text: str) -> bool:
    """`(1 000 €)`, `t€`, `Luvut ovat tuhansia euroja.`: what the numbers are counted in, and nothing else."""
    return len(text) <= _LONGEST and (unit_of(text.strip(" ().,:*")) is not None or _NOTE.match(text) is not None)
