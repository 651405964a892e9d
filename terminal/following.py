"""What a body changed, and a case as a story, as a reader sees them and as JSON."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any

from terminal.wording import finnish_date, outcome_word, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from corpus import Handling, MoneyChange, NotThere, Record, Step
    from parser import Changes, Span

_WIDTH = 100
_GROUNDS = {
    "restated": "esittelijä muutti ehdotustaan", "motion": "vastaehdotus voitti", "said": "ehdotusta muutettiin",
    "rewritten": "päätös kirjoitettiin toisin kuin ehdotus", "added": "ehdotuksen lisäksi päätettiin muutakin",
    "set aside": "ehdotuksesta ei päätetty",
}  # fmt: skip
_SHORTLY = 600  # characters of what changed, in a list
_CONTEXT = 160  # characters of what was kept, before and after a change


def changes_text(record: Record, changes: Changes | None) -> str:
    """What the body changed in a decision's proposal: [-poistettu-] {+lisätty+}."""
    decision = record.decision
    head = f"{record.municipality}, {record.body}, {finnish_date(record.meeting.date)}, § {decision.number}"
    lines = [head, decision.title, "", f"Ratkaisu: {outcome_word(decision.outcome)}"]
    if changes is None:
        why = "" if decision.proposal_text else " (ehdotusta ei ole painettu)"
        return "\n".join([*lines, f"Muutokset ehdotukseen: tekstistä ei ilmene muutosta{why}"])
    lines += [f"Muutokset ehdotukseen: {_GROUNDS[changes.ground]}", "", wrapped(f"”{_one_line(changes.words)}”")]
    if changes.spans:
        lines += ["", wrapped(marked(changes.spans))]
        return "\n".join(lines)
    for name, text in (("Ehdotus", changes.before), ("Tilalle" if changes.before else "Päätettiin", changes.after)):
        if text and not (changes.ground == "added" and _one_line(text) == _one_line(changes.words)):
            lines += ["", name, "", wrapped(text)]
    return "\n".join(lines)


def change_line(record: Record, changes: Changes) -> str:
    """A decision of the list of changes: where and when, what was done, and the places that changed."""
    decision = record.decision
    head = f"{finnish_date(record.meeting.date)} {record.body} § {decision.number} · {outcome_word(decision.outcome)}"
    lines = [head, f"   {decision.title}", *change_lines(changes), f"   {decision.id}"]
    return "\n".join(lines)


def change_lines(changes: Changes, context: int = _CONTEXT) -> list[str]:
    """What changed, shortly, below a decision's head."""
    if changes.spans:
        text = marked(changes.spans, context)
    elif changes.after and changes.ground == "motion":
        text = f"tilalle: {changes.after}"
    else:
        text = changes.words
    return _indented(textwrap.shorten(f"{_GROUNDS[changes.ground]}: {_one_line(text)}", _SHORTLY, placeholder=" …"))


def marked(spans: tuple[Span, ...], context: int | None = None) -> str:
    """The text as decided with what was taken out and put in; of what was kept only the words near a change."""
    parts = []
    for at, span in enumerate(spans):
        if span.kind == "kept":
            kept = span.after
            parts.append(kept if context is None else _shortened(kept, context, at == 0, at == len(spans) - 1))
            continue
        parts += [_mark(span.before, "[-", "-]"), _mark(span.after, "{+", "+}")]
    return "".join(parts)


def _mark(text: str, opening: str, closing: str) -> str:
    """Marks around the words, and the blanks left outside them; each paragraph has its own."""
    inside = text.strip()
    if not inside:
        return text if "{" in opening else ""
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    between = f"{closing}\n\n{opening}".join(inside.split("\n\n"))
    return f"{lead}{opening}{between}{closing}{tail}"


def _shortened(kept: str, context: int, first: bool, last: bool) -> str:
    """The end of what was kept before a change, the beginning of what was kept behind one."""
    if len(kept) <= (context if first or last else 2 * context):
        return kept
    start = "" if first else kept[:context].rsplit(" ", 1)[0] + " "
    end = "" if last else " " + kept[-context:].split(" ", 1)[-1]
    return f"{start}…{end}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def changes_value(changes: Changes | None) -> dict[str, Any] | None:
    """The changes as JSON has them: each span with its places in `before` and `after`."""
    if changes is None:
        return None
    spans, at, to = [], 0, 0
    for span in changes.spans:
        spans.append(
            {
                "kind": span.kind,
                "before": span.before,
                "after": span.after,
                "before_at": [at, at + len(span.before)],
                "after_at": [to, to + len(span.after)],
            }
        )
        at, to = at + len(span.before), to + len(span.after)
    return {
        "ground": changes.ground,
        "words": changes.words,
        "before": changes.before,
        "after": changes.after,
        "spans": spans,
    }


_FIRST_LINES = 300  # characters of what was decided


def story_text(case_id: str, steps: Sequence[Step]) -> str:
    """A case as a story: what it is, then its handlings in order, and those that are known and not held."""
    from corpus import Handling, NotThere

    held = [step for step in steps if isinstance(step, Handling)]
    missing = [step for step in steps if isinstance(step, NotThere)]
    bodies = ", ".join(dict.fromkeys(step.record.body for step in held))
    first, last = (finnish_date(step.record.meeting.date) for step in (held[0], held[-1]))
    counted = f"{len(held)} käsittely{'ä' if len(held) > 1 else ''} {first}{f'–{last}' if len(held) > 1 else ''}"
    lines = [f"{case_id} · {held[-1].record.decision.title}", *wrapped(f"{counted}: {bodies}").split("\n")]
    if missing:
        many = f"{len(missing)} aiempaa käsittelyä" if len(missing) > 1 else "1 aiempi käsittely"
        lines.append(f"Tiedossa, mutta ei arkistossa: {many}")
    number, title = 0, held[-1].record.decision.title
    named = {step.record.id: step.record for step in held}
    for step in steps:
        if isinstance(step, NotThere):
            lines += ["", *_missing_lines(step, named)]
            continue
        number += 1
        lines += ["", *_handling_lines(number, step, title)]
        title = step.record.decision.title
    return "\n".join(lines)


def _missing_lines(step: NotThere, named: dict[str, Record]) -> list[str]:
    where = ", ".join(_where(named[each]) if each in named else each for each in step.reprinted_in)
    return [
        f"–  {finnish_date(step.date)} {step.body} § {step.number} · ei arkistossa",
        *_indented(f"painettu uudelleen: {where}"),
        f"   {step.id}",
    ]


def _where(record: Record) -> str:
    return f"{record.body} {finnish_date(record.meeting.date)} § {record.decision.number}"


def _handling_lines(number: int, step: Handling, title: str) -> list[str]:
    record = step.record
    decision = record.decision
    ended = "esityslistalla" if record.document_kind == "agenda" else outcome_word(decision.outcome)
    votes = [f"äänestys {vote.for_label} {vote.for_count}, {vote.against_label} {vote.against_count}"
             for vote in decision.votes]  # fmt: skip
    when = finnish_date(record.meeting.date)
    lines = [" · ".join((f"{number}. {when} {record.body} § {decision.number}", ended, *votes))]
    lines += _indented(decision.title) if decision.title != title or number == 1 else []
    if step.text:
        lines += _indented(textwrap.shorten(_one_line(step.text), _FIRST_LINES, placeholder=" …"))
    if step.changes and step.changes.ground == "set aside":
        lines.append(f"   {_GROUNDS['set aside'].capitalize()}")
    elif step.changes:
        lines += change_lines(step.changes, 40)
    lines += [line for change in step.money for line in _indented(_money_text(change))]
    return [*lines, f"   {decision.id}"]


def _money_text(change: MoneyChange) -> str:
    label = f" ({change.label})" if change.label else ""
    if change.before is not None and change.after is not None:
        return f"Rahaa{label}: {_euros(change.before)} → {_euros(change.after)}"
    if change.after is not None:
        return f"Rahaa{label}: uutta {_euros(change.after)}"
    return f"Rahaa{label}: ei enää {_euros(change.before)}"


def _euros(value: Decimal | None) -> str:
    """`260 000 €`, `1 500,50 €`."""
    whole = value is not None and value == value.to_integral_value()
    text = f"{value:,.0f}" if whole else f"{value:,.2f}"
    return f"{text.replace(',', ' ').replace('.', ',')} €"


def _indented(text: str) -> list[str]:
    lines = textwrap.wrap(_whole_numbers(text), _WIDTH, initial_indent="   ", subsequent_indent="   ")
    return [line.replace("\u00a0", " ") for line in lines]


def _whole_numbers(text: str) -> str:
    """No line ends within `260 000 €`."""
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d)|€)", "\u00a0", text)


def step_value(step: Step) -> dict[str, Any]:
    """A step of a case as JSON has it: the record with what changed, or what is known of one that is not held."""
    import json

    from corpus import Handling, decision_json

    if isinstance(step, Handling):
        return {
            "held": True,
            **json.loads(decision_json(step.record)),
            "changes": changes_value(step.changes),
            "money_changed": [
                {"label": each.label, "before": _plain(each.before), "after": _plain(each.after)} for each in step.money
            ],
        }
    return {
        "held": False,
        "id": step.id,
        "municipality": step.municipality,
        "body": step.body,
        "date": step.date.isoformat(),
        "number": step.number,
        "reprinted_in": list(step.reprinted_in),
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:.2f}"
