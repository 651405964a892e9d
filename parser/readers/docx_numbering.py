"""The markers that Word prints before list items, worked out from `word/numbering.xml`: "1.", "a)", "•", "2.1".

Takes the XML elements that `docx.py` has opened; knows no package.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from parser.readers.docx_styles import Styles, W, value_of

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST = 9_999
_DASHES = frozenset("-–—*")


@dataclass
class Numbering:
    """The lists of a file and how far each has counted (luettelot). `marker` must see each paragraph once, in order.

    current  the list of the paragraph that was seen last; empty when it was in none
    """

    lists: dict[str, Any]  # numId → w:num
    kinds: dict[str, Any]  # abstractNumId → w:abstractNum
    styles: Styles
    counters: dict[str, list[int | None]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)
    current: str = ""

    def marker(self, paragraph: Any) -> str:
        """What is printed before a paragraph's text; empty when it is not in a list."""
        list_id, depth = self._place(paragraph)
        self.current = list_id
        listed = self.lists.get(list_id)
        if listed is None:
            return ""
        kind_id = value_of(listed, "abstractNumId") or ""
        level = self._level(listed, kind_id, depth)
        if level is None:
            return ""
        numbers = self._count(listed, list_id, kind_id, depth)
        form = value_of(level, "numFmt") or "decimal"
        text = value_of(level, "lvlText") or ""
        if form == "bullet":
            return text if text in _DASHES else "•"
        if form == "none":
            return _PLACE.sub("", text).strip()
        return _PLACE.sub(lambda place: self._printed(listed, kind_id, int(place[1]) - 1, numbers, level), text).strip()

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """The list that a paragraph or its style is in, and the level there."""
        list_id, depth = value_of(paragraph, "pPr/numPr/numId"), value_of(paragraph, "pPr/numPr/ilvl")
        style = self.styles.of(paragraph)
        if list_id is None:
            list_id = self.styles.says(style, "pPr/numPr/numId")
        if list_id not in self.lists:  # "0" takes a paragraph out of its style's list
            return "", 0
        if depth is None:
            depth = self.styles.says(style, "pPr/numPr/ilvl") or self._depth_of_style(list_id, style)
        return list_id, _number(depth, _LEVELS - 1)

    def _depth_of_style(self, list_id: str, style_id: str | None) -> str | None:
        """The level that a list gives to a style."""
        kind = self.kinds.get(value_of(self.lists[list_id], "abstractNumId") or "")
        for level in () if kind is None or style_id is None else kind.iterfind(W + "lvl"):
            if value_of(level, "pStyle") == style_id:
                return str(level.get(W + "ilvl"))
        return None

    def _level(self, listed: Any, kind_id: str, depth: int) -> Any:
        """How a list prints a level: its own way, else that of its kind, else of the style that the kind points to."""
        kind = self.kinds.get(kind_id)
        own = listed.iterfind(f"{W}lvlOverride/{W}lvl")
        places = [*own, *(kind.iterfind(W + "lvl") if kind is not None else ())]
        found = next((level for level in places if _number(level.get(W + "ilvl"), _LEVELS) == depth), None)
        linked = value_of(kind, "numStyleLink")
        if found is None and linked:
            style = self.styles.by_id.get(linked)
            other = self.lists.get(value_of(style, "pPr/numPr/numId") or "")
            other_kind = self.kinds.get(value_of(other, "abstractNumId") or "")
            levels = () if other_kind is None else other_kind.iterfind(W + "lvl")
            found = next((level for level in levels if _number(level.get(W + "ilvl"), _LEVELS) == depth), None)
        return found

    def _count(self, listed: Any, list_id: str, kind_id: str, depth: int) -> list[int | None]:
        """Counts the paragraph. Lists of one kind go on counting together, unless one says where it starts."""
        numbers = self.counters.setdefault(kind_id, [None] * _LEVELS)
        for override in listed.iterfind(W + "lvlOverride"):
            at = _number(override.get(W + "ilvl"), _LEVELS - 1)
            start = value_of(override, "startOverride")
            if start is not None and (list_id, at) not in self.started:
                self.started.add((list_id, at))
                numbers[at] = _number(start, _LARGEST) - 1
        before = numbers[depth]
        numbers[depth] = self._start(listed, kind_id, depth) if before is None else before + 1
        numbers[depth + 1 :] = [None] * (_LEVELS - depth - 1)
        return numbers

    def _start(self, listed: Any, kind_id: str, depth: int) -> int:
        return _number(value_of(self._level(listed, kind_id, depth), "start") or "1", _LARGEST)

    def _printed(self, listed: Any, kind_id: str, depth: int, numbers: list[int | None], below: Any) -> str:
        level = self._level(listed, kind_id, depth)
        number = numbers[depth]
        if number is None:
            number = self._start(listed, kind_id, depth)
        arabic = value_of(below, "isLgl") is not None
        return spelled(number, "decimal" if arabic else value_of(level, "numFmt") or "decimal")


def spelled(number: int, form: str) -> str:
    """A list's number in the form that Word calls `lowerLetter`, `upperRoman` …"""
    if form.endswith("Letter") and number > 0:
        text = "abcdefghijklmnopqrstuvwxyz"[(number - 1) % 26] * min((number - 1) // 26 + 1, 20)
    elif form.endswith("Roman") and 0 < number <= _LARGEST:
        text, left = "", number
        for worth, letters in _ROMAN:
            text += letters * (left // worth)
            left %= worth
    elif form == "ordinal":
        text = f"{number}."
    else:
        text = f"{number:02}" if form == "decimalZero" else str(number)
    return text.upper() if form.startswith("upper") else text


def _number(text: str | None, largest: int) -> int:
    return min(int(text), largest) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0


def numbering_of(root: Any, styles: Styles) -> Numbering:
    """The lists below the root of `word/numbering.xml`, which may be missing (None)."""
    if root is None:
        return Numbering({}, {}, styles)
    lists = {each.get(W + "numId", ""): each for each in root.iterfind(W + "num")}
    kinds = {each.get(W + "abstractNumId", ""): each for each in root.iterfind(W + "abstractNum")}
    return Numbering(lists, kinds, styles)
