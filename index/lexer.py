"""The query language, first step: the text of a query → lexemes, in one pass from left to right.

Reads a string, gives a tuple of Lexeme; raises QueryError with the place. Words of punctuation alone are
dropped (`kissa - koira`), a number with spaces (`92 990`) is one word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.analysis import searchable
from index.errors import QueryError
from index.patterns import THOUSANDS
from index.ranges import RANGES, RangeName, range_at
from index.tree import FieldName

Sort = Literal["(", ")", "AND", "OR", "NOT", "field", "range", "word", "exact", "prefix", "phrase"]

LONGEST_QUERY = 2000
MOST_TERMS = 100
SHORTEST_PREFIX = 2

QUOTES = frozenset('"”“„‟«»″')
OPERATORS: tuple[Literal["AND", "OR", "NOT"], ...] = ("AND", "OR", "NOT")
# Also without the dots, for a keyboard that has no ä or ö.
FIELDS: dict[str, FieldName | RangeName] = {
    "body": "body", "toimielin": "body",
    "case": "case", "asia": "case",
    "title": "title", "otsikko": "title",
    "person": "person", "henkilö": "person", "henkilo": "person",
    "decision": "decision", "päätös": "decision", "paatos": "decision",
    "number": "number", "pykälä": "number", "pykala": "number",
    "date": "date", "päivä": "date", "paiva": "date", "pvm": "date",
    "eur": "eur", "euro": "eur", "euroa": "eur",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query: `text` without its quotes, `=`, `*` or `:`; `start` where it stands."""

    sort: Sort
    text: str
    start: int


def lex(query: str) -> tuple[Lexeme, ...]:
    """The lexemes of a query; QueryError for what no rule reads and for the limits of length and terms."""
    if len(query) > LONGEST_QUERY:
        raise QueryError(f"the query is longer than {LONGEST_QUERY} characters", LONGEST_QUERY, query)
    found: list[Lexeme] = []
    count = 0
    for lexeme in _lexemes(query):
        found.append(lexeme)
        if lexeme.sort in ("word", "exact", "prefix", "phrase"):
            count += len(lexeme.text.split()) if lexeme.sort == "phrase" else 1
            if count > MOST_TERMS:
                raise QueryError(f"the query has more than {MOST_TERMS} words", lexeme.start, query)
    return tuple(found)


def _lexemes(query: str) -> Iterator[Lexeme]:
    place = 0
    while place < len(query):
        sign = query[place]
        if _blank(sign):
            place += 1
        elif sign in QUOTES:
            phrase = _phrase(query, place)
            yield phrase
            place += len(phrase.text) + 2
        elif sign == "(" or sign == ")":
            yield Lexeme("(" if sign == "(" else ")", sign, place)
            place += 1
        else:
            end, lexeme = _run(query, place)
            if lexeme:
                yield lexeme
            place = end
            if lexeme and lexeme.sort == "field" and lexeme.text in RANGES:
                typed = range_at(query, RANGES[lexeme.text], end)
                if typed:
                    yield Lexeme("range", typed, end)
                    place += len(typed)


def _blank(sign: str) -> bool:
    return sign.isspace() or (not sign.isprintable() and not "\ud800" <= sign <= "\udfff")


def _phrase(query: str, start: int) -> Lexeme:
    end = next((place for place in range(start + 1, len(query)) if query[place] in QUOTES), None)
    if end is None:
        raise QueryError("this quotation mark is never closed", start, query)
    text = query[start + 1 : end]
    if not searchable(text):
        raise QueryError("there is no word between the quotation marks", start, query)
    star = text.find("*")
    if star > 0 and text[star - 1].isalnum():
        raise QueryError("* does not work inside quotation marks", start + 1 + star, query)
    _refuse_broken(query, start, end)
    return Lexeme("phrase", text, start)


def _run(query: str, start: int) -> tuple[int, Lexeme | None]:
    """What begins at `start` and holds no space, parenthesis or quotation mark, and where it ends."""
    number = THOUSANDS.match(query, start)
    if number:
        end = number.end()
        if end == len(query) or _ends_run(query[end]):
            return end, Lexeme("word", number.group(), start)
    end = start
    while end < len(query) and not _ends_run(query[end]):
        end += 1
    _refuse_broken(query, start, end)
    run = query[start:end]
    for operator in OPERATORS:
        if run == operator:
            return end, Lexeme(operator, run, start)
    name, colon, _ = run.partition(":")
    if colon and name.lower() in FIELDS:
        return start + len(name) + 1, Lexeme("field", FIELDS[name.lower()], start)
    return end, _word(query, run, start)


def _ends_run(sign: str) -> bool:
    return _blank(sign) or sign in QUOTES or sign in "()"


def _word(query: str, run: str, start: int) -> Lexeme | None:
    """A word, =word or word*; None for punctuation alone."""
    star = run.find("*")
    if run.startswith("="):
        if star >= 0:
            raise QueryError("= and * do not work together", start + star, query)
        if not searchable(run):
            raise QueryError("= needs a word right behind it", start, query)
        return Lexeme("exact", run[1:], start)
    if star < 0:
        return Lexeme("word", run, start) if searchable(run) else None
    if not searchable(run):
        raise QueryError("* needs the beginning of a word before it", start, query)
    if star != len(run) - 1:
        raise QueryError("* may stand only once, at the end of a word", start + star, query)
    if sum(sign.isalnum() for sign in run) < SHORTEST_PREFIX:
        raise QueryError(f"* needs at least {SHORTEST_PREFIX} letters before it", start, query)
    return Lexeme("prefix", run[:-1], start)


def _refuse_broken(query: str, start: int, end: int) -> None:
    """A lone surrogate is a byte that was no UTF-8: it cannot be looked for, nor even printed."""
    for place in range(start, end):
        if "\ud800" <= query[place] <= "\udfff":
            raise QueryError("this sign is not readable text (UTF-8)", place, query)
