"""`interpret`: an outline to minutes. Reads passages by their kind; looks at no format and no order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from parser.amounts import amounts_in, warnings_of
from parser.captions import caption_of, notes_of
from parser.citations import Where
from parser.cover import Context, context_of
from parser.endings import Appeal, appeals_in
from parser.entities import Setting
from parser.fields import SECRECY_NOTE, case_id_of
from parser.flow import Piece, pieces, text_of, words_of
from parser.headings import title_of
from parser.marks import mark_of
from parser.meetings import is_own
from parser.model import (
    Block,
    Decision,
    Earlier,
    Entity,
    Item,
    Kind,
    Minutes,
    Outline,
    Passage,
    Person,
    Section,
    Table,
    Vote,
    Warning,  # noqa: A004
)
from parser.normalise import BULLETS, slug
from parser.organisations import organisation_mentions
from parser.outcomes import Ruling, effective_text, outcome_of, ruling_of, sentences_of
from parser.people import people_in
from parser.places import body_of
from parser.references import Stretch, named_in
from parser.sitting import meeting_of
from parser.tables import cell_warnings, table_of
from parser.votes import votes_in

_BULLET = re.compile(rf"\A[{BULLETS}]\s+")
_EXTRACTS = re.compile(
    r"(?:Ote|Otteet|Pöytäkirjanote|Pöytäkirjanotteet|Pöytäkirjan ote)\s?:\s?(?P<names>.*)", re.IGNORECASE
)
_RESULT = re.compile(r"päätökseksi|voitta|äänin|ään(?:tä|estyksessä)|tullut hyväksytyksi", re.IGNORECASE)
_MOST_WORDS_OF_PRESENTER = 8


def interpret(outline: Outline) -> Minutes:
    """The minutes that an outline says. Raises `UnreadableDocument` without a body or a date: no id could be made."""
    context, unsure = context_of(outline)
    blocks = [*outline.front, *(block for item in outline.items for block in item.blocks)]
    words = words_of(blocks)
    meeting = meeting_of(outline.front, context.meeting, words)
    if context.kind == "agenda":  # those it names were asked to come; who came, only minutes tell
        meeting = replace(meeting, attendance=())
    appeals = appeals_in(outline.closing)
    warnings = [*outline.warnings, *unsure]
    people = tuple(attendee.name for attendee in meeting.attendance)
    decisions = []
    for item in outline.items:
        rest, case_id = (context.rest, context.case_id) if len(outline.items) == 1 else ((), None)
        decision, odd = _decision(item, rest, case_id, context, words, people)
        decisions.append(_with_appeal(decision, appeals))
        warnings += odd
    return Minutes(
        outline.source,
        context.kind,
        context.municipality,
        context.body,
        meeting,
        tuple(decisions),
        tuple(warnings),
    )


def _with_appeal(decision: Decision, appeals: Sequence[Appeal]) -> Decision:
    """The decision with the kind of appeal that the pages at the end name for it, if it says none itself."""
    named = [appeal.heading for appeal in appeals if decision.number in appeal.numbers]
    return replace(decision, appeal=", ".join(named)) if named and decision.appeal is None else decision


@dataclass(frozen=True, slots=True)
class _Part:
    """A passage with its text made whole."""

    kind: Kind
    heading: str | None
    pieces: tuple[Piece, ...]
    text: str
    block: Block

    @property
    def section(self) -> Section:
        return Section(self.kind, self.heading, self.text, self.block.page, self.block.line)


def _decision(
    item: Item,
    rest: Sequence[Block],
    case_of_cover: str | None,
    context: Context,
    words: frozenset[str],
    people: tuple[str, ...],
) -> tuple[Decision, list[Warning]]:
    title, case_id = _head(item, words)
    case_id = case_id or case_of_cover
    parts = _parts(item, rest, words)
    decision, proposal = _text(parts, "decision"), _text(parts, "proposal")
    votes = _votes(parts)
    ruling = _ruling(decision, votes, parts)
    tables = tuple(_tables(parts, context.municipality))
    preparers = _people(parts, "preparers")
    presenter = _people(parts, "presenter") or _presenter_of_proposal(parts)
    mark = item.head[0]
    warnings = []
    if not title:
        warnings.append(Warning("no-title", f"§ {item.number} has no title", mark.page, mark.line))
    if decision is None and context.kind != "agenda":
        warnings.append(Warning("no-decision", f"§ {item.number} has no section that decides", mark.page, mark.line))
    head = [piece for piece in pieces(item.head[1:], words) if case_id_of(piece.text) is None]
    printed = [("title", head), *((part.kind, part.pieces) for part in parts)]
    amounts = tuple(amounts_in(printed, tables, context.municipality))
    warnings += [*warnings_of(amounts), *(found for table in tables for found in cell_warnings(table))]
    own = "/".join(
        (slug(context.municipality), slug(context.body), context.meeting.date.isoformat(), slug(item.number))
    )
    officers = tuple(dict.fromkeys(person.name for person in (*preparers, *presenter)))
    where = Where(context.municipality, context.body)
    setting = Setting(where, context.meeting.date, case_id, (*officers, *people), officers)
    named = named_in(_stretches(title, parts, context), setting, own)
    return Decision(
        id=own,
        number=item.number,
        title=title,
        case_id=case_id,
        preparers=preparers,
        presenter=presenter[0] if presenter else None,
        sections=tuple(part.section for part in parts),
        decision_text=decision,
        proposal_text=proposal,
        effective_text=_effective(decision, proposal, ruling, parts),
        outcome=ruling.outcome,
        outcome_words=ruling.words,
        votes=votes,
        tables=tables,
        amounts=amounts,
        references=named.references,
        entities=_with_officers(named.entities, officers),
        attachments=_attachments(parts),
        appeal=_text(parts, "appeal"),
        actions=_text(parts, "actions"),
        extracts_to=_extracts(parts),
        earlier=_earlier(parts, context),
    ), warnings


def _head(item: Item, words: frozenset[str]) -> tuple[str, str | None]:
    """The title on one line and the case id."""
    mark = mark_of(item.head[0])
    case_id: str | None = None
    title: list[Block] = []
    for block in item.head[1:]:
        found = case_id_of(block.text)
        if found:
            case_id = found
        else:
            title.append(block)
    if title:
        title[0] = replace(title[0], text=title_of(title[0].text, title[0].parted))
    if mark and mark.title:
        title.insert(0, replace(item.head[0], text=mark.title))
    whole = [replace(block, wrapped=at > 0) for at, block in enumerate(title)]
    return " ".join(text_of(pieces(whole, words)).split()), case_id


def _parts(item: Item, rest: Sequence[Block], words: frozenset[str]) -> list[_Part]:
    passages = list(item.passages)
    if rest:
        passages.insert(0, Passage("other", None, tuple(rest)))
    found = []
    for passage in passages:
        made = pieces(passage.blocks, words)
        block = passage.heading or passage.blocks[0]
        heading = passage.heading.text.rstrip(" :") if passage.heading else None
        found.append(_Part(passage.kind, heading, made, text_of(made), block))
    return found


def _text(parts: Sequence[_Part], kind: Kind) -> str | None:
    return "\n\n".join(part.text for part in parts if part.kind == kind and part.text) or None


def _ruling(decision: str | None, votes: Sequence[Vote], parts: Sequence[_Part]) -> Ruling:
    """The decision's own words; but a proposal that was changed in the meeting was not approved as it stood.

    A vote that went against the proposal changed it, where the words do not say more.
    """
    ruling = ruling_of(decision)
    if ruling.outcome in ("approved", "other"):
        for sentence in _sentences(parts, "handling"):
            if outcome_of(sentence) == "amended":
                return Ruling("amended", sentence)
        lost = [vote for vote in votes if vote.for_label == "JAA" and vote.against_count > vote.for_count]
        won = [vote for vote in votes if vote.for_label == "JAA" and vote.against_count < vote.for_count]
        if decision and (lost or (won and ruling.outcome == "other")):
            said = [sentence for sentence in sentences_of(decision) if _RESULT.search(sentence)]
            return Ruling("amended" if lost else "approved", said[-1] if said else ruling.words)
    return ruling


def _effective(decision: str | None, proposal: str | None, ruling: Ruling, parts: Sequence[_Part]) -> str | None:
    if ruling.outcome == "amended" and ruling.words and decision and ruling.words not in " ".join(decision.split()):
        return f"{decision}\n\n{ruling.words}"
    return effective_text(decision, proposal, ruling)


def _sentences(parts: Sequence[_Part], *kinds: Kind) -> list[str]:
    return [sentence for part in parts if part.kind in kinds for sentence in sentences_of(part.text)]


def _votes(parts: Sequence[_Part]) -> tuple[Vote, ...]:
    return votes_in(_sentences(parts, "decision", "handling", "vote"))


def _tables(parts: Sequence[_Part], municipality: str) -> Iterable[Table]:
    """The tables in printed order, each under the line above it that names it; not an earlier handling's."""
    above: tuple[Piece, ...] = ()  # the last line of the part before, where a table begins a part without a heading
    for part in parts:
        printed = part.pieces if part.heading else (*above, *part.pieces)
        above = part.pieces[-1:]
        own = len(printed) - len(part.pieces)
        for at, piece in enumerate(printed):
            if piece.kind == "table" and part.kind != "history" and at >= own:
                caption = caption_of(printed, at, part.heading)
                yield table_of(piece.blocks[0], caption, notes_of(printed, at), municipality)


def _people(parts: Sequence[_Part], kind: Kind) -> tuple[Person, ...]:
    named = people_in(piece.text for part in parts if part.kind == kind for piece in part.pieces)
    return tuple(dict.fromkeys(named))  # a motion printed below the decision names them again


def _presenter_of_proposal(parts: Sequence[_Part]) -> tuple[Person, ...]:
    """The officer whose title and name are the proposal's first line, where no section names the presenter."""
    proposal = next((part for part in parts if part.kind == "proposal" and len(part.pieces) > 1), None)
    line = proposal.pieces[0].text if proposal else ""
    if len(line.split()) > _MOST_WORDS_OF_PRESENTER or line.endswith("."):
        return ()
    named = people_in([line])
    words = [*named[0].name.split(), *(named[0].title or "").split()] if len(named) == 1 and named[0].title else []
    return named if sorted(words) == sorted(line.strip(" :").replace(",", "").split()) else ()


def _with_officers(entities: tuple[Entity, ...], officers: Sequence[str]) -> tuple[Entity, ...]:
    """The entities, with the preparers and presenters whose names no rule told in the text."""
    told = {entity.normal for entity in entities if entity.kind == "person"}
    others = [name for name in officers if name not in told and not any(organisation_mentions(name))]
    return (*(Entity("person", name, name) for name in others), *entities)


def _stretches(title: str, parts: Sequence[_Part], context: Context) -> Iterator[Stretch]:
    """The title and the sections; an earlier handling is its own body's text, from its head to the next one."""
    own = Where(context.municipality, context.body)
    yield Stretch(None, 0, title, own)
    for at, part in enumerate(parts):
        starts, speakers, found = [0], [own], 0
        for piece in part.pieces if part.kind == "history" else ():
            found = part.text.index(piece.text, found)
            body = next((mark.body for block in piece.blocks if (mark := mark_of(block)) and mark.body), None)
            if body:
                starts.append(found)
                speakers.append(Where(context.municipality, (body_of(body) or "") if "/" not in body else ""))
        for start, end, where in zip(starts, [*starts[1:], len(part.text)], speakers, strict=True):
            if start < end:
                yield Stretch(at, start, part.text[start:end], where)


def _attachments(parts: Sequence[_Part]) -> tuple[str, ...]:
    """The lines of the attachment lists, without bullets or running numbers; table rows with spaces between cells."""
    return tuple(
        dict.fromkeys(entry for part in parts if part.kind == "attachments" for entry in _entries(part.pieces))
    )


def _entries(listed: Sequence[Piece]) -> list[str]:
    """A list that counts 1, 2, 3 loses its numbers; a line without one goes on from the line before, or is a note.

    A note stands apart, or says that the attachment above it is secret; then so does what goes on from it.
    """
    lines = [(" ".join(line.split()), piece.gap) for piece in listed for line in piece.text.split("\n")]
    if not lines or not _next_number(lines[0][0], 0):
        return [_BULLET.sub("", line, count=1) for line, _ in lines if line]
    entries: list[str] = []
    count = 0
    noted = False
    for line, gap in lines:
        number = _next_number(line, count) or _next_number(line, 0)
        if number:
            count = count + 1 if _next_number(line, count) else 1  # a second list counts from 1 again
            entries.append(line[number.end() :])
        noted = not number and (noted or SECRECY_NOTE.whole(line) is not None)
        if not number and not gap and not noted:
            entries[-1] += f" {line}"
    return entries


def _next_number(line: str, count: int) -> re.Match[str] | None:
    return re.match(rf"{count + 1}[.)]? (?=\S)", line)


def _extracts(parts: Sequence[_Part]) -> tuple[str, ...]:
    """The names after "Ote:", on its line and, when nothing follows there, on the lines below it."""
    found: list[str] = []
    for part in parts:
        below = False
        for piece in part.pieces if part.kind in ("actions", "notify") else ():
            match = _EXTRACTS.match(piece.text)
            if match:
                below = not match["names"].strip()
                found += _names(match["names"])
            elif below and piece.kind != "table":
                found += _names(_BULLET.sub("", piece.text, count=1))
    return tuple(dict.fromkeys(found))


def _names(text: str) -> list[str]:
    return [name.strip(" .") for name in re.split(r"[,;\n]| ja | sekä ", text) if name.strip(" .")]


def _earlier(parts: Sequence[_Part], context: Context) -> tuple[Earlier, ...]:
    """The handlings whose heads stand in the history sections, each once; not this meeting's own."""
    found = []
    for part in parts:
        for piece in part.pieces if part.kind == "history" else ():
            for block in piece.blocks:
                mark = mark_of(block)
                if mark and mark.body and mark.date and not is_own(mark, context.body, context.meeting.date):
                    found.append(Earlier(mark.body, mark.date, mark.number))
    return tuple(dict.fromkeys(found))
