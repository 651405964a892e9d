"""Is a line a heading, and of what kind? The words are data: `headings.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import get_args

from parser.model import Kind
from parser.vocabulary import read_vocabulary

_OFFICE = re.compile(r"(?:[\w./-]{1,40} ){0,3}[\w-]{1,60}n")
_LONGEST = 90  # characters; no heading of the vocabulary is longer


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the vocabulary: the kind of the section it opens, and the value that stands on its line."""

    kind: Kind
    weak: bool = False
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`headings.toml`, read. `never` holds the look-alikes, for the tests."""

    whole: dict[str, Heading]
    by_office: dict[str, Heading]
    run_in: dict[str, Heading]
    never: tuple[tuple[Kind, str], ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program. ValueError if it contradicts itself."""
    read = read_vocabulary("headings.toml")
    whole: dict[str, Heading] = {}
    by_office: dict[str, Heading] = {}
    run_in: dict[str, Heading] = {}
    never: list[tuple[Kind, str]] = []
    for entry in read["heading"]:
        kind = entry["kind"]
        if kind not in get_args(Kind):
            raise ValueError(f"headings.toml: no such kind of section: {kind}")
        heading = Heading(kind, entry.get("weak", False))
        for form in entry["forms"]:
            target = by_office if form.startswith("… ") else whole
            key = _key(form.removeprefix("… "))
            if target.setdefault(key, heading) != heading:
                raise ValueError(f"headings.toml: two kinds for {form!r}")
            if entry.get("run_in"):
                run_in[key] = heading
        never += [(kind, line) for line in entry.get("never", ())]
    return Vocabulary(whole, by_office, run_in, tuple(never))


def heading_of(line: str) -> Heading | None:
    """The heading that a printed line is, or None for any other line."""
    words = vocabulary()
    if len(line) <= _LONGEST:
        key = _key(line)
        if key in words.whole:
            return words.whole[key]
        for ending, heading in words.by_office.items():
            office = key.removesuffix(" " + ending)
            if office != key and _OFFICE.fullmatch(office):
                return heading
    label, colon, value = line.partition(":")
    if colon and value.strip() and len(label) <= _LONGEST and _key(label) in words.run_in:
        heading = words.run_in[_key(label)]
        return Heading(heading.kind, heading.weak, value.strip())
    return None


def _key(line: str) -> str:
    """Case, a colon at the end and the space around a slash make no difference."""
    return re.sub(r" ?/ ?", " / ", line.strip().removesuffix(":").rstrip().casefold())
