"""The application: which address is answered by which view, and what an answer is when something fails."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from corpus import ArchiveBusy, ArchiveError, NotHeld, TookTooLong
from index import IndexFault
from web import views
from web.desk import Desk, Opened
from web.pages import page
from web.security import Guard
from web.settings import Settings

View = Callable[[Opened, Request], Response]

_STATIC = Path(__file__).parent / "static"
_FILES = {"pykala.css": "text/css", "pykala.js": "text/javascript", "favicon.svg": "image/svg+xml"}


def application(settings: Settings) -> ASGIApp:
    """The page of an archive, behind its guard."""
    desk = Desk(settings)
    routes: list[BaseRoute] = [Route("/static/{name}", _static), Route("/favicon.ico", _icon)]
    routes += [Route(path, _answered(desk, view), methods=["GET"]) for path, view in views.GETS]
    routes += [Route(path, _posted(desk, view), methods=["POST"]) for path, view in views.POSTS]
    handlers: dict[Any, Any] = {HTTPException: _shown(_refused)}
    handlers |= {kind: _shown(_failed) for kind in (ArchiveError, IndexFault, Exception)}
    app = Starlette(routes=routes, exception_handlers=handlers)
    return Guard(_Language(app), settings)


class _Language:
    """Takes the language off an address: /en/… is the same page in English."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["path"] == "/en" or scope["path"].startswith("/en/")):
            scope = {**scope, "path": scope["path"][3:] or "/", "language": "en"}
        await self._app(scope, receive, send)


def _answered(desk: Desk, view: View) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        return await desk.ask(lambda opened: view(opened, request))

    return answer


def _posted(desk: Desk, view: Callable[[Opened, Request, bytes], Response]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > 20_000:
                raise HTTPException(413)
        return await desk.ask(lambda opened: view(opened, request, body))

    return answer


def _shown(failure: Callable[..., Response]) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def show(request: Request, error: Exception) -> Response:
        return failure(request, error)

    return show


def _refused(request: Request, error: HTTPException) -> Response:
    return _told(request, error.status_code, error.detail)


def _failed(request: Request, error: Exception) -> Response:
    """What the archive cannot do, told in its own sentence; what nobody foresaw, without a word of its insides."""
    if isinstance(error, NotHeld):
        return _told(request, 404, str(error))
    if isinstance(error, ArchiveBusy | TookTooLong):
        return _told(request, 503, str(error))
    return _told(request, 500, str(error) if isinstance(error, ArchiveError | IndexFault) else "")


def _told(request: Request, status: int, detail: str) -> Response:
    if request.scope["path"].startswith("/api/"):
        return JSONResponse({"error": {"status": status, "message": detail or "internal error"}}, status)
    return page(request, "error.html", status, code=status, detail=detail if status != 404 else "")


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _FILES:
        raise HTTPException(404)
    return FileResponse(_STATIC / name, media_type=_FILES[name], headers={"cache-control": "private, max-age=3600"})


async def _icon(request: Request) -> Response:
    return FileResponse(_STATIC / "favicon.svg", media_type="image/svg+xml")
