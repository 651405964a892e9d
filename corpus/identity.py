"""Finnish personal identity codes (henkilötunnus) in what goes out, and the mask over them.

A code is a day of birth, a sign for the century (those taken into use in 2023 too), a number of three digits and
a check character. What does not fit all of it is something else: a telephone number, a case id, a date.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar, cast

T = TypeVar("T")

_CHECKS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_CENTURIES = {"+": 18, **dict.fromkeys("-UVWXY", 19), **dict.fromkeys("ABCDEF", 20)}
_DASHES = str.maketrans("‐‑‒–—−", "------")
_LEAST_NUMBER = 2  # smaller ones are not given; from 900 on they are made up, for trials and temporary use
_MASK = "****"

# Not where letters, or digits behind a sign that joins, go on: then it is a part of some longer number.
_LIKE_A_CODE = re.compile(
    r"(?<![^\W_])(?<![0-9][-./])([0-9]{2})([0-9]{2})([0-9]{2})"
    r"(\s?)([-+‐‑‒–—−A-FU-Ya-fu-y])(\s?)([0-9]{3}[0-9A-Ya-y])(?![^\W_])(?![-./][0-9])"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def masked(value: T) -> T:
    """The same value with every code in its texts masked, `010190-****`: as long as it was printed."""
    return cast(T, _masked(value))


def codes_in(text: str) -> int:
    """How many codes stand in a text."""
    return sum(_is_code(found) for found in _LIKE_A_CODE.finditer(text))


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return _LIKE_A_CODE.sub(_mask, value)
    if isinstance(value, tuple):
        members = tuple([_masked(member) for member in value])
        return value if all(new is old for new, old in zip(members, value, strict=True)) else members
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: new
            for field in fields(value)
            if field.init and (new := _masked(old := getattr(value, field.name))) is not old
        }
        return replace(value, **changed) if changed else value
    return value


def _mask(found: re.Match[str]) -> str:
    return found[0][:-4] + _MASK if _is_code(found) else found[0]


def _is_code(found: re.Match[str]) -> bool:
    day, month, year, before, century, after, rest = found.groups()
    century = century.translate(_DASHES).upper()
    if (before or after) and century not in "-+":
        return False  # blanks stand around a dash, not around a letter
    return (
        century in _CENTURIES
        and _is_day(int(day), int(month), _CENTURIES[century] * 100 + int(year))
        and int(rest[:3]) >= _LEAST_NUMBER
        and _CHECKS[int(day + month + year + rest[:3]) % 31] == rest[3].upper()
    )


def _is_day(day: int, month: int, year: int) -> bool:
    if not 1 <= month <= 12 or not 1 <= day <= _DAYS[month - 1]:
        return False
    return (day, month) != (29, 2) or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
