"""Did you mean: for a word that the archive does not have, the nearest of those that it has.

Near is: few letters mistyped, doubled, left out or swapped, the first one right; a word typed without its dots
(`paatos`) is nearest. Time is linear in the number of the archive's words, which are read only when little is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import nsmallest

from index.tree import And, Field, Node, Or, Query, Reference, Word

SHORTEST = 4
"""A shorter word is near to too many."""
MOST = 5
"""Words that are tried."""
_DOTS = str.maketrans("äöåéüáà", "aoaeuaa")


def words_asked(query: Query) -> tuple[str, ...]:
    """The single words of a query that a suggestion could be made for."""
    return tuple(dict.fromkeys(word for word in _words(query.node) if len(word) >= SHORTEST and word.isalpha()))


def nearest(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known words that are near to one, the nearest first."""
    typed = word.lower()
    most = 1 if len(typed) < 6 else 2
    plain = typed.translate(_DOTS)
    near: dict[str, tuple[int, int, str]] = {}
    for each in known:
        other = each.translate(_DOTS)
        if each == typed or not other or other[0] != plain[0] or abs(len(other) - len(plain)) > most:
            continue
        distance = _distance(plain, other, most)
        if distance <= most:
            near[each] = (distance, sum(a != b for a, b in zip(typed, each, strict=False)), each)
    return tuple(nsmallest(MOST, near, key=lambda each: near[each]))


def replaced(query: str, word: str, other: str) -> str:
    """The query with one word in place of another."""
    place = query.find(word)
    while place >= 0:
        before, after = query[:place], query[place + len(word) :]
        if not before[-1:].isalnum() and not after[:1].isalnum():
            return before + other + after
        place = query.find(word, place + 1)
    return query


def _words(node: Node) -> Iterator[str]:
    match node:
        case Word(text):
            yield text
        case And(nodes) | Or(nodes):
            for each in nodes:
                yield from _words(each)
        case Field(_, inner):
            yield from _words(inner)
        case Reference():
            yield from _words(node.otherwise)
        case _:
            return


def _distance(one: str, other: str, most: int) -> int:
    """Letters to change, insert, delete or swap with the next; more than `most` is only told as more."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        here = [row]
        for column, theirs in enumerate(other, 1):
            cost = min(last[column] + 1, here[-1] + 1, last[column - 1] + (sign != theirs))
            swapped = row > 1 and column > 1 and sign == other[column - 2] and one[row - 2] == theirs
            here.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(here) > most:
            return most + 1
        before, last = last, here
    return last[-1]
