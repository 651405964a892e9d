"""A tree with ranges of days and euros in it: words are an engine's, ranges the archive's, and sets join them.

What holds no range goes to the engine whole, so that most queries are one question to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corpus import Filters
from index.engines.scores import added
from index.tree import And, Days, Euros, Node, Not, Or, Range

Scores = dict[str, float]
"""The score of each decision that is found, by id; one that only a range finds has none (0)."""


def found(
    node: Node,
    engine: Callable[[Node], Scores],
    within: Callable[[Range], Iterable[str]],
    everything: Callable[[], Iterable[str]],
) -> Scores:
    """What a tree finds, by an engine, by what is within a range, and by all that there is."""

    def answer(node: Node) -> Scores:
        if not has_range(node):
            return engine(node)
        match node:
            case Days() | Euros():
                return dict.fromkeys(within(node), 0.0)
            case Not(inner):
                without = answer(inner)
                return {each: 0.0 for each in everything() if each not in without}
            case Or(nodes):
                return added(answer(each) for each in nodes)
            case And(nodes):
                return _common([answer(each) for each in _parted(nodes)])
        raise AssertionError(node)  # has_range knows of no other

    return answer(node)


def filters_of(asked: Range) -> Filters:
    """A range as the archive asks for it."""
    if isinstance(asked, Days):
        return Filters(start=asked.start, end=asked.end)
    return Filters(min_eur=asked.least, max_eur=asked.most)


def has_range(node: Node) -> bool:
    """Does a range stand anywhere in a tree? One inside a field cannot."""
    match node:
        case Days() | Euros():
            return True
        case And(nodes) | Or(nodes):
            return any(map(has_range, nodes))
        case Not(inner):
            return has_range(inner)
        case _:
            return False


def _parted(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """What all must be there, with that which is without ranges put together for the engine."""
    plain = tuple(each for each in nodes if not has_range(each))
    ranged = tuple(each for each in nodes if has_range(each))
    return (And(plain), *ranged) if len(plain) > 1 else (*plain, *ranged)


def _common(each: list[Scores]) -> Scores:
    few = min(each, key=len)
    return {id_: sum(scores[id_] for scores in each) for id_ in few if all(id_ in scores for scores in each)}
