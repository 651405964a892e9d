"""Decisions made for measuring: as many as asked, the same each time, of words that look and inflect like Finnish.

How often a word is used follows Zipf's law; the words are compounds of two everyday nouns, in eleven forms. The texts
mean nothing. Each has about 400 words: a title, a decision, a proposal, reasons, sometimes a table; a body, a day, and
at most one sum, so that all peers mean the same by a range.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from itertools import accumulate, islice
from pathlib import Path

from corpus import Archive
from index.finnish import Analysis
from parser import Amount, Decision, Meeting, Minutes, Outcome, Person, Section, Source, SourceDocument, Table, slug

SEED = 2024
PER_MEETING = 25

# Nouns to put together. Endings go behind them without gradation: they only have to look like Finnish, since what
# each form is found by is known here (`analyses`), and no dictionary is asked.
_NOUNS = tuple((Path(__file__).parent / "nouns.txt").read_text(encoding="utf-8").split())
_ENDINGS = ("", "n", "ssa", "sta", "lla", "lta", "lle", "ksi", "na", "t", "tta")
_FRONT = str.maketrans("a", "ä")
_SMALL = (
    "ja",
    "on",
    "että",
    "sekä",
    "tai",
    "ei",
    "ovat",
    "joka",
    "myös",
    "vuoden",
    "mukaan",
    "kaupunki",
    "päätti",
    "esittää",
    "hyväksyä",
)
_BODIES = (
    *("Kaupunginhallitus", "Kaupunginvaltuusto", "Tekninen lautakunta", "Sivistyslautakunta"),
    *("Ympäristölautakunta", "Tarkastuslautakunta", "Hyvinvointilautakunta", "Elinvoimajaosto"),
)
_BODY_WEIGHTS = (30, 10, 20, 15, 8, 4, 10, 3)
_OUTCOMES: tuple[Outcome, ...] = ("approved", "amended", "rejected", "returned", "tabled", "noted", "elected")
_OUTCOME_WEIGHTS = (70, 5, 3, 3, 3, 12, 4)
_NAMES = tuple(
    f"{first} {last}"
    for first in ("Aino", "Eero", "Helmi", "Onni", "Saara")
    for last in ("Malli", "Mukava", "Keksi", "Sepite")
)
_FIRST_DAY = date(2005, 1, 10)
_DAYS = 365 * 19


class Words:
    """Draws word forms: rank by rank rarer, the first ones words of grammar.

    lemmas    all words; a compound's parts are in `parts`
    """

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        compounds = {
            first + link + second: (first, second)
            for first in _NOUNS
            for link in ("", "n")
            for second in _NOUNS
            if first != second
        }
        order = list(compounds)
        dice.shuffle(order)
        self.lemmas = (*_SMALL, *order)
        self.parts = compounds
        self._sums = tuple(accumulate(1 / (rank + 2) for rank in range(len(self.lemmas))))

    def forms(self, count: int) -> list[str]:
        """So many words of running text."""
        drawn = self._dice.choices(self.lemmas, cum_weights=self._sums, k=count)
        return [self._dice.choice(inflected(word)) for word in drawn]

    def analyses(self) -> dict[str, Analysis]:
        """What each form of each word is found by."""
        return {
            form: Analysis((word,), self.parts.get(word, ()))
            for word in reversed(self.lemmas)
            for form in inflected(word)
        }


@cache
def inflected(word: str) -> tuple[str, ...]:
    """The forms of a word."""
    if word in _SMALL:
        return (word,)
    has_back = any(vowel in word for vowel in "aou")
    return tuple(word + (ending if has_back else ending.translate(_FRONT)) for ending in _ENDINGS)


def minutes(count: int, seed: int = SEED) -> Iterator[tuple[SourceDocument, Minutes]]:
    """Documents of meetings that hold so many decisions together, each with its minutes."""
    dice = random.Random(seed)
    words = Words(dice)
    number = dict.fromkeys(_BODIES, 0)
    meetings = -(-count // PER_MEETING)
    for place in range(meetings):
        body = dice.choices(_BODIES, _BODY_WEIGHTS)[0]
        day = _FIRST_DAY + timedelta(days=place * _DAYS // meetings)
        many = min(PER_MEETING, count - place * PER_MEETING)
        decisions = []
        for _ in range(many):
            number[body] += 1
            decisions.append(_decision(dice, words, body, day, number[body]))
        document = SourceDocument(f"made {seed} {place}".encode(), "text/plain", f"made-{place}.txt")
        source = Source(document.origin, document.sha256, document.media_type)
        yield document, Minutes(source, "minutes", "Lahti", body, Meeting(day), tuple(decisions))


def decisions(count: int, seed: int = SEED) -> Iterator[Decision]:
    """The decisions alone."""
    yield from islice((each for _, made in minutes(count, seed) for each in made.decisions), count)


def _decision(dice: random.Random, words: Words, body: str, day: date, number: int) -> Decision:
    texts = {kind: _text(words, count) for kind, count in (("decision", 40), ("proposal", 70), ("reasons", 260))}
    sections = tuple(
        Section(kind, heading, texts[kind])  # type: ignore[arg-type]  # the kinds stand two lines above
        for kind, heading in (("decision", "Päätös"), ("proposal", "Päätösehdotus"), ("reasons", "Perusteluosa"))
    )
    tables = (_table(dice, words),) if dice.random() < 0.2 else ()
    return Decision(
        id=f"lahti/{slug(body)}/{day}/{number}",
        number=str(number),
        title=" ".join(words.forms(6)).capitalize(),
        case_id=f"{dice.randrange(1, 4000)}/0{dice.randrange(1, 9)}.01.03/{day.year}",
        preparers=(Person(dice.choice(_NAMES), "suunnittelija"),),
        presenter=None,
        sections=sections,
        decision_text=texts["decision"],
        proposal_text=texts["proposal"],
        effective_text=texts["decision"],
        outcome=dice.choices(_OUTCOMES, _OUTCOME_WEIGHTS)[0],
        outcome_words=None,
        tables=tables,
        amounts=tuple(_amount(dice) for _ in range(dice.choice((0, 0, 1)))),
    )


def _text(words: Words, count: int) -> str:
    forms = words.forms(count)
    sentences = [" ".join(forms[first : first + 11]).capitalize() + "." for first in range(0, count, 11)]
    return "\n\n".join(" ".join(sentences[first : first + 4]) for first in range(0, len(sentences), 4))


def _table(dice: random.Random, words: Words) -> Table:
    rows = tuple((words.forms(1)[0], str(dice.randrange(1000, 90_000))) for _ in range(5))
    return Table(
        " ".join(words.forms(3)),
        ("Kohde", "€"),
        rows,
        "funding",
        "€",
        (),
        None,
        None,
        tuple((None, None) for _ in rows),
    )


def _amount(dice: random.Random) -> Amount:
    value = Decimal(round(10 ** dice.uniform(1.5, 6.5))).quantize(Decimal("0.01"))
    return Amount(value, f"{value} €", "text", None, None, None, None, None, None)


@cache
def words_of(seed: int = SEED) -> Words:
    """The words that the decisions of a seed are made of."""
    return Words(random.Random(seed))


def archive_of(folder: Path, count: int, seed: int = SEED) -> Archive:
    """An archive of so many of them."""
    archive = Archive.open(folder, create=True)
    for document, made in minutes(count, seed):
        archive.add(document, made)
    return archive
