"""What a body changed in what was proposed to it, read from one decision. The words are data: `changes.toml`.

No change is claimed where the text does not show one: a decision that only points to its proposal, or says it again in
the past tense, has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from parser.differing import Span, len_shared, same_word, share_kept, spans_of, words_in
from parser.language import sentences
from parser.model import Decision
from parser.outcomes import compiled, outcome_of, points_to_proposal, sentences_of
from parser.people import is_given_name
from parser.vocabulary import read_vocabulary

Ground = Literal["restated", "motion", "said", "rewritten", "added", "set aside"]

_OPENING = 3  # words by which a text that is said again is known
_ALIKE = 0.5  # the share of words that a text and its changed form have in common at least
_LEAST_OF_MOTION = 4  # words
_LONGEST_STEM = 6  # letters that two forms of a word share at least, in the same place of two texts
_LONGEST_ENDING = 3
_BETWEEN_NAMES = frozenset(["ja", "sekä", "ry", "r.y"])
_SET_ASIDE = ("returned", "tabled", "withdrawn")
_WORD = re.compile(r"[^\W_]+(?:[.,:/–-][^\W_]+)*")
_MARKER = re.compile(r"\d{1,2}[.)]?|[a-zåäö]\)?", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-ZÅÄÖ][\w’-]+")
_LABELLED = re.compile(
    r"^(?:Vasta|Muutos|Lisäys)(?:ehdotus|esitys)(?: (?:nro )?\d{1,3})?:\s{0,3}"
    r"(?P<maker>[A-ZÅÄÖ][\w’-]{1,40}(?: [A-ZÅÄÖ][\w’-]{1,40}){1,3}):\s{0,3}(?P<text>.{1,5000})",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Changes:
    """How a decision differs from its proposal (muutokset ehdotukseen).

    ground  restated   the presenter changed the proposal, and the changed text is printed
            motion     a counter-proposal won
            said       the text says that the proposal was changed; the changed text is not printed whole
            rewritten  the decision's own text is the proposal's with changes
            added      the proposal was approved and something decided besides
            set aside  nothing was decided of what was proposed: returned, left on the table, withdrawn
    words   the sentence that tells it, as printed; of a rewritten decision the first that is not the proposal's
    before  the proposal, or the part of it in whose place `after` stands
    after   the text that took its place; None where it is not printed
    spans   the two word by word; none where only one of them is there, or they have too little in common
    """

    ground: Ground
    words: str
    before: str | None = None
    after: str | None = None
    spans: tuple[Span, ...] = ()


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return compiled(read_vocabulary("changes.toml")[name]["patterns"])


def tells(name: str, sentence: str) -> re.Match[str] | None:
    """Whether a sentence is one of the kind that `changes.toml` calls so."""
    return _patterns(name).search(sentence)


def changes_of(decision: Decision) -> Changes | None:
    """What the body changed; None where the text shows no change, or there is no decision (an agenda)."""
    if decision.decision_text is None:
        return None
    texts = _texts(decision)
    said = [sentence for text in texts for part in text.split("\n\n") for sentence in sentences_of(part)]
    if decision.outcome in _SET_ASIDE:
        return _set_aside(decision, said)
    won = next((sentence for sentence in reversed(said) if _won(sentence)), None)
    if won:
        return _motion(decision, texts, said, won)
    telling = [sentence for sentence in said if outcome_of(sentence) == "amended"]
    if telling or decision.outcome == "amended":
        return _amended(decision, texts, telling or [decision.outcome_words or ""])
    return _rewritten(decision) or _added(decision)


def _texts(decision: Decision) -> tuple[str, ...]:
    """What tells of the course of the meeting: the decision itself first."""
    rest = [section.text for section in decision.sections if section.kind in ("handling", "vote") and section.text]
    return (decision.decision_text or "", *rest)


def _set_aside(decision: Decision, said: Sequence[str]) -> Changes | None:
    proposal = decision.proposal_text
    changed = any(outcome_of(sentence) == "amended" for sentence in said)
    if proposal is None and not changed:
        return None
    if proposal and any(outcome_of(sentence) == decision.outcome for sentence in sentences_of(proposal)):
        return None
    return Changes("set aside", decision.outcome_words or "", proposal)


def _won(sentence: str) -> bool:
    return bool(tells("won", sentence)) and not tells("stood", sentence) and not _only_made(sentence)


def _only_made(sentence: str) -> bool:
    return "ei kannat" in sentence or "raukes" in sentence or "hylättiin" in sentence


def _amended(decision: Decision, texts: Sequence[str], telling: Sequence[str]) -> Changes:
    proposal = decision.proposal_text
    after = _said_again(proposal, texts, telling) if proposal else None
    if proposal is None or after is None:
        return Changes("said", telling[0], proposal)
    spans = spans_of(proposal, after)
    if share_kept(spans) < _ALIKE or not _material(spans):
        return Changes("said", telling[0], proposal)
    return Changes("restated", telling[0], proposal, after, spans)


def _motion(decision: Decision, texts: Sequence[str], said: Sequence[str], won: str) -> Changes:
    proposal = decision.proposal_text
    again = _said_again(proposal, texts[:1], ()) if proposal else None
    if proposal and again and _at_paragraph(texts[0], again) and _material(spans := spans_of(proposal, again)):
        return Changes("motion", won, proposal, again, spans)
    after = _motion_text(texts, said, won)
    if proposal is None or after is None:
        return Changes("motion", won, proposal, after)
    part = _part_replaced(proposal, after)
    return Changes("motion", won, part or proposal, after, spans_of(part, after) if part else ())


def _at_paragraph(text: str, part: str) -> bool:
    at = text.find(part)
    return at == 0 or text[at - 1 : at] == "\n"


def _motion_text(texts: Sequence[str], said: Sequence[str], won: str) -> str | None:
    """What the counter-proposal that won says, by its maker's name; the only one made, where no name tells."""
    made = [(match[1], text) for sentence in said if (match := _made(sentence)) for text in (match[0],)]
    made += [(match["maker"], match["text"]) for text in texts for match in _LABELLED.finditer(text)]
    named = [text for maker, text in made if _is_named(maker, won)]
    if named:
        return named[0]
    return made[0][1] if len(made) == 1 else None


def _made(sentence: str) -> tuple[str, str] | None:
    """The words of a counter-proposal that a sentence tells, and who made it: (words, what stands before)."""
    match = tells("motion", sentence)
    if not match:
        return None
    words = sentence[match.end() :].strip(" \"”'’")
    return (words, sentence[: match.start()]) if len(words.split()) >= _LEAST_OF_MOTION else None


def _is_named(maker: str, won: str) -> bool:
    """Is the surname of one who stands before "teki" in the sentence that tells who won, however inflected?"""
    surnames = [word for word in _CAPITALISED.findall(maker) if not is_given_name(word)]
    return any(len(word) > 3 and word[: max(3, len(word) - 3)] in won for word in surnames)


def _part_replaced(proposal: str, after: str) -> str | None:
    """The sentences, or the clause, of a proposal that a counter-proposal is about: those most like it."""
    best, share = None, _ALIKE
    for part in _parts_of(proposal):
        alike = share_kept(spans_of(part, after))
        if alike > share:
            best, share = part, alike
    return best


def _parts_of(text: str) -> Iterator[str]:
    for start, end in sentences(text):
        sentence = text[start:end]
        yield sentence
        for clause in re.finditer(r"\bettä |: ", sentence):
            yield sentence[clause.end() :]


def _said_again(proposal: str, texts: Sequence[str], telling: Sequence[str]) -> str | None:
    """The text that begins as the proposal does, in the decision or the handling; to where the meeting goes on."""
    opening = [match[0] for match in _WORD.finditer(proposal[:400])][:_OPENING]
    if len(opening) < _OPENING:
        return None
    for text in texts:
        words = list(_WORD.finditer(text))
        for at in range(len(words) - _OPENING + 1):
            if not all(same_word(words[at + n][0], opening[n]) for n in range(_OPENING)):
                continue
            start = words[at].start()
            if _begins_something(text, start):
                return _to_the_end(text, start)
    return None


def _begins_something(text: str, start: int) -> bool:
    """A sentence, or the clause that says what is proposed now: behind `että`, a colon or a quotation mark."""
    before = text[:start].rstrip(" \"”'’“")
    return not before or before[-1] in "\n.:!" or before.endswith(" että") or text[start - 1] == "\n"


def _to_the_end(text: str, start: int) -> str:
    end = len(text)
    for first, last in sentences(text[start:]):
        if first and tells("course", " ".join(text[start + first : start + last].split())):
            end = start + first
            break
    return text[start:end].strip(' \n"”')


def _rewritten(decision: Decision) -> Changes | None:
    """The decision's text says the proposal again, with other words or numbers."""
    proposal, text = decision.proposal_text, decision.decision_text or ""
    if not proposal or decision.outcome == "elected":  # whom a proposal leaves open, a decision names
        return None
    after = _said_again(proposal, (text,), ())
    if after is None or not _at_paragraph(text, after) or points_to_proposal(text):
        return None
    spans = spans_of(proposal, after)
    if share_kept(spans) < _ALIKE or not _material(spans):
        return None
    changed = next(span for span in spans if _matters(span))
    return Changes("rewritten", _sentence_of(after, spans, changed), proposal, after, spans)


def _sentence_of(after: str, spans: Sequence[Span], changed: Span) -> str:
    """The sentence of the new text in which a change stands."""
    at = len("".join(span.after for span in spans[: list(spans).index(changed)]))
    place = next((place for place in sentences(after) if place[1] >= at), (0, len(after)))
    return " ".join(after[place[0] : place[1]].split())


def _material(spans: Sequence[Span]) -> bool:
    return any(_matters(span) for span in spans)


def _matters(span: Span) -> bool:
    """Whether a change is of what is decided: no list number, mark, other form of a word, or how it was decided."""
    if span.kind == "kept":
        return False
    old, new = _telling_words(span.before), _telling_words(span.after)
    if len(old) == len(new) and all(map(_same_but_for_form, old, new)):
        return False
    if not old and all(word[0].isupper() or word in _BETWEEN_NAMES for word in new):  # whom the proposal left open
        return False
    numbers = any(sign.isdigit() for word in (*old, *new) for sign in word)
    return numbers or len(old) + len(new) > 1 or "ei" in (*old, *new)


def _telling_words(text: str) -> list[str]:
    return [word for word in words_in(_patterns("manner").sub(" ", text)) if not _MARKER.fullmatch(word)]


def _same_but_for_form(one: str, other: str) -> bool:
    """The same word, or as good as: "mainitut" and "mainitun"."""
    left, right = one.casefold(), other.casefold()
    shared = len_shared(left, right)
    alike = shared >= _LONGEST_STEM and max(len(left), len(right)) - shared <= _LONGEST_ENDING
    return same_word(one, other) or (alike and left.isalpha() and right.isalpha())


def _added(decision: Decision) -> Changes | None:
    """The decision approves the proposal and adds to it."""
    text = decision.decision_text or ""
    if decision.outcome != "approved" or not points_to_proposal(text):
        return None
    said = sentences_of(text)
    more = [sentence for sentence in said if tells("addition", sentence) and not tells("course", sentence)]
    return Changes("added", more[0], None, "\n".join(more)) if more else None
