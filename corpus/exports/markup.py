"""XML made of names, attributes and text; and any value of the model as elements of our own namespace."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import fields, is_dataclass
from typing import Any
from xml.etree import ElementTree

from corpus.codec import encodable, plain

Element = ElementTree.Element
Child = Element | str

OURS = "urn:x-pykala:1"
"""The namespace of what a format has no place for."""

_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, /, *children: Child | None, **attributes: object) -> Element:
    """An element; None is left out. `pk__page=3` is the attribute `pk:page`."""
    made = Element(name)
    for key, value in attributes.items():
        if value is not None:
            made.set(key.replace("__", ":"), _text(value))
    last: Element | None = None
    for child in children:
        if isinstance(child, str):
            last = _append_text(made, last, _text(child))
        elif child is not None:
            made.append(child)
            last = child
    return made


def of_value(name: str, value: Any) -> Element:
    """A dataclass as an element: what is one value becomes an attribute, what is several, elements of that name."""
    return with_members(Element(f"pk:{name}"), value)


def with_members(made: Element, value: Any, without: Container[str] = ()) -> Element:
    """The same element with the fields of a dataclass added."""
    for field in fields(value):
        if field.name not in without:
            made.extend(_member(made, field.name, getattr(value, field.name)))
    return made


def indented(made: Element, level: int) -> Element:
    """The same element with each of those below it on a line of its own; for elements without running text."""
    ElementTree.indent(made, " ", level)
    return made


def written(root: Element) -> bytes:
    """The document in UTF-8."""
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode").encode() + b"\n"


def _member(made: Element, name: str, value: object) -> list[Element]:
    if is_dataclass(value):
        return [of_value(name, value)]
    if isinstance(value, tuple):
        return [_each(name, member) for member in value]
    if value is not None:
        made.set(name, _text(plain(value)))
    return []


def _each(name: str, member: object) -> Element:
    if is_dataclass(member):
        return of_value(name, member)
    if isinstance(member, tuple):
        return element(f"pk:{name}", *(_each("of", each) for each in member))
    return element(f"pk:{name}", "" if member is None else _text(plain(member)))


def _append_text(made: Element, last: Element | None, text: str) -> Element | None:
    if last is None:
        made.text = (made.text or "") + text
    else:
        last.tail = (last.tail or "") + text
    return last


def _text(value: object) -> str:
    """A value as XML can hold it: a sign that XML forbids becomes the sign for one that cannot be shown."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _UNPRINTABLE.sub("\ufffd", encodable(text))
