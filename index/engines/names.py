"""The names of the three fields that each area has in an engine."""

from __future__ import annotations

from index.terms import Area


def lemmas(area: Area) -> str:
    """The field of an area's lemmas."""
    return f"lemmas_{area}"


def parts(area: Area) -> str:
    """The field of an area's parts."""
    return f"parts_{area}"


def forms(area: Area) -> str:
    """The field of an area's forms."""
    return f"forms_{area}"
