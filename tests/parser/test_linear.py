"""Time grows with the text and not faster: each pattern of every room, and `parse` itself, on hostile texts."""

from __future__ import annotations

import ast
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from statistics import median
from time import process_time
from types import ModuleType

import pytest

import commands
import corpus
import index
import parser
import terminal
from parser import Block, SourceDocument, UnreadableDocument, outcomes, parse, places, roles, sumwords
from parser import money as money_module
from parser import units as units_module
from parser.flow import pieces as flowed
from parser.readers import media_type_of
from tests.parser.attacks import pieces

SIZE = 20_000
WORST_FACTOR = 3.5  # of twice the text: 2 is linear, 4 quadratic
PROBE = 2_500  # characters that are tried first, so that a hopeless case does not take minutes
TOO_SLOW = 0.4  # seconds for them
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


def trouble(work: Callable[[int], object]) -> str | None:
    """What is wrong when twice the size is much more than twice the work; a first look that is clear is the last."""
    first = seconds(lambda: work(PROBE))
    if first > TOO_SLOW:
        return f"{first:.2f} s for {PROBE} characters"
    if first * (2 * SIZE / PROBE) ** 2 < WORST_FACTOR * FLOOR:  # not even quadratic time would be told from noise
        return None

    def measure(runs: int) -> tuple[float, float]:
        return (
            median(seconds(lambda: work(SIZE)) for _ in range(runs)),
            median(seconds(lambda: work(2 * SIZE)) for _ in range(runs)),
        )

    small, large = measure(1)
    if large > WORST_FACTOR * max(small, FLOOR):
        small, large = measure(3)
    return f"{small:.3f} s, and {large:.3f} s for twice the text" if large > WORST_FACTOR * max(small, FLOOR) else None


# the patterns


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


def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern that a module holds, those made at the first use, and those in calls, each once."""
    made: dict[str, object] = {
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


PATTERNS = patterns()


def test_the_patterns_are_found() -> None:
    wanted = {
        *("fields.DATE", "fields.LAW_REFERENCE", "numbers._NUMBER", "money.sum", "votes._COUNTED", "votes._BARE"),
        *("marks._NUMBER", "flow._BROKEN", "flow._SUFFIXED", "outcomes.vocabulary", "people._CONTACT", "people._PARTS"),
        *("cover._PARTS", "cover._CLOCK", "places.bodies", "roles.vocabulary"),
        *(
            "corpus.filters._DAY",
            "corpus.csvfile._NUMBER",
            "corpus.workbook: ",
            "corpus.convert: ",
            "index.shortcuts._BODY",
        ),
        *("index.ranges.", "index.patterns.", "index.finnish.rules._ENDING", "terminal.options._LIKE_A_FILE"),
    }
    assert [name for name in wanted if not any(found.startswith(name) for found in PATTERNS)] == []
    assert len(PATTERNS) > 100


def use(name: str, text: str) -> None:
    """A pattern that is asked only at a text's start, or from where another ended, is asked there alone."""
    pattern = PATTERNS[name]
    if name not in AT_THE_START:
        for _ in pattern.finditer(text):
            pass
    pattern.match(text)
    pattern.fullmatch(text)


AT_THE_START = {"outcomes.vocabulary().reference", "corpus.csvfile._FORMULA"}


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern(name: str) -> None:
    slow = []
    for kind in HOSTILE:
        texts = {size: hostile(kind, size) for size in (PROBE, SIZE, 2 * SIZE)}
        words = trouble(lambda size, texts=texts: use(name, texts[size]))  # type: ignore[misc]
        if words:
            slow.append(f"{kind}: {words}")
    assert not slow, f"{PATTERNS[name].pattern}\n" + "\n".join(slow)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_on_its_own_pieces(name: str) -> None:
    """Texts that nearly match are the worst ones: they are made of what the pattern itself is made of."""
    slow = []
    for piece in pieces(PATTERNS[name]):

        def work(size: int, piece: str = piece) -> None:
            use(name, piece * (size // len(piece)) + "\x00")  # a match that fails at the end tries all the others

        if words := trouble(work):
            slow.append(f"{piece!r} over and over: {words}")
    assert not slow, f"{PATTERNS[name].pattern}\n" + "\n".join(slow)


def test_the_attack_finds_patterns_that_grow_faster() -> None:
    for bad in (r"(?:\d+ ?)+€", r"(?:[a-zäö]+-?)+ §", r"(?:a|a)+b"):
        pattern = re.compile(bad)
        assert any(grows(pattern, piece) for piece in pieces(pattern)), bad


def grows(pattern: re.Pattern[str], piece: str) -> bool:
    """Whether a few more characters are many times the work."""
    texts = [piece * (size // len(piece)) + "\x00" for size in (11, 22)]
    small, large = (min(seconds(lambda text=text: pattern.search(text)) for _ in range(3)) for text in texts)  # type: ignore[misc]
    return large > 10 * max(small, 1e-6)


# whole documents


def one_line(text: str) -> str:
    return text


def many_lines(text: str) -> str:
    return "\n".join(text[at : at + 79] for at in range(0, len(text), 79))


def many_paragraphs(text: str) -> str:
    return "\n\n".join(text[at : at + 79] for at in range(0, len(text), 79))


def many_words(text: str) -> str:
    return " ".join(text[at : at + 11] for at in range(0, len(text), 11))


LAID_OUT = (one_line, many_lines, many_paragraphs, many_words)
SECTIONS = ("Päätös", "Asian valmistelija / lisätietojen antaja", "Aikaisempi käsittely", "Toimenpiteet")


def document(section: str, text: str) -> str:
    return f"Lahden kaupunki, Kaupunginhallitus, 04.04.2022\n\n§ 129\n\nOtsikko\n\n{section}\n\n{text}\n"


def read(text: str, name: str) -> None:
    content = text.encode()
    with suppress(UnreadableDocument):
        parse(SourceDocument(content, media_type_of(content, name), name))


def slow_kinds(make: Callable[[str], str], name: str, kinds: Sequence[str]) -> Iterator[str]:
    for kind in kinds:
        words = trouble(lambda size, kind=kind: read(make(hostile(kind, size)), name))  # type: ignore[misc]
        if words:
            yield f"{kind}: {words}"


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """What is imported and compiled at the first document is not measured."""
    read(document("Päätös", "Hyväksyttiin 5 €."), "a.txt")
    read(document("Päätös", "Hyväksyttiin 5 €."), "a.html")


ASKED = ("spaces", "digits", "dots", "dashes", "letters", "paragraph signs", "broken words", "brackets", "words")


@pytest.mark.parametrize("line", ["-" * 79, "sana " * 14 + "avus-"])
def test_flow_of_lines_that_end_in_a_hyphen(line: str) -> None:
    def work(count: int) -> float:
        blocks = [Block(line, gap=at == 0, wrapped=at > 0) for at in range(count)]
        return median(seconds(lambda: flowed(blocks, frozenset())) for _ in range(3))

    small, large = work(100), work(400)
    assert large <= 8 * max(small, FLOOR), f"{small:.3f} s, and {large:.3f} s for four times the lines"


ONE_SIGN = ("en dashes", "brackets", "euros", "quotes")


CASES = [(kind, lay_out) for kind in ASKED if kind not in ONE_SIGN for lay_out in LAID_OUT]


@pytest.mark.parametrize(
    ("kind", "lay_out"),
    [case for case in CASES if case != ("dashes", many_lines)],  # see test_flow_of_lines_that_end_in_a_hyphen
)
def test_parse_of_a_text(kind: str, lay_out: Callable[[str], str]) -> None:
    slow = list(slow_kinds(lambda text: document("Päätös", lay_out(text)), "a.txt", [kind]))
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize(
    ("kind", "lay_out"),
    [
        *((kind, one_line) for kind in ONE_SIGN),
        *((kind, many_lines) for kind in ONE_SIGN if kind != "en dashes"),
        ("en dashes", many_lines),  # lines that end in a dash are joined without a space
        *((kind, many_words) for kind in ONE_SIGN),
    ],
)
def test_parse_of_a_run_of_signs(kind: str, lay_out: Callable[[str], str]) -> None:
    slow = list(slow_kinds(lambda text: document("Päätös", lay_out(text)), "a.txt", [kind]))
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("section", SECTIONS)
def test_parse_of_other_sections(section: str) -> None:
    slow = list(slow_kinds(lambda text: document(section, many_lines(text)), "a.txt", ["names", "digits", "dates"]))
    assert not slow, "\n".join(slow)


@pytest.mark.parametrize("place", ["before the first §", "in the title", "instead of a document"])
def test_parse_of_a_text_elsewhere(place: str) -> None:
    cover = "Lahden kaupunki, Kaupunginhallitus, 04.04.2022\n\n"
    make: dict[str, Callable[[str], str]] = {
        "before the first §": lambda text: f"{cover}{many_lines(text)}\n\n§ 129\n\nOtsikko\n\nPäätös\n\nHyväksyttiin.",
        "in the title": lambda text: f"{cover}§ 129\n\n{text}\n\nPäätös\n\nHyväksyttiin.",
        "instead of a document": lambda text: "x" + text,
    }
    slow = list(slow_kinds(make[place], "a.txt", ["digits", "dashes", "letters", "paragraph signs", "words"]))
    assert not slow, "\n".join(slow)


def test_parse_of_a_page() -> None:
    slow = list(slow_kinds(lambda text: f"<p>{document('Päätös', text)}", "a.html", ["digits", "letters", "words"]))
    assert not slow, "\n".join(slow)
