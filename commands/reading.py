"""Files in: `parse`, `add`, and what became of them: `problems` and `retry`."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import catch_up, opened
from commands.speaking import end, printable, printable_lines, progress, say_failed, say_warnings
from terminal import limits_of, minutes_text, problem_text, takes_archive, takes_limits

if TYPE_CHECKING:
    from corpus import Receipt
    from parser import Minutes


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@click.option("--ner", is_flag=True, help="Let an installed model (pykala[ner]) add names that no rule knows.")
@takes_limits
def parse(files: tuple[Path, ...], as_json: bool, ner: bool, **chosen: Any) -> None:
    """Read files and print their structure; touches no archive."""
    from corpus import load_all, minutes_json, read_all

    failed = 0
    limits = limits_of(chosen)
    further = _named_further if ner else _as_read
    for arrival in read_all(load_all(files, limits), limits=limits):
        if arrival.minutes is None:
            failed += 1
            say_failed(arrival.path, arrival.reason)
            continue
        minutes = further(arrival.minutes)
        click.echo(minutes_json(minutes) if as_json else printable_lines(minutes_text(minutes)) + "\n")
        if as_json:
            say_warnings(arrival)
    end(failed)


def _as_read(minutes: Minutes) -> Minutes:
    return minutes


def _named_further(minutes: Minutes) -> Minutes:
    from parser import NoModel, filled

    try:
        return filled(minutes)
    except NoModel as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@takes_limits
@takes_archive
def add(paths: tuple[Path, ...], jobs: int, as_json: bool, folder: Path, **chosen: Any) -> None:
    """Add files and folders to the archive; what is there already is left as it is."""
    from corpus import add_all, files_in, line_json

    limits = limits_of(chosen)
    counts = dict.fromkeys(("added", "unchanged", "new version", "failed"), 0)
    with opened(folder, create=True) as archive:
        files = list(files_in(paths))
        with progress(files) as shown:
            for receipt in add_all(archive, shown, jobs, limits):
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


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@takes_archive
def problems(as_json: bool, folder: Path) -> None:
    """What is not plainly accepted: documents with warnings, in quarantine, or refused, and why."""
    from corpus import line_json
    from corpus import problems as found_in

    counts: Counter[str] = Counter()
    with opened(folder) as archive:
        for problem in found_in(archive):
            counts[problem.status] += 1
            click.echo(line_json(problem) if as_json else printable_lines(problem_text(problem)))
    summary = ", ".join(f"{count} {status}" for status, count in counts.items())
    click.echo(summary or "every document is plainly accepted", err=True)


@click.command()
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
@takes_limits
@takes_archive
def retry(jobs: int, as_json: bool, folder: Path, **chosen: Any) -> None:
    """Read the documents in quarantine again, with the parser of today, and say what became of each."""
    from corpus import line_json, retry_all

    limits = limits_of(chosen)
    counts = {"accepted": 0, "still quarantined": 0}
    with opened(folder) as archive:
        for receipt in retry_all(archive, jobs, limits):
            failed = receipt.status in ("quarantined", "refused")
            counts["still quarantined" if failed else "accepted"] += 1
            click.echo(line_json(receipt) if as_json else printable(_retried(receipt)))
        catch_up(archive)
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{sum(counts.values())} documents: {summary}", err=True)
    end(counts["still quarantined"])


def _retried(receipt: Receipt) -> str:
    if receipt.status in ("quarantined", "refused"):
        return f"{receipt.path}: still quarantined: {receipt.reason}"
    return f"{receipt.path}: accepted, {receipt.status}: {', '.join(receipt.decisions)}"
