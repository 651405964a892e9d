"""What changed from one version of a decision to the next, for a reader: part by part, line by line, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from terminal.wording import OUTCOMES, SECTIONS, finnish_date, source_lines

if TYPE_CHECKING:
    from corpus import Document, Record
    from parser import Decision

_AROUND = 1  # lines that did not change, shown before and after those that did
_MOST_WORDS = 4_000  # in a line whose words are compared; longer ones are shown whole
_MOST_LINES = 20_000
_WORD = re.compile(r"\s+|\w+|[^\w\s]")

Parts = dict[str, list[str]]


def diff_text(old: Record, new: Record, old_sources: Sequence[Document], new_sources: Sequence[Document]) -> str:
    """The head, where both versions come from, and every part that is not the same in them.

    Lines that went begin with `- `, those that came with `+ `; in a line that was changed, marked with `~ `, words
    that went stand in `[-…-]` and words that came in `{+…+}`.
    """
    lines = [
        f"{new.municipality}, {new.body}, {finnish_date(new.meeting.date)}, § {new.decision.number}",
        new.decision.title,
        "",
        f"Versio {old.version} → versio {new.version}",
        *(f"  versio {old.version}: {line}" for line in source_lines(old, old_sources)),
        *(f"  versio {new.version}: {line}" for line in source_lines(new, new_sources)),
    ]
    before, after = _parts(old.decision), _parts(new.decision)
    for name in dict.fromkeys((*before, *after)):
        changes = list(_changes(before.get(name, []), after.get(name, [])))
        if changes:
            lines += ["", _headed(name, before, after), "", *changes]
    if before == after:
        lines += ["", "Teksti on sama; sivut, rivit tai rakenne on luettu toisin."]
    return "\n".join(lines)


def _headed(name: str, before: Parts, after: Parts) -> str:
    if name not in before:
        return f"{name} (uusi osa)"
    return name if name in after else f"{name} (poistettu osa)"


def _parts(decision: Decision) -> Parts:
    """A decision as named parts of lines: facts one a part, and each section under its heading."""
    facts = {
        "Otsikko": [decision.title],
        "Asia": [decision.case_id or ""],
        "Ratkaisu": [OUTCOMES[decision.outcome]],
    }
    parts: Parts = {name: lines for name, lines in facts.items() if lines != [""]}
    for section in decision.sections:
        name = heading = section.heading or SECTIONS[section.kind].capitalize()
        number = 1
        while name in parts:  # the same heading again
            number += 1
            name = f"{heading} ({number})"
        parts[name] = section.text.split("\n")
    return parts


def _changes(before: list[str], after: list[str]) -> Iterator[str]:
    if before == after:
        return
    if max(len(before), len(after)) > _MOST_LINES:
        yield from _whole(before, after)
        return
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND)
    for number, group in enumerate(groups):
        if number:
            yield "  …"
        for change, old_from, old_to, new_from, new_to in group:
            if change == "equal":
                yield from (f"  {line}" for line in before[old_from:old_to])
            else:
                yield from _replaced(before[old_from:old_to], after[new_from:new_to])


def _replaced(before: list[str], after: list[str]) -> Iterator[str]:
    """Lines that were changed one for one are shown word by word, where they are alike."""
    if len(before) != len(after):
        yield from _whole(before, after)
        return
    for old, new in zip(before, after, strict=True):
        yield from _words(old, new)


def _words(before: str, after: str) -> Iterator[str]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if max(len(old), len(new)) > _MOST_WORDS:
        yield from _whole([before], [after])
        return
    matcher = SequenceMatcher(None, old, new)  # junks what is everywhere, so that it never grows with the square
    if matcher.ratio() < 0.4:
        yield from _whole([before], [after])
        return
    line = ""
    for change, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        went, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if change == "equal":
            line += went
        else:
            line += (f"[-{went}-]" if went else "") + (f"{{+{came}+}}" if came else "")
    yield f"~ {line}"


def _whole(before: Iterable[str], after: Iterable[str]) -> Iterator[str]:
    yield from (f"- {line}" for line in before)
    yield from (f"+ {line}" for line in after)
