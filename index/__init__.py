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
from index.gaps import GapFound, gaps
from index.hits import COLUMNS, Handling, Hit, Results, facets_json, hit_json, hit_row
from index.keeper import Problem, Refreshed
from index.people import COLUMNS as PERSON_COLUMNS
from index.people import Mention, PersonFound, people, person_rows
from index.people import Wanted as PersonsWanted
from index.query import parse
from index.traces import Traces
from index.tree import Query

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
    "gaps",
    "hit_json",
    "hit_row",
    "parse",
    "people",
    "person_rows",
]
