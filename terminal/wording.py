"""Records, hits and counts as a reader sees them."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus import Document, Facets, Line, Mended, Problem, Record, Redacted, Stats, Tally
    from index import Handling, Hit, Reason, Results
    from parser import Decision, Minutes, Person, Table, Warning  # noqa: A004  the domain's word

Mark = Callable[[str], str]

_WIDTH = 100
OUTCOMES = {
    "approved": "hyväksytty", "amended": "hyväksytty muutettuna", "rejected": "hylätty",
    "returned": "palautettu valmisteluun", "tabled": "pöydällä", "withdrawn": "poistettu esityslistalta",
    "noted": "merkitty tiedoksi", "elected": "valittu", "other": "muu ratkaisu", "unknown": "ratkaisu ei ilmene",
}  # fmt: skip
SECTIONS = {
    "title": "otsikko", "preparers": "valmistelijat", "presenter": "esittelijä", "proposal": "päätösehdotus",
    "decision": "päätös", "handling": "käsittely", "vote": "äänestys", "dissent": "eriävä mielipide",
    "disqualification": "esteellisyys", "reasons": "perustelut", "summary": "tiivistelmä",
    "history": "aiempi käsittely", "attachments": "liitteet", "appeal": "muutoksenhaku", "actions": "toimenpiteet",
    "notify": "tiedoksianto", "background": "tausta", "other": "muu", "person": "henkilö", "body": "toimielin",
    "case": "asia", "number": "pykälä",
}  # fmt: skip
_REASONS = {"form": "sama muoto", "part": "yhdyssana"}
_TABLES = {"funding": "rahoitustaulukko", "other": "muu taulukko"}
_WHY_UNCHECKED = {
    "no total column and no sum row": "ei summariviä eikä summasaraketta",
    "the numbers do not tell which of them the total is the sum of": "luvuista ei selviä, mistä summa on laskettu",
    "no numbers": "ei lukuja",
}
KINDS = {"decision": "päätös", "minutes": "pöytäkirja", "agenda": "esityslista"}


def finnish_date(day: date) -> str:
    """`4.4.2022`."""
    return f"{day.day}.{day.month}.{day.year}"


def outcome_word(outcome: str) -> str:
    """An outcome in Finnish: `palautettu valmisteluun`."""
    return OUTCOMES.get(outcome, outcome)


def problem_text(problem: Problem) -> str:
    """A document that is not plainly accepted: a line, and one for each warning."""
    reason = f": {problem.reason}" if problem.reason else ""
    head = f"{problem.status}: {_on_a_line(problem.path)}{reason}"
    return "\n".join((head, *(f"   {_place(warning)}{warning.message}" for warning in problem.warnings)))


def _place(warning: Warning) -> str:
    page = f"page {warning.page}, " if warning.page else ""
    line = f"line {warning.line}" if warning.line else ""
    return f"{(page + line).rstrip(', ')}: " if page or line else ""


def hit_text(hit: Hit, number: int, mark: Mark) -> str:
    """A hit on four lines, and the reasons if there are any; `mark` sets the matched word forms apart."""
    excerpt, at = "", 0
    for start, end in hit.marks:
        excerpt += hit.excerpt[at:start] + mark(hit.excerpt[start:end])
        at = end
    excerpt += hit.excerpt[at:]
    head = f"{number}. {hit.body} {finnish_date(hit.date)} § {hit.number} · {OUTCOMES[hit.outcome]}"
    section = f"{hit.heading.rstrip(' :')}: " if hit.heading and hit.section != "title" else ""
    lines = (head, f"   {hit.title}", f"   {section}{excerpt}", f"   {hit.id}")
    return "\n".join((*lines, *_reasons(hit.reasons), *_same_case(hit.same_case)))


def news_text(search: str, line: Line, why: tuple[Reason, ...]) -> str:
    """A decision that a followed search found, and why."""
    head = f"{search}: {line.municipality}, {line.body} {finnish_date(line.date)} § {line.number}"
    lines = (f"{head} · {OUTCOMES[line.outcome]}", f"   {line.title}", *_reasons(why), f"   {line.id}")
    return "\n".join(lines)


def _same_case(others: tuple[Handling, ...]) -> Iterator[str]:
    if others:
        yield "   samassa asiassa:"
    for other in others:
        where = f"{other.body} {finnish_date(other.date)} § {other.number}"
        yield f"     {where} · {other.title} · {OUTCOMES[other.outcome]} ({other.id})"


def found_text(found: Results, first: int) -> str:
    """How many were found, which of them are shown, and how to see the next."""
    if not found.hits or len(found.hits) == found.total:
        return f"{found.total} found"
    last = first + len(found.hits) - 1
    more = f"; more: --offset {last}" if last < found.total else ""
    return f"{found.total} found, shown {first}–{last}{more}"


def _reasons(reasons: tuple[Reason, ...]) -> Iterator[str]:
    """A line for each word asked and section: `takaus → takauksen ×2, takausvastuu (yhdyssana) → päätös`."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for each in reasons:
        times = f" ×{each.count}" if each.count > 1 else ""
        how = f" ({_REASONS[each.by]})" if each.by in _REASONS else ""
        grouped.setdefault((each.term, each.section), []).append(f"{each.form}{times}{how}")
    for (term, section), forms in grouped.items():
        yield f"     {term} → {', '.join(forms)} → {SECTIONS.get(section, section)}"


def facets_text(facets: Facets) -> str:
    """A line a facet, its values with their counts."""
    named = {
        "Toimielin": facets.body,
        "Vuosi": facets.year,
        "Ratkaisu": tuple((OUTCOMES.get(value, value), count) for value, count in facets.outcome),
        "Taulukoita": tuple((_TABLES.get(value, value), count) for value, count in facets.table),
        "Henkilö": facets.person,
    }
    return "\n".join(
        f"{name}: {', '.join(f'{value} ({count})' for value, count in counts)}"
        for name, counts in named.items()
        if counts
    )


def minutes_text(minutes: Minutes) -> str:
    """What was read out of a document: its head, each decision, the warnings."""
    head = f"{minutes.municipality}, {minutes.body}, {finnish_date(minutes.meeting.date)} ({KINDS[minutes.kind]})"
    parts = [f"{_on_a_line(minutes.source.path)}\n{head}"]
    parts += [_structure(decision) for decision in minutes.decisions]
    parts += [f"! {warning.message}" for warning in minutes.warnings]
    return "\n\n".join(parts)


def _structure(decision: Decision) -> str:
    lines = [f"§ {decision.number} {decision.title}", f"  {decision.id}", f"  Ratkaisu: {OUTCOMES[decision.outcome]}"]
    lines += [f"  {line}" for line in _facts(decision)]
    for section in decision.sections:
        place = ", ".join(
            f"{word} {number}" for word, number in (("s.", section.page), ("rivi", section.line)) if number
        )
        lines.append(f"  {section.heading or '–'} [{section.kind}] {place}".rstrip())
        lines.append(textwrap.indent(textwrap.shorten(section.text, 160, placeholder=" …"), "      "))
    return "\n".join(lines)


def decision_text(record: Record, sources: Sequence[Document] = (), versions: Sequence[int] = ()) -> str:
    """One decision for a reader: the head, what was decided, then every section as printed.

    sources   the documents that say this version
    versions  the numbers of all versions of the decision
    """
    decision = record.decision
    head = [
        f"{record.municipality}, {record.body}, {finnish_date(record.meeting.date)}, § {decision.number}",
        decision.title,
        "",
        f"Ratkaisu: {OUTCOMES[decision.outcome]}",
        *_facts(decision),
        *(f"Lähde: {line}" for line in source_lines(record, sources)),
        *(["Teksti on tunnistettu kuvasta (OCR): tarkista luvut alkuperäisestä."] if record.source.ocr else []),
        f"Tunniste: {decision.id}",
    ]
    if record.version > 1 or len(versions) > 1:
        others = ", ".join(str(each) for each in versions if each != record.version)
        head.append(f"Versio: {record.version}{f' (muut: {others})' if others else ''}")
    if decision.effective_text and decision.effective_text != decision.decision_text:
        head += ["", "Päätetty", "", wrapped(decision.effective_text)]
    for section in decision.sections:
        head += (
            ["", section.heading or "–", "", wrapped(section.text)] if section.text else ["", section.heading or "–"]
        )
    for table in decision.tables:
        head += ["", *_checks(table)] if table.checks or table.kind == "funding" else []
    references = [f"{_on_a_line(each.raw)} → {each.target}" for each in decision.references if each.target]
    head += ["", "Viittaukset", "", *references] if references else []
    return "\n".join(head)


def source_lines(record: Record, sources: Sequence[Document]) -> Iterator[str]:
    """Where a version comes from, and since when the archive has it; the document that it was read from first."""
    for each in sorted(sources, key=lambda each: (each.sha256 != record.source.sha256, each.path)):
        added = finnish_date(date.fromisoformat(each.added_at[:10]))
        yield f"{_on_a_line(each.path)} ({KINDS[each.kind]}, lisätty {added})" if each.kind else _on_a_line(each.path)
    if not sources:
        yield _on_a_line(record.source.path)


def _on_a_line(text: str) -> str:
    """A path from outside, which must not look like several lines, without a sign that a terminal would obey."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def _facts(decision: Decision) -> Iterator[str]:
    if decision.case_id:
        yield f"Asia: {decision.case_id}"
    if decision.preparers:
        yield f"Valmistelijat: {', '.join(map(_person, decision.preparers))}"
    if decision.presenter:
        yield f"Esittelijä: {_person(decision.presenter)}"
    for vote in decision.votes:
        yield f"Äänestys: {vote.for_label} {vote.for_count}, {vote.against_label} {vote.against_count}"


def _person(person: Person) -> str:
    return f"{person.name} ({person.title})" if person.title else person.name


def _checks(table: Table) -> Iterator[str]:
    from parser import unchecked_because

    yield f"Taulukon summat: {table.caption or 'ilman otsikkoa'}"
    if why := unchecked_because(table):
        yield f"  ei tarkistettu: {_WHY_UNCHECKED[why]}"
    for check in table.checks:
        yield f"  {'täsmää' if check.ok else f'ei täsmää, ero {check.off_by}'}: {check.what}"


def wrapped(text: str) -> str:
    """Lines to the width of a page; the rows of a table with their cells in columns."""
    lines: list[str] = []
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        lines += _columns(rows)
        rows = []
        lines += textwrap.wrap(line, _WIDTH) or [""]
    return "\n".join(lines[:-1])


def _columns(rows: list[list[str]]) -> Iterator[str]:
    widths = [max(len(row[at]) if at < len(row) else 0 for row in rows) for at in range(max(map(len, rows), default=0))]
    for row in rows:
        cells = [
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=False))
        ]
        yield "  ".join(cells).rstrip()


def stats_text(stats: Stats) -> str:
    """What is in the archive, by kind, body and year, with the § numbers that are missing."""
    lines = [f"{stats.documents} documents, {stats.decisions} decisions ({stats.versions} versions)"]
    lines += [f"  {KINDS.get(kind.kind or '', 'not read')}: {kind.documents} {kind.status}" for kind in stats.kinds]
    for year in stats.bodies:
        missing = ", ".join(
            f"§ {gap.first}" if gap.first == gap.last else f"§ {gap.first}–{gap.last}" for gap in year.missing
        )
        lines.append(f"{year.municipality}, {year.body} {year.year}: {year.decisions} decisions")
        if missing:
            lines.append(f"  missing: {missing}")
    return "\n".join(lines)


def tally_text(tally: Tally, quick: bool) -> str:
    """What was looked at, and how much of it is damaged; of a quick check, what it did not look at."""
    checked = f"{tally.documents} documents, {tally.decisions} decisions checked; {tally.bad} damaged"
    unread = "; names, sizes and counts only: no original, record or index file was read"
    return checked + (unread if quick else "")


def mended_text(mended: Mended) -> str:
    """What was put right, and how."""
    return f"{mended.what} {_on_a_line(mended.id or mended.sha256 or '')}: {mended.how}"


def redacted_text(redacted: Redacted) -> str:
    """What a redaction took away; no word of the document is in it."""
    lines = [f"removed for good: {redacted.sha256}"]
    lines += [f"  no longer held: {each}" for each in redacted.gone]
    lines += [f"  another document says it too: {each}" for each in redacted.kept]
    return "\n".join(lines)
