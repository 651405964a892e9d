"""Spellings of money and their look-alikes, out of a table (`spellings.txt`), read as a decision's text is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from parser.amounts import amounts_in, warnings_of
from parser.flow import pieces
from parser.model import Amount, Block
from parser.normalise import clean

_SIGNS = {
    "{nbsp}": "\u00a0", "{nnbsp}": "\u202f", "{thin}": "\u2009", "{shy}": "\u00ad", "{minus}": "\u2212",
    "{figure}": "\u2007",
}  # fmt: skip
TABLE = Path(__file__).parent / "spellings.txt"


def rows() -> Iterator[tuple[str, str]]:
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            printed, wanted = line.split(" → ")
            yield printed, wanted


def typeset(printed: str) -> str:
    for name, sign in _SIGNS.items():
        printed = printed.replace(name, sign)
    return printed


def amounts(printed: str) -> list[Amount]:
    lines = [clean(line) for line in typeset(printed).split("{end}")]
    blocks = [Block(line, wrapped=at > 0, line=at + 1) for at, line in enumerate(lines)]
    return list(amounts_in([("other", pieces(blocks, frozenset()))], ()))


def told(amount: Amount) -> str:
    """An amount as the table writes it."""
    if amount.value is None:
        return "?"
    value = f"{amount.value:f}"
    words = [value.removesuffix(".00") + (f"/{amount.per}" if amount.per else "")]
    words += [amount.bound] if amount.bound else []
    words += ["noin"] if amount.about else []
    words += [f"[{amount.vat}]"] if amount.vat else []
    return " ".join(words)


ROWS = list(rows())


@pytest.mark.parametrize(("printed", "wanted"), ROWS)
def test_spelling(printed: str, wanted: str) -> None:
    found = amounts(printed)
    assert [told(amount) for amount in found] == [each.strip() for each in wanted.split(";") if wanted != "-"]
    assert len(warnings_of(found)) == sum(amount.value is None for amount in found)


SENTENCES = ["Lautakunta päätti, että {} maksetaan.", "({})", "Tästä {}, ja muuta.", "Sovittiin: {}.", "{} on varattu."]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_around_a_sum_never_make_it_another(sentence: str) -> None:
    """A sum may lose its value in a context that gives it a second reading; it never takes another one."""
    for printed, _ in ROWS:
        alone = [amount.value for amount in amounts(printed)]
        inside = [amount.value for amount in amounts(sentence.format(printed))]
        assert len(inside) == len(alone), printed
        assert all(there in (None, here) for here, there in zip(alone, inside, strict=True)), printed


def test_the_words_of_every_amount_are_in_the_text() -> None:
    for printed, _ in ROWS:
        text = clean(typeset(printed.replace("{end}", " ")))
        assert all(amount.raw in text for amount in amounts(printed))


def test_the_table_is_as_long_as_was_asked_for() -> None:
    assert len(set(ROWS)) >= 250
