"""The source HTML that CaseM leaves in the Info keys of a PDF (`casem-source-html_0`, `_1`, …): info in, markup out.

Anybody can write such keys. They are bounded before they are read, and what is wrong with them is a warning: the
pages can always be read without.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass

from parser.errors import UnreadableDocument
from parser.model import Block, Warning  # noqa: A004
from parser.readers.html_lines import Lines
from parser.readers.html_systems import System
from parser.readers.html_walk import events_of

_KEY = re.compile(r"casem-source-html_(\d{1,4})", re.I)
_MOST_KEYS = 1_000
_LONGEST = 24_000_000  # characters of all keys together, pictures too
_LONGEST_MARKUP = 4_000_000  # without pictures
_MARKUP_PER_LETTER = 20  # real minutes have 2 to 4
_MARKUP_OF_FRAME = 200_000
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]*")
_DECLARATION = re.compile(r"\A(?:\s*<\?[^<>]{0,500}>?)+")  # of XML, which the markup is not
_AUTHORED = "ckeditor-content-container"  # what a clerk wrote; tables outside it lay out the page


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A block of the source, and whether it is a clerk's own: other tables only lay out the page."""

    block: Block
    authored: bool


def source_of(info: Mapping[str, object], letters: int) -> tuple[tuple[SourceBlock, ...], tuple[Warning, ...]]:
    """The blocks of the source that a PDF's Info holds, and what is wrong with it; nothing where it holds none.

    `letters` are printed on the pages: far more markup than print is not read.
    """
    try:
        markup = _markup(info, letters)
        return (_blocks(markup) if markup else ()), ()
    except (_UnusableError, UnreadableDocument) as error:
        return (), (left_out(str(error)),)


def left_out(reason: str) -> Warning:
    return Warning("source-left-out", f"the source in the PDF is left out: {reason}")


class _UnusableError(ValueError):
    """The keys hold nothing that can be read; says why."""


def _markup(info: Mapping[str, object], letters: int) -> str | None:
    keys = {int(found[1]): key for key in info if (found := _KEY.fullmatch(str(key)))}
    if not keys:
        return None
    if len(keys) > _MOST_KEYS:
        raise _UnusableError(f"more than {_MOST_KEYS} keys")
    if sorted(keys) != list(range(len(keys))):
        raise _UnusableError("a part is missing")
    parts = [_text(info[keys[number]]) for number in sorted(keys)]
    if sum(map(len, parts)) > _LONGEST:
        raise _UnusableError("too long")
    try:
        decoded = binascii.a2b_base64("".join(parts).encode("ascii"), strict_mode=True)
        markup = _DECLARATION.sub("", _PICTURE.sub("", decoded.decode("utf-8-sig")))
    except UnicodeError as error:
        raise _UnusableError("it is not UTF-8") from error
    except binascii.Error as error:
        raise _UnusableError("it is not base64") from error
    if "<" not in markup:
        raise _UnusableError("it is no markup")
    if len(markup) > min(_LONGEST_MARKUP, _MARKUP_OF_FRAME + _MARKUP_PER_LETTER * letters):
        raise _UnusableError("too much markup for what is printed")
    return markup


def _text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if not isinstance(value, str):
        raise _UnusableError("a part is no text")
    return value


def _blocks(markup: str) -> tuple[SourceBlock, ...]:
    page = Lines()
    authored: set[int] = set()
    for event, node in events_of(markup, System()):
        first = len(page.lines)
        page.take(event, node)
        if event == "table" and node.find_parent(class_=_AUTHORED) is not None:
            authored.update(range(first, len(page.lines)))
    page.end_line()
    return tuple(SourceBlock(line.block, at in authored) for at, line in enumerate(page.lines))
