"""Is a line a heading, and of what kind? The words are data: `headings.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import get_args

from parser.model import Kind
from parser.vocabulary import read_vocabulary

_OFFICE = re.compile(r"(?:[\w./-]{1,40} ){0,3}[\w-]{1,60}n")
_OFFICE_MARK = "… "
_LONGEST = 90  # characters; no heading of the vocabulary is longer


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the vocabulary: the kind of the section it opens, and the value that goes on on its line.

    weak   it is a heading only in an item that has no other heading of its kind
    label  of a line that goes on with its value: the words before the value
    """

    kind: Kind
    weak: bool = False
    label: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Forms:
    """Headings by their whole words, and by what follows an office: "… ehdotus"."""

    whole: dict[str, Heading] = field(default_factory=dict)
    by_office: dict[str, Heading] = field(default_factory=dict)

    def add(self, form: str, heading: Heading) -> None:
        forms = self.by_office if form.startswith(_OFFICE_MARK) else self.whole
        if forms.setdefault(_key(form.removeprefix(_OFFICE_MARK)), heading) != heading:
            raise ValueError(f"headings.toml: two kinds for {form!r}")

    def named(self, line: str) -> Heading | None:
        """The heading whose words, or whose words behind an office, a line is."""
        if len(line) > _LONGEST:
            return None
        key = _key(line)
        if key in self.whole:
            return self.whole[key]
        for ending, heading in self.by_office.items():
            office = key.removesuffix(" " + ending)
            if office != key and _OFFICE.fullmatch(office):
                return heading
        return None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`headings.toml`, read. `titles` are labels of an item's title; `never` holds the look-alikes, for the tests."""

    lines: Forms
    run_in: Forms
    titles: frozenset[str]
    never: tuple[tuple[Kind, str], ...]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the program. ValueError if it contradicts itself."""
    read = read_vocabulary("headings.toml")
    lines, run_in = Forms(), Forms()
    never: list[tuple[Kind, str]] = []
    for entry in read["heading"]:
        kind = entry["kind"]
        if kind not in get_args(Kind):
            raise ValueError(f"headings.toml: no such kind of section: {kind}")
        heading = Heading(kind, entry.get("weak", False))
        for form in entry["forms"]:
            lines.add(form, heading)
            if entry.get("run_in"):
                run_in.add(form, Heading(kind, heading.weak or entry["run_in"] == "weak"))
        never += [(kind, line) for line in entry.get("never", ())]
    return Vocabulary(lines, run_in, frozenset(map(_key, read["title"]["forms"])), tuple(never))


def heading_of(line: str, parted: int | None = None) -> Heading | None:
    """The heading that a printed line is, or None for any other line. `parted`: see `Block`."""
    words = vocabulary()
    heading = words.lines.named(line)
    if heading is not None:
        return heading
    if parted is not None and (heading := words.lines.named(line[:parted])):
        return replace(heading, label=line[:parted].rstrip(" :"), value=line[parted:])
    label, _, value = line.partition(":")
    heading = words.run_in.named(label) if value.strip() else None
    return replace(heading, label=label.rstrip(), value=value.strip()) if heading else None


def title_of(line: str, parted: int | None = None) -> str:
    """The title that the first line of an item is: without the word "Asia" that may stand before it, apart."""
    if parted is not None and _key(line[:parted]) in vocabulary().titles:
        return line[parted:]
    label, _, value = line.partition(":")
    return value.strip() if value.strip() and _key(label) in vocabulary().titles else line


def _key(line: str) -> str:
    """Case, a colon at the end and the space around a slash make no difference."""
    return re.sub(r" ?/ ?", " / ", line.strip().removesuffix(":").rstrip().casefold())
