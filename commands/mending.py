"""The archive put right, and what must not be in it taken out: `repair` and `redact`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.archive import opened, told
from commands.keeping import say_damages
from commands.speaking import fail, printable
from terminal import limits_of, mended_text, redacted_text, takes_archive, takes_limits

if TYPE_CHECKING:
    from corpus import Archive


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a damage that is left, and last the counts.")
@takes_limits
@takes_archive
def repair(as_json: bool, folder: Path, **chosen: Any) -> None:
    """Put right what can be: records from good originals, the index from records. Names what could not be."""
    from corpus import Damage, Mended, Tally
    from corpus import repair as mend

    left: list[Damage | Tally] = []
    mended = 0
    with told():
        for each in mend(folder, limits=limits_of(chosen)):
            if isinstance(each, Mended):
                mended += each.what == "record"
                click.echo(mended_text(each), err=as_json)
            else:
                left.append(each)
        _mend_index(folder, bool(mended), as_json)
        say_damages(folder, left, as_json)


def _mend_index(folder: Path, anew: bool, as_json: bool) -> None:
    from index import Index

    with opened(folder) as archive:
        index = Index.open(archive)
        if anew or index.check():
            click.echo(f"index: built anew, {index.rebuild().documents} decisions", err=as_json)


@click.command()
@click.argument("what", metavar="ID|FILE")
@click.option("--reason", required=True, metavar="TEXT", help="Why; kept, and said when the same bytes come again.")
@click.option("--dry-run", is_flag=True, help="Only say which documents would go.")
@takes_limits
@takes_archive
def redact(what: str, reason: str, dry_run: bool, folder: Path, **chosen: Any) -> None:
    """Remove documents for good, from everywhere in the archive; the same bytes are refused afterwards.

    A file (or its SHA-256) names one document; a decision's id every document that says any version of it.
    """
    from index import Index

    limits = limits_of(chosen)
    if not reason.strip():
        raise click.BadParameter("say why", param_hint="--reason")
    with opened(folder) as archive:
        documents = _documents(archive, what.strip())
        if dry_run:
            for sha256, path in documents.items():
                click.echo(f"{sha256} {printable(path)}")
            return
        index = Index.open(archive)
        index.clear()  # before: should the machine stop in the middle, no index is left that holds a word of it
        for sha256 in documents:
            click.echo(redacted_text(archive.redact(sha256, reason.strip(), limits)))
        index.clear()
        index.rebuild()


def _documents(archive: Archive, what: str) -> dict[str, str]:
    """The documents meant, by SHA-256, with their paths."""
    import hashlib

    path = Path(what)
    if path.is_file():
        try:
            return {hashlib.sha256(path.read_bytes()).hexdigest(): what}
        except OSError as error:
            fail(f"{what}: {error.strerror}")
    if re.fullmatch("[0-9a-f]{64}", what):
        return {what: what}
    archive.record(what)  # says so when it is not held
    found = [each for version in archive.versions(what) for each in archive.sources(what, version)]
    return {document.sha256: document.path for document in found}
