"""What the page says, in Finnish and English: the words are data (`texts/fi.toml`, `texts/en.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal, get_args

Language = Literal["fi", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

_THIN = "\u202f"  # between groups of digits
_HARD = "\u00a0"


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, with its way of writing days and numbers."""

    language: Language
    _texts: dict[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with its places filled. KeyError for a key that nobody wrote."""
        count = values.get("count")
        chosen = f"{key}.one" if count == 1 and f"{key}.one" in self._texts else key
        shown = {name: self.number(value) if isinstance(value, int) else value for name, value in values.items()}
        text = self._texts[chosen]
        return text.format(**shown) if shown else text

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)

    def has(self, key: str) -> bool:
        return key in self._texts

    def number(self, value: int) -> str:
        """`12 345`."""
        return f"{value:,}".replace(",", _THIN if self.language == "fi" else ",")

    def euros(self, value: Decimal, cents: bool | None = None) -> str:
        """`12 345,50 €`, whole euros without decimals unless `cents` says otherwise."""
        with_cents = value != value.to_integral_value() if cents is None else cents
        text = f"{abs(value):,.2f}" if with_cents else f"{abs(value):,.0f}"
        sign = "−" if value < 0 else ""
        if self.language == "fi":
            text = text.replace(",", _THIN).replace(".", ",")
            return f"{sign}{text}{_HARD}€"
        return f"{sign}€{text}"

    def day(self, day: date) -> str:
        """`4.4.2022`, and in English `4 April 2022`."""
        if self.language == "fi":
            return f"{day.day}.{day.month}.{day.year}"
        return f"{day.day} {self(f'month.{day.month}')} {day.year}"

    def month(self, month: str) -> str:
        """`huhtikuu 2022` of `2022-04`."""
        year, number = month.split("-")
        return f"{self(f'month.{int(number)}')} {year}"


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    with (Path(__file__).parent / "texts" / f"{language}.toml").open("rb") as stream:
        return Words(language, dict(_flat("", tomllib.load(stream))))


def _flat(before: str, table: dict[str, object]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += _flat(f"{before}{name}.", value)
        else:
            found.append((f"{before}{name}", str(value)))
    return found
