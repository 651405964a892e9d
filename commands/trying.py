"""The whole way on the sample minutes: `demo`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import click

from commands.archive import opened, search_in
from commands.finding import search, show
from commands.reading import add
from commands.rows import tables
from commands.speaking import fail
from terminal import takes_new_archive


@click.command()
@takes_new_archive
@click.pass_context
def demo(context: click.Context, folder: Path | None) -> None:
    """The whole way on the sample minutes: add, search, show, tables to CSV, in a fresh archive."""
    from importlib.resources import as_file, files

    place = folder or Path(tempfile.mkdtemp(prefix="pykala-")) / "archive"
    if place.exists():
        fail(f"{place} is there already; the demo makes a fresh archive")
    csv = place.parent / f"{place.name}-funding.csv"
    with as_file(files("corpus").joinpath("samples")) as samples:
        _step(f"pykala --archive {place} add SAMPLES")
        context.invoke(add, paths=(samples,), folder=place)
    query = "hankkeen rahoitus"
    _step(f'pykala --archive {place} search "{query}"')
    context.invoke(search, query=query, folder=place, **_no_filters())
    with opened(place) as archive:
        best = search_in(archive, query, _no_filters(), most=1).hits[0].id
    _step(f"pykala --archive {place} show {best}")
    context.invoke(show, id=best, folder=place)
    _step(f"pykala --archive {place} tables --kind funding -o {csv}")
    context.invoke(tables, words=(), kind="funding", layout="long", output=csv, folder=place, **_no_filters())
    for line in csv.read_text(encoding="utf-8").splitlines()[:4]:
        click.echo(line)
    click.echo(f"…\n\nThe archive: {place}\nThe funding tables: {csv}")


def _step(command: str) -> None:
    click.echo(click.style(f"\n$ {command}\n", bold=True))


def _no_filters() -> dict[str, Any]:
    return dict.fromkeys(_FILTERS) | {"has": (), "areas": (), "offset": 0}


_FILTERS = ("body", "start", "end", "case", "person", "outcome", "min_eur", "max_eur", "sort", "limit")
