"""How much of the real web pages beside the project is read right, by labels that the pages bear themselves.

Helsinki's pages say by classes of their elements what is what, and their first line holds the interface's metadata;
Espoo's say it by their layout. The reader looks at neither. Reads `../shared` and says so aloud where it is not there.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from parser import Decision, Minutes, ParserError, SourceDocument, media_type_of, parse

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
HELSINKI = DATA / "helsinki"
ESPOO = DATA / "espoo_oulu_mikkeli_tampere" / "espoo"

KINDS = {
    "päätös": "decision", "esitys": "decision", "lausunto": "decision", "päätöksen perustelut": "reasons",
    "esittelijän perustelut": "reasons", "tiivistelmä": "summary", "sovelletut oikeusohjeet": "reasons",
    "päätösehdotus": "proposal", "esitysehdotus": "proposal", "lausuntoehdotus": "proposal", "käsittely": "handling",
    "esittelijä": "presenter", "esittelijätiedot": "presenter", "lisätiedot": "preparers", "liitteet": "attachments",
    "muutoksenhaku": "appeal", "tiedoksi": "notify", "otteet": "notify", "oheismateriaali": "attachments",
    "selostus": "reasons", "valmistelijat / lisätiedot": "preparers", "päätöshistoria": "history",
    "liite": "attachments", "toimivalta": "reasons",
}  # fmt: skip
"""What kind of section each heading of the labels opens; written by reading the pages."""

CLASSES = re.compile(r"(?:Sisalto|Lisatiedot|Muutoksenhaku|Otteet|Liitteet|Tiedoksi)Otsikko|EsittelijaTiedot")
Score = tuple[str, bool]


def main() -> None:
    """Prints, for each city and field, how many of the labels were read, and why pages were not."""
    if not HELSINKI.is_dir():
        print(f"skipped: {HELSINKI} is not here", file=sys.stderr)
        return
    print("| pages | field | labels | right | share |\n|---|---|---|---|---|")
    for name, folder, scores in (("Helsinki", HELSINKI, helsinki), ("Espoo", ESPOO, espoo)):
        labels: Counter[str] = Counter()
        right: Counter[str] = Counter()
        for path in sorted(folder.iterdir()):
            if path.suffix.lower() in (".html", ".htm"):
                for field, hit in scores(path):
                    labels[field] += 1
                    right[field] += hit
        for field, count in labels.items():
            print(f"| {name} | {field} | {count} | {right[field]} | {right[field] / count:.1%} |")
    print("\nNot read:\n")
    for reason, count in refused().most_common():
        print(f"- {count} × {reason}")


def refused() -> Counter[str]:
    """The reasons why pages of any of the cities are not read."""
    reasons: Counter[str] = Counter()
    for path in sorted(DATA.rglob("*")):
        if path.suffix.lower() in (".html", ".htm", ".json"):
            found = read(path)
            if isinstance(found, str):
                reasons[f"{path.relative_to(DATA).parts[0]} {path.suffix.lower()}: {found}"] += 1
    return reasons


def read(path: Path) -> Minutes | str:
    """The minutes of a file, or the reason why there are none."""
    content = path.read_bytes()
    try:
        return parse(SourceDocument(content, media_type_of(content, path.name), path.name))
    except ParserError as error:
        return str(error)


def squeezed(text: str | None) -> str:
    return "".join((text or "").replace("\xad", "").split())


def helsinki(path: Path) -> Iterator[Score]:
    """The scores of one page of Helsinki's."""
    source = path.read_text(encoding="utf-8")
    said = json.loads(source[source.index("{") : source.index("} -->") + 1])
    page = BeautifulSoup(source, "lxml")
    minutes = read(path)
    yield "read", not isinstance(minutes, str)
    decision = None if isinstance(minutes, str) else minutes.decisions[0]
    yield "number", decision is not None and decision.number == _digits(text_of(page, "Asiapykala"))
    yield "title", decision is not None and squeezed(decision.title) == squeezed(text_of(page, "AsiaOtsikko"))
    yield "case id", decision is not None and squeezed(decision.case_id) == squeezed(text_of(page, "DnroTmuoto"))
    body = "" if isinstance(minutes, str) else minutes.body.casefold()
    organ = said["Organization"].casefold()
    yield "body, as the interface names it", body == organ
    yield "body, or its title with the unit before it", body == organ or body.endswith(organ.split(",")[0])
    if said["Meeting"]:
        day = None if isinstance(minutes, str) else minutes.meeting.date.isoformat()
        yield "date of the meeting (not on the page)", day == said["Meeting"][:10]
    yield from _sections(decision, helsinki_headings(page))
    yield from _first_sentences(decision, page)
    yield from _tables(decision, page)


def text_of(page: BeautifulSoup, name: str) -> str:
    found = page.find(class_=name)
    return found.get_text(" ") if isinstance(found, Tag) else ""


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d+", text)[:1])


def helsinki_headings(page: BeautifulSoup) -> list[str]:
    return [clean(found) for found in page.find_all(class_=CLASSES)]


def clean(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split()).rstrip(" :")


def _sections(decision: Decision | None, headings: list[str]) -> Iterator[Score]:
    """Each labelled heading: is there a section of its kind under it?"""
    found: Counter[tuple[str, str]] = Counter()
    if decision is not None:
        found.update((section.heading or "", section.kind) for section in decision.sections)
    for heading in headings:
        kind = KINDS.get(heading.casefold())
        if kind is not None:
            hit = found[heading, kind] > 0
            found[heading, kind] -= hit
            yield "sections: heading and kind", hit


def _first_sentences(decision: Decision | None, page: BeautifulSoup) -> Iterator[Score]:
    for heading in page.find_all(class_="SisaltoOtsikko"):
        kind = KINDS.get(clean(heading).casefold())
        first = heading.find_next_sibling()
        if kind not in ("decision", "proposal") or not isinstance(first, Tag) or not squeezed(first.get_text()):
            continue
        text = (decision.decision_text if kind == "decision" else decision.proposal_text) if decision else None
        yield f"{kind}: first sentence", squeezed(first.get_text())[:80] in squeezed(text)


def _tables(decision: Decision | None, page: BeautifulSoup) -> Iterator[Score]:
    """Each table of two rows and two columns or more: are its printed cells one table of the decision's?"""
    found = (
        [squeezed("".join(("".join(t.header), *("".join(row) for row in t.rows)))) for t in decision.tables]
        if decision
        else []
    )
    for table in page.find_all("table"):
        rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
        if sum(sum(bool(squeezed(cell.get_text())) for cell in row) > 1 for row in rows) > 1:
            cells = "".join(squeezed(cell.get_text()) for row in rows for cell in row)
            yield "tables: all cells", cells in found


def espoo(path: Path) -> Iterator[Score]:
    """The scores of one page of Espoo's; lists are right when they are refused."""
    page = BeautifulSoup(path.read_bytes().decode("cp1252"), "lxml")
    label = page.find("label")
    head = clean(label) if isinstance(label, Tag) else ""
    said = re.fullmatch(
        r"(?P<body>.+?) Pöytäkirja (?P<day>\d\d)\.(?P<month>\d\d)\.(?P<year>\d{4}) Pykälä (?P<number>\d+)", head
    )
    asked = re.fullmatch(r".+ Esityslista [\d.]{10} Asianro (?P<number>\d+)", head)
    minutes = read(path)
    if asked is not None:
        items = [] if isinstance(minutes, str) else [each.number for each in minutes.decisions]
        yield "agenda: its one item", items == [asked["number"]]
        return
    if said is None:
        yield "refused: no decision on the page", isinstance(minutes, str) and "no § found" not in minutes
        return
    yield "read", not isinstance(minutes, str)
    if isinstance(minutes, str):
        return
    decision = minutes.decisions[0]
    yield "number", [each.number for each in minutes.decisions] == [said["number"]]
    yield "body and date", (minutes.body, minutes.meeting.date.isoformat()) == (
        said["body"], f"{said['year']}-{said['month']}-{said['day']}",
    )  # fmt: skip
    lines: list[Any] = page.find_all("p", class_=["MsoNormal", "Sivuotsikko"])
    texts = [clean(line) for line in lines]
    at = texts.index(f"§ {said['number']}")
    yield "title", squeezed(decision.title) == squeezed(texts[at + 1])
    yield "case id", squeezed(decision.case_id) == squeezed(texts[0])
    leads = (bold for line in lines[at:] if (bold := line.find(["b", "strong"])) is not None)
    own = [lead for lead in map(clean, leads) if lead.casefold() in KINDS]
    if "Päätöshistoria" in own:
        own = own[: own.index("Päätöshistoria") + 1]
    yield from _sections(decision, own)


if __name__ == "__main__":
    main()
