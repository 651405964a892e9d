"""What goes wrong here: a query that cannot be read, and an index that cannot be kept."""

from __future__ import annotations

WINDOW = 60


class QueryError(Exception):
    """A query that cannot be read. `position` counts characters from 0 into `query`; str() is one line."""

    def __init__(self, message: str, position: int, query: str = "") -> None:
        super().__init__(message, position, query)
        self.message = message
        self.position = position
        self.query = query

    def __str__(self) -> str:
        return f"{self.message} (at character {self.position + 1})"

    @property
    def caret(self) -> str:
        """Two lines: the query around the place (a long one is cut), and a ^ below the place."""
        start = max(0, self.position - WINDOW // 2)
        shown = "".join(sign if sign.isprintable() else " " for sign in self.query[start : start + WINDOW]).rstrip()
        return f"{shown}\n{' ' * (self.position - start)}^"


class TooBroad(Exception):  # noqa: N818  the errors name what is the matter
    """An engine will not answer: `prefix` begins more than `limit` different words."""

    def __init__(self, prefix: str, limit: int) -> None:
        super().__init__(prefix, limit)
        self.prefix = prefix
        self.limit = limit

    def __str__(self) -> str:
        return f"{self.prefix}* begins more than {self.limit} different words: type more letters"


class IndexFault(Exception):  # noqa: N818
    """The index can be neither read nor built anew: the disk is full, the folder may not be written."""
