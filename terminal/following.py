"""What a body changed, and a case as a story, as a reader sees them and as JSON."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any

from terminal.wording import finnish_date, outcome_word, wrapped

if TYPE_CHECKING:
    from corpus import Record
    from parser import Changes, Span

_WIDTH = 100
_GROUNDS = {
    "restated": "esittelijä muutti ehdotustaan", "motion": "vastaehdotus voitti", "said": "ehdotusta muutettiin",
    "rewritten": "päätös kirjoitettiin toisin kuin ehdotus", "added": "ehdotuksen lisäksi päätettiin muutakin",
    "set aside": "ehdotuksesta ei päätetty",
}  # fmt: skip
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


def change_lines(changes: Changes) -> list[str]:
    """What changed, shortly, below a decision's head."""
    if changes.spans:
        text = marked(changes.spans, _CONTEXT)
    elif changes.after and changes.ground == "motion":
        text = f"tilalle: {changes.after}"
    else:
        text = changes.words
    shown = textwrap.shorten(f"{_GROUNDS[changes.ground]}: {_one_line(text)}", 600, placeholder=" …")
    return textwrap.wrap(shown, _WIDTH, initial_indent="   ", subsequent_indent="   ")


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
