"""The archive looked after: `stats`, `verify` and `reindex`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.archive import Guard, opened, say_faster, told
from commands.speaking import end, printable
from terminal import gap_value, gaps_text, stats_text, takes_archive, tally_text

if TYPE_CHECKING:
    from corpus import Damage, Tally


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a body and year; with --gaps, a gap.")
@click.option("--gaps", is_flag=True, help="What is known to be missing: §§, meetings, minutes, attachments.")
@takes_archive
def stats(as_json: bool, gaps: bool, folder: Path) -> None:
    """What is in the archive, by body and year; § numbers that are missing."""
    from corpus import line_json
    from index import Index

    if gaps:
        _gaps(as_json, folder)
        return
    with opened(folder) as archive:
        counted = archive.stats()
        say_faster(Index.open(archive))
    if not as_json:
        click.echo(stats_text(counted))
        return
    for year in counted.bodies:
        click.echo(line_json(year))


def _gaps(as_json: bool, folder: Path) -> None:
    import json

    from index import gaps_of

    with opened(folder) as archive:
        found = Guard(unmasked=False)(tuple(gaps_of(archive)))
    if not as_json:
        click.echo(gaps_text(found))
        return
    for gap in found:
        click.echo(json.dumps(gap_value(gap), ensure_ascii=False))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a damaged thing, and last the counts.")
@click.option("--quick", is_flag=True, help="Only names, sizes, seals and counts; for a timer.")
@takes_archive
def verify(as_json: bool, quick: bool, folder: Path) -> None:
    """Check every original, every record and the index; changes nothing."""
    from corpus import verify as check
    from corpus import verify_quick

    with told():
        say_damages(folder, (verify_quick if quick else check)(folder), as_json, quick)


def say_damages(folder: Path, found: Iterable[Damage | Tally], as_json: bool, quick: bool = False) -> None:
    """Says what is damaged in an archive and its index, and ends with status 1 if anything is."""
    from dataclasses import replace

    from corpus import Tally, line_json

    tally = Tally(0, 0, 0)
    damages: list[Damage] = []
    for each in found:
        if isinstance(each, Tally):
            tally = each
        else:
            damages.append(each)
    if not any(damage.what == "record" and damage.id is None and damage.sha256 is None for damage in damages):
        damages += _of_the_index(folder, quick)
    tally = replace(tally, bad=len(damages))
    for damage in damages:
        named = damage.id or damage.sha256 or ""
        click.echo(line_json(damage) if as_json else f"{damage.what} {printable(named)}: {printable(damage.problem)}")
    click.echo(line_json(tally) if as_json else tally_text(tally, quick))
    end(tally.bad)


def _of_the_index(folder: Path, quick: bool) -> list[Damage]:
    from corpus import Damage
    from index import Index

    with opened(folder) as archive:
        return [Damage("index", each.id, None, each.problem) for each in Index.open(archive).check(quick)]


@click.command()
@click.option("--engine", metavar="NAME", default=None, help="whoosh, or tantivy for a large archive.")
@takes_archive
def reindex(engine: str | None, folder: Path) -> None:
    """Build the search index anew from the archive."""
    from index import ENGINES, Index

    if engine is not None and engine not in ENGINES:
        raise click.BadParameter(f"there is no engine {engine!r}; there is {', '.join(ENGINES)}", param_hint="--engine")
    with opened(folder) as archive:
        done = Index.open(archive, engine).rebuild()
    click.echo(f"{done.documents} decisions indexed")
