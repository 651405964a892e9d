"""Rows out: `tables` and `money`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import Guard, ids_of, meant, opened, paged
from commands.speaking import end, output_to, say_failed, say_warnings, say_written
from terminal import (
    asked_of,
    filters_of,
    form_of,
    left_out_text,
    limits_of,
    takes_archive,
    takes_filters,
    takes_limits,
    takes_output,
    takes_unmasked,
    write_money_as,
    write_tables_as,
    write_totals_as,
)

if TYPE_CHECKING:
    from corpus import Arrival, Limits, Record


@click.command()
@click.argument("words", nargs=-1, metavar="[QUERY | FILE…]")
@takes_filters
@click.option("--kind", type=click.Choice(("funding", "all")), default="all", show_default=True)
@click.option("--layout", type=click.Choice(("long", "wide")), default="long", show_default=True)
@takes_output
@takes_unmasked
@takes_limits
@takes_archive
def tables(
    words: tuple[str, ...], kind: Any, layout: Any, excel: bool, form: str | None, output: Path | None,
    unmasked: bool, folder: Path, **chosen: Any,
) -> None:  # fmt: skip
    """Tables as CSV, a row a cell or as printed; or as a workbook. Of an archive, or of files."""
    form, guard = form_of(form, output, excel), Guard(unmasked)
    with _records(words, folder, chosen, guard) as records, output_to(output) as stream:
        written = write_tables_as(form, stream, records, kind, layout, excel)
    guard.say()
    say_written(written, output)


@click.command()
@click.argument("words", nargs=-1, metavar="[QUERY | FILE…]")
@takes_filters
@click.option(
    "--sum-by",
    type=click.Choice(("label", "body", "year", "role", "case")),
    help="Sums instead of amounts, the same money once; what is not sure is left out.",
)
@takes_output
@takes_unmasked
@takes_limits
@takes_archive
def money(
    words: tuple[str, ...], sum_by: Any, excel: bool, form: str | None, output: Path | None, unmasked: bool,
    folder: Path, **chosen: Any,
) -> None:  # fmt: skip
    """Every amount of money as a row, or sums of them. Of an archive, or of files."""
    form, guard = form_of(form, output, excel), Guard(unmasked)
    with _records(words, folder, chosen, guard) as records, output_to(output) as stream:
        if sum_by is None:
            written = write_money_as(form, stream, records, excel)
        else:
            from corpus import totals

            found = totals(records(), sum_by)
            written = write_totals_as(form, stream, found, sum_by, excel)
            click.echo(left_out_text(found), err=True, nl=bool(found.left_out))
    guard.say()
    say_written(written, output)


@contextmanager
def _records(
    words: tuple[str, ...], folder: Path, chosen: dict[str, Any], guard: Guard
) -> Iterator[Callable[[], Iterable[Record]]]:
    """The decisions that a query and filters find, or those of files; a file that cannot be read ends in status 1."""
    limits = limits_of(chosen)
    query, files = asked_of(words, chosen)
    if not files:
        with opened(folder) as archive:
            ids = ids_of(archive, query, chosen)
            yield lambda: guard.all(archive.records(ids))
        return
    arrivals, failed = _read(files, limits)
    found = _narrowed(arrivals, chosen)
    yield lambda: guard.all(found)
    end(failed)


def _read(files: tuple[Path, ...], limits: Limits) -> tuple[list[Arrival], int]:
    """The files that could be read, and how many could not."""
    from corpus import files_in, load_all, read_all

    arrivals, failed = [], 0
    for arrival in read_all(load_all(files_in(files), limits), limits=limits):
        if arrival.minutes is None:
            failed += 1
            say_failed(arrival.path, arrival.reason)
            continue
        arrivals.append(arrival)
        say_warnings(arrival)
    return arrivals, failed


def _narrowed(arrivals: list[Arrival], chosen: dict[str, Any]) -> tuple[Record, ...]:
    """The decisions of files that pass the filters of a command."""
    from corpus import Filters, narrowed, records_in

    filters = filters_of(chosen)
    sort = chosen["sort"] if chosen["sort"] in ("date", "amount") else None
    with meant():
        all_of_them = filters == Filters() and sort is None
        found = records_in(arrivals) if all_of_them else narrowed(arrivals, filters, sort)
    return paged(found, chosen)
