"""Numbers as Finnish prints them: grouped by spaces or full stops, a decimal comma, a minus of any kind."""

from __future__ import annotations

import re
from decimal import Decimal

SIGN = r"[-–−+]"
PLAIN = r"\d{1,12}(?:,\d{1,4}|\.\d{1,2})?"
_ENGLISH = re.compile(r"[1-9]\d{0,2},\d{3}")


def grouped(name: str) -> str:
    """The pattern of thousands grouped by one and the same sign; `name` is the group that holds the sign."""
    return rf"\d{{1,3}}(?P<{name}>[ .])\d{{3}}(?:(?P={name})\d{{3}}){{0,2}}(?:,\d{{1,2}})?"


def number(name: str) -> str:
    """The pattern of a number: grouped thousands or plain digits."""
    return rf"{grouped(name)}(?!\d)|{PLAIN}"


_NUMBER = re.compile(rf"(?P<sign>{SIGN} ?)?(?P<digits>{number('sep')})")


def number_of(text: str) -> Decimal | None:
    """The number that a whole text is; None for anything else.

    `1.500` is one thousand five hundred, `1.5` one and a half.
    """
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    digits = match["digits"].replace(" ", "")
    whole, comma, decimals = digits.partition(",")
    if match["sep"] or comma:
        whole = whole.replace(".", "")
    value = Decimal(f"{whole}.{decimals}" if comma else whole)
    return -value if match["sign"] and match["sign"].strip() != "+" else value


def may_be_english(text: str) -> bool:
    """`1,500`: one and a half with three decimals, or one thousand five hundred as English groups it."""
    return _ENGLISH.fullmatch(text.strip().lstrip("-–−+").strip()) is not None
