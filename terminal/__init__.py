"""What the commands say to a reader at a terminal. Makes text and prints nothing: `commands` prints."""

from __future__ import annotations

from terminal.differing import diff_text
from terminal.following import change_line, changes_text, changes_value, step_value, story_text
from terminal.missing import gap_value, gaps_text
from terminal.options import (
    asked_of,
    day_of,
    filters_of,
    form_of,
    limits_of,
    takes_archive,
    takes_filters,
    takes_limits,
    takes_new_archive,
    takes_output,
    takes_unmasked,
)
from terminal.persons import person_line, person_text, person_value
from terminal.wording import (
    decision_text,
    facets_text,
    found_text,
    hit_text,
    mended_text,
    minutes_text,
    news_text,
    problem_text,
    redacted_text,
    stats_text,
    tally_text,
)
from terminal.writing import left_out_text, write_money_as, write_rows_as, write_tables_as, write_totals_as

__all__ = [
    "asked_of",
    "change_line",
    "changes_text",
    "changes_value",
    "day_of",
    "decision_text",
    "diff_text",
    "facets_text",
    "filters_of",
    "form_of",
    "found_text",
    "gap_value",
    "gaps_text",
    "hit_text",
    "left_out_text",
    "limits_of",
    "mended_text",
    "minutes_text",
    "news_text",
    "person_line",
    "person_text",
    "person_value",
    "problem_text",
    "redacted_text",
    "stats_text",
    "step_value",
    "story_text",
    "takes_archive",
    "takes_filters",
    "takes_limits",
    "takes_new_archive",
    "takes_output",
    "takes_unmasked",
    "tally_text",
    "write_money_as",
    "write_rows_as",
    "write_tables_as",
    "write_totals_as",
]
