"""How money is printed, and what only looks like it. Each case: a printed text, and the sums it holds."""

from __future__ import annotations

from decimal import Decimal

import pytest

from parser.money import Unit, number_of, sums_in, unit_in
from parser.normalise import clean

EURO = Unit("€", Decimal(1))
NBSP, NNBSP, THIN, ZWSP, MINUS = "\u00a0", "\u202f", "\u2009", "\u200b", "\u2212"

ONE_SUM = [
    # euros, and the signs between thousands
    ("28 000 €", "28000"),
    ("28000 €", "28000"),
    ("28 000€", "28000"),
    ("28000€", "28000"),
    ("28.000 €", "28000"),
    ("92 990 euroa", "92990"),
    ("1.221.750 €", "1221750"),
    ("1.221.750 € (alv 0%)", "1221750"),
    ("1 221 750 €", "1221750"),
    ("1.871.348,34 euroa", "1871348.34"),
    ("1 871 348,34 euroa", "1871348.34"),
    ("2.600.000 eurolla", "2600000"),
    ("16 500,00 € alv 0 %", "16500"),
    ("5 €", "5"),
    ("0 €", "0"),
    ("0,00 €", "0"),
    ("0,5 €", "0.5"),
    ("0,05 €", "0.05"),
    ("12,50 €", "12.5"),
    ("12.50 €", "12.5"),
    ("999 €", "999"),
    ("1 000 €", "1000"),
    ("1 000 000 000 €", "1000000000"),
    ("123456789012 €", "123456789012"),
    # the case endings of the euro
    ("500 euro", "500"),
    ("500 euroa", "500"),
    ("500 euron", "500"),
    ("500 eurosta", "500"),
    ("500 eurolla", "500"),
    ("500 eurolle", "500"),
    ("500 euroksi", "500"),
    ("500 euroon", "500"),
    ("500 eurossa", "500"),
    ("500 eur", "500"),
    ("500 EUR", "500"),
    ("500 Euroa", "500"),
    ("500 EUROA", "500"),
    # millions, thousands, milliards
    ("4,7 milj. euroa", "4700000"),
    ("4,7 milj. €", "4700000"),
    ("4,7 milj.€", "4700000"),
    ("4,7 milj €", "4700000"),
    ("4,7 milj euroa", "4700000"),
    ("4,7 milj. eurosta", "4700000"),
    ("4,7 MILJ. EUROA", "4700000"),
    ("2,5 M€", "2500000"),
    ("2,5 m€", "2500000"),
    ("2,5M€", "2500000"),
    ("2,5 MEUR", "2500000"),
    ("3 miljoonaa euroa", "3000000"),
    ("1,25 miljoonan euron", "1250000"),
    ("1,25 miljoonasta eurosta", "1250000"),
    ("3 miljoonalla eurolla", "3000000"),
    ("1,2 miljardin euron", "1200000000"),
    ("12,345 milj. €", "12345000"),
    ("350 t€", "350000"),
    ("350t€", "350000"),
    ("350 T€", "350000"),
    ("350 teur", "350000"),
    ("350 tEUR", "350000"),
    ("1 350 t€", "1350000"),
    ("350 tuhatta euroa", "350000"),
    ("350 tuhannen euron", "350000"),
    ("1,2 mrd. euroa", "1200000000"),
    ("1,2 mrd €", "1200000000"),
    ("1,2 miljardia euroa", "1200000000"),
    # minus, as a hyphen, a dash or the sign itself
    ("-8 278 000€", "-8278000"),
    ("-8 278 000 €", "-8278000"),
    ("–8 278 000 €", "-8278000"),
    (f"{MINUS}8 278 000 €", "-8278000"),
    (f"{MINUS}0,5 milj. €", "-500000"),
    ("-1.124,27 €", "-1124.27"),
    ("+500 €", "500"),
    (f"{MINUS} 5 000 €", "-5000"),
    (f"-{ZWSP}163.809 €", "-163809"),
    # the spaces of typesetting, gone after clean()
    (f"28{NBSP}000{NBSP}€", "28000"),
    (f"28{NNBSP}000{NNBSP}€", "28000"),
    (f"28{THIN}000{THIN}euroa", "28000"),
    (f"1{NBSP}871{NBSP}348,34{NBSP}€", "1871348.34"),
    (f"4,7{NBSP}milj.{NBSP}euroa", "4700000"),
    (f"{MINUS}8{NNBSP}278{NNBSP}000{NBSP}€", "-8278000"),
    # inside a sentence
    ("Avustus on 5 000 euroa.", "5000"),
    ("Varaus on yhteensä 90 500 €, ja se jakautuu.", "90500"),
    ("(5 000 €)", "5000"),
    ("kustannusarvio: 5 000 €", "5000"),
    ("Vuokra on 12,50 €/m²/kk.", "12.5"),
    ("hinta 5 000 €;", "5000"),
    ("noin kuusi (6) miljoonaa euroa", "6000000"),
    ("noin 4,7 milj. euroa, joten", "4700000"),
    ("§ 5 Avustus 500 €", "500"),
    ("1. Vesijärvi 45 000 €", "45000"),
    ("Liite 2, 45 000 €", "45000"),
    ("vuonna 2023 45 000 €", "45000"),
    ("vuonna 2023 1 000 €", "1000"),
    ("Liite 2 1 000 €", "1000"),
    ("hankkeelle 3 1000 euron avustus", "1000"),
]


@pytest.mark.parametrize(("printed", "value"), ONE_SUM)
def test_one_sum(printed: str, value: str) -> None:
    assert [found.value for found in sums_in(clean(printed))] == [Decimal(value)]


NO_SUM = [
    # numbers without a unit
    "92 990",
    "Asukkaita on 120 000.",
    "12 kpl",
    "70 %",
    "28 000 asukasta",
    "1 500 m²",
    "12 km",
    # telephones
    "p. 050 555 0101",
    "puh. 03 814 11",
    "+358 50 555 0101",
    "044 5550104",
    "(03) 555 0102",
    # dates, years, times
    "04.04.2022",
    "4.4.2022",
    "11.4.",
    "27.10.-28.11.2022",
    "1.8.2023–31.7.2024",
    "vuosina 2023–2025",
    "vuonna 2022",
    "klo 15:30 - 21:35",
    "klo 17.00-18.00",
    "14. toukokuuta 2023",
    # §, laws, cases
    "§ 129",
    "46 §",
    "kuntalain (410/2015) 136 §",
    "kuntalain 24.1 §:n 20 kohta",
    "69 §:ää",
    "(132/1999)",
    "1131/00.01.03.01/2021",
    "1273/2022",
    "D/917/2020",
    "LAPDno-2025-18",
    "5024-2017 (010)",
    "HEL 2021-002763 T 06 00 00",
    # properties, plans, permits, accounts, companies
    "398-31-0-6",
    "743-1-12-4",
    "A-2818",
    "M-22-177",
    "398-2020-271",
    "FI21 1234 5600 0007 85",
    "FI2112345600000785",
    "Y-tunnus 0149669-3",
    "2345678-9",
    "123456-785",
    "tilille 4320",
    "kustannuspaikka 12 345",
    "viitenumero 1 23456 78901",
    # words that begin like a unit
    "5 eurooppalaista hanketta",
    "5 euroopan kaupunkia",
    "2 miljoonaa asukasta",
    "3 milj. asukasta",
    "500 eurokoodia",
    "Eurajoki 500",
    "5 t eurooppalaista",
    "yhtään € ei jää, € yksin",
    "euroa",
    "€",
    "",
    "-",
]


@pytest.mark.parametrize("printed", NO_SUM)
def test_no_sum(printed: str) -> None:
    assert list(sums_in(clean(printed))) == []


LOOK_ALIKE_BEFORE_A_SUM = [
    # what stands right before a sum or a unit, and is not money
    ("398-31-0-6 €", []),
    ("A-2818 €", []),
    ("tila 398-31-0-6 12 000 €", ["12000"]),
    ("tila 398-31-0-6 500 €", ["500"]),
    ("M-22-177 500 €", ["500"]),
    ("LAPDno-2025-18 500 €", ["500"]),
    ("398-2020-271 500 €", ["500"]),
    ("tila 398-31-0-6, 12 000 €", ["12000"]),
    ("04.04.2022 €", []),
    ("1131/00.01.03.01/2021 €", []),
    ("1131/00.01.03.01/2021 500 €", ["500"]),
    ("§ 129, 500 €", ["500"]),
    ("129 § 500 €", ["500"]),
    ("1.2.2023 500 €", ["500"]),
    ("klo 12.30 500 €", ["500"]),
    ("p. 050 555 0101, 500 €", ["500"]),
    ("410/2015 €", []),
    ("vuosina 2023–2025 500 €", ["500"]),
    ("5–10 %, 500 €", ["500"]),
]


@pytest.mark.parametrize(("printed", "values"), LOOK_ALIKE_BEFORE_A_SUM)
def test_look_alike_before_a_unit(printed: str, values: list[str]) -> None:
    assert [found.value for found in sums_in(clean(printed))] == [Decimal(value) for value in values]


RANGES = [
    ("5 000–10 000 €", [("5000", "5 000", "min"), ("10000", "10 000 €", "max")]),
    ("5 000 – 10 000 €", [("5000", "5 000", "min"), ("10000", "10 000 €", "max")]),
    ("5 000-10 000 euroa", [("5000", "5 000", "min"), ("10000", "10 000 euroa", "max")]),
    ("5 000 - 10 000 euroa", [("5000", "5 000", "min"), ("10000", "10 000 euroa", "max")]),
    ("4,5–5 milj. euroa", [("4500000", "4,5", "min"), ("5000000", "5 milj. euroa", "max")]),
    ("350–400 t€", [("350000", "350", "min"), ("400000", "400 t€", "max")]),
    ("10–20 €/h", [("10", "10", "min"), ("20", "20 €/h", "max")]),
    # the first is no smaller: only the second is sure
    ("10 000–5 000 €", [("5000", "5 000 €", None)]),
    ("2023–500 €", [("500", "500 €", None)]),
    # the unit behind both numbers: the dash is no minus
    ("5 000 €–10 000 €", [("5000", "5 000 €", "min"), ("10000", "10 000 €", "max")]),
    ("5 000 €-10 000 €", [("5000", "5 000 €", "min"), ("10000", "10 000 €", "max")]),
]


@pytest.mark.parametrize(("printed", "ends"), RANGES)
def test_range(printed: str, ends: list[tuple[str, str, str | None]]) -> None:
    found = list(sums_in(clean(printed)))
    assert [(each.value, each.raw, each.bound) for each in found] == [
        (Decimal(value), raw, bound) for value, raw, bound in ends
    ]
    assert all(printed[each.start :].startswith(each.raw) for each in found)


@pytest.mark.parametrize(
    ("printed", "bound"),
    [
        ("enintään 5 000 €", "max"),
        ("Enintään 5 000 euroa", "max"),
        ("korkeintaan 5 000 €", "max"),
        ("enimmillään 5 000 €", "max"),
        ("vähintään 5 000 €", "min"),
        ("vähimmillään 5 000 €", "min"),
        ("noin 5 000 €", None),
        ("enintään vuoden, 5 000 €", None),
        ("5 000 € enintään", None),
    ],
)
def test_bound(printed: str, bound: str | None) -> None:
    assert [(each.value, each.bound) for each in sums_in(printed)] == [(Decimal(5000), bound)]


@pytest.mark.parametrize(
    ("printed", "per", "raw"),
    [
        ("12,50 €/m²", "m²", "12,50 €/m²"),
        ("12,50 € / m2", "m2", "12,50 € / m2"),
        ("12,50 euroa/asukas", "asukas", "12,50 euroa/asukas"),
        ("12,50 €/Asukas", "asukas", "12,50 €/Asukas"),
        ("12,50 euroa / oppilas", "oppilas", "12,50 euroa / oppilas"),
        ("12,50 €/kk", "kk", "12,50 €/kk"),
        ("12,50 €", None, "12,50 €"),
        ("12,50 €/ 2023", None, "12,50 €"),
    ],
)
def test_per_unit(printed: str, per: str | None, raw: str) -> None:
    (found,) = sums_in(printed)
    assert (found.value, found.per, found.raw) == (Decimal("12.5"), per, raw)


def test_several_sums_in_printed_order_with_their_places() -> None:
    text = "Ensin 1 000 €, sitten 2,5 M€ ja lopuksi -30 euroa."
    found = list(sums_in(text))
    assert [(each.raw, int(each.value)) for each in found] == [
        ("1 000 €", 1000),
        ("2,5 M€", 2_500_000),
        ("-30 euroa", -30),
    ]
    assert [text[each.start : each.start + len(each.raw)] for each in found] == [each.raw for each in found]


@pytest.mark.parametrize("text", ["5 000 € 10 000 €", "5 000 €, 10 000 €", "5 000 €\n10 000 €", "5 000 € ja 10 000 €"])
def test_two_sums_beside_each_other(text: str) -> None:
    assert [each.value for each in sums_in(text)] == [5000, 10000]


@pytest.mark.parametrize(
    "text",
    [
        "1 00 000 €",
        "1.22.750 €",
        "1,221,750 €",
        "1.000 000 €",
        "1 234 567 890 123 €",
        "FI21 1234 5600 0007 85 €",
        "15:30 €",
    ],
)
def test_a_number_that_is_not_grouped_by_thousands_gives_no_wrong_sum(text: str) -> None:
    """What could be read in two ways is left unread: no part of such a number is a sum."""
    assert list(sums_in(text)) == []


NUMBERS = [
    ("5", "5"),
    ("1500", "1500"),
    ("1 500", "1500"),
    ("1.500", "1500"),
    ("1.5", "1.5"),
    ("1,5", "1.5"),
    ("1 871 348,34", "1871348.34"),
    ("1.871.348,34", "1871348.34"),
    ("1871348,34", "1871348.34"),
    ("-5", "-5"),
    ("- 5", "-5"),
    ("–5", "-5"),
    (f"{MINUS}5", "-5"),
    (f"{MINUS} 1 500,25", "-1500.25"),
    ("+5", "5"),
    ("0", "0"),
    ("0,00", "0"),
    ("007", "7"),
    (" 5 ", "5"),
    ("41,1", "41.1"),
    ("0,1234", "0.1234"),
]


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_number_of_a_whole_text(text: str, value: str) -> None:
    assert number_of(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "-", "–", "5 €", "5 %", "a", "5a", "1 2", "12 34", "1 00 000", "1.2.3", "4.4.2022", "1,2,3"),
        *("5-6", "5–6", "1 000.000", "1.000 000", "--5", "5-", "(5)", ",5", "5,", "1e5", "½", "1\n500"),
        *("050 555 0101", "398-31-0-6"),
    ],
)
def test_no_number(text: str) -> None:
    assert number_of(text) is None


@pytest.mark.parametrize(
    ("text", "name", "worth"),
    [
        ("Kustannukset, €", "€", 1),
        ("euroa", "€", 1),
        ("Rahoitus (euroa)", "€", 1),
        ("EUR", "€", 1),
        ("1 000 €", "1 000 €", 1000),
        ("1000€", "1 000 €", 1000),
        ("1000 €", "1 000 €", 1000),
        ("1 000 euroa", "1 000 €", 1000),
        ("tuhansia euroja", "1 000 €", 1000),
        ("Talousarvio, t€", "t€", 1000),
        ("TEUR", "t€", 1000),
        ("milj. €", "milj. €", 1_000_000),
        ("M€", "milj. €", 1_000_000),
        ("Investoinnit (milj. euroa)", "milj. €", 1_000_000),
        ("miljoonaa euroa", "milj. €", 1_000_000),
        ("mrd. €", "mrd. €", 1_000_000_000),
        ("Vuosi 2023 €", "€", 1),
        ("€/asukas", "€", 1),
    ],
)
def test_unit_of_a_header(text: str, name: str, worth: int) -> None:
    assert unit_in(text) == Unit(name, Decimal(worth))


@pytest.mark.parametrize(
    "text",
    ["", "%", "kpl", "Eurajoki", "euroopan", "eurooppalainen", "Vuosi 2023", "€ ja t€", "milj. € (1 000 €)", "matka"],
)
def test_no_unit_or_two(text: str) -> None:
    assert unit_in(text) is None


def test_at_least_as_many_spellings_as_were_asked_for() -> None:
    assert len(ONE_SUM) + len(NO_SUM) + len(RANGES) + len(LOOK_ALIKE_BEFORE_A_SUM) >= 120
