"""Every pattern of every room, attacked with runs of signs and with texts made of its own pieces.

Time may grow with the text and not faster: twice the text is at most `WORST_FACTOR` times the work. The ordinary tests
look at short texts and go on to long ones where those give cause; `whole` measures long ones in any case, with more
pieces a pattern: `python -m bench faults patterns`.
"""

from __future__ import annotations

import ast
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time
from types import ModuleType

import commands
import corpus
import index
import parser
import terminal
from bench.faults.attacks import pieces
from bench.faults.papers import Figures
from parser import laws, organisations, outcomes, persons, places, roles, sumwords, toponyms
from parser import money as money_module
from parser import units as units_module

SIZE = 20_000
WORST_FACTOR = 3.5  # of twice the text: 2 is linear, 4 quadratic
PROBE = 2_500  # characters that are tried first, so that a hopeless case does not take minutes
TOO_SLOW = 0.4  # seconds for them
SUSPECT = 2.5  # of twice a short text
FLOOR = 0.02  # seconds of processor time below which nothing is said: noise

HOSTILE = {
    "spaces": " ",
    "digits": "1",
    "zeros": "0",
    "dots": ".",
    "dashes": "-",
    "en dashes": "–",
    "letters": "a",
    "capitals": "A",
    "paragraph signs": "§ ",
    "broken words": "a-",
    "brackets": "(",
    "slashes": "/",
    "at signs": "@",
    "euros": "€",
    "words": "aa ",
    "names": "Aa ",
    "digits and spaces": "1 ",
    "thousands": "000 ",
    "thousands with dots": "000.",
    "digits and dots": "1.",
    "digits and dashes": "1-",
    "digits and slashes": "1/",
    "digits in brackets": "(1",
    "commas": "1,",
    "dates": "1.1.",
    "letters and dots": "a.",
    "letters and at signs": "a@",
    "votes": "1 jaa ",
    "decisions": "päätti ",
    "telephones": "p. 0",
    "quotes": '"',
    "tabs": "a\t",
}


def hostile(name: str, size: int) -> str:
    unit = HOSTILE[name]
    return unit * (size // len(unit))


def seconds(work: Callable[[], object]) -> float:
    started = process_time()
    work()
    return process_time() - started


def trouble(work: Callable[[int], object], whole: bool = True) -> str | None:
    """What is wrong when twice the size is much more than twice the work; a first look that is clear is the last.

    Without `whole`, a second look at short texts may be the last one too. It is as sharp where the work is nothing but
    linear and quadratic: of what is `WORST_FACTOR` at the full size, the short texts show `SUSPECT` already.
    """
    first = seconds(lambda: work(PROBE))
    if first > TOO_SLOW:
        return f"{first:.2f} s for {PROBE} characters"
    if first * (2 * SIZE / PROBE) ** 2 < WORST_FACTOR * FLOOR:  # not even quadratic time would be told from noise
        return None
    if not whole:
        first = min(first, seconds(lambda: work(PROBE)))
        if seconds(lambda: work(2 * PROBE)) < SUSPECT * first:
            return None
    small, large = _measured(work, 1)
    if large > WORST_FACTOR * max(small, FLOOR):
        small, large = _measured(work, 3)
    return f"{small:.3f} s, and {large:.3f} s for twice the text" if large > WORST_FACTOR * max(small, FLOOR) else None


def _measured(work: Callable[[int], object], runs: int) -> tuple[float, float]:
    return (
        median(seconds(lambda: work(SIZE)) for _ in range(runs)),
        median(seconds(lambda: work(2 * SIZE)) for _ in range(runs)),
    )


def inside(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns of text that a value is or holds."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from inside(f"{name}.{field.name}", getattr(value, field.name))
    elif isinstance(value, Mapping | tuple | list):
        for key, each in value.items() if isinstance(value, Mapping) else enumerate(value):
            yield from inside(f"{name}.{key}", each)


ROOMS = (parser, corpus, index, terminal, commands)
ASKING = {"compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn"}


def spelled_out(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns that a module writes down where it uses them: `re.search("…", text)`."""
    for node in ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=asked), args=[ast.Constant(value=str(text)), *_]
            ) if asked in ASKING:
                yield f"{module.__name__.removeprefix('parser.')}: line {node.lineno}", re.compile(text)


def modules() -> Iterator[ModuleType]:
    for room in ROOMS:
        yield room
        for module in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield import_module(module.name)


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module holds, those made at the first use, and those in calls, each once."""
    made: dict[str, object] = {
        "laws._laws()": laws._laws(),
        "organisations._words()": organisations._words(),
        "persons._vocabulary()": persons._vocabulary(),
        "toponyms._streets()": toponyms._streets(),
        "toponyms._waters()": toponyms._waters(),
        "money.figures()": money_module._figures(),
        "money.sum()": money_module._sum(),
        "units.suffix()": units_module._suffix(),
        "units.unit_words()": units_module._unit_words(),
        "outcomes.vocabulary()": outcomes.vocabulary(),
        "places.bodies()": places._bodies(),
        "roles.vocabulary()": roles.vocabulary(),
        "sumwords.vocabulary()": sumwords.vocabulary(),
    }
    for module in modules():
        for name, value in vars(module).items():
            if name != "ALL":
                made[f"{module.__name__.removeprefix('parser.')}.{name}"] = value
        made.update(spelled_out(module))
    found: dict[re.Pattern[str], str] = {}
    for name, value in made.items():
        for full_name, pattern in inside(name, value):
            found.setdefault(pattern, full_name)
    return {name: pattern for pattern, name in found.items()}


def use(name: str, text: str) -> None:
    """A pattern that is asked only at a text's start, or from where another ended, is asked there alone."""
    pattern = patterns()[name]
    if name not in AT_THE_START:
        for _ in pattern.finditer(text):
            pass
    pattern.match(text)
    pattern.fullmatch(text)


AT_THE_START = {"outcomes.vocabulary().reference", "corpus.csvfile._FORMULA"}


def slow_on_signs(name: str, whole: bool) -> list[str]:
    """The runs of signs on which a pattern's time grows too fast."""
    found = []
    for kind in HOSTILE:
        texts = {size: hostile(kind, size) for size in (PROBE, 2 * PROBE, SIZE, 2 * SIZE)}
        words = trouble(lambda size, texts=texts: use(name, texts[size]), whole)  # type: ignore[misc]
        if words:
            found.append(f"{kind}: {words}")
    return found


def slow_on_its_own_pieces(name: str, whole: bool, most: int = 8) -> list[str]:
    """Texts that nearly match are the worst ones: they are made of what the pattern itself is made of."""
    found = []
    for piece in pieces(patterns()[name], most):

        def work(size: int, piece: str = piece) -> None:
            use(name, piece * (size // len(piece)) + "\x00")  # a match that fails at the end tries all the others

        if words := trouble(work, whole):
            found.append(f"{piece!r} over and over: {words}")
    return found


def attack(folder: Path, most: int) -> Figures:
    """The whole attack, with up to so many pieces a pattern."""
    slow = []
    for name in sorted(patterns()):
        found = [*slow_on_signs(name, whole=True), *slow_on_its_own_pieces(name, whole=True, most=most)]
        slow += [f"{name}: {line}" for line in found]
    for line in slow:
        print(line, file=sys.stderr)
    return {"patterns": len(patterns()), "too slow": len(slow)}
