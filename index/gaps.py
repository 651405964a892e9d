"""What an archive is known to lack: § numbers, meetings that others name, minutes of agendas, attachments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from corpus import Archive, number_value
from index.traces import Traces
from parser import slug

Why = Literal["numbers", "meeting", "agenda", "attachment"]

_SHORTEST_NAME = 6  # signs of an attachment's name by which a file is known


@dataclass(frozen=True, slots=True)
class GapFound:
    """Something that is missing (aukko).

    why       numbers     § numbers of a body's year between the smallest and the largest held
              meeting     a meeting that decisions name, of which there are no minutes
              agenda      a meeting of which there is only the agenda
              attachment  an attachment that a decision names, and no file of its name
    numbers   the §§ that are missing, or are named of a meeting; how many items an agenda has
    named_in  the ids of the decisions that name it
    """

    why: Why
    municipality: str
    body: str
    when: str
    numbers: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()
    name: str | None = None


def gaps_of(archive: Archive) -> Iterator[GapFound]:
    """Every gap, by kind; in a kind by municipality, body and time."""
    for year in archive.stats().bodies:
        runs = tuple(str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}" for gap in year.missing)
        if runs:
            yield GapFound("numbers", year.municipality, year.body, str(year.year), runs)
    with Traces.open(archive) as traces:
        yield from _meetings(traces)
        yield from _agendas(traces)
        yield from _attachments(traces, _stems(archive))


def _meetings(traces: Traces) -> Iterator[GapFound]:
    """Meetings of which nothing is held but what others say of them; an earlier handling tells the body's name best."""
    rows = traces.rows(
        "SELECT decided.municipality, mentions.body, mentions.body_slug, mentions.date, mentions.number, mentions.id, "
        "target FROM mentions JOIN decided USING (id) ORDER BY what, mentions.date, mentions.number, mentions.id"
    )
    held = {_meeting_of(id_) for (id_,) in traces.rows("SELECT id FROM decided WHERE kind <> 'agenda'")}
    found: dict[tuple[str, str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for municipality, body, body_slug, date, number, id_, target in rows:
        if _meeting_of(target) not in held:
            found[municipality, body_slug, date].append((body, number, id_))
    for (municipality, _, date), named in sorted(found.items()):
        numbers = sorted({number for _, number, _ in named}, key=lambda number: (number_value(number) or 0, number))
        ids = dict.fromkeys(id_ for _, _, id_ in named)
        yield GapFound("meeting", municipality, named[0][0], date, tuple(numbers), tuple(ids))


def _meeting_of(id_: str) -> str:
    return id_.rpartition("/")[0]


def _agendas(traces: Traces) -> Iterator[GapFound]:
    rows = traces.rows(
        "SELECT municipality, min(body), date, count(*) FROM decided GROUP BY municipality, body_slug, date "
        "HAVING max(kind <> 'agenda') = 0 ORDER BY municipality, body_slug, date"
    )
    for municipality, body, date, items in rows:
        yield GapFound("agenda", municipality, body, date, (str(items),))


def _attachments(traces: Traces, stems: frozenset[str]) -> Iterator[GapFound]:
    rows = traces.rows(
        "SELECT municipality, body, date, id, name FROM attachments JOIN decided USING (id) "
        "ORDER BY municipality, body_slug, date, id, name"
    )
    for municipality, body, date, id_, name in rows:
        if not _is_there(name, stems):
            yield GapFound("attachment", municipality, body, date, (), (id_,), name)


def _stems(archive: Archive) -> frozenset[str]:
    """The names of the files of an archive, read or not, without folders and endings."""
    return frozenset(slug(PurePath(document.path).stem) for document in archive.documents())


def _is_there(name: str, stems: frozenset[str]) -> bool:
    """Is there a file of an attachment's name, with or without `Liite 3` before it?"""
    whole = slug(PurePath(name).stem if "." in name[-6:] else name)
    words = whole.split("-")
    bare = "-".join(words[2:]) if words[0] in ("liite", "oheismateriaali") and words[1:2] != [] else whole
    return any(len(each) >= _SHORTEST_NAME and each in stems for each in (whole, bare))
