"""What became of every file that was not plainly accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.archive import Archive
from corpus.documents import Document
from parser import Warning  # noqa: A004  the domain's word

Outcome = Literal["accepted with warnings", "quarantined", "refused"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not plainly accepted (ongelma). `sha256` is None where its bytes could not be had."""

    path: str
    sha256: str | None
    status: Outcome
    reason: str | None
    warnings: tuple[Warning, ...]


def problems(archive: Archive) -> Iterator[Problem]:
    """Documents that are not plainly accepted, in the order of adding; then files that were refused, by name."""
    for document in archive.documents():
        if document.status == "quarantined" or document.warnings:
            yield _problem(document)
    for refusal in archive.refusals():
        yield Problem(refusal.path, refusal.sha256 or None, "refused", refusal.reason, ())


def _problem(document: Document) -> Problem:
    status: Outcome = "quarantined" if document.status == "quarantined" else "accepted with warnings"
    return Problem(document.path, document.sha256, status, document.reason, document.warnings)
