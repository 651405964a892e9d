"""Answers as HTML, by Jinja2, which lives here alone: every value that a template prints is escaped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from parser import slug
from web.texts import pieces, prose
from web.words import Language, Words, words

OUTCOME_SIGNS = {
    "approved": "✓", "amended": "±", "rejected": "✕", "returned": "↩", "tabled": "‖", "withdrawn": "⊘", "noted": "i",
    "elected": "★", "other": "•", "unknown": "?",
}  # fmt: skip
"""Beside the word, so that outcomes differ in shape and not by colour alone."""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses of this page in one language: English ones begin with /en."""

    language: Language

    def __call__(self, path: str, query: str = "") -> str:
        prefix = "" if self.language == "fi" else f"/{self.language}"
        return f"{prefix}{quote(path, safe='/:@,;=+()')}{f'?{query}' if query else ''}"

    def decision(self, id: str, q: str = "") -> str:  # noqa: A002  the domain's word
        """A decision, with the words that it was found by."""
        return self(f"/paatos/{id}", f"q={quote(q)}" if q else "")

    def case(self, case_id: str) -> str:
        return self(f"/asia/{case_id}")

    def person(self, name: str) -> str:
        return self(f"/henkilo/{name}")

    def body(self, slug: str) -> str:
        return self(f"/toimielin/{slug}")


def language_of(request: Request) -> Language:
    """The language that the address asks for."""
    language: Language = request.scope.get("language", "fi")
    return language


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page that a template makes of values."""
    language = language_of(request)
    other: Language = "en" if language == "fi" else "fi"
    query = request.url.query
    text = (
        _environment()
        .get_template(template)
        .render(
            t=words(language),
            link=Links(language),
            language=language,
            elsewhere=Links(other)(request.scope["path"]) + (f"?{query}" if query else ""),
            path=request.scope["path"],
            **values,
        )
    )
    return HTMLResponse(text, status)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {
        "signs": OUTCOME_SIGNS,
        "pieces": pieces,
        "prose": prose,
        "slug_of": slug,
        "date_of": _date_of,
        "cents": _euros,
    }
    environment.filters |= {"day": _day}
    return environment


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def _date_of(moment: str) -> date:
    return date.fromisoformat(moment[:10])


def _day(day: date, t: Words) -> str:
    return t.day(day)
