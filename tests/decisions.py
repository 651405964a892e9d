"""Random decisions in Lahti's layout for hypothesis: plain text, and what was put into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

WORDS = (
    "kaupunki",
    "hanke",
    "rahoitus",
    "avustus",
    "lautakunta",
    "esitys",
    "koulu",
    "päiväkoti",
    "katu",
    "puisto",
    "työllisyys",
    "kotoutuminen",
    "selvitys",
    "palvelu",
    "asukas",
    "vuosi",
    "talousarvio",
    "sopimus",
    "vuokra",
    "tontti",
    "kaava",
    "liikenne",
    "kirjasto",
    "nuoriso",
    "äänestys",
    "ympäristö",
    "hyväksyä",
    "toteuttaa",
    "kehittää",
    "valmistella",
    "kilpailuttaa",
    "yhdessä",
    "seudulla",
    "Päijät-Hämeessä",
    "EU-rahoitus",
    "1980-luvulla",
)
HEADINGS = ("Perusteluosa", "Tiivistelmä", "Käsittely", "Toimenpiteet", "Liitteet", "Muutoksenhaku")


@dataclass(frozen=True)
class Written:
    """A decision as text, and the lines that are headings in it."""

    text: str
    headings: tuple[str, ...]


words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30)
sentences = words.map(lambda chosen: " ".join(chosen).capitalize() + ".")
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
short = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(lambda chosen: " ".join(chosen).capitalize())
numbers = st.integers(min_value=1, max_value=9_999_999).map(lambda value: f"{value:,}".replace(",", " "))


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A funding table as tab rows, under its caption."""
    columns = draw(st.integers(min_value=2, max_value=4))
    names = [f"Rahoittaja {letter}" for letter in "ABCD"[:columns]]
    rows = draw(st.lists(st.tuples(*[numbers] * columns), min_size=2, max_size=4))
    lines = ["\t".join(["", *names]), *("\t".join([f"Hanke {at}", *row]) for at, row in enumerate(rows, 1))]
    return "\n".join(["Hankkeiden rahoitus", "", *lines])


numbered = st.lists(short, min_size=2, max_size=4).map(
    lambda items: "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1))
)
contents = st.lists(st.one_of(paragraphs, numbered, tables()), min_size=1, max_size=4).map("\n\n".join)


@st.composite
def decisions(draw: st.DrawFn) -> Written:
    """A whole decision; its sections in any order."""
    day = draw(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
    number = draw(st.integers(min_value=1, max_value=999))
    head = [
        f"Lahden kaupunki, Sivistyslautakunta, {day.day:02}.{day.month:02}.{day.year}",
        f"§ {number}",
        draw(short),
    ]
    if draw(st.booleans()):
        head.append(f"{draw(st.integers(min_value=1, max_value=9999))}/02.05.01/{day.year}")
    chosen = draw(st.lists(st.sampled_from(HEADINGS), unique=True, max_size=4))
    sections = [
        ("Päätös", "Päätösehdotus hyväksyttiin."),
        ("Päätösehdotus", draw(paragraphs)),
        ("Esittelijä", "Sivistysjohtaja Malli Matti"),
        *((heading, draw(contents)) for heading in chosen),
    ]
    ordered = draw(st.permutations(sections))
    parts = [*head, *(part for section in ordered for part in section)]
    return Written("\n\n".join(parts) + "\n", tuple(heading for heading, _ in sections))
