"""The JSON that other programs rely on (the contract). No other place makes it.

Keys stand in the contract's order, one object a line, Finnish letters as they are. Amounts are strings with
two decimals.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from corpus.codec import encodable, plain
from corpus.documents import Document
from corpus.keeping import Receipt
from corpus.problems import Problem
from corpus.record import Record
from corpus.stats import BodyYear
from corpus.verify import Damage, Tally
from parser import Amount, Check, Decision, Entity, Meeting, Minutes, Source, Table, Vote

_ENTITIES = frozenset(
    ("person", "organisation", "place", "date", "period")
)  # ids of other things are not the contract's


def minutes_json(minutes: Minutes) -> str:
    """What was read out of a document: one line, without the line end."""
    return _line(
        {
            "source": _source(minutes.source),
            "kind": minutes.kind,
            "municipality": minutes.municipality,
            "body": minutes.body,
            "meeting": _meeting(minutes.meeting),
            "decisions": [_decision(decision) for decision in minutes.decisions],
            "warnings": plain(minutes.warnings),
        }
    )


def decision_json(record: Record, sources: Sequence[Document] = ()) -> str:
    """A decision of the archive: one line, without the line end.

    The contract's Decision, and before its keys `municipality`, `body`, `meeting`, `source` (both as in
    `minutes_json`), `version` (an integer from 1) and `sources`: the documents that say this version.
    """
    return _line(
        {
            "municipality": record.municipality,
            "body": record.body,
            "meeting": _meeting(record.meeting),
            "source": _source(record.source),
            "version": record.version,
            "sources": [
                {"path": each.path, "sha256": each.sha256, "kind": each.kind, "added_at": each.added_at}
                for each in sources
            ],
            **_decision(record.decision),
        }
    )


def line_json(value: Receipt | Damage | Tally | BodyYear | Problem) -> str:
    """A line of `add --json`, `verify --json`, `stats --json` or `problems --json`, without the line end."""
    return _line(asdict(value))


def heading_value(record: Record) -> dict[str, Any]:
    """What names a decision in a list, as `search --json` names it."""
    decision = record.decision
    return {
        "id": decision.id,
        "municipality": record.municipality,
        "body": record.body,
        "date": record.meeting.date.isoformat(),
        "number": decision.number,
        "title": decision.title,
        "case_id": decision.case_id,
        "outcome": decision.outcome,
    }


def euros(value: Decimal) -> str:
    """An amount of money: `28000.00`."""
    return f"{value.quantize(Decimal('0.01'), ROUND_HALF_UP):.2f}"


# JSON escapes the first 32 characters itself. These too would be obeyed by a terminal, or turn the text around.
_OBEYED = re.compile(r"[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")


def _line(value: dict[str, Any]) -> str:
    """One line, in which a sign that is not printed is written as its number: to a program it is the same JSON."""
    text = _OBEYED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(value, ensure_ascii=False))
    return encodable(text)


def _source(source: Source) -> dict[str, Any]:
    return {
        "path": source.path,
        "sha256": source.sha256,
        "media_type": source.media_type,
        "pages": source.pages,
        "ocr": source.ocr,
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "date": meeting.date.isoformat(),
        "start": meeting.start.strftime("%H:%M") if meeting.start else None,
        "end": meeting.end.strftime("%H:%M") if meeting.end else None,
        "place": meeting.place,
        "attendance": plain(meeting.attendance),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "number": decision.number,
        "title": decision.title,
        "case_id": decision.case_id,
        "preparers": plain(decision.preparers),
        "presenter": _presenter(decision),
        "sections": plain(decision.sections),
        "decision_text": decision.decision_text,
        "proposal_text": decision.proposal_text,
        "effective_text": decision.effective_text,
        "outcome": decision.outcome,
        "outcome_words": decision.outcome_words,
        "votes": [_vote(vote) for vote in decision.votes],
        "tables": [_table(table) for table in decision.tables],
        "amounts": [_amount(amount) for amount in decision.amounts],
        "references": [{"kind": each.kind, "raw": each.raw, "target": each.target} for each in decision.references],
        "entities": [_entity(each) for each in decision.entities if each.kind in _ENTITIES],
        "attachments": plain(decision.attachments),
        "appeal": decision.appeal,
        "actions": decision.actions,
        "extracts_to": plain(decision.extracts_to),
        "earlier": plain(decision.earlier),
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {"kind": entity.kind, "text": entity.text, "normal": entity.normal}


def _presenter(decision: Decision) -> dict[str, Any] | None:
    presenter = decision.presenter
    return None if presenter is None else {"name": presenter.name, "title": presenter.title}


def _vote(vote: Vote) -> dict[str, Any]:
    return {
        "for_label": vote.for_label,
        "for": vote.for_count,
        "against_label": vote.against_label,
        "against": vote.against_count,
        "blank": vote.blank,
        "absent": vote.absent,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "header": plain(table.header),
        "rows": plain(table.rows),
        "kind": table.kind,
        "unit": table.unit,
        "checks": [_check(check) for check in table.checks],
        "page": table.page,
        "line": table.line,
    }


def _check(check: Check) -> dict[str, Any]:
    return {"what": check.what, "ok": check.ok, "off_by": _off_by(check.off_by)}


def _off_by(value: Decimal | None) -> str | None:
    if value is None:
        return None
    exact = f"{value:f}"  # a table need not be of money: no decimal of it is dropped
    return exact if len(exact.partition(".")[2]) > 2 else euros(value)


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "value": None if amount.value is None else euros(amount.value),
        "currency": amount.currency,
        "raw": amount.raw,
        "where": amount.where,
        "role": amount.role,
        "label": amount.label,
        "per": amount.per,
        "bound": amount.bound,
        "page": amount.page,
        "line": amount.line,
    }
