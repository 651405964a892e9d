"""What a sum of money in a list or in running text belongs to: the list item's name, or its clause's subject."""

from __future__ import annotations

import re

from parser.normalise import BULLETS
from parser.sumwords import vocabulary, without_limit

_MARKER = re.compile(rf"\A(?:\d{{1,2}}[.)]|[a-zåäö]\)|[{BULLETS}])\s+")
_BOUNDARY = re.compile(r"[.!?:…]\s(?=\S)|\n|[;(]|,\s")
_PASSIVE = re.compile(
    r"[^\W\d_]{2,30}(?:etaan|itaan|otaan|utaan|ataan|etään|itään|ytään|ätään|ötään|idaan|adaan|odaan|edään|idään|ydään|ödään|ttiin)"
)
_RELATIVE = re.compile(r"jo(?:ka|tka|nka|iden|ista|sta|hon|ihin|issa|ssa|lla|illa)(?![^\W_])", re.IGNORECASE)
_ABBREVIATED = re.compile(
    r"(?:(?<!\w)(?:n|v|alv|mm|esim|ns|nro|p|milj|mrd|sis|ko|em|ao|tms|yms|ym|klo|oik|op)|(?<![\d.])\d{1,2})\.\s\Z", re.I
)
_COUNTED = re.compile(r"(?<!\w)(?:on|ovat|oli|olivat|noin|yhteensä) \d{1,2}\. \Z", re.IGNORECASE)
_TAX = re.compile(
    r"\A\(?(?:sis\.? ?|\+ ?)?(?<!\w)(?:alv|arvonlisävero[a-zåäö]{0,14})[.:]?(?: ?\d{1,2}(?:,\d)?(?: ?%)?)?\)?[ ,]*",
    re.IGNORECASE,
)
_EDGES = " \t:,;.–—-(\"”'’/"
_LONGEST = 80
_MOST_WORDS = 8
_WINDOW = 240


def clause_before(text: str, start: int, since: int) -> str:
    """The clause that stands before a sum: back to the sum before it, or to the last sign that parts clauses.

    Where such a sign stands right before the sum ("Malli Oy, 5 000 €"), the clause before that sign.
    """
    window = text[max(since, start - _WINDOW) : start]
    ends = [match for match in _BOUNDARY.finditer(window) if not _is_abbreviated(window, match.end())]
    parts = []
    at = 0
    for match in ends:
        parts.append(window[at : match.start()])
        at = match.end()
    parts.append(window[at:])
    for part in reversed(parts):
        if _words(part):
            return part.strip(_EDGES)
    return ""


def _is_abbreviated(window: str, end: int) -> bool:
    """Is the full stop at `end` an abbreviation's or an ordinal's? `on 25. Hankkeen` ends a sentence."""
    if not _ABBREVIATED.search(window[:end]):
        return False
    return not (window[end].isupper() and _COUNTED.search(window[:end]))


def item_name(text: str, start: int) -> str | None:
    """The words between a list item's marker and its first sum, when they are a name."""
    label = without_limit(_MARKER.sub("", text[:start], count=1)).strip(" :,–-")
    if not 0 < len(label) <= _LONGEST or any(_is_verb(word) for word in label.split()):
        return None
    return label


def subject_of(clause: str) -> str | None:
    """What a clause speaks of: the words before its verb; behind it, where it begins with one."""
    words = _words(_TAX.sub("", _outside_brackets(clause), count=1))
    at = next((at for at, word in enumerate(words) if _is_verb(word)), None)
    subject = words if at is None else words[:at] or _without_verbs(words)
    while subject and _is_aside(subject[-1]):
        subject = subject[:-1]
    label = " ".join(subject).strip(_EDGES)
    if not re.search(r"[^\W\d_]{2}", label) or len(label) > _LONGEST or len(subject) > _MOST_WORDS:
        return None
    return None if _RELATIVE.fullmatch(label) else label


def does_not_pay(clause: str) -> bool:
    """Has a clause a verb, and none of them one of paying?"""
    verbs = [word for word in _words(clause) if _is_verb(word)]
    return bool(verbs) and not any(word.casefold().strip(",;:(.") in vocabulary().pays for word in verbs)


def _outside_brackets(clause: str) -> str:
    """The clause without the end of a remark that began before it: `§ 229) hakemuksen käsittelystä`."""
    closed = clause.rfind(")")
    return clause[closed + 1 :] if closed >= 0 and clause.count(")") > clause.count("(") else clause


def _without_verbs(words: list[str]) -> list[str]:
    at = 0
    while at < len(words) and (_is_verb(words[at]) or _is_aside(words[at])):
        at += 1
    rest = words[at:]
    return [] if any(_is_verb(word) for word in rest) else rest


def _words(clause: str) -> list[str]:
    words = _MARKER.sub("", clause.strip(), count=1).split()
    words = [word for word in words if re.search(r"\w|§", word)]
    while words and _is_aside(words[0]):
        words = words[1:]
    return words


def _is_aside(word: str) -> bool:
    bare = word.casefold().strip(",;:(")
    return bare in vocabulary().aside or bare in vocabulary().per_unit or _RELATIVE.fullmatch(word) is not None


def _is_verb(word: str) -> bool:
    bare = word.casefold().strip(",;:(.")
    return bare in vocabulary().verbs or _PASSIVE.fullmatch(bare) is not None
