"""One cell of a table: the number it holds, the unit that stands in it, and what is no part of either."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from parser.numbers import may_be_english, number_of
from parser.sumwords import per_after
from parser.units import Unit, without_unit

_YEAR = re.compile(r"(?:19|20)\d\d(?:[–/-](?:19|20)?\d\d)?")
_NOTHING = re.compile(r"[-–—−.]?|–{2,3}|-{2,3}")
# `100*`, `100 1)`, `100 a)`, `100¹`; on the label's side too
_FOOTNOTE = re.compile(r"(?<=[^\s*]) ?(?:\*{1,3}|(?<!m)(?<!M)[¹²³⁴-⁹]{1,2}|(?<= )(?:\d|[a-e])\))\Z")
_EVEN = re.compile(r"(?<=\d),(?:--?|[–—])\Z")  # `5 000,-`: euros and no cents
_PERCENT = re.compile(r" ?%\Z")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell holds: a number, its own unit (`%` too), and what it is for one of."""

    number: Decimal | None
    unit: Unit | str | None = None
    per: str | None = None
    english: bool = False


@lru_cache(maxsize=8192)
def read(cell: str) -> Reading:
    """The number of a cell, without a footnote's mark."""
    text = without_footnote(cell)
    per, text = _per(text)
    plain, unit = without_unit(text)
    plain = _EVEN.sub("", plain)
    percent = _PERCENT.search(plain) is not None
    plain = _PERCENT.sub("", plain)
    own: Unit | str | None = "%" if percent else unit
    return Reading(number_of(plain), own, per if unit else None, may_be_english(plain))


def without_footnote(cell: str) -> str:
    """The cell without the mark of a footnote at its end. `m²` keeps its figure."""
    return _FOOTNOTE.sub("", cell) if re.search(r"\d|%|€", cell) or cell.endswith(("*", ")")) else cell


def _per(text: str) -> tuple[str | None, str]:
    """`12 €/asukas`: what a sum is for one of, and the cell without it."""
    slash = text.find("/")
    if slash < 1:
        return None, text
    start = len(text[:slash].rstrip())
    per, end = per_after(text, start)
    return (per, text[:start]) if per and end == len(text) else (None, text)


def is_year(cell: str) -> bool:
    """A year or two of them."""
    return _YEAR.fullmatch(cell) is not None


def is_value(cell: str) -> bool:
    """A number that is no year."""
    return read(cell).number is not None and not is_year(cell)


def says_nothing(cell: str) -> bool:
    """An empty cell, or a dash that stands for one."""
    return _NOTHING.fullmatch(cell) is not None
