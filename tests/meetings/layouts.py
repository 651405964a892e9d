"""The layouts that a meeting is printed in. Each prints the elements, and tells what must be read from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from parser import slug
from parser.model import Kind
from tests.meetings.model import (
    Content,
    Grid,
    Handling,
    Item,
    Listing,
    Meeting,
    Named,
    Para,
    Part,
    Seat,
    finnish,
    grids_of,
    text_of,
)
from tests.meetings.printed import Break, Columns, Element, Line, Rows

Place = Literal["heading", "organs"]
"""Earlier handlings stand under a heading of their own, or each under its organ's line, and then this meeting's."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One city's way to print.

    order    the kinds of parts in printed order, each with its heading; reasons without one are background
    mark     the § line
    titled   the title stands on the § line
    organ    the line of an earlier handling
    listed   the earlier handlings are also listed before the § line
    minutes  what the document is called
    """

    name: str
    order: tuple[tuple[Kind, str | None], ...]
    cover: Callable[[Meeting, Layout], Iterator[Element]]
    closing: Callable[[Meeting], Iterator[Element]]
    head: Callable[[Meeting, Layout], tuple[tuple[str, str], ...]]
    mark: str = "§ {number}"
    titled: bool = False
    case: str = "{n}/{c}/{y}"
    case_label: str = ""
    preparer: str = "{title} {name}, p. {phone}"
    surname_first: bool = False
    history: Place = "heading"
    organ: str = "{body} {day} § {number}"
    listed: bool = False
    minutes: str = "Pöytäkirja"
    left_out: frozenset[Kind] = field(default_factory=frozenset)

    def agenda(self) -> Layout:
        kinds: frozenset[Kind] = frozenset(("decision", "handling", "vote", "appeal"))
        return replace(self, name=f"{self.name}-esityslista", minutes="Esityslista", left_out=kinds)

    @property
    def is_agenda(self) -> bool:
        return self.minutes == "Esityslista"

    @property
    def headings(self) -> frozenset[str]:
        return frozenset(heading for _, heading in self.order if heading)


# --- what is printed


def whole(meeting: Meeting, layout: Layout) -> list[Element]:
    """The document of a meeting."""
    found = [*layout.cover(meeting, layout), Break()]
    for item in meeting.items:
        found += item_elements(meeting, item, layout)
    if not layout.is_agenda:
        found += [Break(), *layout.closing(meeting)]
    return found


def item_elements(meeting: Meeting, item: Item, layout: Layout) -> list[Element]:
    organs = layout.history == "organs" and item.earlier
    found: list[Element] = []
    if organs and layout.listed:
        found += [Line(organ_line(handling, layout), "tight") for handling in item.earlier]
    mark = layout.mark.format(number=item.number)
    found += (
        [Line(f"{mark} {item.title}", "mark")] if layout.titled else [Line(mark, "mark"), Line(item.title, "title")]
    )
    if item.case:
        found.append(Line(f"{layout.case_label}{case_id(item, layout)}", "case"))
    if organs:
        for handling in item.earlier:
            found += handling_elements(handling, layout)
        found.append(Line(own_line(meeting, item, layout), "organ"))
    for kind, heading in layout.order:
        if kind == "history" and layout.history == "heading" and item.earlier:
            found.append(Line(heading or "", "heading"))
            for handling in item.earlier:
                found += handling_elements(handling, layout)
        elif contents := part_contents(item, kind, layout):
            found += [Line(heading, "heading")] if heading else []
            found += _elements(contents)
    return found


def part_contents(item: Item, kind: Kind, layout: Layout) -> tuple[Content, ...]:
    if kind in layout.left_out:
        return ()
    if kind == "preparers":
        return tuple(Para(_person(person, layout.preparer)) for person in item.preparers)
    if kind == "presenter":
        return (Para(_presenter(item.presenter, layout)),) if item.presenter else ()
    return item.part(kind)


def _person(person: Named, pattern: str) -> str:
    return pattern.format(title=person.title, name=person.name, phone=person.phone)


def _presenter(person: Named, layout: Layout) -> str:
    title = person.title or ""
    return f"{title.capitalize()} {person.surname_first}" if layout.surname_first else f"{title} {person.name}"


def handling_elements(handling: Handling, layout: Layout) -> list[Element]:
    found: list[Element] = [Line(organ_line(handling, layout), "organ")]
    for kind, heading in layout.order:
        for part in handling.parts:
            if part.kind == kind:
                found += [Line(heading, "heading")] if heading else []
                found += _elements(part.contents)
    return found


def _elements(contents: Sequence[Content]) -> Iterator[Element]:
    for content in contents:
        match content:
            case Para(text):
                yield Line(text)
            case Listing():
                yield content
            case Grid(caption, header, rows):
                if caption:
                    yield Line(caption)
                yield Rows((header, *rows), head=True)


def organ_line(handling: Handling, layout: Layout) -> str:
    body = handling.short if layout.history == "organs" and not layout.listed else handling.body
    return layout.organ.format(body=body, day=finnish(handling.day), number=handling.number)


def own_line(meeting: Meeting, item: Item, layout: Layout) -> str:
    body = meeting.body if layout.listed else meeting.short
    return layout.organ.format(body=body, day=finnish(meeting.day), number=item.number)


def case_id(item: Item, layout: Layout) -> str | None:
    if item.case is None:
        return None
    number, group, year = item.case
    return layout.case.format(n=number, c=group, y=year)


# --- what must be read


def expected(meeting: Meeting, layout: Layout) -> dict[str, Any]:
    """The expectation of the whole document. Keys that the document does not settle are left out."""
    listed = meeting.seats if not layout.is_agenda else ()
    return {
        "kind": "agenda" if layout.is_agenda else "minutes",
        "municipality": meeting.municipality,
        "body": meeting.body,
        "meeting": {
            "date": meeting.day.isoformat(),
            "start": meeting.start,
            **({} if layout.is_agenda else {"end": meeting.end}),
            "place": meeting.place,
            "attendance": [_attendee(seat) for seat in listed],
        },
        "decisions": [decision(meeting, item, layout) for item in meeting.items],
    }


def _attendee(seat: Seat) -> dict[str, Any]:
    return {"name": seat.person.name, "role": seat.role, "present": seat.present, "note": seat.note}


def decision(meeting: Meeting, item: Item, layout: Layout) -> dict[str, Any]:
    body = slug(meeting.body)
    kinds = [kind for kind, _ in layout.order if kind not in layout.left_out]
    said, proposed = _text(item, "decision", layout), _text(item, "proposal", layout)
    grids = [grid for kind in kinds for grid in grids_of(item.part(kind))]
    found: dict[str, Any] = {
        "id": f"{slug(meeting.municipality)}/{body}/{meeting.day.isoformat()}/{item.number}",
        "number": item.number,
        "title": item.title,
        "case_id": case_id(item, layout),
        "sections": sections(meeting, item, layout),
        "decision_text": said,
        "proposal_text": proposed,
        "outcome": "unknown" if said is None else item.outcome,
        "votes": [] if "vote" in layout.left_out else [_vote(tally.yes, tally.no) for tally in item.votes],
        "tables": [
            {
                "caption": grid.caption,
                "header": list(grid.header),
                "rows": [list(row) for row in grid.rows],
                "kind": "funding",
            }
            for grid in grids
        ],
        "amounts": [
            {"value": value, "currency": "EUR", "raw": raw}
            for kind in kinds
            for value, raw in (*_cells(item.part(kind)), *item.amounts.get(kind, ()))
        ],
        "attachments": [content.text for content in item.part("attachments") if isinstance(content, Para)],
        "earlier": [
            {"body": _body(handling, layout), "date": handling.day.isoformat(), "number": handling.number}
            for handling in item.earlier
        ],
    }
    if said is None or item.effective:
        found["effective_text"] = proposed if said and item.effective == "proposal" else said
    if "preparers" in kinds:
        found["preparers"] = [
            {"name": person.name, "title": person.title, "phone": person.phone, "email": None}
            for person in item.preparers
        ]
    if "presenter" in kinds:
        found["presenter"] = _presenter_gold(item.presenter, layout)
    if not layout.is_agenda:
        found["appeal"] = item.appeal or "Muutoksenhakukielto"
    return found


def _text(item: Item, kind: Kind, layout: Layout) -> str | None:
    return text_of(part_contents(item, kind, layout)) or None


def _vote(yes: int, no: int) -> dict[str, Any]:
    return {"for_label": "JAA", "for": yes, "against_label": "EI", "against": no}


def _presenter_gold(person: Named | None, layout: Layout) -> dict[str, Any] | None:
    if person is None or person.title is None:
        return None
    return {"name": person.name, "title": person.title.capitalize() if layout.surname_first else person.title}


def _cells(contents: Sequence[Content]) -> Iterator[tuple[str, str]]:
    """The sums of money of the tables: cells that are numbers, behind the first column."""
    for grid in grids_of(tuple(contents)):
        for row in grid.rows:
            for cell in row[1:]:
                number = cell.replace(" ", "").replace(",", ".")
                if number.replace(".", "").isdigit():
                    yield f"{float(number):.2f}", cell


def _body(handling: Handling, layout: Layout) -> str:
    if layout.history == "organs" and not layout.listed:
        return "Kaupunginhallitus" if handling.short == "Kh" else handling.short or handling.body
    return handling.body


def sections(meeting: Meeting, item: Item, layout: Layout) -> list[dict[str, Any]]:
    organs = layout.history == "organs" and item.earlier
    found: list[dict[str, Any]] = []
    if organs:
        if layout.listed:
            lines = "\n".join(organ_line(handling, layout) for handling in item.earlier)
            found.append({"kind": "history", "text": lines})
        found.append({"kind": "history", "text": _history(item, layout)})
        found.append({"kind": "background", "heading": own_line(meeting, item, layout), "text": ""})
    for kind, heading in layout.order:
        if kind == "history" and layout.history == "heading" and item.earlier:
            found.append({"kind": "history", "heading": heading, "text": _history(item, layout)})
        elif text := _text(item, kind, layout):
            section_kind = kind if heading else "background"
            if section_kind == "background" and organs and found[-1] == found[2 if layout.listed else 1]:
                found[-1]["text"] = text
            else:
                found.append({"kind": section_kind, "heading": heading and heading.rstrip(":"), "text": text})
    return found


def _history(item: Item, layout: Layout) -> str:
    texts: list[str] = []
    for handling in item.earlier:
        texts.append(organ_line(handling, layout))
        for kind, heading in layout.order:
            for part in handling.parts:
                if part.kind == kind:
                    texts += [heading] if heading else []
                    texts.append(text_of(part.contents))
    return "\n\n".join(texts)


# --- covers


def _contents(meeting: Meeting, first: int) -> tuple[tuple[str, str, str], ...]:
    return tuple((item.number, item.title, str(first + at // 2)) for at, item in enumerate(meeting.items))


def _seats(meeting: Meeting) -> dict[str, list[Seat]]:
    groups: dict[str, list[Seat]] = {}
    for seat in meeting.seats:
        groups.setdefault(seat.group, []).append(seat)
    return groups


def _row(seat: Seat) -> tuple[str, str, str]:
    star = " (*" if seat.note == "etänä (*)" else ""
    return seat.person.surname_first + star, seat.role or "", "" if star else seat.note or ""


def lahti_cover(meeting: Meeting, layout: Layout) -> Iterator[Element]:
    yield Line(meeting.body, "title")
    yield Line(layout.minutes, "title")
    yield Rows(
        (
            ("Aika", f"{finnish(meeting.day)} {meeting.start}" + ("" if layout.is_agenda else f" - {meeting.end}")),
            ("Paikka", meeting.place),
        )
    )
    if layout.is_agenda:
        yield Line("Kokouskutsun antaja")
        yield Line("Puheenjohtaja Aino Mallikas")
    else:
        yield Rows((("Nimi", "Tehtävä", "Lisätieto"),))
        for group, seats in _seats(meeting).items():
            yield Line(group, "heading")
            yield Rows(tuple(map(_row, seats)))
        if any(seat.note == "etänä (*)" for seat in meeting.seats):
            yield Line("(* = osallistui kokoukseen etäyhteydellä")
        yield Line(f"{_genitive(meeting.body)} puolesta")
        yield Columns(
            (meeting.seats[0].person.name, "puheenjohtaja"), (meeting.seats[-3].person.name, "pöytäkirjanpitäjä")
        )
        yield Line("Pöytäkirja tarkastettu ja hyväksytty 22.1.2024")
        yield Columns(("Päivi Lehtevä",), ("Timo Haavela",))
        yield Line(f"Pöytäkirja on ollut nähtävillä {meeting.genitive} kaupungin yleisessä tietoverkossa 23.1.2024.")
    if layout.is_agenda:
        yield Line(f"{meeting.genitive} kaupunki")
    yield Break()
    yield Rows((("§", "Otsikko", "Sivu"), *_contents(meeting, 3)))


def _genitive(body: str) -> str:
    return f"{body[:-2]}ksen" if body.endswith("hallitus") else f"{body[:-2]}nan" if body.endswith("kunta") else body


def lapua_cover(meeting: Meeting, layout: Layout) -> Iterator[Element]:
    yield Rows((("Aika", f"{finnish(meeting.day)}, klo {meeting.start} - {meeting.end}"), ("Paikka", meeting.place)))
    yield Line("Käsitellyt asiat", "heading")
    for item in meeting.items:
        yield Line(f"§ {item.number} {item.title}", "tight")
    yield Break()
    yield Line("Saapuvilla olleet jäsenet", "heading")
    board = [seat for seat in meeting.seats if seat.present and _is_member(seat)]
    yield from (Line(_seat_line(seat), "tight") for seat in board)
    yield Line("Muut saapuvilla olleet", "heading")
    yield from (Line(_seat_line(seat), "tight") for seat in meeting.seats if seat.present and not _is_member(seat))
    absent = [seat for seat in meeting.seats if not seat.present]
    if absent:
        yield Line("Poissa", "heading")
        yield from (Line(_seat_line(seat), "tight") for seat in absent)
    yield Line("Allekirjoitukset", "heading")
    yield Columns((meeting.seats[0].person.name, "Puheenjohtaja"), (meeting.seats[-3].person.name, "Sihteeri"))
    yield Line("Pöytäkirjan tarkastus", "heading")
    yield Line("Pöytäkirja on tarkastettu ja hyväksytty")
    yield Columns(("Päivi Lehtevä",), ("Timo Haavela",))
    yield Line("Pöytäkirjan nähtävänäolo", "heading")
    yield Line(f"{meeting.genitive} kaupungin verkkosivuilla 23.01.2024.")


def _is_member(seat: Seat) -> bool:
    return bool(seat.role and seat.role.rsplit(" ")[-1] in ("puheenjohtaja", "varapuheenjohtaja", "jäsen", "varajäsen"))


def _seat_line(seat: Seat) -> str:
    return ", ".join(filter(None, (seat.person.name, seat.role, seat.note)))


def espoo_cover(meeting: Meeting, layout: Layout) -> Iterator[Element]:
    yield Rows(
        (("Kokousaika", f"{finnish(meeting.day)} klo {meeting.start} - {meeting.end}"), ("Kokouspaikka", meeting.place))
    )
    yield Line("Läsnä", "heading")
    lines = [_seat_line(seat) for seat in meeting.seats if seat.present]
    half = (len(lines) + 1) // 2
    yield Columns(tuple(lines[:half]), tuple(lines[half:]))
    absent = [_seat_line(seat) for seat in meeting.seats if not seat.present]
    if absent:
        yield Line("Poissa", "heading")
        yield from (Line(line, "tight") for line in absent)
    yield Line("Allekirjoitukset", "heading")
    yield Columns(("Aino Mallikas", "puheenjohtaja"), ("Leena Satola", "pöytäkirjanpitäjä"))
    yield Line("Käsitellyt asiat", "heading")
    yield Rows((("Pykälä", "Otsikko", "Sivu"), *_contents(meeting, 3)))


def oulu_cover(meeting: Meeting, layout: Layout) -> Iterator[Element]:
    yield Line(f"Kokousaika: {finnish(meeting.day)} klo {meeting.start}–{meeting.end}", "tight")
    yield Line(f"Kokouspaikka: {meeting.place}", "tight")
    for heading, present in (("Läsnä olleet", True), ("Poissa olleet", False)):
        seats = [seat for seat in meeting.seats if seat.present == present]
        if seats:
            yield Line(heading, "heading")
            yield Rows(tuple((seat.person.name, seat.role or "", seat.note or "") for seat in seats))
    yield Line("Asialista", "heading")
    yield Rows(tuple((f"§ {number}", title, page) for number, title, page in _contents(meeting, 2)))


def old_cover(meeting: Meeting, layout: Layout) -> Iterator[Element]:
    yield Rows(
        (
            (
                "KOKOUSAIKA",
                f"{finnish(meeting.day)} klo {meeting.start.replace(':', '.')} - {meeting.end.replace(':', '.')}",
            ),
            ("KOKOUSPAIKKA", meeting.place),
        )
    )
    yield Line("SAAPUVILLA OLLEET JÄSENET", "heading")
    members = [_seat_line(seat) for seat in meeting.seats if seat.present and _is_member(seat)]
    half = (len(members) + 1) // 2
    yield Columns(tuple(members[:half]), tuple(members[half:]))
    yield Line("MUUT SAAPUVILLA OLLEET", "heading")
    yield from (Line(_seat_line(seat), "tight") for seat in meeting.seats if seat.present and not _is_member(seat))
    absent = [_seat_line(seat) for seat in meeting.seats if not seat.present]
    if absent:
        yield Line("POISSA", "heading")
        yield from (Line(line, "tight") for line in absent)
    yield Line("LAILLISUUS JA PÄÄTÖSVALTAISUUS", "heading")
    yield Line("Kokous on kutsuttu koolle laillisesti ja on päätösvaltainen.")
    yield Line("ASIAT", "heading")
    yield Rows(tuple((f"{number} §", title, page) for number, title, page in _contents(meeting, 2)))


# --- pages at the end

_GUIDES = {
    "Muutoksenhakukielto": "Päätöksestä ei saa tehdä oikaisuvaatimusta eikä valitusta, koska se koskee vain valmistelua.",
    "Oikaisuvaatimus": "Päätökseen tyytymätön voi pyytää oikaisua 14 päivän kuluessa siitä, kun hän sai päätöksen tiedoksi.",
    "Hankintaoikaisu": "Tarjoaja voi pyytää hankintayksikköä oikaisemaan päätöksensä 14 päivän kuluessa tiedoksisaannista.",
    "Hallintovalitus": "Päätökseen haetaan muutosta hallinto-oikeudelta 30 päivän kuluessa tiedoksisaannista.",
}


def _appeals(meeting: Meeting) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in meeting.items:
        found.setdefault(item.appeal or "Muutoksenhakukielto", []).append(item.number)
    return found


def closing(heading: str | None, pattern: str) -> Callable[[Meeting], Iterator[Element]]:
    """Appeal pages: each kind of appeal, its §s after `pattern`, and its guide."""

    def made(meeting: Meeting) -> Iterator[Element]:
        if heading:
            yield Line(heading, "title")
        for at, (kind, numbers) in enumerate(_appeals(meeting).items()):
            if at and not heading:
                yield Break()
            yield Line(kind, "heading")
            yield Line(", ".join(pattern.format(number=number) for number in numbers))
            yield Line(_GUIDES[kind])
            yield Line("Oikaisuvaatimusviranomainen", "heading")
            yield Line(f"{meeting.genitive} kaupunki, kirjaamo, PL 202")
            yield Line(
                "Kirjelmässä on mainittava päätös, johon haetaan muutosta, ja perusteet, joilla muutosta vaaditaan."
            )

    return made


# --- the layouts

LAHTI = Layout(
    "lahti",
    (
        ("preparers", "Asian valmistelija / lisätietojen antaja"), ("decision", "Päätös"), ("handling", "Käsittely"),
        ("vote", "Äänestys"), ("presenter", "Esittelijä"), ("proposal", "Päätösehdotus"), ("reasons", "Perusteluosa"),
        ("history", "Aikaisempi käsittely"), ("attachments", "Liitteet"), ("appeal", "Muutoksenhaku"), ("actions", "Toimenpiteet"),
    ),
    lahti_cover,
    closing("Oikaisuvaatimusohjeet ja valitusosoitus", "§ {number}"),
    lambda meeting, layout: ((f"{meeting.body}   {layout.minutes} nro {meeting.number}", "#"),),
    surname_first=True,
)  # fmt: skip

LAPUA = Layout(
    "lapua",
    (
        ("preparers", "Valmistelija / lisätiedot:"), ("attachments", "Liitteet"), ("reasons", None), ("proposal", "Ehdotus"),
        ("handling", "Kokouskäsittely"), ("vote", "Äänestys"), ("decision", "Päätös"), ("actions", "Täytäntöönpano"),
    ),
    lapua_cover,
    closing(None, "§{number}"),
    lambda meeting, layout: (
        (f"{meeting.genitive} kaupunki", f"{layout.minutes} {meeting.number}/{meeting.day.year} # (7)"),
        (meeting.body, finnish(meeting.day)),
    ),
    case="LAPDno-{y}-{n}",
    preparer="{name}, {title}, {phone}",
    history="organs",
    organ="{body}, {day}, § {number}",
    listed=True,
)  # fmt: skip

ESPOO = Layout(
    "espoo",
    (
        ("preparers", "Valmistelijat"), ("proposal", "Päätösehdotus"), ("handling", "Käsittely"), ("vote", "Äänestys"),
        ("decision", "Päätös"), ("attachments", "Oheismateriaali"), ("reasons", "Selostus"), ("history", "Päätöshistoria"),
        ("actions", "Täytäntöönpano"),
    ),
    espoo_cover,
    closing("Muutoksenhakuohjeet", "§ {number}"),
    lambda meeting, layout: ((f"{meeting.genitive} kaupunki   {layout.minutes}", "Sivu #"), (meeting.body, f"{finnish(meeting.day)}")),
    preparer="{title} {name}, puh. {phone}",
)  # fmt: skip

OULU = Layout(
    "oulu",
    (
        ("history", "Päätöshistoria"), ("reasons", "Esittelyteksti"), ("attachments", "Liitteet"), ("presenter", "Esittelijä"),
        ("proposal", "Päätösesitys"), ("handling", "Käsittely"), ("vote", "Äänestys"), ("decision", "Päätös"),
        ("preparers", "Valmistelijat"), ("actions", "Täytäntöönpano-tiedot"),
    ),
    oulu_cover,
    closing(None, "§ {number}"),
    lambda meeting, layout: (
        (f"{meeting.genitive.upper()} KAUPUNKI", f"{layout.minutes.upper()} {meeting.number}/{meeting.day.year}"),
        (meeting.body, f"{finnish(meeting.day)}   #"),
    ),
    titled=True,
    case="OUKA/{n}/{c}/{y}",
    case_label="Dno ",
    preparer="{name}, {title}, p. {phone}",
)  # fmt: skip

OLD = Layout(
    "vanha",
    (
        ("preparers", "Valmistelija:"), ("reasons", None), ("attachments", "Liitteet"), ("proposal", "Kaupunginjohtajan ehdotus:"),
        ("handling", "Asian käsittely:"), ("vote", "Äänestys:"), ("decision", "Päätös:"), ("actions", "Toimenpiteet:"),
    ),
    old_cover,
    closing("MUUTOKSENHAKUOHJEET", "{number} §"),
    lambda meeting, layout: (
        (f"{meeting.genitive.upper()} KAUPUNKI", f"{layout.minutes.upper()} {meeting.number}/{meeting.day.year}"),
        (meeting.body, f"{finnish(meeting.day)}    #"),
    ),
    mark="{number} §",
    preparer="{title} {name}, puh. {phone}",
    history="organs",
)  # fmt: skip


def extract(meeting: Meeting, item: Item, layout: Layout) -> list[Element]:
    """One item as a document of its own: city, body and date in one line, then the item."""
    cover = Line(f"{meeting.genitive} kaupunki, {meeting.body}, {finnish(meeting.day)}", "cover")
    return [cover, *item_elements(meeting, item, layout)]


__all__ = ["ESPOO", "LAHTI", "LAPUA", "OLD", "OULU", "Layout", "Part", "decision", "expected", "extract", "whole"]
