"""What became of things: `changes`, proposals against decisions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import ids_of, opened
from terminal import change_line, changes_value, takes_archive, takes_filters

if TYPE_CHECKING:
    from corpus import Archive, Record
    from parser import Changes


@click.command()
@click.argument("query", required=False)
@takes_filters
@click.option("--json", "as_json", is_flag=True, help="One JSON object a decision.")
@takes_archive
def changes(query: str | None, as_json: bool, folder: Path, **chosen: Any) -> None:
    """List the decisions that differ from what was proposed, and how; the newest first."""
    from corpus import heading_value

    count = 0
    with opened(folder) as archive:
        for record, found in _paged(_changed(archive, query, chosen), chosen):
            count += 1
            value = {**heading_value(record), "changes": changes_value(found)}
            click.echo(json.dumps(value, ensure_ascii=False) if as_json else change_line(record, found) + "\n")
    click.echo(f"{count} changed", err=True)


def _changed(archive: Archive, query: str | None, chosen: dict[str, Any]) -> Iterator[tuple[Record, Changes]]:
    from parser import changes_of

    ids = ids_of(archive, query, {**chosen, "limit": None, "offset": 0})
    for record in archive.records(ids):
        found = changes_of(record.decision)
        if found:
            yield record, found


def _paged(found: Iterator[tuple[Record, Changes]], chosen: dict[str, Any]) -> Iterator[tuple[Record, Changes]]:
    end = None if chosen["limit"] is None else chosen["offset"] + chosen["limit"]
    return islice(found, chosen["offset"], end)
