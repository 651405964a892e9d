"""What recognised text (OCR) may claim. Measured on noisy scans: 7 of 100 words wrong, 16 to 25 of 100 sums wrong,
and § nearly always read as another sign.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parser.fields import date_in
from parser.model import Block, Decision, Minutes, Warning  # noqa: A004

RECOGNISED = Warning("ocr", "the text was recognised in pictures (OCR): words and numbers may be wrong")
_MISREAD_SIGN = re.compile(r"(?:[8S$&5B3€] |[$&€] ?|[8S](?=\d{3}))(?P<number>\d{1,4})")
_FAR = 12  # lines below the date; the first § stands close to it
_MOST_LEFT_OUT = 5  # numbers between one § and the next that is found


def mended(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Warning, ...]]:
    """The blocks of recognised text with its §s put right, and what to say of it.

    Where no § is in the text at all, they are sought by place and order: a line that is a number after one wrong
    sign ("8 129"), the first of them close below the date, the others counting on.
    """
    made, warnings = list(blocks), [RECOGNISED]
    dated = next((at for at, block in enumerate(blocks) if date_in(block.text)), None)
    if dated is None or any("§" in block.text for block in blocks):
        return tuple(made), tuple(warnings)
    last: int | None = None
    for at, block in enumerate(blocks[dated + 1 :], dated + 1):
        found = _MISREAD_SIGN.fullmatch(block.text)
        if found and _counts_on(int(found["number"]), last, at - dated):
            last = int(found["number"])
            made[at] = replace(block, text=f"§ {last}", kind="line")
            told = f"{block.text!r} is taken as § {last} by its place"
            warnings.append(Warning("ocr-number", told, block.page, block.line))
    return tuple(made), tuple(warnings)


def _counts_on(number: int, last: int | None, below_date: int) -> bool:
    return below_date <= _FAR if last is None else last < number <= last + _MOST_LEFT_OUT + 1


def doubted(minutes: Minutes) -> Minutes:
    """Minutes of recognised text without any claim that a table's sums hold, and a warning where numbers stand.

    Minutes of any other text come out as they are.
    """
    if not minutes.source.ocr:
        return minutes
    decisions = tuple(_unchecked(decision) for decision in minutes.decisions)
    warnings = (found for decision in decisions if (found := _numbers(decision)))
    return replace(minutes, decisions=decisions, warnings=(*minutes.warnings, *warnings))


def _unchecked(decision: Decision) -> Decision:
    return replace(decision, tables=tuple(replace(table, checks=()) for table in decision.tables))


def _numbers(decision: Decision) -> Warning | None:
    """The one warning that a decision's recognised numbers get, at the first of them."""
    places = [(table.page or 0, table.line or 0) for table in decision.tables]
    places += [(amount.page or 0, amount.line or 0) for amount in decision.amounts]
    if not places:
        return None
    page, line = min(places)
    counted = f"{_count(len(decision.amounts), 'amount')} and {_count(len(decision.tables), 'table')}"
    told = f"§ {decision.number}: {counted} recognised in pictures; compare them with the original"
    return Warning("ocr-numbers", told, page or None, line or None)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
