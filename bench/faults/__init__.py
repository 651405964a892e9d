"""Trials of what may go wrong, each bounded: `python -m bench faults [PART [COUNT]]`. The figures stand in docs/safety.md."""
