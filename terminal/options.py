"""Options that several commands share. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from corpus import Filters, Limits

Command = TypeVar("Command", bound=Callable[..., Any])

_LIKE_A_FILE = re.compile(r"\.(?:pdf|html?|txt|docx?|odt|rtf|zip)\Z", re.IGNORECASE)
DEFAULT_ARCHIVE = Path("pykala-archive")

_OUTCOMES = (
    "approved", "amended", "rejected", "returned", "tabled", "withdrawn", "noted", "elected", "other", "unknown",
)  # fmt: skip


class Euros(click.ParamType):  # type: ignore[type-arg]
    """A sum as a Finn writes it: `20000`, `20 000`, `20 000,50`."""

    name = "euros"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        text = str(value).replace("\u00a0", "").replace(" ", "").removesuffix("€").replace(",", ".")
        try:
            found = Decimal(text)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            self.fail(f"{value!r} is no sum: write 20000 or 20 000,50.", param, ctx)
        return found


def _named(context: click.Context, _: click.Parameter, folder: Path | None) -> Path | None:
    return folder or context.find_root().obj or (Path(named) if (named := os.environ.get("PYKALA_ARCHIVE")) else None)


def _named_or_here(context: click.Context, option: click.Parameter, folder: Path | None) -> Path:
    return _named(context, option, folder) or DEFAULT_ARCHIVE


def takes_archive(command: Command) -> Command:
    """`--archive`: given here, before the command, as PYKALA_ARCHIVE, or else `pykala-archive` in this folder."""
    return _archive_option(_named_or_here)(command)


def takes_new_archive(command: Command) -> Command:
    """`--archive` for a command that makes one: None when nothing names it."""
    return _archive_option(_named)(command)


def _archive_option(callback: Callable[..., Any]) -> Callable[[Command], Command]:
    return click.option(
        "--archive",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        callback=callback,
        help=f"The archive's folder; else PYKALA_ARCHIVE, else {DEFAULT_ARCHIVE}.",
    )


def takes_filters(command: Command) -> Command:
    """The filters of the contract, for every command that takes them."""
    options = (
        click.option("--body", help="Toimielin: the body's name, or kh, kv."),
        click.option("--from", "start", metavar="DATE", help="First day: 2022-04-04, 4.4.2022, 2022-04 or 2022."),
        click.option("--to", "end", metavar="DATE", help="Last day; of a month or year its last day."),
        click.option("--case", metavar="CASE_ID", help="Asia: the case id."),
        click.option("--person", metavar="NAME", help="Who prepared, presented or is named; in any order."),
        click.option("--outcome", type=click.Choice(_OUTCOMES), help="How the decision ended."),
        click.option("--min-eur", type=Euros(), help="Some amount is at least this."),
        click.option("--max-eur", type=Euros(), help="Some amount is at most this."),
        click.option(
            "--has",
            multiple=True,
            type=click.Choice(("table", "vote", "dissent", "attachment", "amount")),
            help="The decision has one; may be repeated.",
        ),
        click.option(
            "--in",
            "areas",
            multiple=True,
            type=click.Choice(("decision", "proposal", "reasons", "title", "tables")),
            help="Search these parts only; may be repeated.",
        ),
        click.option("--sort", type=click.Choice(("relevance", "date", "amount")), default=None),
        click.option("--limit", type=click.IntRange(min=0), default=None, help="At most so many."),
        click.option("--offset", type=click.IntRange(min=0), default=0, help="Leave out the first ones."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_limits(command: Command) -> Command:
    """What reading one file may cost, for the commands that read files. `limits_of` takes them out again."""
    options = (
        ("--max-seconds", click.FloatRange(min=0, min_open=True), "Seconds for one file.", 120.0),
        ("--max-memory", click.IntRange(min=1), "Megabytes of memory for one file.", 2_000),
        ("--max-pages", click.IntRange(min=1), "Pages of a PDF.", 3_000),
        ("--max-size", click.IntRange(min=1), "Megabytes of a file.", 500),
    )
    for name, kind, said, default in reversed(options):
        named = f"PYKALA_{name[2:].replace('-', '_').upper()}"
        command = click.option(
            name, type=kind, default=default, envvar=named, show_default=True, help=f"{said} Or {named}."
        )(command)
    return command


def limits_of(chosen: dict[str, Any]) -> Limits:
    """The limits among a command's parameters, taken out of them."""
    from corpus import Limits

    return Limits(*(chosen.pop(f"max_{name}") for name in ("seconds", "memory", "pages", "size")))


def takes_output(command: Command) -> Command:
    """Where rows go, and as what, for the commands that write them."""
    options = (
        click.option("--excel", is_flag=True, help="CSV as Finnish Excel opens it: BOM, semicolons, decimal commas."),
        click.option(
            "--format",
            "form",
            type=click.Choice(("csv", "xlsx")),
            default=None,
            help="A workbook instead of CSV; so does a name that ends in .xlsx.",
        ),
        click.option(
            "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="A file instead of stdout."
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def takes_unmasked(command: Command) -> Command:
    """`--unmasked`, for the commands that show or write what documents say."""
    return click.option(
        "--unmasked", is_flag=True, help="Show personal identity codes (henkilötunnus), which are masked otherwise."
    )(command)


def form_of(form: str | None, output: Path | None, excel: bool) -> str:
    """`csv` or `xlsx`. A workbook needs a file, and has no CSV's signs to choose."""
    chosen = form or ("xlsx" if output is not None and output.suffix.lower() == ".xlsx" else "csv")
    if chosen == "xlsx" and output is None:
        raise click.UsageError("a workbook needs a file: -o NAME.xlsx")
    if chosen == "xlsx" and excel:
        raise click.UsageError("--excel is of CSV; a workbook is Excel's own")
    return chosen


def asked_of(words: tuple[str, ...], chosen: dict[str, Any]) -> tuple[str | None, tuple[Path, ...]]:
    """The query, or the files, that a command's words are: files where each of them is there as one.

    A word that looks like a file and is not there is an error of the command line, and so is `--in` over files: it
    says where a query looks.
    """
    paths = tuple(Path(word) for word in words)
    there = [path.exists() for path in paths]
    if not words or not (any(there) or any(_LIKE_A_FILE.search(word) for word in words)):
        return " ".join(words) or None, ()
    if not all(there):
        missing = next(path for path, is_there in zip(paths, there, strict=True) if not is_there)
        raise click.UsageError(f"{missing}: there is no such file")
    if chosen["areas"]:
        raise click.UsageError("--in goes with a query, and files are taken whole")
    return None, paths


def filters_of(chosen: dict[str, Any]) -> Filters:
    """The filters among a command's parameters. A bad date is an error of the command line."""
    from corpus import Filters

    start, end = day_of(chosen["start"], last=False), day_of(chosen["end"], last=True)
    rest = {name: chosen[name] for name in ("body", "case", "person", "outcome", "min_eur", "max_eur", "has")}
    return Filters(start=start, end=end, **rest)


def day_of(text: str | None, last: bool) -> date | None:
    """The day that `--from`, or `--to` (`last`), means. A bad date is an error of the command line."""
    from corpus import date_bound

    try:
        return None if text is None else date_bound(text, last)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--to" if last else "--from") from error
