"""Measurements. `python -m bench` runs them all and prints the table of docs/measurements.md.

Speeds are ratios of commands run in turn, A B A B …, so that a slow moment of the machine hits both.
"""
