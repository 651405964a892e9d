"""Tokens that are known by their shape, whatever stands inside them: case ids, dates, numbers, signs.

Every quantifier is bounded and none is nested in another unbounded one: the time is linear in the text.
A shape is never cut out of a longer token: `17.00-18.00/7` is no number, `A-2818` holds none.
"""

from __future__ import annotations

import re

# Where a shape may begin: not inside a word, nor behind a mark that ties it to one, but behind a minus sign.
_BEGIN = r"(?:(?<![\w/:.,\-–−])|(?<=\s[-–−])|(?<=\A[-–−]))"
_END = r"(?![\w]|[/:.,\-–−]\w)"

_CASE = (
    r"(?:[A-Za-zÅÄÖåäö]{1,10}/)?[0-9]{1,7}/(?:[0-9]{2}(?:\.[0-9]{2}){1,5}/)?[0-9]{4}"
    r"|[A-Za-zÅÄÖåäö]{2,10}-[0-9]{4}-[0-9]{1,7}"
)
_THOUSANDS = r"[0-9]{1,3}(?:(?:[ \u00a0\u202f][0-9]{3}){1,6}|(?:\.[0-9]{3}){1,6})(?:,[0-9]{1,4})?"
_SHAPES = "|".join(
    (
        rf"(?P<case>{_CASE})",
        r"(?P<date>[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4})",
        rf"(?P<thousands>{_THOUSANDS})",
        r"(?P<groups>[0-9]{1,8}(?:[-–][0-9]{1,8}){1,7})",
        r"(?P<number>[0-9]{1,30}(?:(?:\.[0-9]{1,8}){1,9}|,[0-9]{1,8})?)",
    )
)
SIGNS = "§%€$£°"
SHAPED = re.compile(rf"{_BEGIN}(?:{_SHAPES}){_END}|(?P<sign>[{SIGNS}](?::[a-zåäö]{{1,6}}(?!\w))?)")

THOUSANDS = re.compile(rf"(?:{_THOUSANDS}){_END}")
DECISION_ID = re.compile(r"[a-z0-9-]{1,100}/[a-z0-9-]{1,200}/[0-9]{4}-[0-9]{2}-[0-9]{2}/[a-z0-9-]{1,50}")
CASE_ID = re.compile(rf"{_CASE}|[A-Z]{{2,8}} [0-9]{{4}}-[0-9]{{6}}(?: T(?: [0-9]{{2}}){{1,4}})?")

RUN = re.compile(r"[^\W_]+")
"""A run of letters and digits."""


def canonical(shape: str, text: str) -> str:
    """One spelling for all: `04.04.2022` → `4.4.2022`, `92 990` and `92.990` → `92990`; lower case."""
    if shape == "date" and text.count(".") == 2:
        return ".".join(str(int(part)) for part in text.split("."))
    if shape == "thousands":
        return "".join(sign for sign in text if sign.isdigit() or sign == ",")
    return text.lower().replace("–", "-")
