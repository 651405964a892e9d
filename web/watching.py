"""For a clock (cron): what the followed searches have to tell, told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus import Archive, Searches
from index import Index, QueryError
from web.following import News, news


def watch(archive: Archive, named: str | None = None, again: bool = False) -> Iterator[News | tuple[str, str]]:
    """What is new of every followed search, or of the one named: each decision, or the name and what is wrong with it.

    A search counts as told once all of it was taken, unless `again`. KeyError for a name that is not followed.
    """
    searches, index = Searches(Path(archive.folder)), Index.open(archive)
    generation = archive.generation
    chosen = searches.all() if named is None else tuple(each for each in (searches.find(named),) if each)
    if named is not None and not chosen:
        raise KeyError(named)
    index.refresh(wait=False)
    for saved in chosen:
        try:
            yield from news(archive, index, saved)
        except (QueryError, ValueError) as error:
            yield saved.name, str(error)
            continue
        if not again:
            searches.told(saved.slug, generation)
