"""The archive looked after: `stats`, `verify` and `reindex`."""

from __future__ import annotations

from pathlib import Path

import click

from commands.archive import opened, say_faster, told
from commands.speaking import end, printable
from terminal import stats_text, takes_archive


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a body and year.")
@takes_archive
def stats(as_json: bool, folder: Path) -> None:
    """What is in the archive, by body and year; § numbers that are missing."""
    from corpus import line_json
    from index import Index

    with opened(folder) as archive:
        counted = archive.stats()
        say_faster(Index.open(archive))
    if not as_json:
        click.echo(stats_text(counted))
        return
    for year in counted.bodies:
        click.echo(line_json(year))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a damaged thing, and last the counts.")
@takes_archive
def verify(as_json: bool, folder: Path) -> None:
    """Check every original, every record and the index; changes nothing."""
    from dataclasses import replace

    from corpus import Damage, Tally, line_json
    from corpus import verify as check
    from index import Index

    tally = Tally(0, 0, 0)
    damages: list[Damage] = []
    with told():
        for found in check(folder):
            if isinstance(found, Tally):
                tally = found
            else:
                damages.append(found)
        if not any(damage.what == "record" and damage.id is None for damage in damages):
            with opened(folder) as archive:
                damages += [Damage("index", each.id, None, each.problem) for each in Index.open(archive).check()]
    tally = replace(tally, bad=len(damages))
    for damage in damages:
        named = damage.id or damage.sha256 or ""
        click.echo(line_json(damage) if as_json else f"{damage.what} {named}: {printable(damage.problem)}")
    click.echo(
        line_json(tally)
        if as_json
        else f"{tally.documents} documents, {tally.decisions} decisions checked; {tally.bad} damaged"
    )
    end(tally.bad)


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
