"""`python -m tests.meetings [word]`: prints the PDFs whose name holds the word anew, and writes all expectations."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.meetings.invented import BOARD, KH
from tests.meetings.layouts import ESPOO, LAHTI, LAPUA, OLD, OULU, Layout, expected, whole
from tests.meetings.model import Meeting
from tests.meetings.printed import Element, Paper, Producer, as_pdf, printed
from tests.meetings.source import casem_source, with_source

DOCUMENTS = Path(__file__).parent.parent / "documents"


@dataclass(frozen=True, slots=True)
class Printing:
    """One committed PDF: a meeting in a layout, from one printer."""

    folder: str
    name: str
    meeting: Meeting
    layout: Layout
    producer: Producer
    options: dict[str, Any]

    @property
    def paper(self) -> Paper:
        return Paper(self.producer, self.layout.head(self.meeting, self.layout), **self.options)

    @property
    def path(self) -> Path:
        return (
            DOCUMENTS / self.folder / f"{self.layout.name.removesuffix('-esityslista')}-{self.name}-{self.producer}.pdf"
        )


def _printings() -> list[Printing]:
    lahti, lahti_board = KH, BOARD
    lapua, espoo = KH.in_city("Lapua", "Lapuan"), KH.in_city("Espoo", "Espoon")
    oulu, kuopio = KH.in_city("Oulu", "Oulun"), KH.in_city("Kuopio", "Kuopion")
    serif = "Liberation Serif"
    return [
        Printing("dynasty-lahti", "kh", lahti, LAHTI, "chromium", {}),
        Printing("dynasty-lahti", "kh", lahti, LAHTI, "soffice", {"size": 11}),
        Printing("dynasty-lahti", "tekla", lahti_board, LAHTI, "chromium", {"soft": True, "struck": True}),
        Printing("dynasty-lahti", "tekla", lahti_board, LAHTI, "soffice", {"font": serif, "zero": True}),
        Printing("dynasty-lahti", "kh-esityslista", lahti, LAHTI.agenda(), "chromium", {"font": serif}),
        Printing("casem-lapua", "kh", lapua, LAPUA, "chromium", {"zero": True}),
        Printing("casem-lapua", "kh", lapua, LAPUA, "soffice", {"size": 11, "soft": True}),
        Printing("casem-lapua", "kh-lahde", lapua, LAPUA, "reportlab", {}),
        Printing("dynasty-espoo", "kh", espoo, ESPOO, "chromium", {"font": serif, "size": 12}),
        Printing("dynasty-espoo", "kh", espoo, ESPOO, "soffice", {}),
        Printing("tweb-oulu", "kh", oulu, OULU, "chromium", {"struck": True}),
        Printing("tweb-oulu", "kh", oulu, OULU, "soffice", {"font": serif}),
        Printing("vanha-kuopio", "kh", kuopio, OLD, "chromium", {"spaced": True, "size": 12, "soft": True}),
        Printing("vanha-kuopio", "kh", kuopio, OLD, "soffice", {"spaced": True, "font": serif, "size": 12}),
        Printing("vanha-kuopio", "kh-esityslista", kuopio, OLD.agenda(), "soffice", {}),
    ]


def _printed(elements: list[Element], paper: Paper) -> bytes:
    """As the producer prints it; reportlab's stand for CaseM's, which carry their source."""
    if paper.producer == "reportlab":
        return with_source(as_pdf(elements, paper.head), casem_source(elements))
    return printed(elements, paper)


PRINTINGS = tuple(_printings())


def write(printing: Printing, anew: bool) -> None:
    """The PDF where it is wanted anew, and the expectation of each PDF that is there."""
    if anew:
        printing.path.parent.mkdir(exist_ok=True)
        printing.path.write_bytes(_printed(whole(printing.meeting, printing.layout), printing.paper))
    if not printing.path.exists():
        return
    gold = expected(printing.meeting, printing.layout)
    text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    printing.path.with_name(f"{printing.path.stem}.expected.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for each in PRINTINGS:
        write(each, not sys.argv[1:] or sys.argv[1] in f"{each.folder}/{each.path.name}")
