"""One named pattern a field. Each has examples that must and must not match, which the tests run.

All are bounded, so that time grows with the text and not faster.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time

_MONTHS = (
    "tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu",
    "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A pattern and what proves it."""

    pattern: re.Pattern[str]
    matches: tuple[str, ...]
    rejects: tuple[str, ...]

    def whole(self, text: str) -> re.Match[str] | None:
        return self.pattern.fullmatch(text.strip())

    def search(self, text: str) -> re.Match[str] | None:
        return self.pattern.search(text)


def _field(pattern: str, matches: tuple[str, ...], rejects: tuple[str, ...]) -> Field:
    return Field(re.compile(pattern), matches, rejects)


DATE = _field(
    r"(?<![\d.])(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)",
    ("04.04.2022", "3.5.2021", "31.12.1999"),
    ("4.4.", "1.221.750", "110.5", "4.4.22", "24.1"),
)
WRITTEN_DATE = _field(
    r"(?<![\d.])(?P<day>[0-3]?\d)\. (?P<month>" + "|".join(_MONTHS) + r")(?:ta)? (?P<year>(?:19|20)\d\d)(?!\d)",
    ("14. toukokuuta 2023", "1. tammikuuta 2021"),
    ("14. toukokuuta", "toukokuu 2023"),
)
PERIOD = _field(
    r"(?<![\d.])(?P<from_day>[0-3]?\d)\.(?P<from_month>[01]?\d)\.(?P<from_year>(?:19|20)\d\d)? ?[–-] ?"
    r"(?P<day>[0-3]?\d)\.(?P<month>[01]?\d)\.(?P<year>(?:19|20)\d\d)(?!\d)",
    ("1.9.2022 - 31.8.2023", "27.10.-28.11.2022", "1.1.–30.6.2024"),
    ("1.9.2022", "18 - 20", "110 - 115"),
)
TIME = _field(
    r"(?<![\d.:])(?P<hour>[0-2]?\d)[.:](?P<minute>[0-5]\d)(?![\d.:])",
    ("15:30", "17.03", "9.00"),
    ("1.12.2022", "24.1.", "1.221.750"),
)
ITEM_MARK = _field(
    r"(?:§ ?(?P<a>\d{1,4}[a-z]?)|(?P<b>\d{1,4}[a-z]?) ?§|Pykälä (?P<c>\d{1,4}))",
    ("§ 129", "46 §", "§129", "Pykälä 102", "§ 12a"),
    ("§", "§ 12 momentti", "69 §:ää", "12345 §"),
)
AGENDA_CAPTIONS = "Asianro|Asia nro|Asianumero"
AGENDA_MARK = _field(
    rf"(?:{AGENDA_CAPTIONS}):? ?(?P<number>\d{{1,4}})",
    ("Asianro 4", "Asia nro: 12", "Asianumero 7"),
    ("Asianro 1540/02.05.01/2024", "Asia 4", "Asianro"),
)
CASE_ID = _field(
    r"(?:[A-ZÅÄÖ]{1,8}[ /:-] ?)?\d{1,6}/(?:\d\d\.){1,4}\d\d(?:\.\d\d)?/(?:19|20)\d\d"  # 1131/00.01.03.01/2021
    r"|[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{1,5}(?:Dno|DNO|dno)-(?:19|20)\d\d-\d{1,6}"  # LAPDno-2025-18
    r"|HEL (?:19|20)\d\d-\d{6}(?: [A-Z](?: \d\d){2,4})?"  # HEL 2021-002763 T 06 00 00
    r"|[A-Z]{1,5}/\d{1,6}/(?:19|20)\d\d"  # D/917/2020
    r"|\d{1,6}/(?:19|20)\d\d"  # 1273/2022
    r"|\d{1,6}-(?:19|20)\d\d \(\d{2,3}(?: \d\d){0,3}(?:, \d{2,3}(?: \d\d){0,3}){0,4}\)",  # 5024-2017 (010)
    (
        "1131/00.01.03.01/2021", "1273/2022", "D/917/2020", "OUKA/1472/02.02.02/2017", "VD/1545/00.04.00/2017",
        "LAPDno-2025-18", "5024-2017 (010)", "HEL 2021-002763 T 06 00 00", "MliDno-2017-1034", "TRE:417/00.01.01/2016",
        "4826-2025 (00 01 01)", "9710-2021 (00 01 02, 06 00 00)",
    ),
    ("398-31-0-6", "A-2818", "M-22-177", "398-2020-271", "04.04.2022", "410/215"),
)  # fmt: skip
CASE_LABEL = _field(
    r"(?:(?:Asia|Diaari|Dno|Dnro|Asianro|Asianumero|Diaarinumero|Diaarinro|Asiatunnus|Asian numero)\.?:? )"
    r"(?P<id>.{3,60})",
    ("Dno 1131/00.01.03.01/2021", "Diaarinumero: 1273/2022", "Asianro 12/00.01/2024"),
    ("1131/00.01.03.01/2021", "Asiakirja 5/2021"),
)
PHONE = _field(
    r"\b(?:p|puh|gsm|matkap|tel|puhelin|puhelinnumero|matkapuhelin)\.?:? ?(?P<labelled>[+(]?\d[\d ()-]{4,18}\d)"
    r"|(?<![\d/.,-])(?P<number>(?:\+358 ?(?:\(0\) ?)?|0)\d(?:[ -]?\d){4,13})(?![\d/.,-]{0,3}\d)",
    (
        "p. 050 555 0101",
        "puh. 03 555 0102",
        "+358 50 555 0103",
        "044 5550104",
        "p. 04 555 0105",
        "puhelin: 310 55555",
        "puh. (09) 555 0106",
    ),
    ("1131/00.01.03.01/2021", "92 990", "398-31-0-6", "28 000 €", "p. 12 ja 13"),
)
EMAIL = _field(
    r"(?<![\w.+-])[\w.+-]{1,64}(?:@|\(at\)|\[at\])[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}(?![\w-])",
    ("maija.malli@lahti.example", "essi.esimerkki(at)lahti.example"),
    ("@lahti", "maija.malli"),
)
PROPERTY_ID = _field(
    r"(?<![\d-])\d{1,3}-\d{1,3}-\d{1,4}-\d{1,4}(?![\d-])",
    ("398-31-0-6", "743-1-12-4"),
    ("398-31-0", "2022-04-04"),
)
SECRECY_NOTE = _field(
    r"(?:Salassa pidettävä|Osittain salassa pidettävä|Ei[ -]julkinen|Osittain julkinen|Salainen)(?:[ ,;:(–-].{0,300})?",
    (
        "Salassa pidettävä, Julkisuuslaki (621/1999) § 24",
        "Salassa pidettävä",
        "Osittain salassa pidettävä: 24 § 17 k",
        "Ei julkinen (JulkL 24.1 § 25 k)",
        "Ei-julkinen",
    ),
    (
        "Salassapitositoumus",
        "salassa pidettävä",
        "Lausunto, salassa pidettävä",
        "Julkisuuslaki",
        "Salaisen liitteen kansi",
    ),
)

ALL: dict[str, Field] = {name: value for name, value in globals().items() if isinstance(value, Field)}


def date_in(text: str) -> tuple[date, str] | None:
    """The first full date of a text and the words that give it. A day that no calendar has is no date."""
    for pattern, month_of in ((DATE, int), (WRITTEN_DATE, month_number)):
        for match in pattern.pattern.finditer(text):
            found = date_of(match, month_of)
            if found is not None:
                return found, match[0]
    return None


def date_of(match: re.Match[str], month_of: Callable[[str], int] = int) -> date | None:
    """The date of a match's groups year, month and day."""
    try:
        return date(int(match["year"]), month_of(match["month"]), int(match["day"]))
    except ValueError:
        return None


def month_number(name: str) -> int:
    """The number of a month by its Finnish name."""
    return _MONTHS.index(name) + 1


def time_of(match: re.Match[str]) -> time | None:
    """The time of day of a match of `TIME`."""
    try:
        return time(int(match["hour"]), int(match["minute"]))
    except ValueError:
        return None


def case_id_of(line: str) -> str | None:
    """The case id that a whole line is, with or without a label before it."""
    text = line.strip()
    labelled = CASE_LABEL.whole(text)
    if labelled:
        text = labelled["id"].strip()
    return text if CASE_ID.whole(text) else None
