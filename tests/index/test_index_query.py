"""The query language: what is read, what is refused and where, and that nothing else happens."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bench.search import hostile
from cli import main as pykala
from index.errors import QueryError
from index.query import parse
from index.terms import wanted
from index.tree import (
    And,
    CaseId,
    Days,
    DecisionId,
    Euros,
    Exact,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Reference,
    Word,
)

READ: tuple[tuple[str, Node], ...] = (
    ("rahoitus", Word("rahoitus")),
    ("a b", And((Word("a"), Word("b")))),
    ("a AND b", And((Word("a"), Word("b")))),
    ("a and b", And((Word("a"), Word("and"), Word("b")))),
    ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
    ("(a OR b) c", And((Or((Word("a"), Word("b"))), Word("c")))),
    ("a NOT b", And((Word("a"), Not(Word("b"))))),
    ("NOT a", Not(Word("a"))),
    ("NOT NOT a", Not(Not(Word("a")))),
    ("a OR NOT b", Or((Word("a"), Not(Word("b"))))),
    ('"tekninen lautakunta"', Phrase("tekninen lautakunta")),
    ("”tekninen lautakunta”", Phrase("tekninen lautakunta")),
    ("“tekninen lautakunta„", Phrase("tekninen lautakunta")),
    ('a"b"', And((Word("a"), Phrase("b")))),
    ("=päätöksen", Exact("päätöksen")),
    ("lento*", Prefix("lento")),
    ("body:kh", Field("body", Word("kh"))),
    ("toimielin:kh", Field("body", Word("kh"))),
    ("Otsikko:kh", Field("title", Word("kh"))),
    ("title: kh", Field("title", Word("kh"))),
    ("henkilo:Malli", Field("person", Word("Malli"))),
    ('henkilö:"Maija Malli"', Field("person", Phrase("Maija Malli"))),
    ("päätös:(a OR b)", Field("decision", Or((Word("a"), Word("b"))))),
    ("päätös:=a", Field("decision", Exact("a"))),
    ("asia:1131*", Field("case", Prefix("1131"))),
    ("pykälä:129", Field("number", Word("129"))),
    ("case:1131/00.01.03.01/2021", Field("case", Word("1131/00.01.03.01/2021"))),
    ("1131/00.01.03.01/2021", CaseId("1131/00.01.03.01/2021")),
    ("  LAPDno-2025-18 ", CaseId("LAPDno-2025-18")),
    ("HEL 2021-002763 T 06 00 00", CaseId("HEL 2021-002763 T 06 00 00")),
    ("1131/00.01.03.01/2021 a", And((Word("1131/00.01.03.01/2021"), Word("a")))),
    ("lahti/kaupunginhallitus/2022-04-04/129", DecisionId("lahti/kaupunginhallitus/2022-04-04/129")),
    ("date:2022", Days(date(2022, 1, 1), date(2022, 12, 31))),
    ("päivä:4.4.2022..", Days(date(2022, 4, 4), None)),
    ("pvm:..2022-02", Days(None, date(2022, 2, 28))),
    ("date:2021–2022", Days(date(2021, 1, 1), date(2022, 12, 31))),
    ("date: 2021 .. 2022", Days(date(2021, 1, 1), date(2022, 12, 31))),
    ("date:2022-04-01..2022-04-04", Days(date(2022, 4, 1), date(2022, 4, 4))),
    ("eur:5000", Euros(Decimal(5000), Decimal(5000))),
    ("euro:10 000..50 000,50 €", Euros(Decimal(10000), Decimal("50000.50"))),
    ("euroa:10.000..", Euros(Decimal(10000), None)),
    ("eur:..1000", Euros(None, Decimal(1000))),
    ("a date:2022 b", And((Word("a"), Days(date(2022, 1, 1), date(2022, 12, 31)), Word("b")))),
    ("(date:2022 OR eur:5)", Or((Days(date(2022, 1, 1), date(2022, 12, 31)), Euros(Decimal(5), Decimal(5))))),
    ("NOT eur:5..", Not(Euros(Decimal(5), None))),
    ("EU:n", Word("EU:n")),
    ("klo:17", Word("klo:17")),
    ("foo:bar", Word("foo:bar")),
    ("-sana", Word("-sana")),
    ("kissa - koira", And((Word("kissa"), Word("koira")))),
    ("92 990", Word("92 990")),
    ("92 990 €", And((Word("92 990"), Word("€")))),
    ("§ 129", And((Word("§"), Word("129")))),
    ("398-31-0-6", Word("398-31-0-6")),
    ("C++", Word("C++")),
    ("ja/tai", Word("ja/tai")),
)

REFUSED = (
    ("", "empty", 0),
    ("   ", "empty", 3),
    ("- !", "no word", 0),
    ('a "b', "never closed", 2),
    ('""', "no word between", 0),
    ('"-"', "no word between", 0),
    ('"lento*"', "inside quotation marks", 6),
    ("(a", "never closed", 0),
    ("a (b OR", "OR needs something behind", 5),
    ("a)", "closes nothing", 1),
    (")", "closes nothing", 0),
    ("()", "nothing between the parentheses", 0),
    ("a AND", "AND needs something behind", 2),
    ("AND a", "AND needs something before", 0),
    ("a OR", "OR needs something behind", 2),
    ("OR a", "OR needs something before", 0),
    ("a AND OR b", "AND needs something behind", 2),
    ("a AND AND b", "AND needs something behind", 2),
    ("a OR OR b", "OR needs something behind", 2),
    ("NOT", "NOT needs something behind", 0),
    ("a NOT", "NOT needs something behind", 2),
    ("NOT -", "NOT needs something behind", 0),
    ("a *", "beginning of a word", 2),
    ("**", "beginning of a word", 0),
    ("a*", "at least 2 letters", 0),
    ("ab**", "only once, at the end", 2),
    ("*kunta", "only once, at the end", 0),
    ("=", "needs a word right behind", 0),
    ("a =", "needs a word right behind", 2),
    ('="a b"', "needs a word right behind", 0),
    ("=ab*", "do not work together", 3),
    ("title:", "needs a word, a phrase", 0),
    ("a title: OR b", "needs a word, a phrase", 2),
    ("title:NOT b", "needs a word, a phrase", 0),
    ("title:(body:a)", "cannot stand inside", 7),
    ("title:(date:2022)", "cannot stand inside", 7),
    ("date:", "needs a range behind it: write 2022", 0),
    ("date:eilen", "needs a range behind it: write 2022", 0),
    ("a eur:paljon", "needs a range behind it: write 5000", 2),
    ("date:31.2.2022", "is no date", 5),
    ("date:2022..2021", "the first end is above the last", 5),
    ("eur:9..5", "the first end is above the last", 4),
    ("a\udcc3b", "not readable text", 1),
    ("a" * 2001, "longer than 2000", 2000),
    ("a " * 101, "more than 100 words", 200),
    ('"' + "a " * 101 + '"', "more than 100 words", 0),
    ("(" * 21 + "a" + ")" * 21, "deeper than 20", 20),
    ("NOT " * 21 + "a", "deeper than 20", 80),
)


@pytest.mark.parametrize(("query", "node"), READ)
def test_is_read(query: str, node: Node) -> None:
    assert parse(query).node == node


APRIL = (date(2022, 4, 4), date(2022, 4, 4))
YEAR = (date(2022, 1, 1), date(2022, 12, 31))


@pytest.mark.parametrize(
    ("query", "body", "days", "number"),
    [
        ("KH 4.4.2022 § 129", "KH", APRIL, "129"),
        ("kh 04.04.2022 §129", "kh", APRIL, "129"),
        ("Kaupunginhallituksen päätös 4.4.2022, 129 §", "Kaupunginhallituksen", APRIL, "129"),
        ("tekninen lautakunta 2022-04-04 § 4a", "tekninen lautakunta", APRIL, "4a"),
        ("§ 129/2022", None, YEAR, "129"),
        ("§ 129 4.4.2022", None, APRIL, "129"),
        ("Sivistys- ja kulttuurilautakunta 129 §:n 4.4.2022", "Sivistys- ja kulttuurilautakunta", APRIL, "129"),
    ],
)
def test_a_reference_goes_straight_to_its_decision(
    query: str, body: str | None, days: tuple[date, date], number: str
) -> None:
    node = parse(query).node
    assert isinstance(node, Reference)
    assert (node.body, (node.start, node.end), node.number) == (body, days, number)
    assert not isinstance(node.otherwise, Reference)


@pytest.mark.parametrize(
    "query",
    ["§ 129", "KH § 129", "kuntalaki 410/2015 § 136", "§ 1 § 2 4.4.2022", "§ 5 2021 2022", "§ 129 31.2.2022",
     "(kh) OR § 129 2022*", "kh=2022 § 5"],
)  # fmt: skip
def test_what_says_more_or_less_is_words(query: str) -> None:
    assert not isinstance(parse(query).node, Reference)


@pytest.mark.parametrize(("query", "message", "position"), REFUSED)
def test_is_refused_and_says_where(query: str, message: str, position: int) -> None:
    with pytest.raises(QueryError) as error:
        parse(query)
    assert message in error.value.message
    assert error.value.position == position
    assert str(error.value).endswith(f"(at character {position + 1})")
    assert "\n" not in str(error.value)


def test_the_caret_stands_below_the_place() -> None:
    with pytest.raises(QueryError) as error:
        parse("a\tb (c")
    assert error.value.caret == "a b (c\n    ^"
    with pytest.raises(QueryError) as error:
        parse("x " * 50 + "(c")
    shown, caret = error.value.caret.split("\n")
    assert shown[caret.index("^")] == "("
    assert len(shown) <= 60


PIECES = (
    "(",
    ")",
    '"',
    "”",
    " ",
    "*",
    "=",
    "NOT ",
    "AND ",
    " OR ",
    "title:",
    "asia:",
    "date:",
    "eur:",
    "2022",
    "..",
    "§ ",
    "a",
    "äö",
    "1 234",
    "-",
    ":",
)


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_any_string_is_read_or_refused(query: str) -> None:
    refused: QueryError | None = None
    try:
        wanted(parse(query).node)
    except QueryError as error:
        refused = error
    if refused:
        assert 0 <= refused.position <= len(query)
        assert refused.caret.count("\n") == 1


@pytest.mark.parametrize(
    "piece", ["(", '"', "a(", "NOT ", "title:", "*", "1 000 ", "1.", "a-", "a:", "=", "/", "11/", "  "]
)
def test_no_long_query_hangs(piece: str) -> None:
    start = time.process_time()
    for query in (piece * 2000, (piece * 2000)[:2000], "a" * 300_000):
        try:
            wanted(parse(query).node)
        except QueryError:
            continue
    assert time.process_time() - start < 3


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "archive"
    assert CliRunner().invoke(pykala, ["--archive", str(folder), "add", str(hostile.SAMPLES)]).exit_code == 0
    return folder


def test_hostile_queries_are_answered_or_refused_with_a_sentence(samples: Path) -> None:
    """How long they take, `python -m bench hostile` shows."""
    queries = (*hostile.by_hand(), *hostile.drawn())
    assert len(hostile.by_hand()) >= 80
    found = [hostile.ask(samples, query) for query in queries]
    assert [each for each in found if not each.is_good] == []
    assert {each.status for each in found} == {0, 2}
