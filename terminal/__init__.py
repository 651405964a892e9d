"""What the commands say to a reader at a terminal. Makes text and prints nothing: `cli.py` prints."""

from __future__ import annotations

from terminal.options import filters_of, takes_archive, takes_filters, takes_new_archive
from terminal.spreadsheet import workbook
from terminal.wording import decision_text, facets_text, hit_text, minutes_text, stats_text

__all__ = [
    "decision_text",
    "facets_text",
    "filters_of",
    "hit_text",
    "minutes_text",
    "stats_text",
    "takes_archive",
    "takes_filters",
    "takes_new_archive",
    "workbook",
]
