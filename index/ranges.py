"""Ranges of days and euros as they are typed behind `date:` and `eur:`: `2021..2022`, `4.4.2022..`, `..10 000`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal, TypeVar

from corpus import date_bound
from index.tree import Days, Euros, Range

RangeName = Literal["date", "eur"]
Bound = TypeVar("Bound", date, Decimal)

# Thousands may be parted by spaces here, since nothing but a sum can follow `eur:`.
_SUM = r"[0-9]{1,3}(?:[ .][0-9]{3}){1,4}(?:,[0-9]{1,2})?(?![0-9])|[0-9]{1,15}(?:,[0-9]{1,2})?"
_DAY = r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}-(?:0[1-9]|1[0-2])(?![0-9])|[0-9]{4}"
_DOTS = r" ?(?:\.\.\.?|…) ?|[-–—]"
_SHAPES = {
    name: re.compile(rf"(?P<low>{bound})?(?:(?P<dots>{_DOTS})(?P<high>{bound})?)?(?: ?€)?(?=[\s()]|\Z)")
    for name, bound in (("date", _DAY), ("eur", _SUM))
}
RANGES: dict[str, RangeName] = {"date": "date", "eur": "eur"}
HOW: dict[RangeName, str] = {
    "date": "write 2022, 2022-04, 4.4.2022, 2021..2022, 2021.. or ..2022",
    "eur": "write 5000, 5000..10000, 5000.. or ..10000",
}


def range_at(text: str, name: RangeName, start: int) -> str | None:
    """The range that stands in a query behind a field's colon and a space, as typed."""
    begin = start + 1 if text[start : start + 1] == " " else start
    match = _SHAPES[name].match(text, begin)
    return text[start : match.end()] if match and (match["low"] or match["high"]) else None


def range_of(text: str, name: RangeName) -> Range:
    """The range that such a text is. ValueError, with a sentence, for no day and for ends in the wrong order."""
    match = _SHAPES[name].fullmatch(text.strip())
    if match is None:
        raise ValueError(HOW[name])
    low, high = match["low"], match["high"] if match["dots"] else match["low"]
    if name == "date":
        days = Days(
            _bound(low, lambda each: date_bound(each, False)), _bound(high, lambda each: date_bound(each, True))
        )
        return days if _ordered(days.start, days.end) else _wrong(text)
    euros = Euros(_bound(low, _sum), _bound(high, _sum))
    return euros if _ordered(euros.least, euros.most) else _wrong(text)


def _bound(text: str | None, read: Callable[[str], Bound]) -> Bound | None:
    return None if text is None else read(text)


def _sum(text: str) -> Decimal:
    return Decimal(text.replace(" ", "").replace(".", "").replace(",", "."))


def _ordered(low: Bound | None, high: Bound | None) -> bool:
    return low is None or high is None or low <= high


def _wrong(text: str) -> Range:
    raise ValueError(f"{text.strip()}: the first end is above the last")
