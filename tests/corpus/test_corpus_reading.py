"""An archive opened for a page: nothing can be changed, nothing takes forever, lists in brief; followed searches."""

from __future__ import annotations

import sqlite3
from decimal import Decimal
from pathlib import Path

import pytest

from corpus import Archive, ArchiveError, Filters, Searches, TookTooLong
from tests.corpus.corpus_values import decision, document, minutes


def test_for_reading_changes_nothing(tmp_path: Path) -> None:
    Archive.open(tmp_path / "a", create=True).close()
    with Archive.for_reading(tmp_path / "a") as archive:
        with pytest.raises(ArchiveError, match="readonly"):
            archive.add(document(), minutes(document(), decision()))
        assert archive.generation == 0


def test_a_statement_ends_when_its_time_is_over(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a", create=True) as archive:
        connection: sqlite3.Connection = archive._connection
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        with pytest.raises(TookTooLong), archive.within(0.05):
            archive._rows(endless)
        assert connection.execute("SELECT 1").fetchone() == (1,)
        assert archive.select(Filters(min_eur=Decimal(1))) == ()


def test_searches_are_kept_by_name(tmp_path: Path) -> None:
    searches = Searches(tmp_path)
    assert searches.all() == ()
    saved = searches.save(" Koulujen  rahat ", "q=koulu", 3)
    assert (saved.name, saved.slug) == ("Koulujen rahat", "koulujen-rahat")
    searches.save("Koulujen rahat", "q=koulut", 5)
    assert searches.find("koulujen-rahat") == searches.find("Koulujen rahat") == searches.all()[0]
    assert searches.all()[0].asked == "q=koulut"
    searches.told("koulujen-rahat", 9)
    searches.told("koulujen-rahat", 7)
    assert searches.all()[0].seen == 9
    searches.forget("koulujen-rahat")
    assert searches.all() == ()
    with pytest.raises(ValueError, match="letters"):
        searches.save(" / ", "", 0)
