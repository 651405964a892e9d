"""Trials of what may go wrong, each bounded: `python -m bench faults [PART [COUNT]]`; figures in docs/safety.md."""
