"""The page of followed searches, and an Atom feed of each. Only these forms change anything, and only searches.db."""

from __future__ import annotations

from urllib.parse import parse_qs
from xml.etree import ElementTree

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from corpus import Line, Saved, Searches
from index import QueryError
from web.asking import asked_in_query
from web.desk import Opened
from web.following import counted, latest
from web.pages import Links, language_of, page
from web.words import words

_ATOM = "http://www.w3.org/2005/Atom"


def followed(opened: Opened, request: Request) -> Response:
    """The searches by name, each with how much of it is new."""
    return _shown(opened, request, None)


def _shown(opened: Opened, request: Request, wrong: str | None) -> Response:
    searches = Searches(opened.archive.folder).all()
    rows = [(each, asked_in_query(each.asked), counted(opened, each)) for each in searches[:50]]
    rows += [(each, asked_in_query(each.asked), None) for each in searches[50:]]
    return page(request, "follow.html", 400 if wrong else 200, rows=rows, wrong=wrong)


def follow(opened: Opened, request: Request, body: bytes) -> Response:
    """Follows a search from now on, or one no more (`forget`)."""
    values = parse_qs(body.decode("utf-8", "replace"), max_num_fields=20)
    searches = Searches(opened.archive.folder)
    if "forget" in values:
        searches.forget(values["forget"][0])
    else:
        asked = asked_in_query(values.get("asked", [""])[0])
        try:
            searches.save(values.get("name", [""])[0], asked.with_().query, opened.archive.generation)
        except ValueError as error:
            return _shown(opened, request, str(error))
    return RedirectResponse(Links(language_of(request))("/seuranta"), 303)


def feed(opened: Opened, request: Request) -> Response:
    """What a followed search finds, the last to come first; new entries are those that came since it was read."""
    saved = Searches(opened.archive.folder).find(request.path_params["slug"])
    if saved is None:
        raise HTTPException(404)
    try:
        lines = latest(opened, asked_in_query(saved.asked), 50)
    except (QueryError, ValueError) as error:
        raise HTTPException(400, str(error)) from error
    added = opened.archive.added(line.seq for line in lines)
    return Response(_atom(request, saved, lines, added), media_type="application/atom+xml")


def _atom(request: Request, saved: Saved, lines: tuple[Line, ...], added: dict[int, str]) -> bytes:
    t, link, base = words(language_of(request)), Links(language_of(request)), str(request.base_url).rstrip("/")
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "fi"})
    _put(root, "id", f"tag:pykala,2024:search/{saved.slug}")
    _put(root, "title", f"{t('name')}: {_plain(saved.name)}")
    _put(root, "updated", max(added.values(), default="1970-01-01T00:00:00+00:00"))
    ElementTree.SubElement(root, "link", {"rel": "self", "href": base + link(f"/seuranta/{saved.slug}.atom")})
    ElementTree.SubElement(root, "link", {"rel": "alternate", "href": base + link("/", saved.asked)})
    author = ElementTree.SubElement(root, "author")
    _put(author, "name", t("name"))
    for line in lines:
        entry = ElementTree.SubElement(root, "entry")
        _put(entry, "id", f"tag:pykala,2024:{line.id}/{line.version}")
        _put(entry, "title", _plain(line.title))
        _put(entry, "updated", added.get(line.seq, "1970-01-01T00:00:00+00:00"))
        _put(entry, "published", added.get(line.seq, "1970-01-01T00:00:00+00:00"))
        href = base + link.decision(line.id, asked_in_query(saved.asked).q)
        ElementTree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": href})
        outcome = t(f"outcome.{line.outcome}")
        _put(
            entry, "summary", _plain(f"{line.municipality}, {line.body} {t.day(line.date)} § {line.number}: {outcome}")
        )
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = text


def _plain(text: str) -> str:
    """Without signs that XML does not have."""
    return "".join(sign for sign in text if sign.isprintable())
