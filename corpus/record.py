"""A decision as the archive keeps it, and the digest by which two prints of it are known as one."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, Literal

from corpus.codec import canonical, plain, thaw
from corpus.errors import ArchiveDamaged
from parser import Decision, Meeting, Minutes, Source

DocumentKind = Literal["decision", "minutes", "agenda"]  # as in Minutes.kind; parser does not export the name

_NOT_SAID = frozenset(
    {"page", "line", "positions", "spots", "municipality"}
)  # where it is printed, and whose table it is


@dataclass(frozen=True, slots=True)
class Record:
    """One version of a decision (pykälän versio) with what is known of its meeting and document.

    seq      grows with every record written; the order in which the archive learned of them
    version  counts from 1 within the decision's id
    source   the document it was first read from; the same text may have others
    digest   of what the decision says, see `digest`
    """

    seq: int
    version: int
    municipality: str
    body: str
    meeting: Meeting
    document_kind: DocumentKind
    source: Source
    decision: Decision
    digest: str

    @property
    def id(self) -> str:
        return self.decision.id


def record_of(minutes: Minutes, decision: Decision) -> Record:
    """A decision of minutes as the first version of a record, before the archive gives it a number."""
    return Record(
        seq=0,
        version=1,
        municipality=minutes.municipality,
        body=minutes.body,
        meeting=minutes.meeting,
        document_kind=minutes.kind,
        source=minutes.source,
        decision=decision,
        digest=digest(decision),
    )


def stored_record(text: str) -> Record:
    """The record that a row holds. ArchiveDamaged when the row does not hold one any more."""
    try:
        return thaw(Record, text)
    except ValueError as error:
        raise ArchiveDamaged("A record is damaged; `pykala verify` says which.") from error


def digest(decision: Decision) -> str:
    """SHA-256 (hex) of what a decision says, wherever it was printed: without pages, lines and positions.

    The same decision read from text, HTML and PDF has one digest.
    """
    return digest_of_plain(plain(decision))


def digest_of_plain(decision: object) -> str:
    """The digest of a decision that is JSON already: of a row as it stands, whatever the model is today."""
    return sha256(canonical(_said(decision)))


def sha256(text: str) -> str:
    """SHA-256 (hex) of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _said(value: Any) -> Any:
    # Nulls and empty lists are left out, so that a field which the model gains does not change old digests.
    if isinstance(value, list):
        return [_said(member) for member in value]
    if isinstance(value, dict):
        return {
            name: _said(member)
            for name, member in value.items()
            if name not in _NOT_SAID and member is not None and member != []
        }
    return value
