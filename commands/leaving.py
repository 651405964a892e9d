"""The archive taken elsewhere and brought back: `export` and `import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import Guard, catch_up, ids_of, opened
from commands.speaking import end, fail
from terminal import takes_archive, takes_filters, takes_unmasked, write_money_as, write_rows_as, write_tables_as

if TYPE_CHECKING:
    from corpus import Archive, Record

_DECISIONS = (
    "decision_id", "municipality", "body", "date", "number", "title", "case_id", "outcome", "outcome_words",
    "effective_text", "version", "path", "sha256",
)  # fmt: skip


FORMATS = ("csv", "jsonl", "datapackage", "popolo", "openapi6aika", "akn", "datasette", "bagit")


@click.command()
@click.argument("query", required=False)
@takes_filters
@click.option("--format", "form", required=True, type=click.Choice(FORMATS))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="A new folder.")
@takes_unmasked
@takes_archive
def export(query: str | None, form: str, output: Path, unmasked: bool, folder: Path, **chosen: Any) -> None:
    """Write the archive, or what a query finds, to a new folder.

    csv: decisions, tables and amounts of money. jsonl: decisions. bagit: everything, originals too, for `pykala
    import`. datapackage: CSV tables with their schemas (Frictionless, CSVW). popolo: Open Civic Data. openapi6aika:
    the six cities' Open Decision API. akn: Akoma Ntoso, an XML document a decision. datasette: the
    metadata file by which Datasette shows archive.db.
    """
    if form in ("bagit", "datasette") and (query or any(value for value in chosen.values())):
        raise click.UsageError(f"--format {form} is of the whole archive: it takes no query and no filters.")
    if output.exists():
        fail(f"{output} is there already; an export makes a new folder")
    with opened(folder) as archive:
        if form == "bagit":
            _bag(archive, output)
            return
        guard, ids = Guard(unmasked), ids_of(archive, query, chosen)
        try:
            _write(form, archive, ids, output, guard)
        except OSError as error:
            fail(f"{output}: {error.strerror}")
    guard.say()
    if form == "datasette":
        click.echo(f"datasette {folder / 'archive.db'} -m {output / 'metadata.json'}", err=True)
    else:
        click.echo(f"{len(ids)} decisions in {output}", err=True)


def _write(form: str, archive: Archive, ids: tuple[str, ...], output: Path, guard: Guard) -> None:
    if form not in ("csv", "jsonl"):
        from corpus import write_export

        write_export(form, archive, ids, output, guard)
        return
    output.mkdir(parents=True)
    _write_csv(archive, ids, output, guard) if form == "csv" else _write_jsonl(archive, ids, output, guard)


def _write_csv(archive: Archive, ids: tuple[str, ...], output: Path, guard: Guard) -> None:
    with (output / "decisions.csv").open("wb") as stream:
        rows = map(_row, guard.all(archive.records(ids)))
        write_rows_as("csv", stream, "", _DECISIONS, rows, excel=False)
    with (output / "tables.csv").open("wb") as stream:
        write_tables_as("csv", stream, lambda: guard.all(archive.records(ids)), "all", "long", excel=False)
    with (output / "money.csv").open("wb") as stream:
        write_money_as("csv", stream, lambda: guard.all(archive.records(ids)), excel=False)


def _row(record: Record) -> tuple[str | int | None, ...]:
    decision = record.decision
    return (
        record.id, record.municipality, record.body, record.meeting.date.isoformat(), decision.number, decision.title,
        decision.case_id, decision.outcome, decision.outcome_words, decision.effective_text, record.version,
        record.source.path, record.source.sha256,
    )  # fmt: skip


def _write_jsonl(archive: Archive, ids: tuple[str, ...], output: Path, guard: Guard) -> None:
    from corpus import decision_json

    with (output / "decisions.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        for record in archive.records(ids):
            sources = archive.sources(record.id, record.version)
            stream.write(decision_json(guard(record), guard(sources)) + "\n")


def _bag(archive: Archive, output: Path) -> None:
    missing = archive.write_bag(output)
    for sha256 in missing:
        click.echo(f"{sha256}: the original is damaged or missing, and not in the export", err=True)
    click.echo(f"everything in {output}, as published: personal identity codes are not masked", err=True)
    end(len(missing))


@click.command(name="import")
@click.argument("bag", type=click.Path(path_type=Path, exists=True, file_okay=False))
@takes_archive
def import_(bag: Path, folder: Path) -> None:
    """Bring what `export --format bagit` wrote into an empty archive."""
    with opened(folder, create=True) as archive:
        missing = archive.read_bag(bag)
        catch_up(archive)
        counted = archive.stats()
    for sha256 in missing:
        click.echo(f"{sha256}: the export has no original of this document", err=True)
    click.echo(f"{counted.documents} documents, {counted.decisions} decisions ({counted.versions} versions)")
    end(len(missing))
