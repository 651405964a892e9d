"""The queries judged by hand, over the project's own minutes; `python -m bench search` shows them one by one."""

from __future__ import annotations

import pytest

from bench.search.judged import ByEngine, judged, mean, samples
from index import ENGINES


@pytest.fixture(scope="module")
def found() -> ByEngine:
    return samples()


@pytest.mark.parametrize("engine", [*ENGINES, *(f"{engine}, =word" for engine in ENGINES)])
def test_the_judged_queries_find_their_answers(found: ByEngine, engine: str) -> None:
    missed = {each.judged.query: each.missed for each in found[engine] if each.missed}
    assert mean([each.recall for each in found[engine]]) >= 0.95, missed
    assert mean([each.ndcg for each in found[engine]]) >= 0.85


def test_there_are_enough_queries() -> None:
    assert len(judged("judged-samples.txt")) + len(judged("judged-lapua.txt")) >= 80
