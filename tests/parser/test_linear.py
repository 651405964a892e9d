"""Time grows with the text and not faster: each pattern of every room, and `parse` itself, on hostile texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from statistics import median

import pytest

from bench.faults.attacks import pieces
from bench.faults.patterns import (
    FLOOR,
    hostile,
    patterns,
    seconds,
    slow_on_its_own_pieces,
    slow_on_signs,
    trouble,
)
from parser import Block, SourceDocument, UnreadableDocument, parse
from parser.flow import pieces as flowed
from parser.readers import media_type_of

PATTERNS = patterns()


def test_the_patterns_are_found() -> None:
    wanted = {
        *(
            "citations.DATE",
            "laws._TAIL",
            "laws._laws",
            "organisations._words",
            "numbers._NUMBER",
            "money.sum",
            "votes._COUNTED",
            "votes._BARE",
        ),
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


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern(name: str) -> None:
    slow = slow_on_signs(name, whole=False)
    assert not slow, f"{PATTERNS[name].pattern}\n" + "\n".join(slow)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_pattern_on_its_own_pieces(name: str) -> None:
    slow = slow_on_its_own_pieces(name, whole=False)
    assert not slow, f"{PATTERNS[name].pattern}\n" + "\n".join(slow)


@pytest.mark.parametrize(
    ("steps", "is_slow"), [(lambda size: size * size // 100, True), (lambda size: size * 20, False)]
)
def test_short_texts_give_quadratic_time_away(steps: Callable[[int], int], is_slow: bool) -> None:
    assert bool(trouble(lambda size: sum(range(steps(size))), whole=False)) == is_slow


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
