"""Who was there: the attendance list of a meeting's cover. Its words are data: `attendance.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from parser.marks import mark_of
from parser.model import Attendee, Block
from parser.people import is_given_name, turned
from parser.places import is_office
from parser.vocabulary import read_vocabulary

_NAME = re.compile(r"[A-ZÅÄÖÉÜ](?=[\w’'-]{0,40}[a-zåäöéü])[\w’'-]{1,60}")
_REMOTE = re.compile(r"\(?\*\)?")
_PARTS = re.compile(r" ?[,\t] ?| [–-] ")


@dataclass(frozen=True, slots=True)
class _Words:
    present: frozenset[str]
    absent: frozenset[str]
    over: frozenset[str]
    role: re.Pattern[str]
    note: re.Pattern[str]
    never: tuple[str, ...]


@cache
def vocabulary() -> _Words:
    """`attendance.toml`, read; `never` holds the look-alikes, for the tests."""
    read = read_vocabulary("attendance.toml")

    def lower(name: str) -> frozenset[str]:
        return frozenset(line.casefold() for line in read[name])

    roles = "|".join(map(re.escape, read["roles"]))
    notes = "|".join(map(re.escape, read["notes"]))
    return _Words(
        lower("present"),
        lower("absent"),
        lower("over"),
        re.compile(rf"(?:[IVX]{{1,3}}\.? |\d\. ?)?(?:\w{{1,30}} )?(?:{roles})\b", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{notes})(?!\w)", re.IGNORECASE),
        tuple(read["never"]),
    )


def attendance_in(front: Sequence[Block]) -> tuple[Attendee, ...]:
    """The persons of the attendance list, in printed order, each once; none where there is no list."""
    found: dict[str, Attendee] = {}
    for line, group, present in _listed(front):
        attendee = _attendee(line, group, present)
        if attendee is not None:
            found.setdefault(attendee.name, attendee)
    return tuple(_given_names_first(list(found.values())))


def _listed(front: Sequence[Block]) -> Iterator[tuple[str, str, bool]]:
    """The lines of the list with the heading of their group, and whether the group was present."""
    words = vocabulary()
    group: str | None = None
    present = True
    for block in front:
        for line in block.text.split("\n"):
            key = line.strip(" :*").casefold()
            if key in words.present or key in words.absent:
                group, present = line.strip(" :*"), key in words.present
            elif key in words.over or _is_over(line) or mark_of(block) is not None:
                group = None
            elif group is not None:
                label, value = _label(line)
                yield (value, label, present) if label else (line, group, present)


def _is_over(line: str) -> bool:
    """The line above the signatures, or the legend of a mark."""
    return line.rstrip().endswith("puolesta") or line.startswith(("Pöytäkirja ", "(*", "*"))


def _label(line: str) -> tuple[str | None, str]:
    """A group's heading that stands on the line of its first person ("Esittelijä Matti Malli")."""
    words = vocabulary()
    head, separator, value = line.partition("\t")
    if separator and head.strip(" :").casefold() in words.present and value.strip():
        return head.strip(" :"), value
    return None, line


def _attendee(line: str, group: str, present: bool) -> Attendee | None:
    """A person of one line: the name first, then roles, titles and notes."""
    remote = _REMOTE.search(line) is not None
    parts = [part for part in _PARTS.split(_REMOTE.sub(" ", line.strip(" •")).strip()) if part.strip()]
    if not parts:
        return None
    words = parts[0].split()
    length = 0
    while length < len(words) and _NAME.fullmatch(words[length]) and not is_office(words[length]):
        length += 1
    if length < 2:
        return None
    name, rest = " ".join(words[:length]), [" ".join(words[length:]), *parts[1:]]
    roles, notes = _roles_and_notes([part for part in rest if part])
    if remote:
        notes.append("etänä (*)")
    role = ", ".join(roles) or None
    if role is None and vocabulary().role.fullmatch(group):
        role = group.lower()
    return Attendee(
        name, role, present and "poissa" not in [note.casefold() for note in notes], "; ".join(notes) or None
    )


def _roles_and_notes(parts: Sequence[str]) -> tuple[list[str], list[str]]:
    words = vocabulary()
    roles: list[str] = []
    notes: list[str] = []
    for part in parts:
        found = words.note.search(part)
        if found is None:
            (notes if notes and not words.role.match(part) else roles).append(part)
            continue
        if part[: found.start()].strip(" ("):
            roles.append(part[: found.start()].strip(" ("))
        notes.append(part[found.start() :].strip(" )"))
    return roles, notes


def _given_names_first(attendees: list[Attendee]) -> list[Attendee]:
    """A list prints either order throughout: what most names show holds for those that do not show it."""
    surname_first = sum(_order(attendee.name) < 0 for attendee in attendees)
    given_first = sum(_order(attendee.name) > 0 for attendee in attendees)
    if surname_first <= given_first:
        return attendees
    return [each if _order(each.name) > 0 else replace(each, name=turned(each.name)) for each in attendees]


def _order(name: str) -> int:
    """Above 0 when the given name stands first, below 0 when last, 0 when the words do not tell."""
    words = name.split()
    return int(is_given_name(words[0])) - int(all(is_given_name(word) for word in words[1:]))
