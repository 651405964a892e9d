"""References to decisions: "KH 4.4.2022 § 129", "lautakunta 16.6.2020 (§ 99)", "§ 99", "§:t 12–14".

The id that a reference means is told only where its date is printed and its body is printed or can be no other;
what the archive has to be asked for stays without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from parser.fields import DATE, date_of
from parser.mentions import Mention, Taken
from parser.normalise import slug
from parser.places import body_of, is_office

_DAY = r"(?<![\d.])[0-3]?\d\.[01]?\d\.(?:19|20)\d\d(?!\d)"
_NUMBER = r"\d{1,4}(?: ?[a-z](?!\w))?"
_RANGE = r" ?[–-] ?(?:§ ?)?\d{1,4}(?![\d.])"
_MORE = r"(?:, ?|,? ja |,? sekä )(?:§ ?)?\d{1,4}(?![\w.]|/\d|,\d)"
_NUMBERS = rf"{_NUMBER}(?:{_RANGE}|{_MORE}){{0,12}}"
_SIGN = r"(?:§§|§(?::[a-zäö]{1,4})?|pykälä(?:t|n|ssä|stä|ssa|än|ä|ien)?)"


def _behind(name: str) -> str:
    return rf"{_SIGN} ?(?P<{name}>{_NUMBERS})(?![\d:])"


_DATED = re.compile(
    rf"(?P<day>{_DAY})(?:(?:,? klo \d{{1,2}}[.:]\d\d)?[ ,/]{{0,3}}\(?{_behind('a')}"
    rf"|(?: [a-zåäö]{{2,25}}){{1,3}} \(?{_behind('b')}|[ ,/]{{1,3}}\(?(?P<c>\d{{1,4}}) ?§(?![:\w]))"
)
_TURNED = re.compile(
    rf"(?<![\w§])§ ?(?P<a>{_NUMBER})[ ,/]{{1,3}}\(?(?P<day>{_DAY})"
    rf"|(?<![\d.])(?P<b>\d{{1,4}}) ?§[ ,/]{{1,3}}(?P<on>{_DAY})"
)
_BARE = re.compile(
    rf"(?<!\w){_SIGN.replace('pykälä', '[Pp]ykälä')} ?(?P<a>{_NUMBERS})(?P<year>/(?:19|20)\d\d(?!\d))?(?![\d:])"
)
_LAWLIKE_BEFORE = re.compile(
    r"(?:sopimu|säännö|sääntö|\blain\b|\blaki|asetu|ohje|järjesty|TES\b|luvun|luku|direktiivi|§|mom|määräy)\S{0,12}"
    r" (?:\(?\d\S{0,12} ){0,2}\Z",
    re.IGNORECASE,
)
_LAWLIKE_BEHIND = re.compile(r",? ?\d{0,2}\.? ?(?:mom|kohda|kohta|luvu)")
_BODY_WORD = re.compile(
    r"(?<![\w-])[A-ZÅÄÖa-zåäö][a-zåäö-]{0,60}?(?:hallitu(?:s|ksen|ksessa)|valtuusto(?:n|ssa)?|lautakun(?:ta|nan|nassa)"
    r"|jaosto(?:n|ssa)?|jao(?:s|ksen|ksessa)|toimikun(?:ta|nan|nassa)|johtokun(?:ta|nan|nassa)|neuvosto(?:n|ssa)?"
    r"|neuvottelukun(?:ta|nan|nassa)|valiokun(?:ta|nan|nassa)|toimieli(?:n|men|messä))(?!\w)"
    r"|(?<![\w-])(?:hallitu(?:s|ksen|ksessa)|valtuusto(?:n|ssa)?|lautakun(?:ta|nan|nassa)|jaosto(?:n|ssa)?)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w-]*")
_SHORT = re.compile(r"(?<![\w.])(?P<name>[A-ZÅÄÖ][A-Za-zÅÄÖåäö.]{0,14}|kh|kv|khall|kvalt)[,:]? \(?\Z")
_ABBREVIATION = re.compile(
    r"[A-ZÅÄÖ]{2,8}|[A-ZÅÄÖ][a-zåäö]{0,8}[A-ZÅÄÖ]\w{0,6}|\w{1,12}(?:ltk|lk|la|jsto|jst)|\w{1,10}\.\w{1,6}",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:][\s)]+(?=[A-ZÅÄÖ])|\n")
_NOMINATIVE = (
    (re.compile(r"hallituks(?:en|essa)\Z", re.IGNORECASE), "hallitus"),
    (re.compile(r"kunna(?:n|ssa)\Z", re.IGNORECASE), "kunta"),
    (re.compile(r"(?<=sto)(?:n|ssa)\Z", re.IGNORECASE), ""),
    (re.compile(r"jaokse(?:n|ssa)\Z", re.IGNORECASE), "jaos"),
    (re.compile(r"toimielime(?:n|ssä)\Z", re.IGNORECASE), "toimielin"),
)
_FIRST_PART = re.compile(r"(?<![\w-])[A-ZÅÄÖa-zåäö][a-zåäö]{1,40}-(?:, [a-zåäö]{2,30}-)? ja \Z")
_PREFIX = re.compile(r"\A[\wåäö]{2,30}-(?=[A-ZÅÄÖ])")
_TECHNICAL = re.compile(r"(?<!\w)tekni(?:nen|sen|sessä) \Z", re.IGNORECASE)
_LISTED = re.compile(r"\A[\s(•–-]*\Z|/ ?\Z")  # a list of officers' decisions: "12.9.2025 § 24 …", "… / 12.9.2025 § 24"
_BY_OFFICERS = re.compile(r"viranhaltijapäätö", re.IGNORECASE)
_FAR_LIST = 1_500
_FAR = 220  # characters before the date in which its body is sought


@dataclass(frozen=True, slots=True)
class Where:
    """In whose text a reference stands: the municipality, and the body; an empty one where nobody can tell it."""

    municipality: str
    body: str


def decision_mentions(text: str, where: Where) -> Iterator[Mention]:
    """The references to decisions; one of several numbers comes once for each number that has an id."""
    taken = Taken(text)
    for match in sorted((*_DATED.finditer(text), *_TURNED.finditer(text)), key=lambda found: found.start()):
        if taken.holds(*match.span()):
            continue
        groups = match.groupdict()
        day = DATE.search(groups.get("day") or groups.get("on") or "")
        on = date_of(day) if day else None
        if on is None or _LAWLIKE_BEHIND.match(text, match.end()):
            continue
        start, body = _body(text, match.start(), where)
        end = _closed(text, start, match.end())
        taken.take(match.start(), end)
        numbers = next(groups[name] for name in "abc" if groups.get(name))
        for number in numbers_in(numbers):
            target = f"{slug(where.municipality)}/{slug(body)}/{on.isoformat()}/{slug(number)}" if body else None
            yield Mention("decision", start, end, text[start:end], target)
    for match in _BARE.finditer(text):
        if taken.holds(*match.span()):
            continue
        before = text[max(0, match.start() - 40) : match.start()]
        if not _LAWLIKE_BEFORE.search(before) and not _LAWLIKE_BEHIND.match(text, match.end()):
            if match[0][:1] in "Pp" and not before.endswith("("):
                continue  # "pykälä 5" of who knows what
            yield Mention("decision", match.start(), match.end(), match[0])


def numbers_in(printed: str) -> tuple[str, ...]:
    """The § numbers of "12–14", "22 ja 30": a range is its numbers, where it rises and is not long."""
    found: list[str] = []
    for part in re.findall(r"\d{1,4} ?[–-] ?(?:§ ?)?\d{1,4}|\d{1,4}(?: ?[a-z](?!\w))?", printed):
        ends = [int(end) for end in re.findall(r"\d+", part)]
        if len(ends) == 2 and 0 < ends[1] - ends[0] <= 60:
            found += [str(number) for number in range(ends[0], ends[1] + 1)]
        else:
            found += [part.replace(" ", "")] if len(ends) == 1 else [str(end) for end in ends]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Cited:
    """What a reference without a date cites: § numbers, and the year where it is printed ("§ 12/2024")."""

    numbers: tuple[str, ...]
    year: int | None


def cited(raw: str) -> Cited | None:
    """The numbers of a reference without a date; None of one that has a date or is none."""
    match = _BARE.fullmatch(raw)
    return Cited(numbers_in(match["a"]), int(match["year"][1:]) if match["year"] else None) if match else None


def _closed(text: str, start: int, end: int) -> int:
    """The end with the bracket that was opened inside."""
    inside = text[start:end]
    return end + 1 if inside.count("(") > inside.count(")") and text[end : end + 1] == ")" else end


def _body(text: str, at: int, where: Where) -> tuple[int, str | None]:
    """Where the reference that has its date at `at` begins, and the body that it means, or None."""
    before = text[max(0, at - _FAR) : at]
    first = at - len(before)
    short = _SHORT.search(before)
    if short:
        named = _of_own_kind(body_of(short["name"]), where)
        if named and not _BODY_WORD.fullmatch(short["name"]):
            return first + short.start("name"), named
        if _ABBREVIATION.fullmatch(short["name"]) and not _BODY_WORD.fullmatch(short["name"]):
            return first + short.start("name"), None  # a body that we do not know is not ours
    ends = list(_SENTENCE_END.finditer(before))
    sentence = before[ends[-1].end() :] if ends else before
    offset = first + len(before) - len(sentence)
    words = list(_BODY_WORD.finditer(sentence))
    officer = next((word for word in reversed(list(_WORD.finditer(sentence))) if _is_officer(word[0])), None)
    if where.body and where.body.casefold() in sentence.casefold() and not words:
        return at, where.body
    if not words and (_LISTED.search(sentence) or _BY_OFFICERS.search(text, max(0, at - _FAR_LIST), at)):
        return at, None
    if officer and (not words or officer.start() > words[-1].start()):
        return at, None
    if not words:
        return at, where.body or None
    start, name = _full_name(sentence, words[-1])
    adjacent = not sentence[words[-1].end() :].strip(" ,(")
    return offset + start if adjacent else at, _of_own_kind(name, where)


def _is_officer(word: str) -> bool:
    low = word.casefold()
    return is_office(low) or (low.endswith("n") and (is_office(low[:-1]) or low.endswith(("päällikön", "insinöörin"))))


def _full_name(sentence: str, word: re.Match[str]) -> tuple[int, str]:
    """The whole name of the body whose last word is this, in its base form."""
    name = _PREFIX.sub("", word[0])  # "ote-Kaupunginhallitus"
    for ending, base in _NOMINATIVE:
        name = ending.sub(base, name)
    start = word.end() - len(_PREFIX.sub("", word[0]))
    part = _FIRST_PART.search(sentence, max(0, start - 80), start)
    adjective = _TECHNICAL.search(sentence, max(0, start - 12), start)
    if part:
        start, name = part.start(), part[0] + name
    elif adjective:
        start, name = adjective.start(), f"Tekninen {name}"
    return start, name[:1].upper() + name[1:]


def _of_own_kind(name: str | None, where: Where) -> str | None:
    """A city has a kaupunginhallitus, a rural municipality a kunnanhallitus; "lautakunta" alone is one's own."""
    own = where.body.casefold()
    if name is None:
        return None
    low = name.casefold()
    if low.startswith("kunnan") and own.startswith("kaupungin"):
        return None  # another municipality's
    if low.startswith("kaupungin") and own.startswith("kunnan"):
        return f"Kunnan{low.removeprefix('kaupungin')}"
    if low in ("lautakunta", "jaosto", "jaos", "johtokunta", "toimikunta", "toimielin", "neuvosto"):
        return where.body if own and own.endswith(low) else None
    if low in ("hallitus", "valtuusto"):
        if own.endswith(low):
            return where.body
        kind = next((kind for kind in ("kaupungin", "kunnan", "yhtymä", "alue") if own.startswith(kind)), None)
        return f"{kind}{low}".capitalize() if kind else None
    return name
