"""Sixty tables made for the tests, with what each of their cells means known by construction; in text, HTML and PDF."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tests.render import as_pdf

HEAD = (
    "Lahden kaupunki, Kaupunginhallitus, 04.04.2022\n\n§ 7\n\nMalliasia\n\n"
    "Päätös\n\nPäätösehdotus hyväksyttiin.\n\nPerusteluosa\n\n"
)
TAIL = "\n\nMuita tietoja ei ole.\n"


@dataclass(frozen=True)
class Value:
    """A printed cell and what it means."""

    raw: str
    value: Decimal | None
    role: str | None = None
    unit: str | None = None
    check: str = "unchecked"


@dataclass(frozen=True)
class Made:
    """A table; `header` has one row or two, the upper one with empty cells where a name goes on."""

    name: str
    caption: str
    header: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[str, tuple[Value, ...]], ...]
    kind: str = "funding"
    unit: str | None = None
    note: str | None = None
    checks: tuple[bool, ...] = ()
    labels: tuple[str, ...] = field(default=())

    @property
    def printed(self) -> list[tuple[str, ...]]:
        return [*self.header, *((label, *(value.raw for value in values)) for label, values in self.rows)]

    @property
    def column_labels(self) -> tuple[str, ...]:
        return self.labels or self.header[-1]


def spaced(value: Decimal, decimals: int = 0, separator: str = " ", minus: str = "-") -> str:
    text = f"{abs(value):,.{decimals}f}".replace(",", "_").replace(".", ",").replace("_", separator)
    return f"{minus}{text}" if value < 0 else text


@dataclass(frozen=True)
class Style:
    """How a table says what it is counted in."""

    name: str
    unit: str | None
    worth: int
    decimals: int
    separator: str = " "
    where: str = "nowhere"  # caption, note or nowhere


STYLES = (
    Style("plain", None, 1, 0),
    Style("euros in the caption", "€", 1, 2, " ", "caption"),
    Style("thousands in a note", "1 000 €", 1000, 0, " ", "note"),
    Style("full stops", "t€", 1000, 1, ".", "caption"),
    Style("millions", "milj. €", 10**6, 2, " ", "caption"),
)
ROWS = ("Silta", "Katuvalot", "Leikkipuisto", "Uimaranta")


def numbers(seed: int, count: int) -> list[int]:
    """Numbers that are always the same and look like none in particular."""
    return [1000 + (seed * 7919 + at * 104729 + at * at * 31) % 98_000 for at in range(count)]


def counted(style: Style, amount: int) -> Decimal:
    return Decimal(amount).scaleb(-style.decimals)


def cell(
    style: Style, amount: int, role: str | None, check: str = "unchecked", minus: str = "-", mark: str = ""
) -> Value:
    printed = counted(style, amount)
    raw = spaced(printed, style.decimals, style.separator, minus) + mark
    return Value(raw, printed * style.worth, role, style.unit, check)


def titled(style: Style, words: str) -> tuple[str, str | None]:
    unit = style.unit or ""
    return (f"{words}, {unit}" if style.where == "caption" else words), (f"({unit})" if style.where == "note" else None)


def by_financier(style: Style, seed: int, total_first: bool) -> Made:
    """Projects in rows, a total column before or behind its shares."""
    caption, note = titled(style, "Hankkeiden rahoitus")
    names = [("Lahden kaupunki", "own_share"), ("Muut rahoittajat", "other_funders")]
    rows = []
    for at, label in enumerate(ROWS):
        shares = numbers(seed + at, 2)
        cells = [cell(style, amount, role, "ok") for amount, (_, role) in zip(shares, names, strict=True)]
        total = cell(style, sum(shares), "total", "ok")
        rows.append((label, (total, *cells) if total_first else (*cells, total)))
    header = ["Yhteensä", *(name for name, _ in names)] if total_first else [*(name for name, _ in names), "Yhteensä"]
    name = f"total column {'first' if total_first else 'last'}, {style.name}"
    return Made(name, caption, (("Hanke", *header),), tuple(rows), "funding", style.unit, note, (True,) * 4)


def by_year(style: Style, seed: int, off: int = 0) -> Made:
    """Years in columns, a sum row below; `off` is what the first sum is wrong by, as counted."""
    caption, note = titled(style, "Investointien kustannukset")
    years = ("2023", "2024", "2025")
    grid = [numbers(seed + at, 3) for at in range(4)]
    sums = [sum(column) for column in zip(*grid, strict=True)]
    sums[0] += off
    words = "ok" if not off else f"off by {spaced(counted(style, off) * style.worth, 2)}"
    checks = [words, "ok", "ok"]
    rows = [
        (label, tuple(cell(style, amount, "part", check) for amount, check in zip(amounts, checks, strict=True)))
        for label, amounts in zip(ROWS, grid, strict=True)
    ]
    totals = tuple(cell(style, amount, "total", check) for amount, check in zip(sums, checks, strict=True))
    rows.append((("Yhteensä", "Summa", "Kaikki yhteensä")[seed % 3], totals))
    name = f"years{' with a wrong sum' if off else ''}, {style.name}"
    return Made(name, caption, (("Kohde", *years),), tuple(rows), "funding", style.unit, note, (not off, True, True))


def two_levels(style: Style, seed: int) -> Made:
    """A header of two levels over a sum row."""
    caption, note = titled(style, "Talousarvion toteutuminen")
    grid = [numbers(seed + at, 4) for at in range(3)]
    rows = [
        (label, tuple(cell(style, amount, "part", "ok") for amount in amounts))
        for label, amounts in zip(("Palkat", "Palvelut", "Tarvikkeet"), grid, strict=True)
    ]
    rows.append(("Yhteensä", tuple(cell(style, sum(column), "total", "ok") for column in zip(*grid, strict=True))))
    header = (("", "2023", "", "2024", ""), ("Menot", "Budjetti", "Toteuma", "Budjetti", "Toteuma"))
    labels = ("Menot", "2023 / Budjetti", "2023 / Toteuma", "2024 / Budjetti", "2024 / Toteuma")
    return Made(
        f"two levels, {style.name}", caption, header, tuple(rows), "funding", style.unit, note, (True,) * 4, labels
    )


def subtotals(style: Style, seed: int) -> Made:
    """Two groups with their sums, and the sum of these."""
    caption, note = titled(style, "Käyttötalouden menot")
    one, other = numbers(seed, 2), numbers(seed + 1, 3)
    rows = [(f"Palvelu {at}", (cell(style, amount, "part", "ok"),)) for at, amount in zip("AB", one, strict=True)]
    rows.append(("Sivistys yhteensä", (cell(style, sum(one), "total", "ok"),)))
    rows += [(f"Palvelu {at}", (cell(style, amount, "part", "ok"),)) for at, amount in zip("CDE", other, strict=True)]
    rows.append(("Tekniset yhteensä", (cell(style, sum(other), "total", "ok"),)))
    rows.append(("Kaikki yhteensä", (cell(style, sum(one) + sum(other), "total", "ok"),)))
    return Made(
        f"subtotals, {style.name}",
        caption,
        (("Palvelu", "Kulut"),),
        tuple(rows),
        "funding",
        style.unit,
        note,
        (True,) * 3,
    )


def shares(style: Style, seed: int) -> Made:
    """Financiers in rows: what each gives, and its share of a hundred."""
    caption, note = titled(style, "Rahoitussuunnitelma")
    parts = (("Omarahoitus", "own_share", 20), ("EAKR", "other_funders", 55), ("Valtionavustus", "other_funders", 25))
    whole = numbers(seed, 1)[0] * 20
    rows = [
        (label, (cell(style, whole * share // 100, role, "ok"), Value(f"{share}", Decimal(share), None, "%", "ok")))
        for label, role, share in parts
    ]
    rows.append(("Yhteensä", (cell(style, whole, "total", "ok"), Value("100", Decimal(100), None, "%", "ok"))))
    header = (("Rahoittaja", "Summa", "Osuus, %"),)
    return Made(f"shares, {style.name}", caption, header, tuple(rows), "funding", style.unit, note, (True, True))


def marked(style: Style, seed: int) -> Made:
    """Footnotes, empty cells, dashes, and minuses of each kind."""
    caption, note = titled(style, "Määrärahojen muutokset")
    one, other, third, fourth = numbers(seed, 4)
    minus = ("-", "–", "-", "–", "-")[seed % 5]
    mark = ("*", " 1)", "**", " *", " 2)")[seed % 5]
    dash = ("–", "-", "–", "-", "–")[seed % 5]
    rows = (
        ("Silta", (cell(style, one, "part", mark=mark), Value("", None))),
        ("Katuvalot", (cell(style, -other, "part", minus=minus), cell(style, third, "part"))),
        ("Puisto", (Value(dash, None, None, style.unit), cell(style, -fourth, "part", minus=minus))),
        ("Torin laajennus", (Value("ei tiedossa", None, None, style.unit), cell(style, one, "part"))),
    )
    header = (("Kohde", "Lisäys", "Muutos"),)
    return Made(f"marks and gaps, {style.name}", caption, header, rows, "funding", style.unit, note)


def unit_columns(seed: int) -> Made:
    """Money beside years, pieces, and money for one of something."""
    rows = []
    for at, label in enumerate(ROWS):
        one, other = numbers(seed + at, 2)
        rows.append(
            (
                label,
                (
                    Value(str(2020 + at), Decimal(2020 + at)),
                    Value(str(at * 3 + seed % 7 + 2), Decimal(at * 3 + seed % 7 + 2)),
                    Value(spaced(Decimal(one)), Decimal(one), "part", "€"),
                    Value(spaced(Decimal(other) / 100, 2), Decimal(other) / 100, None, "€"),
                ),
            )
        )
    header = (("Kohde", "Vuosi", "Määrä, kpl", "Kustannus, €", "€/asukas"),)
    return Made(f"columns of other things, {seed}", "Laitteiden hankinta", header, tuple(rows), "funding", "€")


def in_cells(seed: int) -> Made:
    """The unit in each cell, in five spellings."""
    spelling = ("{} €", "{}€", "{} euroa", "{} t€", "{},- €")[seed % 5]
    worth = 1000 if "t€" in spelling else 1
    unit = "t€" if "t€" in spelling else "€"
    rows = tuple(
        (label, (Value(spelling.format(spaced(Decimal(amount))), Decimal(amount * worth), "part", unit),))
        for label, amount in zip(ROWS, numbers(seed, 4), strict=True)
    )
    return Made(f"unit in the cells, {spelling}", "Avustusten jako", (("Hakija", "Myönnetään"),), rows, "funding", None)


def plain(raw: str) -> Value:
    is_number = raw.replace(",", "").isdecimal()
    return Value(raw, Decimal(raw.replace(",", ".")) if is_number else None)


def other(name: str, caption: str, header: Sequence[str], *rows: Sequence[str]) -> Made:
    """A table of no money. The label column is the first."""
    made = tuple((label, tuple(plain(raw) for raw in cells)) for label, *cells in rows)
    return Made(name, caption, (tuple(header),), made, "other", None)


OTHERS = (
    other(
        "votes by group", "Äänestystulos", ("Ryhmä", "Jaa", "Ei", "Poissa"),
        ("Keskusta", "12", "3", "1"), ("Vihreät", "2", "9", "0"),
    ),
    other(
        "schedule", "Aikataulu", ("Vaihe", "Alkaa", "Päättyy"),
        ("Suunnittelu", "1.2.2024", "30.4.2024"), ("Rakentaminen", "2.5.2024", "31.10.2024"),
        ("Käyttö", "1.11.2024", "jatkuu"),
    ),
    other(
        "scores", "Tarjousten vertailu", ("Tarjoaja", "Laatupisteet", "Hintapisteet"),
        ("Malli Oy", "38,5", "55"), ("Esimerkki Oy", "40", "49,5"),
    ),
    other(
        "attendance", "Läsnäolo", ("Jäsen", "Läsnä", "Poissa"),
        ("Maija Malli", "11", "1"), ("Essi Esimerkki", "9", "3"),
    ),
    other(
        "pupils", "Oppilasmäärät", ("Koulu", "2023", "2024"),
        ("Rantakoulu", "220", "215"), ("Harjukoulu", "340", "352"),
    ),
)  # fmt: skip


def tables() -> tuple[Made, ...]:
    """All sixty."""
    found: list[Made] = []
    for at, style in enumerate(STYLES):
        found += [by_financier(style, 11 + at, True), by_financier(style, 23 + at, False)]
        found += [by_year(style, 31 + at), by_year(style, 43 + at, off=30), two_levels(style, 53 + at)]
        found += [subtotals(style, 61 + at), shares(style, 71 + at), marked(style, 85 + at)]
        found += [unit_columns(91 + at), in_cells(100 + at), OTHERS[at]]
    found += [by_year(style, 201 + at) for at, style in enumerate(STYLES)]
    return tuple(found)


def _document(lines: Sequence[str], made: Made) -> str:
    return HEAD + "\n".join((made.caption, *([made.note] if made.note else []))) + "\n\n" + "\n".join(lines) + TAIL


def as_tabs(made: Made) -> str:
    """As text, a tab between cells."""
    return _document(["\t".join(row) for row in made.printed], made)


def as_columns(made: Made) -> str:
    """As text, columns of spaces: labels to the left, all else to the right."""
    widths = [max(len(row[at]) for row in made.printed) for at in range(len(made.printed[0]))]
    lines = []
    for row in made.printed:
        cells = [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]
        lines.append("   ".join(cells).rstrip())
    return _document(lines, made)


def as_page(made: Made) -> str:
    """As HTML; a name of the upper level spans its columns."""
    rows = [*_heads(made.header), *(_row("td", row) for row in made.printed[len(made.header) :])]
    note = f"<p>{made.note}</p>" if made.note else ""
    table = f"<p>{html.escape(made.caption)}</p>{note}<table>{''.join(rows)}</table>"
    body = "".join(f"<p>{line}</p>" for line in HEAD.split("\n\n") if line)
    head = "<!DOCTYPE html><html><head><meta charset=utf-8></head>"
    return f"{head}<body>{body}{table}<p>Muita tietoja ei ole.</p></body></html>"


def _heads(header: Sequence[Sequence[str]]) -> Iterator[str]:
    for row in header[:-1]:
        cells = [f"<th>{row[0]}</th>"]
        at = 1
        while at < len(row):
            end = at + 1
            while end < len(row) and not row[end]:
                end += 1
            cells.append(f"<th colspan={end - at}>{html.escape(row[at])}</th>")
            at = end
        yield f"<tr>{''.join(cells)}</tr>"
    yield _row("th", header[-1])


def _row(tag: str, cells: Sequence[str]) -> str:
    return f"<tr>{''.join(f'<{tag}>{html.escape(text)}</{tag}>' for text in cells)}</tr>"


def as_print(made: Made, ruled: bool) -> bytes:
    """As PDF, with rules or without."""
    return as_pdf(as_tabs(made), ruled)
