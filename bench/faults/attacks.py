"""Texts made out of a pattern's own pieces, to attack it with: what it repeats, its beginnings, its literals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as sre  # type: ignore[attr-defined]
from typing import Any

_LONGEST = 200  # characters of a piece
_CATEGORIES = {"CATEGORY_DIGIT": "1", "CATEGORY_SPACE": " ", "CATEGORY_WORD": "a"}
_ANY = 'aA1 .,-§€\n"(<{!'


def pieces(pattern: re.Pattern[str], most: int = 8, seed: int = 0) -> tuple[str, ...]:
    """Up to `most` pieces to be repeated, by which a pattern that backtracks gives itself away; the same each time."""
    tree = sre.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    chance = Random(f"{seed} {pattern.pattern}")
    found: dict[str, None] = {}
    for _ in range(max(2, most // 8)):
        whole = _made(tree, chance)
        found.setdefault(whole)
        found.setdefault(whole[:-1])
        found.setdefault(whole[: len(whole) // 2])
        for repeated in _repeated(tree):
            item = _made(repeated, chance)
            found.setdefault(item)
            found.setdefault(item + whole[:1])
    literals = [piece for piece in re.findall(r"[^\W_]+|\W", _made(tree, chance)) if piece]
    for _ in range(max(6, most // 2)):
        if literals:
            found.setdefault("".join(chance.choices(literals, k=chance.randint(1, 4))))
    usable = [piece[:_LONGEST] for piece in found if piece]
    return tuple(usable if len(usable) <= most else chance.sample(usable, most))


def _repeated(tree: Any) -> Iterator[Any]:
    """What a pattern repeats, at any depth."""
    for code, argument in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
            yield argument[2]
        for inner in _inner(code, argument):
            yield from _repeated(inner)


def _inner(code: Any, argument: Any) -> list[Any]:
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return [argument[2]]
    if code is codes.SUBPATTERN:
        return [argument[3]]
    if code is codes.BRANCH:
        return list(argument[1])
    if code in (codes.ASSERT, codes.ASSERT_NOT):
        return [argument[1]]
    if code is codes.ATOMIC_GROUP:
        return [argument]
    return []


def _made(tree: Any, chance: Random) -> str:
    """A text that more or less matches."""
    return "".join(_sign(code, argument, chance) for code, argument in tree)


def _sign(code: Any, argument: Any, chance: Random) -> str:
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.IN:
        return _one_of(argument, chance)
    if code is codes.NOT_LITERAL:
        return chance.choice([sign for sign in _ANY if ord(sign) != argument])
    if code is codes.ANY:
        return chance.choice(_ANY)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, item = argument
        times = chance.randint(int(least), min(int(most), int(least) + 3))
        return "".join(_made(item, chance) for _ in range(times))
    if code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT, codes.GROUPREF):
        return ""
    inner = _inner(code, argument)
    return _made(chance.choice(inner), chance) if inner else ""


def _one_of(members: Any, chance: Random) -> str:
    if members[0][0] is codes.NEGATE:
        excluded = {chr(argument) for code, argument in members if code is codes.LITERAL}
        return chance.choice([sign for sign in _ANY if sign not in excluded] or ["a"])
    code, argument = chance.choice(members)
    if code is codes.LITERAL:
        return chr(argument)
    if code is codes.RANGE:
        return chr(chance.randint(*argument))
    return _CATEGORIES.get(str(argument).replace("UNI_", ""), chance.choice(_ANY))
