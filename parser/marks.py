"""The lines at which a § begins: "§ 129", "46 §", "Kh 20.01.2025 § 65", "Kaupunginhallitus, § 5, 20.01.2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from parser.fields import AGENDA_MARK, DATE, date_of
from parser.model import Block
from parser.places import body_of

_NUMBER = re.compile(r"§ ?(\d{1,4}[a-z]?)(?!\w)|(?<![\w.])(\d{1,4}[a-z]?) ?§(?![:\w])|\bPykälä (\d{1,4})\b")
# organ, date and § parted by commas: whatever stands first is the organ, known or not
_DAY, _SECTION = r"[0-3]?\d\.[01]?\d\.\d{4}", r"§ ?\d{1,4}[a-z]?"
_ORGAN_HEAD = re.compile(rf"[A-ZÅÄÖ][^,§\d]{{2,80}}, ?(?:{_SECTION}, ?{_DAY}|{_DAY}, ?{_SECTION})")
_NO_BODIES = frozenset(("", "pöytäkirja", "esityslista", "kokous"))  # what may stand before a date beside bodies
_LONGEST_MARK = 160
_TITLE = re.compile(r"[A-ZÅÄÖ0-9”\"]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A § line: its number, the organ and date where it names them, and the title where it goes on with it."""

    number: str
    body: str | None = None
    date: date | None = None
    title: str | None = None


def mark_of(block: Block) -> Mark | None:
    """The mark that a block is. A § inside running text, or with an ending ("§:n"), is none."""
    text = block.text
    found = _NUMBER.search(text[:_LONGEST_MARK])
    if found is None or block.wrapped or block.kind == "table":
        return None
    number = found[1] or found[2] or found[3]
    before, after = text[: found.start()].strip(" ,/"), text[found.end() :].strip(" ,")
    if not before and not after:
        return Mark(number)
    if after and DATE.whole(after) and body_of(before):  # Kaupunginhallitus § 5 20.01.2025
        return Mark(number, body_of(before), _date(after))
    if _ORGAN_HEAD.fullmatch(text):
        return Mark(number, text.split(",")[0].strip(), _date(text))
    if after and not (block.gap and _TITLE.match(after) and not after.endswith((".", ":"))):
        return None
    title = after or None
    if not before:
        return Mark(number, None, None, title)
    dated = DATE.search(before)
    name = (before[: dated.start()] if dated else before).strip(" ,/")
    body = body_of(name) or (name if _is_short(name) else None)
    if dated and before[dated.end() :].strip(" ,/"):
        return None
    if body is None and not (dated and name.casefold() in _NO_BODIES):
        return None
    return Mark(number, body, _date(before) if dated else None, title)


def agenda_mark_of(block: Block) -> Mark | None:
    """The mark of a line that numbers an agenda's item, which has no § yet: "Asianro 4"."""
    match = AGENDA_MARK.whole(block.text) if block.kind != "table" and not block.wrapped else None
    return Mark(match["number"]) if match else None


def _is_short(before: str) -> bool:
    """An abbreviation of a body that the vocabulary does not know ("KhVi"): capitals within, or no word at all."""
    return re.fullmatch(r"[A-ZÅÄÖ][a-zåäö]{0,4}[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{0,5}", before) is not None


def _date(text: str) -> date | None:
    match = DATE.search(text)
    return date_of(match) if match else None
