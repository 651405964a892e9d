"""Decisions out: `search`, `related` and `show`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import Guard, opened, related_in, search_in
from commands.speaking import fail, output_to, printable
from terminal import (
    changes_text,
    changes_value,
    decision_text,
    diff_text,
    facets_text,
    found_text,
    hit_text,
    takes_archive,
    takes_filters,
    takes_unmasked,
    write_rows_as,
)

if TYPE_CHECKING:
    from corpus import Archive, Record
    from index import Results


_HITS = 20
_ALIKE = 10


@click.command()
@click.argument("query")
@takes_filters
@click.option("--json", "as_json", is_flag=True, help="One JSON object a hit; the same as --format json.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv", "xlsx")), default=None)
@click.option("--excel", is_flag=True, help="CSV as Finnish Excel opens it: BOM, semicolons, decimal commas.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, for csv and xlsx.")
@click.option("--facets", is_flag=True, help="Count all hits by body, year, outcome, kind of table, person.")
@click.option("--explain", is_flag=True, help="Say why: the word asked → the form in the text → the section.")
@click.option("--same-case", is_flag=True, help="With each hit, the other decisions of its case.")
@takes_unmasked
@takes_archive
def search(
    query: str,
    as_json: bool,
    form: str | None,
    excel: bool,
    output: Path | None,
    facets: bool,
    explain: bool,
    same_case: bool,
    unmasked: bool,
    folder: Path,
    **chosen: Any,
) -> None:
    """Find decisions, best first. Words match their inflected forms; see the README for the query language."""
    form = form or ("json" if as_json else "text")
    table = form in ("csv", "xlsx")
    if table and (as_json or facets or explain or same_case):
        raise click.UsageError(f"--format {form} goes with none of --json, --facets, --explain and --same-case.")
    if not table and (output or excel):
        raise click.UsageError("--output and --excel go with --format csv or xlsx.")
    with opened(folder) as archive:
        guard = Guard(unmasked)
        found = guard(search_in(archive, query, chosen, _HITS, facets, explain, same_case))
    first = chosen["offset"] + 1
    if table:
        _write_hits(found, form, excel, output)
    else:
        _print_hits(found, form, first)
    guard.say()
    click.echo(found_text(found, first), err=True)
    if found.suggestion:
        click.echo(f"did you mean: {printable(found.suggestion)}", err=True)


def _print_hits(found: Results, form: str, first: int) -> None:
    from index import facets_json, hit_json

    mark = _bold if sys.stdout.isatty() else _starred
    for number, hit in enumerate(found.hits, first):
        click.echo(hit_json(hit) if form == "json" else hit_text(hit, number, mark) + "\n")
    if found.facets:
        click.echo(facets_json(found.facets) if form == "json" else facets_text(found.facets))


def _write_hits(found: Results, form: str, excel: bool, output: Path | None) -> None:
    """The hits as a table."""
    from index import COLUMNS, hit_row

    with output_to(output) as stream:
        write_rows_as(form, stream, "Osumat", COLUMNS, map(hit_row, found.hits), excel)


@click.command()
@click.argument("id")
@takes_filters
@click.option("--json", "as_json", is_flag=True, help="One JSON object a hit, as `search` gives them.")
@takes_unmasked
@takes_archive
def related(id: str, as_json: bool, unmasked: bool, folder: Path, **chosen: Any) -> None:  # noqa: A002
    """Find decisions like this one: those that share its most telling words."""
    if chosen["areas"] or chosen["sort"] not in (None, "relevance"):
        raise click.UsageError("--in and --sort are of a search: these are the most alike first.")
    with opened(folder) as archive:
        found = (guard := Guard(unmasked))(related_in(archive, id.strip(), chosen, _ALIKE))
    first = chosen["offset"] + 1
    _print_hits(found, "json" if as_json else "text", first)
    guard.say()
    click.echo(found_text(found, first), err=True)


@click.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="The record as JSON.")
@click.option("--original", is_flag=True, help="The bytes of the document as published.")
@click.option("--version", type=click.IntRange(min=1), default=None, help="This version, not the newest.")
@click.option("--diff", is_flag=True, help="What changed from the version before.")
@click.option("--changes", is_flag=True, help="What the body changed in the proposal: [-taken out-] {+put in+}.")
@takes_unmasked
@takes_archive
def show(
    id: str,  # noqa: A002  the domain's word
    as_json: bool,
    original: bool,
    version: int | None,
    diff: bool,
    changes: bool,
    unmasked: bool,
    folder: Path,
) -> None:
    """Show one decision for a reader."""
    from corpus import decision_json

    if max(as_json, changes) + original + diff > 1:
        raise click.UsageError("--json or --changes, --original and --diff each show something else: choose one.")
    guard = Guard(unmasked)
    with opened(folder) as archive:
        record = archive.record(id.strip(), version)
        if original:
            sys.stdout.buffer.write(archive.original(record.source.sha256))
            return
        if diff:
            shown = _diff(archive, record, guard)
        elif changes:
            shown = _changes(guard(record), as_json)
        else:
            sources, versions = guard(archive.sources(record.id, record.version)), archive.versions(record.id)
            record = guard(archive.resolved(record))
            shown = decision_json(record, sources) if as_json else decision_text(record, sources, versions)
    click.echo(shown)
    guard.say()


def _diff(archive: Archive, record: Record, guard: Guard) -> str:
    """What changed from the version before."""
    earlier = [each for each in archive.versions(record.id) if each < record.version]
    if not earlier:
        fail(f"{record.id} has no version before version {record.version}.")
    old = archive.record(record.id, earlier[-1])
    sources = [guard(archive.sources(each.id, each.version)) for each in (old, record)]
    return diff_text(guard(old), guard(record), *sources)


def _changes(record: Record, as_json: bool) -> str:
    """What the body changed in what was proposed to it."""
    from corpus import heading_value
    from parser import changes_of

    found = changes_of(record.decision)
    if as_json:
        return json.dumps({**heading_value(record), "changes": changes_value(found)}, ensure_ascii=False)
    return changes_text(record, found)


def _bold(word: str) -> str:
    return click.style(word, bold=True)


def _starred(word: str) -> str:
    return f"*{word}*"
