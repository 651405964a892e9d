"""References resolved against the ids of an archive: the one that is meant, or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from corpus import Archive, Resolver
from parser import Decision, SourceDocument, parse

IDS = (
    "lahti/kaupunginhallitus/2022-04-04/129",
    "lahti/kaupunginhallitus/2022-03-28/99",
    "lahti/kaupunginhallitus/2022-03-28/100",
    "lahti/kaupunginhallitus/2021-03-29/99",
    "lahti/kaupunginvaltuusto/2022-03-28/99",
    "lahti/sivistyslautakunta/2022-03-15/27",
    "lahti/kaupunginhallitus/2022-05-02/150",
)


def page(number: int, day: str, text: str) -> SourceDocument:
    document = f"""Lahden kaupunki, Kaupunginhallitus, {day}

§ {number}

Avustuksen myöntäminen

Päätös

Päätösehdotus hyväksyttiin.

Perusteluosa

{text}
"""
    return SourceDocument(document.encode(), "text/plain", f"{number}.txt")


def decision(text: str) -> Decision:
    minutes = parse(page(129, "04.04.2022", text))
    assert minutes.meeting.date == date(2022, 4, 4)
    return minutes.decisions[0]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Asia on käsitelty kaupunginhallituksessa 28.3.2022 § 99.", ["lahti/kaupunginhallitus/2022-03-28/99"]),
        ("Vrt. KV 28.3.2022 § 99 ja muuta.", ["lahti/kaupunginvaltuusto/2022-03-28/99"]),
        ("Sivistyslautakunta 15.3.2022 (§ 27) esitti asiaa.", ["lahti/sivistyslautakunta/2022-03-15/27"]),
        ("Asia liittyy aiempaan päätökseen (§ 99).", ["lahti/kaupunginhallitus/2022-03-28/99"]),
        ("Vrt. § 99/2021 ja muuta.", ["lahti/kaupunginhallitus/2021-03-29/99"]),
        (
            "Käsiteltiin ennen §:iä, vaikka §:t 99–100 ovat.",
            ["lahti/kaupunginhallitus/2022-03-28/99", "lahti/kaupunginhallitus/2022-03-28/100"],
        ),
        ("Kaupunginhallitus 11.1.2022 § 7 on poissa.", []),
        ("Esitykset ovat tämän pykälän (§ 129) liitteenä.", []),
        ("Kuntalain 99 § ja hallintosäännön § 99 koskevat asiaa.", []),
        ("Lain mukaan (§ 99) on toimittava.", []),
        ("Päätökset:\n\n§ 99 Kaupunginvaltuuston jäsenet", []),
        ("Tehty 31.10.1022 § 99 aiemmin.", []),
        ("Talouspäällikön viranhaltijapäätös 16-6-2022 § 99", []),
        ("Tekninen johtaja 28.3.2022 § 99 päätti.", []),
    ],
)
def test_meant(text: str, meant: list[str]) -> None:
    found = decision(text)
    resolver = Resolver(IDS)
    assert [each for reference in found.references for each in resolver.resolve(reference, found)] == meant


def test_a_record_is_told_what_it_refers_to(tmp_path: Path) -> None:
    text = "Asia liittyy aiempaan päätökseen (§ 99) ja lautakunnan päätökseen (§ 7)."
    with Archive.open(tmp_path / "archive", create=True) as archive:
        for number, day, said in ((99, "28.03.2022", "Ei muuta."), (129, "04.04.2022", text)):
            document = page(number, day, said)
            archive.add(document, parse(document))
        record = archive.record("lahti/kaupunginhallitus/2022-04-04/129")
        assert [each.target for each in record.decision.references] == [None, None]
        told = archive.resolved(record).decision.references
    assert [(each.raw, each.target) for each in told] == [
        ("§ 99", "lahti/kaupunginhallitus/2022-03-28/99"),
        ("§ 7", None),
    ]
