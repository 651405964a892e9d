"""Finds: an archive's decisions by their words. The index is disposable, rebuilt from the archive.

index = Index.open(archive)
results = index.search("lentoasema rahoitus", Filters(body="kh"), areas=("decision",), sort="date")
"""

from __future__ import annotations

from index.catalogue import In, Index, Sort
from index.engines import DEFAULT as DEFAULT_ENGINE
from index.engines import ENGINES
from index.errors import IndexFault, QueryError
from index.explain import Reason
from index.hits import COLUMNS, Handling, Hit, Results, facets_json, hit_json, hit_row
from index.keeper import Problem, Refreshed
from index.query import parse
from index.tree import Query

__all__ = [
    "COLUMNS",
    "DEFAULT_ENGINE",
    "ENGINES",
    "Handling",
    "Hit",
    "In",
    "Index",
    "IndexFault",
    "Problem",
    "Query",
    "QueryError",
    "Reason",
    "Refreshed",
    "Results",
    "Sort",
    "facets_json",
    "hit_json",
    "hit_row",
    "parse",
]
