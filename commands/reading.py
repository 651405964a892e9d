"""Files in: `parse` and `add`."""

from __future__ import annotations

from pathlib import Path

import click

from commands.archive import catch_up, opened
from commands.speaking import end, progress, say_failed, say_warnings
from terminal import minutes_text, takes_archive


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Read files and print their structure; touches no archive."""
    from corpus import load_all, minutes_json, read_all

    failed = 0
    for arrival in read_all(load_all(files)):
        if arrival.minutes is None:
            failed += 1
            say_failed(arrival.path, arrival.reason)
            continue
        click.echo(minutes_json(arrival.minutes) if as_json else minutes_text(arrival.minutes) + "\n")
        if as_json:
            say_warnings(arrival)
    end(failed)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@takes_archive
def add(paths: tuple[Path, ...], jobs: int, as_json: bool, folder: Path) -> None:
    """Add files and folders to the archive; what is there already is left as it is."""
    from corpus import add_all, files_in, line_json

    counts = dict.fromkeys(("added", "unchanged", "new version", "failed"), 0)
    with opened(folder, create=True) as archive:
        files = list(files_in(paths))
        with progress(files) as shown:
            for receipt in add_all(archive, shown, jobs):
                failed = receipt.status in ("quarantined", "refused")
                counts["failed" if failed else receipt.status] += 1
                if as_json:
                    click.echo(line_json(receipt))
                if failed:
                    say_failed(receipt.path, receipt.reason)
        catch_up(archive)
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{sum(counts.values())} files: {summary}", err=as_json)
    end(counts["failed"])
