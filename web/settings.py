"""What a page is told when it starts."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Settings:
    """How an archive is served (asetukset).

    folder    the archive's
    hosts     names that a request may call this page by, without port; others are refused
    password  asked of everyone, with any user name; None asks nobody
    seconds   that one answer may keep the database busy
    threads   answers worked out at the same time, each with its own connections
    fresh     seconds that an answer may be older than the archive
    """

    folder: Path
    hosts: tuple[str, ...] = LOOPBACK
    password: str | None = field(default=None, repr=False)
    seconds: float = 10.0
    threads: int = 4
    fresh: float = 5.0


def is_loopback(host: str) -> bool:
    """Can only this machine reach that address?"""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def hosts_for(host: str, others: Iterable[str] = ()) -> tuple[str, ...]:
    """The names that requests may use where the page listens on a host: itself, this machine, and those given.

    An address that stands for all of a machine's (0.0.0.0) is no name.
    """
    named = (f"[{host}]" if ":" in host else host,) if host not in ("0.0.0.0", "::", "") else ()
    return tuple(dict.fromkeys(name.lower() for name in (*LOOPBACK, *named, *others)))


def password_in(path: Path) -> str:
    """The first line of a password file. ValueError, with a sentence, where it is too short to be one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    password = lines[0].strip() if lines else ""
    if len(password) < 8:
        raise ValueError(f"{path}: a password of at least 8 characters must stand on its first line.")
    return password


def same(given: str, password: str) -> bool:
    """Are they equal? Takes as long wherever they differ."""
    return hmac.compare_digest(given.encode(), password.encode())
