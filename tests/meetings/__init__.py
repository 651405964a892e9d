"""Whole meetings of our own invention, printed in the layouts of several cities, with what must be read from them.

`python -m tests.meetings` prints the PDFs of `tests/documents/<layout>/` anew and writes their expectations from
the same values; only that needs Chromium and LibreOffice.
"""
