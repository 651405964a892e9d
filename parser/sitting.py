"""When and where a body sat, by the labels of its cover: "Aika 11.01.2021 15:30 - 21:35", "Paikka Teams"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from parser.attendance import attendance_in
from parser.fields import TIME, time_of
from parser.flow import pieces
from parser.model import Block, Meeting

_LABELLED = r"(?:{labels})\s{{0,3}}[:\t ]\s{{0,3}}(?P<value>.*)"
_WHEN = re.compile(_LABELLED.format(labels="Aika|Kokousaika|Kokouksen aika|Ajankohta|Kokous alkoi"), re.IGNORECASE)
_WHERE = re.compile(_LABELLED.format(labels="Paikka|Kokouspaikka|Kokouksen paikka|Kokouksen pitopaikka"), re.IGNORECASE)
_ENDS = re.compile(r"(?:–|-|päättyi|klo)\s{0,3}(?:klo\s{0,3})?\Z", re.I)


def meeting_of(front: Sequence[Block], meeting: Meeting, words: frozenset[str]) -> Meeting:
    """The meeting with what the cover's labels and its attendance list tell."""
    lines = [line for piece in pieces(front, words) for line in piece.text.split("\n")]
    where, when = _value(lines, _WHERE), _value(lines, _WHEN)
    times = list(TIME.pattern.finditer(when)) if when else []
    start = time_of(times[0]) if times else None
    end = time_of(times[1]) if len(times) > 1 and _ENDS.search(times[1].string[: times[1].start()]) else None
    return replace(
        meeting,
        start=start or meeting.start,
        end=end or meeting.end,
        place=where or meeting.place,
        attendance=attendance_in(front, words) or meeting.attendance,
    )


def _value(lines: Sequence[str], label: re.Pattern[str]) -> str | None:
    """What stands behind a label, on its line or on the next."""
    for at, line in enumerate(lines):
        match = label.fullmatch(f"{line} " if " " not in line and "\t" not in line else line)
        if match:
            following = lines[at + 1] if at + 1 < len(lines) else ""
            return " ".join((match["value"] or following).split()) or None
    return None
