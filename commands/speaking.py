"""What every command says and how it ends: files that failed, the end with a status, where results go."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NoReturn, TypeVar

import click

if TYPE_CHECKING:
    from corpus import Arrival

Item = TypeVar("Item")


@contextmanager
def output_to(path: Path | None) -> Iterator[BinaryIO]:
    """The file that was named, or stdout."""
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with path.open("wb") as stream:
            yield stream
    except OSError as error:
        fail(f"{path}: {error.strerror}")


def say_written(written: str, output: Path | None) -> None:
    click.echo(f"{written}{f' in {output}' if output else ''}", err=True)


@contextmanager
def progress(files: list[Item]) -> Iterator[Iterable[Item]]:
    """A progress bar on a terminal, and nothing of it elsewhere."""
    if not sys.stderr.isatty():
        yield files
        return
    with click.progressbar(files, label="Reading", file=sys.stderr, show_pos=True) as shown:
        yield shown


def say_failed(path: str, reason: str | None) -> None:
    click.echo(f"{printable(path)}: {printable(reason or '')}", err=True)


def say_warnings(arrival: Arrival) -> None:
    """What was odd about a file that could be read."""
    for warning in arrival.minutes.warnings if arrival.minutes else ():
        click.echo(f"{printable(arrival.path)}: {printable(warning.message)}", err=True)


def printable(text: str) -> str:
    """Text from outside for a terminal: no control character, no broken encoding."""
    plain = "".join(sign if sign.isprintable() else "?" for sign in text)
    return plain.encode("utf-8", "replace").decode("utf-8")


def printable_lines(text: str) -> str:
    """The same for a text of several lines, in which tabs may stand."""
    return "\n".join("\t".join(map(printable, line.split("\t"))) for line in text.split("\n"))


def fail(message: str) -> NoReturn:
    click.echo(f"pykala: {printable(message)}", err=True)
    raise SystemExit(1)


def end(failed: int) -> None:
    if failed:
        raise SystemExit(1)
