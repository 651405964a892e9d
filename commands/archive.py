"""The archive and its index as commands open and ask them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commands.speaking import fail
from terminal import filters_of

if TYPE_CHECKING:
    from corpus import Archive
    from index import Index, Results, Sort

Item = TypeVar("Item")


@contextmanager
def opened(folder: Path, create: bool = False) -> Iterator[Archive]:
    from corpus import Archive

    is_new = create and not folder.exists()
    with told(), Archive.open(folder, create=create) as archive:
        if is_new:
            click.echo(f"new archive: {folder}", err=True)
        yield archive


@contextmanager
def told() -> Iterator[None]:
    """What the archive or the index cannot do ends the command with one line."""
    from corpus import ArchiveError
    from index import IndexFault

    try:
        yield
    except (ArchiveError, IndexFault) as error:
        fail(str(error))


def catch_up(archive: Archive) -> None:
    from index import Index, Traces

    Traces.open(archive).close()
    index = Index.open(archive)
    say_rebuilt(index.refresh().reason)
    say_faster(index)


def say_rebuilt(reason: str | None) -> None:
    if reason and reason != "there was no index":
        click.echo(f"search index built anew: {reason}", err=True)


def say_faster(index: Index) -> None:
    """Says that there is an engine for an archive of this size, where another is in use."""
    engine = index.faster_engine()
    if engine:
        click.echo(f"this is a large archive: `pykala reindex --engine {engine}` makes its searches faster", err=True)


@contextmanager
def meant() -> Iterator[None]:
    """A query or filter that cannot be meant is an error of the command line."""
    from index import QueryError

    try:
        yield
    except QueryError as error:
        raise click.UsageError(f"{error}\n{error.caret}") from error
    except ValueError as error:
        raise click.UsageError(str(error)) from error


class Guard:
    """Masks personal identity codes in what goes out, unless told not to, and says on stderr that it did."""

    def __init__(self, unmasked: bool) -> None:
        self._unmasked = unmasked
        self._masked = 0

    def __call__(self, value: Item) -> Item:
        from corpus import masked

        if self._unmasked:
            return value
        shown = masked(value)
        self._masked += shown is not value
        return shown

    def all(self, values: Iterable[Item]) -> Iterator[Item]:
        """Each of them masked; streams."""
        return map(self, values)

    def say(self) -> None:
        if self._masked:
            click.echo("personal identity codes (henkilötunnus) are masked; --unmasked shows them", err=True)


def search_in(
    archive: Archive,
    query: str,
    chosen: dict[str, Any],
    most: int,
    facets: bool = False,
    explain: bool = False,
    same_case: bool = False,
) -> Results:
    """The page of hits that a command asks for."""
    from index import Index

    filters = filters_of(chosen)
    limit = most if chosen["limit"] is None else chosen["limit"]
    sort: Sort = chosen["sort"] or "relevance"
    index = Index.open(archive)
    with meant():
        found = index.search(query, filters, chosen["areas"], sort, limit, chosen["offset"], facets, explain, same_case)
    say_rebuilt(index.rebuilt)
    return found


def related_in(archive: Archive, id: str, chosen: dict[str, Any], most: int) -> Results:  # noqa: A002
    """The page of decisions that are like one."""
    from index import Index

    filters = filters_of(chosen)
    index = Index.open(archive)
    with meant():
        found = index.related(id, filters, most if chosen["limit"] is None else chosen["limit"], chosen["offset"])
    say_rebuilt(index.rebuilt)
    return found


def ids_of(archive: Archive, query: str | None, chosen: dict[str, Any]) -> tuple[str, ...]:
    """The decisions that a query and filters find; all that pass the filters where there is no query."""
    from index import Index

    filters = filters_of(chosen)
    sort: Sort = chosen["sort"] or "relevance"
    with meant():
        if query:
            index = Index.open(archive)
            found = index.ids(query, filters, chosen["areas"], sort)
            say_rebuilt(index.rebuilt)
        else:
            found = archive.select(filters, "amount" if sort == "amount" else None)
    return paged(found, chosen)


def paged(found: tuple[Item, ...], chosen: dict[str, Any]) -> tuple[Item, ...]:
    """What `--offset` and `--limit` leave."""
    end = None if chosen["limit"] is None else chosen["offset"] + chosen["limit"]
    return found[chosen["offset"] : end]
