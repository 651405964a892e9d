"""What holds for any sum: printed in any spelling it reads back equal, whatever words stand around it."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from parser.money import sums_in
from parser.normalise import clean

SPACES = (" ", "\u00a0", "\u202f", "\u2009")
MINUSES = ("-", "–", "\u2212")
EUROS = ("€", "euroa", "euron", "eurolla", "EUR", "eur")
LARGER = {"t€": 1000, "tuhatta euroa": 1000, "milj. €": 10**6, "milj. euroa": 10**6, "M€": 10**6, "mrd. €": 10**9}

# Words that say nothing of a number; none of them counts things, or is a limit.
AROUND = (
    "Avustus",
    "päätös",
    "kaupungin",
    "varataan",
    "Päätöksen mukaan",
    "kustannukset ovat",
    "ja",
    "sekä",
    "vuonna 2024",
)
AFTER = ("", ".", ",", ";", " ja muuta.", " vuonna 2024.", " (katso liite 2).", " kuten 4.4.2022 § 129 päätettiin.")

cents = st.integers(min_value=0, max_value=10**13 - 1)
words = st.lists(st.sampled_from(AROUND), max_size=3).map(" ".join)


def grouped(whole: int, sign: str) -> str:
    return f"{whole:,}".replace(",", sign)


@st.composite
def spelled(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A sum as printed, and its value."""
    amount = draw(cents)
    whole, rest = divmod(amount, 100)
    separator = draw(st.sampled_from((*SPACES, ".", "")))
    text = grouped(whole, separator)
    if rest or draw(st.booleans()):
        text += f",{rest:02}"
    elif draw(st.booleans()):
        text += draw(st.sampled_from((",-", ",–")))
    negative = draw(st.booleans())
    unit = draw(st.sampled_from(EUROS))
    text += draw(st.sampled_from(SPACES if unit[0] != "€" else (*SPACES, ""))) + unit
    value = Decimal(amount) / 100
    return (draw(st.sampled_from(MINUSES)) + text, -value) if negative and amount else (text, value)


@st.composite
def larger(draw: st.DrawFn) -> tuple[str, Decimal]:
    """A sum in thousands, millions or milliards."""
    unit, worth = draw(st.sampled_from(sorted(LARGER.items())))
    tenths = draw(st.integers(min_value=0, max_value=99_999))
    whole, rest = divmod(tenths, 10)
    text = grouped(whole, draw(st.sampled_from(SPACES))) + (f",{rest}" if rest else "")
    return f"{text}{draw(st.sampled_from(SPACES))}{unit}", Decimal(tenths) * worth / 10


@settings(deadline=None, max_examples=400)
@given(st.one_of(spelled(), larger()), words, st.sampled_from(AFTER))
def test_a_sum_reads_back_equal_whatever_stands_around_it(sum_: tuple[str, Decimal], before: str, after: str) -> None:
    printed, value = sum_
    text = clean(f"{before} {printed}{after}".strip())
    found = list(sums_in(text))
    assert [each.value for each in found] == [value]
    assert text[found[0].start :].startswith(found[0].raw)


@settings(deadline=None, max_examples=200)
@given(st.lists(spelled(), min_size=1, max_size=5), st.sampled_from((", ", " ja ", "; ", ".\n", " sekä ")))
def test_sums_in_a_row_are_all_read(sums: list[tuple[str, Decimal]], between: str) -> None:
    text = clean(between.join(printed for printed, _ in sums))
    assert [each.value for each in sums_in(text)] == [value for _, value in sums]


@settings(deadline=None, max_examples=300)
@given(st.one_of(spelled(), larger()), st.text(alphabet="abcäö §.,:;()0123456789-–/€ \n", max_size=30))
def test_any_signs_before_a_sum_never_make_a_larger_one_of_it_unseen(sum_: tuple[str, Decimal], before: str) -> None:
    """Behind a full stop and a new line nothing before a sum can be a part of it."""
    printed, value = sum_
    assert [each.value for each in sums_in(clean(f"{before}.\n{printed}"))][-1:] == [value]


@settings(deadline=None, max_examples=200)
@given(st.integers(1, 10**7), st.integers(1, 10**7), st.sampled_from(("–", " – ", "-", " - ")))
def test_ranges_are_two_and_marked(one: int, other: int, dash: str) -> None:
    low, high = sorted((one, other))
    if low == high or low * 1000 < high:
        return
    found = list(sums_in(f"Arvio {grouped(low, ' ')}{dash}{grouped(high, ' ')} €"))
    assert [(each.value, each.bound) for each in found] == [(Decimal(low), "min"), (Decimal(high), "max")]
