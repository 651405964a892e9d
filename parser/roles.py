"""What a label of a table says about its numbers. The words are data: `roles.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from parser.vocabulary import read_vocabulary


@dataclass(frozen=True, slots=True)
class _Roles:
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    money: re.Pattern[str]
    never: tuple[tuple[str, str], ...]


@cache
def vocabulary() -> _Roles:
    """The roles that ship with the program; `never` holds the look-alikes, for the tests."""
    read = read_vocabulary("roles.toml")
    patterns = tuple((entry["role"], _pattern(entry["forms"])) for entry in read["role"])
    never = [(entry["role"], label) for entry in read["role"] for label in entry["never"]]
    never += [("money", label) for label in read["money"]["never"]]
    return _Roles(patterns, _pattern(read["money"]["forms"]), tuple(never))


def _pattern(forms: list[str]) -> re.Pattern[str]:
    parts = []
    for form in forms:
        start = {"^": r"\A", "…": ""}.get(form[0], r"(?<!\w)")
        end = r"\Z" if form.endswith("$") else ""
        parts.append(start + re.escape(form.strip("^$…")) + end)
    return re.compile("|".join(parts), re.IGNORECASE)


_UNIT = re.compile(r"(?:1 ?000 |t|m|milj\.? |mrd\.? )?(?:€|euroa?|eur|%)\)?\Z", re.IGNORECASE)


def role_of(label: str) -> str | None:
    """`total`, `own_share`, `other_funders`, or None when the label says none of them."""
    text = _UNIT.sub("", label.strip(" :,.*")).strip(" :,.*(")
    return next((role for role, pattern in vocabulary().patterns if pattern.search(text)), None)


def money_role_of(sentence: str) -> str | None:
    """Whose money a sentence above a list says its sums are: `own_share` or `other_funders`, if it names one alone."""
    named = {role for role, pattern in vocabulary().patterns if role != "total" and pattern.search(sentence)}
    return named.pop() if len(named) == 1 else None


def speaks_of_money(text: str) -> bool:
    """Does a caption, header or label show its numbers to be money, without a unit?"""
    return vocabulary().money.search(text) is not None
