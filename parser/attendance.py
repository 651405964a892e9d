"""Who was there: the attendance list of a meeting's cover. Its words are data: `attendance.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from parser.flow import Piece, pieces
from parser.marks import mark_of
from parser.model import Attendee, Block
from parser.people import is_given_name, turned
from parser.places import is_office
from parser.vocabulary import read_vocabulary

_NAME = re.compile(r"[A-ZÅÄÖÉÜ](?=[\w’'-]{0,40}[a-zåäöéü])[\w’'-]{1,60}")
_REMOTE = re.compile(r"\(?\*\)?")
_SECTION = re.compile(r"§ ?\d|\d{1,4} ?§")
_FEWEST_SEATS = 3
_PARTS = re.compile(r" ?[,\t] ?| [–-] ")


@dataclass(frozen=True, slots=True)
class _Words:
    present: frozenset[str]
    absent: frozenset[str]
    over: frozenset[str]
    columns: frozenset[str]
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
        lower("columns"),
        re.compile(rf"(?:[IVX]{{1,3}}\.? |\d\. ?)?(?:\w{{1,30}} )?(?:{roles})\b", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{notes})(?!\w)", re.IGNORECASE),
        tuple(read["never"]),
    )


def is_group(line: str) -> bool:
    """Is a line the heading of a group of persons?"""
    return _key(line) in vocabulary().present | vocabulary().absent


def is_listing(line: str, before: bool) -> bool:
    """Does the attendance list go on below a line, or begin with it? `before`: did it above?"""
    if is_group(line) or is_column_head(line):
        return True
    return before and _key(line) not in vocabulary().over and not _is_over(line) and not _SECTION.match(line)


def is_column_head(line: str) -> bool:
    """The words above the columns of the list, "Nimi", "Tehtävä" and "Lisätieto", whatever parts them."""
    words = line.casefold().split()
    return "nimi" in words and 1 < len(words) < 6 and vocabulary().columns.issuperset(words)


def _key(line: str) -> str:
    return line.strip(" :*").casefold()


def attendance_in(front: Sequence[Block], words: frozenset[str]) -> tuple[Attendee, ...]:
    """The persons of the attendance list, in printed order, each once; none where there is no list.

    `words` are those that the document prints whole.
    """
    found: dict[str, Attendee] = {}
    for line, group, present in _listed(pieces([_apart(block) for block in front], words)):
        attendee = _attendee(line, group, present)
        if attendee is not None:
            found.setdefault(attendee.name, attendee)
    return tuple(_given_names_first(list(found.values())))


def _apart(block: Block) -> Block:
    """The block, never going on from the line above where it may begin a person: here a full line tells nothing."""
    return replace(block, wrapped=False) if block.text[:1].isupper() else block


def _listed(front: Sequence[Piece]) -> Iterator[tuple[str, str, bool]]:
    """The lines of the list with the heading of their group, and whether the group was present.

    A table of persons may have no such heading: its group is "", and only its rows belong to it.
    """
    words = vocabulary()
    group: str | None = None
    present, is_closed = True, False
    for piece in front:
        if group is None and piece.kind == "table" and _seats_persons(piece.text.split("\n")):
            group, present = "", True
        for line in piece.text.split("\n"):
            key = _key(line)
            if is_closed and words.role.fullmatch(key):
                continue  # the office of one who signs
            if key in words.present or key in words.absent:
                group, present, is_closed = line.strip(" :*"), key in words.present, False
            elif is_column_head(line):
                group = group or ""
            elif key in words.over or _is_over(line) or mark_of(piece.blocks[0]) is not None:
                group, is_closed = None, key in words.over or _is_over(line)
            elif group is not None and (group or piece.kind == "table"):
                label, value = _label(line)
                yield (value, label, present) if label else (line, group, present)


def _seats_persons(rows: Sequence[str]) -> bool:
    """Rows of a name and a role in the meeting, at least three of them and most of the table."""
    cells = [row.split("\t") for row in rows]
    seated = sum(
        _attendee(name, "", present=True) is not None and any(map(vocabulary().role.match, others))
        for name, *others in cells
    )
    return seated >= _FEWEST_SEATS and 2 * seated > len(rows)


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
