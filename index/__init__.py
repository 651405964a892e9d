"""Finds: an archive's decisions by their words. The index is disposable, rebuilt from the archive.

index = Index.open(archive)
results = index.search("lentoasema rahoitus", Filters(body="kh"), areas=("decision",), sort="date")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.catalogue import In, Index, Sort
from index.engines import DEFAULT as DEFAULT_ENGINE
from index.engines import ENGINES
from index.errors import IndexFault, QueryError
from index.explain import Reason
from index.hits import COLUMNS, Handling, Hit, Results, facets_json, hit_json, hit_row
from index.keeper import Problem, Refreshed
from index.query import parse
from index.tree import Query

if TYPE_CHECKING:
    from index.gaps import GapFound, gaps_of
    from index.people import COLUMNS as PERSON_COLUMNS
    from index.people import Mention, PersonFound, person_rows, persons_of
    from index.people import Wanted as PersonsWanted
    from index.traces import Traces

__all__ = [
    "COLUMNS",
    "DEFAULT_ENGINE",
    "ENGINES",
    "PERSON_COLUMNS",
    "GapFound",
    "Handling",
    "Hit",
    "In",
    "Index",
    "IndexFault",
    "Mention",
    "PersonFound",
    "PersonsWanted",
    "Problem",
    "Query",
    "QueryError",
    "Reason",
    "Refreshed",
    "Results",
    "Sort",
    "Traces",
    "facets_json",
    "gaps_of",
    "hit_json",
    "hit_row",
    "parse",
    "person_rows",
    "persons_of",
]

_LATER = {
    "GapFound": ("index.gaps", "GapFound"),
    "Mention": ("index.people", "Mention"),
    "PERSON_COLUMNS": ("index.people", "COLUMNS"),
    "PersonFound": ("index.people", "PersonFound"),
    "PersonsWanted": ("index.people", "Wanted"),
    "Traces": ("index.traces", "Traces"),
    "gaps_of": ("index.gaps", "gaps_of"),
    "persons_of": ("index.people", "persons_of"),
    "person_rows": ("index.people", "person_rows"),
}
"""What is imported when it is first asked for: a search, which needs none of it, begins sooner."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, own = _LATER[name]
    return getattr(import_module(module), own)
