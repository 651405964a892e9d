"""A decision and its meeting as rows of the data package."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from corpus.documents import Document
from corpus.exports import sheets
from corpus.exports.entries import Entry, Sitting
from corpus.exports.sheets import Sheet
from parser import Decision, Spot, Table, typed_cells


def rows_of(sitting: Sitting, is_new: Callable[[str], bool]) -> Iterator[Sheet]:
    """All rows of a meeting, each after those that it refers to. `is_new` tells which documents have none yet."""
    yield from _meetings(sitting)
    for entry in sitting.entries:
        for document in entry.sources:
            if is_new(document.sha256):
                yield from _documents(document)
        yield _decision(entry, sitting)
        for document in entry.sources:
            yield sheets.Sources(entry.id, document.sha256, document.sha256 == entry.record.source.sha256)
        yield from _people(entry)
        yield from _parts(entry.record.decision)


def _meetings(sitting: Sitting) -> Iterator[Sheet]:
    for number, reading in enumerate(sitting.readings, 1):
        yield sheets.Meetings(
            sitting.id, number, sitting.municipality, sitting.body, reading.date, reading.start, reading.end,
            reading.place,
        )  # fmt: skip
        for at, each in enumerate(reading.attendance, 1):
            yield sheets.Attendance(sitting.id, number, at, each.name, each.role, each.present, each.note)


def _documents(document: Document) -> Iterator[Sheet]:
    yield sheets.Documents(
        document.sha256, document.path, document.media_type, document.size, document.pages, document.ocr,
        document.kind, document.parser_version, document.added_at,
    )  # fmt: skip
    for at, each in enumerate(document.warnings, 1):
        yield sheets.Warnings(document.sha256, at, each.code, each.message, each.page, each.line)


def _decision(entry: Entry, sitting: Sitting) -> Sheet:
    record, decision = entry.record, entry.record.decision
    return sheets.Decisions(
        decision.id, sitting.id, sitting.reading_of(entry), record.municipality, record.body, record.meeting.date,
        decision.number, decision.title, decision.case_id, decision.outcome, decision.outcome_words,
        decision.decision_text, decision.proposal_text, decision.effective_text, decision.appeal, decision.actions,
        record.document_kind, record.version, record.digest,
    )  # fmt: skip


def _parts(decision: Decision) -> Iterator[Sheet]:
    id_ = decision.id
    for at, part in enumerate(decision.sections, 1):
        yield sheets.Sections(id_, at, part.kind, part.heading, part.text, part.page, part.line)
    for at, amount in enumerate(decision.amounts, 1):
        yield sheets.Money(
            id_, at, amount.value, amount.currency, amount.raw, amount.where, amount.role, amount.label, amount.per,
            amount.bound, amount.vat, amount.about, amount.page, amount.line,
        )  # fmt: skip
    for at, table in enumerate(decision.tables, 1):
        yield from _table(id_, at, table)
    for at, vote in enumerate(decision.votes, 1):
        yield sheets.Votes(
            id_, at, vote.for_label, vote.for_count, vote.against_label, vote.against_count, vote.blank, vote.absent
        )
    for at, reference in enumerate(decision.references, 1):
        yield sheets.References(id_, at, reference.kind, reference.raw, reference.target)
        yield from _spots(id_, "references", at, reference.spots)
    for at, entity in enumerate(decision.entities, 1):
        yield sheets.Entities(id_, at, entity.kind, entity.text, entity.normal)
        yield from _spots(id_, "entities", at, entity.spots)
    yield from (sheets.Attachments(id_, at, text) for at, text in enumerate(decision.attachments, 1))
    yield from (sheets.Extracts(id_, at, text) for at, text in enumerate(decision.extracts_to, 1))
    for at, earlier in enumerate(decision.earlier, 1):
        yield sheets.Earlier(id_, at, earlier.body, earlier.date, earlier.number)


def _spots(id_: str, of: str, position: int, spots: tuple[Spot, ...]) -> Iterator[Sheet]:
    for at, spot in enumerate(spots, 1):
        section = None if spot.section is None else spot.section + 1
        yield sheets.Spots(id_, of, position, at, section, spot.start, spot.end)


def _people(entry: Entry) -> Iterator[Sheet]:
    decision = entry.record.decision
    named = [("preparer", person) for person in decision.preparers]
    if decision.presenter is not None:
        named.append(("presenter", decision.presenter))
    for at, (role, person) in enumerate(named, 1):
        yield sheets.People(entry.id, at, role, person.name, person.title, person.phone, person.email, None, None, None)
    for at, part in enumerate(entry.parts, len(named) + 1):
        yield sheets.People(
            entry.id, at, part.role, part.name, part.title, None, None, part.printed, part.side, part.words
        )


def _table(id_: str, number: int, table: Table) -> Iterator[Sheet]:
    columns = max(map(len, (table.header, *table.rows)), default=0)
    yield sheets.Tables(
        id_, number, table.caption, table.kind, table.unit, len(table.rows), columns, table.page, table.line
    )
    for column, text in enumerate(table.header, 1):
        if text:
            yield _printed(id_, number, 0, column, text, (table.page, table.line))
    typed = {(cell.row, cell.column): cell for cell in typed_cells(table)}
    for at, (row, place) in enumerate(zip(table.rows, table.positions, strict=True), 1):
        for column, text in enumerate(row, 1):
            cell = typed.get((at, column))
            if cell is not None:
                yield sheets.TableCells(
                    id_, number, at, column, text, cell.row_label, cell.column_label, cell.role, cell.value, cell.unit,
                    cell.per, cell.money, cell.check, cell.page, cell.line,
                )  # fmt: skip
            elif text:
                yield _printed(id_, number, at, column, text, place)
    for at, check in enumerate(table.checks, 1):
        yield sheets.TableChecks(id_, number, at, check.what, check.ok, check.off_by)


def _printed(
    id_: str, table: int, row: int, column: int, raw: str, place: tuple[int | None, int | None]
) -> sheets.TableCells:
    """A cell that is a header or a label."""
    return sheets.TableCells(
        id_, table, row, column, raw, None, None, None, None, None, None, None, None, place[0], place[1]
    )
