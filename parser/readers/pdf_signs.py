"""The signs of a PDF page before they are words: each printed once, and no blank that moves nothing.

A sign is a dict as pdfplumber makes it; only `text`, `x0`, `x1`, `top` and `size` are looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

Sign = dict[str, Any]

_HAIR = 0.1  # of the font size: nearer than two signs ever stand ("ii" is 0.22 apart)


def printed_signs(signs: Sequence[Sign]) -> list[Sign]:
    """The signs as a reader sees them; `struck` says of each whether it was printed more than once."""
    return _struck_once(_without_idle_blanks(signs))


def _struck_once(signs: Iterable[Sign]) -> list[Sign]:
    """Bold may be made by printing each sign twice, a hair apart: "9922 999900" would be a wrong sum.

    The second print may follow its sign at once or the whole run, so a sign is sought by its place.
    """
    kept: list[Sign] = []
    by_place: dict[tuple[str, int, int], Sign] = {}
    for sign in signs:
        hair = _HAIR * sign["size"]
        if hair <= 0 or sign["text"].isspace():
            kept.append({**sign, "struck": False})
            continue
        column, row = int(sign["x0"] // hair), int(sign["top"] // hair)
        near = (
            by_place.get((sign["text"], column + right, row + down)) for right, down in product((0, -1, 1), repeat=2)
        )
        same = next((other for other in near if other is not None and _is_near(other, sign, hair)), None)
        if same is None:
            kept.append({**sign, "struck": False})
            by_place[sign["text"], column, row] = kept[-1]
        else:
            same["struck"] = True
    return kept


def _is_near(sign: Sign, other: Sign, hair: float) -> bool:
    return bool(abs(sign["x0"] - other["x0"]) < hair and abs(sign["top"] - other["top"]) < hair)


def _without_idle_blanks(signs: Sequence[Sign]) -> Iterator[Sign]:
    """Blanks on top of which the next sign stands part no words: browsers print soft hyphens so."""
    for at, sign in enumerate(signs):
        below = signs[at + 1] if at + 1 < len(signs) else None
        if below is None or sign["text"] != " " or below["text"] == " " or not _covers(below, sign):
            yield sign


def _covers(sign: Sign, blank: Sign) -> bool:
    close = 0.3 * (blank["x1"] - blank["x0"])
    return bool(abs(sign["x0"] - blank["x0"]) < close and abs(sign["top"] - blank["top"]) < 0.5 * blank["size"])
