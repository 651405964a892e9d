"""The `pykala` command. The only place that prints: results to stdout, all else to stderr.

Exit status: 0 all well; 1 something that was asked for could not be done; 2 the command line was wrong.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

import click

from terminal import (
    asked_of,
    decision_text,
    facets_text,
    filters_of,
    form_of,
    hit_text,
    left_out_text,
    minutes_text,
    stats_text,
    takes_archive,
    takes_filters,
    takes_new_archive,
    takes_output,
    write_money_as,
    write_rows_as,
    write_tables_as,
    write_totals_as,
)

if TYPE_CHECKING:
    from corpus import Archive, Record
    from index import Results, Sort

_HITS = 20


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--archive", "folder", type=click.Path(path_type=Path, file_okay=False), help="See the commands.")
@click.version_option(package_name="pykala")
@click.pass_context
def main(context: click.Context, folder: Path | None) -> None:
    """Reads the decision minutes of Finnish municipalities, keeps them, and finds them again."""
    context.obj = folder


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
def parse(files: tuple[Path, ...], as_json: bool) -> None:
    """Read files and print their structure; touches no archive."""
    from corpus import load_all, minutes_json, read_all

    failed = 0
    for arrival in read_all(load_all(files)):
        if arrival.minutes is None:
            failed += 1
            _say_failed(arrival.path, arrival.reason)
            continue
        click.echo(minutes_json(arrival.minutes) if as_json else minutes_text(arrival.minutes) + "\n")
        for warning in arrival.minutes.warnings if as_json else ():
            click.echo(f"{_shown(arrival.path)}: {warning.message}", err=True)
    _end(failed)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Processes that read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a file.")
@takes_archive
def add(paths: tuple[Path, ...], jobs: int, as_json: bool, folder: Path) -> None:
    """Add files and folders to the archive; what is there already is left as it is."""
    from corpus import add_all, files_in, line_json

    counts = dict.fromkeys(("added", "unchanged", "new version", "failed"), 0)
    with _archive(folder, create=True) as archive:
        files = list(files_in(paths))
        with _progress(files) as shown:
            for receipt in add_all(archive, shown, jobs):
                failed = receipt.status in ("quarantined", "refused")
                counts["failed" if failed else receipt.status] += 1
                if as_json:
                    click.echo(line_json(receipt))
                if failed:
                    _say_failed(receipt.path, receipt.reason)
        _catch_up(archive)
    summary = ", ".join(f"{count} {name}" for name, count in counts.items())
    click.echo(f"{sum(counts.values())} files: {summary}", err=as_json)
    _end(counts["failed"])


@main.command()
@click.argument("query")
@takes_filters
@click.option("--json", "as_json", is_flag=True, help="One JSON object a hit; the same as --format json.")
@click.option("--format", "form", type=click.Choice(("text", "json", "csv", "xlsx")), default=None)
@click.option("--excel", is_flag=True, help="CSV as Finnish Excel opens it: BOM, semicolons, decimal commas.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file, for csv and xlsx.")
@click.option("--facets", is_flag=True, help="Count all hits by body, year, outcome, kind of table, person.")
@click.option("--explain", is_flag=True, help="Say why: the word asked → the form in the text → the section.")
@takes_archive
def search(
    query: str,
    as_json: bool,
    form: str | None,
    excel: bool,
    output: Path | None,
    facets: bool,
    explain: bool,
    folder: Path,
    **chosen: Any,
) -> None:
    """Find decisions, best first. Words match their inflected forms; see the README for the query language."""
    form = form or ("json" if as_json else "text")
    table = form in ("csv", "xlsx")
    if table and (as_json or facets or explain):
        raise click.UsageError(f"--format {form} goes with none of --json, --facets and --explain.")
    if not table and (output or excel):
        raise click.UsageError("--output and --excel go with --format csv or xlsx.")
    with _archive(folder) as archive:
        found = _search(archive, query, chosen, _HITS, facets, explain)
    first = chosen["offset"] + 1
    if table:
        _write_hits(found, form, excel, output)
    else:
        _print_hits(found, form, first)
    shown = f", shown {first}–{first + len(found.hits) - 1}" if len(found.hits) < found.total and found.hits else ""
    click.echo(f"{found.total} found{shown}", err=True)
    if found.suggestion:
        click.echo(f"did you mean: {_shown(found.suggestion)}", err=True)


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

    with _output(output) as stream:
        write_rows_as(form, stream, "Osumat", COLUMNS, map(hit_row, found.hits), excel)


@main.command()
@click.argument("id")
@click.option("--json", "as_json", is_flag=True, help="The record as JSON.")
@click.option("--original", is_flag=True, help="The bytes of the document as published.")
@takes_archive
def show(id: str, as_json: bool, original: bool, folder: Path) -> None:  # noqa: A002
    """Show one decision for a reader."""
    from corpus import decision_json

    with _archive(folder) as archive:
        record = archive.record(id.strip())
        if original:
            sys.stdout.buffer.write(archive.original(record.source.sha256))
            return
    click.echo(decision_json(record) if as_json else decision_text(record))


@main.command()
@click.argument("words", nargs=-1, metavar="[QUERY | FILE…]")
@takes_filters
@click.option("--kind", type=click.Choice(("funding", "all")), default="all", show_default=True)
@click.option("--layout", type=click.Choice(("long", "wide")), default="long", show_default=True)
@takes_output
@takes_archive
def tables(
    words: tuple[str, ...], kind: Any, layout: Any, excel: bool, form: str | None, output: Path | None,
    folder: Path, **chosen: Any,
) -> None:  # fmt: skip
    """Tables as CSV, a row a cell or as printed; or as a workbook. Of an archive, or of files."""
    form = form_of(form, output, excel)
    with _records(words, folder, chosen) as records, _output(output) as stream:
        written = write_tables_as(form, stream, records, kind, layout, excel)
    _say_written(written, output)


@main.command()
@click.argument("words", nargs=-1, metavar="[QUERY | FILE…]")
@takes_filters
@click.option(
    "--sum-by",
    type=click.Choice(("label", "body", "year", "role", "case")),
    help="Sums instead of amounts, the same money once; what is not sure is left out.",
)
@takes_output
@takes_archive
def money(
    words: tuple[str, ...], sum_by: Any, excel: bool, form: str | None, output: Path | None, folder: Path, **chosen: Any
) -> None:
    """Every amount of money as a row, or sums of them. Of an archive, or of files."""
    form = form_of(form, output, excel)
    with _records(words, folder, chosen) as records, _output(output) as stream:
        if sum_by is None:
            written = write_money_as(form, stream, records, excel)
        else:
            from corpus import totals

            found = totals(records(), sum_by)
            written = write_totals_as(form, stream, found, sum_by, excel)
            click.echo(left_out_text(found), err=True, nl=bool(found.left_out))
    _say_written(written, output)


@main.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a body and year.")
@takes_archive
def stats(as_json: bool, folder: Path) -> None:
    """What is in the archive, by body and year; § numbers that are missing."""
    from corpus import line_json

    with _archive(folder) as archive:
        counted = archive.stats()
    if not as_json:
        click.echo(stats_text(counted))
        return
    for year in counted.bodies:
        click.echo(line_json(year))


@main.command()
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
    with _told():
        for found in check(folder):
            if isinstance(found, Tally):
                tally = found
            else:
                damages.append(found)
        if not any(damage.what == "record" and damage.id is None for damage in damages):
            with _archive(folder) as archive:
                damages += [Damage("index", each.id, None, each.problem) for each in Index.open(archive).check()]
    tally = replace(tally, bad=len(damages))
    for damage in damages:
        named = damage.id or damage.sha256 or ""
        click.echo(line_json(damage) if as_json else f"{damage.what} {named}: {_shown(damage.problem)}")
    click.echo(
        line_json(tally)
        if as_json
        else f"{tally.documents} documents, {tally.decisions} decisions checked; {tally.bad} damaged"
    )
    _end(tally.bad)


@main.command()
@click.option("--engine", metavar="NAME", default=None, help="The search engine to build it with.")
@takes_archive
def reindex(engine: str | None, folder: Path) -> None:
    """Build the search index anew from the archive."""
    from index import ENGINES, Index

    if engine is not None and engine not in ENGINES:
        raise click.BadParameter(f"there is no engine {engine!r}; there is {', '.join(ENGINES)}", param_hint="--engine")
    with _archive(folder) as archive:
        done = Index.open(archive, engine).rebuild()
    click.echo(f"{done.documents} decisions indexed")


@main.command()
@takes_new_archive
@click.pass_context
def demo(context: click.Context, folder: Path | None) -> None:
    """The whole way on the sample minutes: add, search, show, tables to CSV, in a fresh archive."""
    from importlib.resources import as_file, files

    place = folder or Path(tempfile.mkdtemp(prefix="pykala-")) / "archive"
    if place.exists():
        _fail(f"{place} is there already; the demo makes a fresh archive")
    csv = place.parent / f"{place.name}-funding.csv"
    with as_file(files("corpus").joinpath("samples")) as samples:
        _step(f"pykala --archive {place} add SAMPLES")
        context.invoke(add, paths=(samples,), folder=place)
    query = "hankkeen rahoitus"
    _step(f'pykala --archive {place} search "{query}"')
    context.invoke(search, query=query, folder=place, **_no_filters())
    with _archive(place) as archive:
        best = _search(archive, query, _no_filters(), most=1).hits[0].id
    _step(f"pykala --archive {place} show {best}")
    context.invoke(show, id=best, folder=place)
    _step(f"pykala --archive {place} tables --kind funding -o {csv}")
    context.invoke(tables, words=(), kind="funding", layout="long", output=csv, folder=place, **_no_filters())
    for line in csv.read_text(encoding="utf-8").splitlines()[:4]:
        click.echo(line)
    click.echo(f"…\n\nThe archive: {place}\nThe funding tables: {csv}")


def _bold(word: str) -> str:
    return click.style(word, bold=True)


def _starred(word: str) -> str:
    return f"*{word}*"


def _step(command: str) -> None:
    click.echo(click.style(f"\n$ {command}\n", bold=True))


def _no_filters() -> dict[str, Any]:
    return dict.fromkeys(_FILTERS) | {"has": (), "areas": (), "offset": 0}


_FILTERS = ("body", "start", "end", "case", "person", "outcome", "min_eur", "max_eur", "sort", "limit")


@contextmanager
def _archive(folder: Path, create: bool = False) -> Iterator[Archive]:
    from corpus import Archive

    is_new = create and not folder.exists()
    with _told(), Archive.open(folder, create=create) as archive:
        if is_new:
            click.echo(f"new archive: {folder}", err=True)
        yield archive


@contextmanager
def _told() -> Iterator[None]:
    """What the archive or the index cannot do ends the command with one line."""
    from corpus import ArchiveError
    from index import IndexFault

    try:
        yield
    except (ArchiveError, IndexFault) as error:
        _fail(str(error))


def _catch_up(archive: Archive) -> None:
    from index import Index

    _say_rebuilt(Index.open(archive).refresh().reason)


def _say_rebuilt(reason: str | None) -> None:
    if reason and reason != "there was no index":
        click.echo(f"search index built anew: {reason}", err=True)


@contextmanager
def _meant() -> Iterator[None]:
    """A query or filter that cannot be meant is an error of the command line."""
    from index import QueryError

    try:
        yield
    except QueryError as error:
        raise click.UsageError(f"{error}\n{error.caret}") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def _search(
    archive: Archive, query: str, chosen: dict[str, Any], most: int, facets: bool = False, explain: bool = False
) -> Results:
    """The page of hits that a command asks for."""
    from index import Index

    rest = dict(chosen)
    filters = filters_of(rest)
    limit = most if rest["limit"] is None else rest["limit"]
    index = Index.open(archive)
    with _meant():
        found = index.search(
            query, filters, rest["areas"], rest["sort"] or "relevance", limit, rest["offset"], facets, explain
        )
    _say_rebuilt(index.rebuilt)
    return found


def _ids(archive: Archive, query: str | None, chosen: dict[str, Any]) -> tuple[str, ...]:
    """The decisions that a query and filters find; all that pass the filters where there is no query."""
    from index import Index

    rest = dict(chosen)
    filters = filters_of(rest)
    sort: Sort = rest["sort"] or "relevance"
    with _meant():
        if query:
            index = Index.open(archive)
            found = index.ids(query, filters, rest["areas"], sort)
            _say_rebuilt(index.rebuilt)
        else:
            found = archive.select(filters, "amount" if sort == "amount" else None)
    end = None if rest["limit"] is None else rest["offset"] + rest["limit"]
    return found[rest["offset"] : end]


@contextmanager
def _records(words: tuple[str, ...], folder: Path, chosen: dict[str, Any]) -> Iterator[Callable[[], Iterable[Record]]]:
    """The decisions that a query and filters find, or those of files; a file that cannot be read ends in status 1."""
    query, files = asked_of(words, chosen)
    if not files:
        with _archive(folder) as archive:
            ids = _ids(archive, query, chosen)
            yield lambda: archive.records(ids)
        return
    from corpus import files_in, load_all, read_all, record_of

    found: list[Record] = []
    failed = 0
    for arrival in read_all(load_all(files_in(files))):
        if arrival.minutes is None:
            failed += 1
            _say_failed(arrival.path, arrival.reason)
            continue
        found += [record_of(arrival.minutes, decision) for decision in arrival.minutes.decisions]
        for warning in arrival.minutes.warnings:
            click.echo(f"{_shown(arrival.path)}: {_shown(warning.message)}", err=True)
    yield lambda: found
    _end(failed)


@contextmanager
def _output(path: Path | None) -> Iterator[BinaryIO]:
    """The file that was named, or stdout."""
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with path.open("wb") as stream:
            yield stream
    except OSError as error:
        _fail(f"{path}: {error.strerror}")


def _say_written(written: str, output: Path | None) -> None:
    click.echo(f"{written}{f' in {output}' if output else ''}", err=True)


@contextmanager
def _progress(files: list[Path]) -> Iterator[Iterable[Path]]:
    """A progress bar on a terminal, and nothing of it elsewhere."""
    if not sys.stderr.isatty():
        yield files
        return
    with click.progressbar(files, label="Reading", file=sys.stderr, show_pos=True) as shown:
        yield shown


def _say_failed(path: str, reason: str | None) -> None:
    click.echo(f"{_shown(path)}: {_shown(reason or '')}", err=True)


def _shown(text: str) -> str:
    """Text from outside for a terminal: no control character, no broken encoding."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in text)
    return plain.encode("utf-8", "replace").decode("utf-8")


def _fail(message: str) -> NoReturn:
    click.echo(f"pykala: {_shown(message)}", err=True)
    raise SystemExit(1)


def _end(failed: int) -> None:
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
