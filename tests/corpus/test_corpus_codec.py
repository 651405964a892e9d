from dataclasses import is_dataclass, replace
from decimal import Decimal
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Record, digest
from corpus.codec import freeze, thaw
from parser import Decision, Minutes, Table
from tests.corpus.corpus_values import FUNDING, RICH, decision, record

LEAVES: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=4),  # surrogates too: a file name need not be UTF-8
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=2),
}


def built(hint: Any) -> st.SearchStrategy[Any]:
    """Any value with a type hint of the model; tuples are short, for a Minutes is large."""
    members = get_args(hint)
    if isinstance(hint, type) and is_dataclass(hint):
        return st.builds(hint, **{name: built(each) for name, each in get_type_hints(hint).items()})
    if get_origin(hint) is tuple and members[-1] is Ellipsis:
        return st.lists(built(members[0]), max_size=1).map(tuple)
    if get_origin(hint) is tuple:
        return st.tuples(*map(built, members))
    if isinstance(hint, UnionType):
        return st.one_of(*map(built, members))
    return LEAVES[hint] if hint in LEAVES else st.from_type(hint)


@settings(max_examples=60, deadline=None)
@given(st.one_of(*map(built, (Minutes, Decision, Record))))
def test_what_is_thawed_is_what_was_frozen(value: object) -> None:
    text = freeze(value)
    assert thaw(type(value), text) == value
    assert b"\n" not in text.encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"kind": 3}',
        '{"caption": 1}',
        freeze(FUNDING).replace('"funding"', '"funded"'),
        "{" * 99999,
    ],
)
def test_what_is_no_table_is_not_thawed(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        thaw(Table, text)


def test_a_truth_value_is_no_number() -> None:
    with pytest.raises(ValueError, match="True is no int"):
        thaw(Record, freeze(record()).replace('"version":1', '"version":true'))


def test_the_digest_leaves_out_where_it_is_printed() -> None:
    moved = replace(
        RICH,
        sections=tuple(replace(section, page=None, line=99) for section in RICH.sections),
        tables=tuple(replace(table, page=None, positions=((None, 1),)) for table in RICH.tables),
        amounts=tuple(replace(amount, page=8) for amount in RICH.amounts),
    )
    assert digest(moved) == digest(RICH)


def test_the_digest_is_of_every_word() -> None:
    other = [
        decision(),
        decision(text="Hylättiin."),
        decision(title="Avustukset"),
        decision(case_id=None),
        decision(attachments=("Liite",)),
        RICH,
        replace(RICH, tables=(replace(FUNDING, rows=(("Oma osuus", "1 001"), ("Valtio", "-500"))),)),
    ]
    assert len({digest(each) for each in other}) == len(other)
