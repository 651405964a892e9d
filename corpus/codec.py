"""The model's values as canonical JSON text and back, without loss.

`thaw(type(x), freeze(x)) == x` for frozen dataclasses whose fields are str, int, bool, None, tuple, Decimal,
date, time, a Literal or such a dataclass again.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def freeze(value: object) -> str:
    """Canonical JSON: one line, keys sorted, decimals as strings, dates and times in ISO form.

    Always encodable as UTF-8. TypeError for a type that the model does not use.
    """
    return canonical(plain(value))


def thaw(cls: type[T], text: str) -> T:
    """The value of type `cls` that `freeze` wrote. A field that is not there has its default.

    ValueError when the text is not such a value.
    """
    try:
        return built(cls, json.loads(text))
    except RecursionError as error:
        raise ValueError(f"this is no frozen {cls}: {error}") from error


def built(cls: type[T], plain_value: object) -> T:
    """The value of type `cls` of which `plain` made this. ValueError when it is not such a value."""
    try:
        value: T = _reader(cast(Any, cls))(plain_value)
    except (TypeError, ArithmeticError, RecursionError) as error:
        raise ValueError(f"this is no plain {cls}: {error}") from error
    return value


def canonical(plain_value: object) -> str:
    """The one spelling of a JSON value."""
    return encodable(json.dumps(plain_value, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def encodable(text: str) -> str:
    """The text with each lone surrogate written as `\\udc80`: within a JSON string, the same text.

    Lone surrogates come from file names that are not UTF-8; neither SQLite nor a stream takes them.
    """
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def plain(value: object) -> Any:
    """The value as what `json` knows: lists, dicts with the fields' names, str, int, bool, None."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, tuple):
        return [plain(member) for member in value]
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a {type(value).__name__} cannot be kept")


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a value with this type hint is read back from JSON."""
    origin = get_origin(hint)
    if hint in (str, int, bool, types.NoneType):
        return _exactly(hint)
    if hint is Decimal:
        return lambda value: Decimal(_exactly(str)(value))
    if hint in (date, time):
        return lambda value: hint.fromisoformat(value)
    if origin is Literal:
        return _one_of(get_args(hint))
    if origin in (Union, types.UnionType):
        return _optional(hint)
    if origin is tuple:
        return _tuple(get_args(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        return _dataclass(hint)
    raise TypeError(f"{hint} cannot be kept")


def _exactly(cls: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not cls:  # not isinstance: True is an int
            raise ValueError(f"{value!r} is no {cls.__name__}")
        return value

    return read


def _one_of(words: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if value not in words:
            raise ValueError(f"{value!r} is none of {words}")
        return value

    return read


def _optional(hint: Any) -> Callable[[Any], Any]:
    some = [member for member in get_args(hint) if member is not types.NoneType]
    if len(some) != 1:
        raise TypeError(f"{hint} cannot be told apart when it is read back")
    read_some = _reader(some[0])
    return lambda value: None if value is None else read_some(value)


def _tuple(members: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(members) == 2 and members[1] is Ellipsis:
        read_member = _reader(members[0])
        return lambda value: tuple([read_member(member) for member in _exactly(list)(value)])
    readers = [_reader(member) for member in members]
    return lambda value: tuple([read(member) for read, member in zip(readers, value, strict=True)])


def _dataclass(cls: type) -> Callable[[Any], Any]:
    readers = {name: _reader(hint) for name, hint in get_type_hints(cls).items()}

    def read(value: Any) -> Any:
        members = _exactly(dict)(value)
        if unknown := members.keys() - readers.keys():
            raise ValueError(f"a {cls.__name__} has no {', '.join(sorted(unknown))}")
        return cls(**{name: readers[name](member) for name, member in members.items()})

    return read
