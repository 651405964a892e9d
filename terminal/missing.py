"""What an archive lacks, as a reader sees it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from terminal.wording import finnish_date

if TYPE_CHECKING:
    from index import GapFound

_HEADS = {
    "numbers": "§ numbers missing", "meeting": "meetings named, no minutes", "agenda": "agendas without minutes",
    "attachment": "attachments named, not in the archive",
}  # fmt: skip
_SHOWN = 3  # ids that name a meeting


def gaps_text(found: Sequence[GapFound]) -> str:
    """Every gap under the head of its kind; attachments counted by body and year."""
    lines: list[str] = []
    for why, head in _HEADS.items():
        of_kind = [gap for gap in found if gap.why == why]
        lines.append(f"{head}: {len(of_kind)}" if why != "numbers" else f"{head}: {_many(of_kind)}")
        lines += [f"  {line}" for line in (_counted(of_kind) if why == "attachment" else map(_line, of_kind))]
    return "\n".join(lines)


def _many(found: Sequence[GapFound]) -> int:
    """How many §§ runs of numbers are."""
    runs = [re.findall(r"\d+", run) for gap in found for run in gap.numbers]
    return sum(int(run[-1]) - int(run[0]) + 1 for run in runs)


def _line(gap: GapFound) -> str:
    numbers = ", ".join(gap.numbers)
    if gap.why == "numbers":
        return f"{gap.municipality}, {gap.body} {gap.when}: § {numbers}"
    when = finnish_date(date.fromisoformat(gap.when))
    if gap.why == "agenda":
        return f"{gap.municipality}, {gap.body} {when}: {numbers} items"
    more = f" and {len(gap.named_in) - _SHOWN} more" if len(gap.named_in) > _SHOWN else ""
    return f"{gap.municipality}, {gap.body} {when} § {numbers}: named in {', '.join(gap.named_in[:_SHOWN])}{more}"


def _counted(found: Sequence[GapFound]) -> list[str]:
    counts = Counter((gap.municipality, gap.body, gap.when[:4]) for gap in found)
    return [f"{municipality}, {body} {year}: {count}" for (municipality, body, year), count in counts.items()]


def gap_value(gap: GapFound) -> dict[str, Any]:
    """A gap as JSON has it."""
    value: dict[str, Any] = {"gap": gap.why, "municipality": gap.municipality, "body": gap.body}
    if gap.why == "numbers":
        return {**value, "year": int(gap.when), "missing": list(gap.numbers)}
    value["date"] = gap.when
    if gap.why == "agenda":
        return {**value, "items": int(gap.numbers[0])}
    if gap.why == "meeting":
        return {**value, "numbers": list(gap.numbers), "named_in": list(gap.named_in)}
    return {**value, "id": gap.named_in[0], "name": gap.name}
