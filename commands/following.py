"""What became of things: `case` over time, `changes` of what was proposed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import Guard, ids_of, opened
from commands.speaking import fail
from terminal import change_line, changes_value, step_value, story_text, takes_archive, takes_filters, takes_unmasked

if TYPE_CHECKING:
    from corpus import Archive, Record, Step
    from parser import Changes


@click.command()
@click.argument("case_id")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a handling: its record, and what changed.")
@takes_unmasked
@takes_archive
def case(case_id: str, as_json: bool, unmasked: bool, folder: Path) -> None:
    """Show a case as a story: its decisions by all bodies, the oldest first, and what changed between them."""
    guard = Guard(unmasked)
    with opened(folder) as archive:
        steps = guard(_story(archive, case_id.strip()))
    if as_json:
        for step in steps:
            click.echo(json.dumps(step_value(step), ensure_ascii=False))
    else:
        click.echo(story_text(case_id.strip(), steps))
    guard.say()


def _story(archive: Archive, case_id: str) -> tuple[Step, ...]:
    """The handlings of a case: those that bear its id, and those that they reprint and the archive has."""
    from corpus import Filters, earlier_ids, story_of

    ids = archive.select(Filters(case=case_id), "date")
    if not ids:
        fail(f"the archive has no decision of case {case_id}")
    own = tuple(archive.records(ids))
    reprinted = dict.fromkeys(each for record in own for each in earlier_ids(record) if each not in ids)
    others = tuple(archive.records(reprinted))
    held = {record.id for record in others}
    return story_of((*own, *others), held.__contains__)


@click.command()
@click.argument("query", required=False)
@takes_filters
@click.option("--json", "as_json", is_flag=True, help="One JSON object a decision.")
@takes_unmasked
@takes_archive
def changes(query: str | None, as_json: bool, unmasked: bool, folder: Path, **chosen: Any) -> None:
    """List the decisions that differ from what was proposed, and how; the newest first."""
    from corpus import heading_value

    count = 0
    guard = Guard(unmasked)
    with opened(folder) as archive:
        for record, found in guard.all(_paged(_changed(archive, query, chosen), chosen)):
            count += 1
            value = {**heading_value(record), "changes": changes_value(found)}
            click.echo(json.dumps(value, ensure_ascii=False) if as_json else change_line(record, found) + "\n")
    guard.say()
    click.echo(f"{count} changed", err=True)


def _changed(archive: Archive, query: str | None, chosen: dict[str, Any]) -> Iterator[tuple[Record, Changes]]:
    from index import Traces
    from parser import changes_of

    ids = ids_of(archive, query, {**chosen, "limit": None, "offset": 0})
    with Traces.open(archive) as traces:
        noted = {id_ for (id_,) in traces.rows("SELECT id FROM changed")}
    for record in archive.records(id_ for id_ in ids if id_ in noted):
        found = changes_of(record.decision)
        if found:
            yield record, found


def _paged(found: Iterator[tuple[Record, Changes]], chosen: dict[str, Any]) -> Iterator[tuple[Record, Changes]]:
    end = None if chosen["limit"] is None else chosen["offset"] + chosen["limit"]
    return islice(found, chosen["offset"], end)
