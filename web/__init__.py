"""The page: an archive and its index in a browser, and as JSON for programs; it reads and changes nothing in either.

`app(settings)` is an ASGI application; `serve` runs it. Nothing of the web is imported before one of them is called.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.settings import Settings, hosts_for, is_loopback, password_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import ASGIApp

    from corpus import Archive
    from web.following import News

__all__ = ["Settings", "app", "hosts_for", "is_loopback", "password_in", "serve", "watch"]


def app(settings: Settings) -> ASGIApp:
    """The page of an archive, behind its guard."""
    from web.application import application

    return application(settings)


def watch(archive: Archive, named: str | None = None, again: bool = False) -> Iterator[News | tuple[str, str]]:
    """What followed searches have to tell; see `web.watching`."""
    from web.watching import watch as told

    return told(archive, named, again)


def serve(settings: Settings, host: str, port: int) -> None:
    """Serves the page until it is told to end. OSError where the port is taken."""
    from web.serving import run

    run(settings, host, port)
