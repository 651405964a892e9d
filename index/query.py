"""The query language: a string → a frozen syntax tree, or a QueryError that says where.

    words            all must be there, in any inflected form        rahoitus lentoasema
    AND OR NOT       upper case only; NOT binds first, OR last       rahoitus OR tuki NOT laina
    ( )              groups                                          (rahoitus OR tuki) lentoasema
    "a phrase"       these words, in this order, in any form         "tekninen lautakunta"
    =word            just this form                                  =päätöksen
    word*            what begins so                                  lento*
    field:           body toimielin, case asia, title otsikko, person henkilö, decision päätös,
                     number pykälä; takes a word, a phrase or a group
    date: eur:       ranges, also päivä: pvm: euro: euroa:            date:2021..2022 eur:10000..

A query that is one decision's id, one case id or a § with its date (`KH 4.4.2022 § 129`), and nothing else, goes
straight to it. A colon behind any other word belongs to the word (`EU:n`, `klo:17`, `foo:bar`).
"""

from __future__ import annotations

from index.errors import QueryError
from index.lexer import Lexeme, lex
from index.ranges import HOW, RANGES, RangeName, range_of
from index.shortcuts import named, reference
from index.tree import And, Exact, Field, FieldName, Node, Not, Or, Phrase, Prefix, Query, Word

DEEPEST = 20


def parse(text: str) -> Query:
    """Reads a query. Raises QueryError, and nothing else, whatever the string; the time is linear in it."""
    bare = text.strip()
    if straight := named(bare):
        return Query(text, straight)
    lexemes = lex(text)
    if not lexemes:
        first = len(text) - len(text.lstrip())
        raise QueryError("there is no word to look for" if bare else "the query is empty", first, text)
    parser = _Parser(text, lexemes)
    node = parser.either(0)
    if parser.next:
        raise QueryError("this ) closes nothing", parser.next.start, text)
    return Query(text, reference(bare, otherwise=node) or node)


class _Parser:
    """Recursive descent over the lexemes; `depth` counts parentheses, fields and NOTs around the place."""

    def __init__(self, text: str, lexemes: tuple[Lexeme, ...]) -> None:
        self.text = text
        self.lexemes = lexemes
        self.place = 0
        self.field: str | None = None

    @property
    def next(self) -> Lexeme | None:
        return self.lexemes[self.place] if self.place < len(self.lexemes) else None

    def take(self) -> Lexeme:
        self.place += 1
        return self.lexemes[self.place - 1]

    def error(self, message: str, at: Lexeme) -> QueryError:
        return QueryError(message, at.start, self.text)

    def either(self, depth: int) -> Node:
        """`a OR b OR c`, down to the end or to a closing parenthesis."""
        nodes = [self.all(depth)]
        while self.next and self.next.sort == "OR":
            operator = self.take()
            self.wants_more(operator)
            nodes.append(self.all(depth))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def all(self, depth: int) -> Node:
        """`a b AND c`."""
        nodes: list[Node] = []
        while self.next and self.next.sort not in ("OR", ")"):
            if self.next.sort == "AND":
                operator = self.take()
                if not nodes:
                    raise self.error("AND needs something before it", operator)
                self.wants_more(operator)
            nodes.append(self.one(depth))
        if not nodes and self.next and self.next.sort == "OR":
            raise self.error("OR needs something before it", self.next)
        if not nodes:
            raise self.error("this ) closes nothing", self.next or self.lexemes[-1])
        return nodes[0] if len(nodes) == 1 else And(tuple(nodes))

    def wants_more(self, operator: Lexeme) -> None:
        if not self.next or self.next.sort in ("AND", "OR", ")"):
            raise self.error(f"{operator.sort} needs something behind it", operator)

    def one(self, depth: int) -> Node:
        lexeme = self.take()
        if depth >= DEEPEST and lexeme.sort in ("NOT", "field", "("):
            raise self.error(f"the query is nested deeper than {DEEPEST} levels", lexeme)
        match lexeme.sort:
            case "NOT":
                self.wants_more(lexeme)
                return Not(self.one(depth + 1))
            case "field":
                return self.in_field(lexeme, depth + 1)
            case "(":
                return self.group(lexeme, depth + 1)
            case "phrase":
                return Phrase(lexeme.text)
            case "exact":
                return Exact(lexeme.text)
            case "prefix":
                return Prefix(lexeme.text)
            case _:
                return Word(lexeme.text)

    def group(self, opening: Lexeme, depth: int) -> Node:
        if self.next and self.next.sort == ")":
            raise self.error("there is nothing between the parentheses", opening)
        if not self.next:
            raise self.error("this ( is never closed", opening)
        node = self.either(depth)
        if not self.next:
            raise self.error("this ( is never closed", opening)
        self.take()
        return node

    def in_field(self, field: Lexeme, depth: int) -> Node:
        if self.field:
            raise self.error(f"{field.text}: cannot stand inside {self.field}:", field)
        if field.text in RANGES:
            return self.range(field, RANGES[field.text])
        if not self.next or self.next.sort in ("AND", "OR", "NOT", ")"):
            raise self.error(f"{field.text}: needs a word, a phrase or a group behind it", field)
        self.field = field.text
        node = self.one(depth)
        self.field = None
        return Field(_name(field), node)

    def range(self, field: Lexeme, name: RangeName) -> Node:
        if not self.next or self.next.sort != "range":
            raise self.error(f"{field.text}: needs a range behind it: {HOW[name]}", field)
        lexeme = self.take()
        try:
            return range_of(lexeme.text, name)
        except ValueError as error:
            raise self.error(str(error), lexeme) from error


def _name(field: Lexeme) -> FieldName:
    name: FieldName = field.text  # type: ignore[assignment]  # the lexer gives only names of fields
    return name
