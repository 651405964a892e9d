"""What the program and the child that reads for it say to each other over a socket: JSON, never code.

A document goes to the child as an open file beside its description, so that a child that hangs cannot stop the
program that hands it over. The child's answer is data: whatever a hostile document makes of the child, it
cannot make the program run anything.
"""

from __future__ import annotations

import json
import os
import socket
import struct
import sys
import tempfile
from typing import Any

_LENGTH = struct.Struct(">I")
_CHUNK = 1 << 20
_LONGEST = 1_000_000_000  # bytes of an answer


class BrokenFrame(Exception):  # noqa: N818  it names what is the matter
    """What came is no message."""


def framed(message: object) -> bytes:
    """A message as it is sent. Lone surrogates, of names of files, are kept."""
    content = json.dumps(message, separators=(",", ":")).encode("ascii")
    return _LENGTH.pack(len(content)) + content


class Incoming:
    """The bytes that have come so far; whole messages are taken out of it."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def receive(self, channel: socket.socket) -> bool:
        """Takes in what is there; False when the other side has closed."""
        try:
            content = channel.recv(_CHUNK)
        except ConnectionError:
            return False
        self._bytes += content
        return bool(content)

    def message(self) -> Any:
        """The next whole message, or None. `BrokenFrame`."""
        if len(self._bytes) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._bytes)
        if length > _LONGEST:
            raise BrokenFrame
        if len(self._bytes) < _LENGTH.size + length:
            return None
        content = bytes(self._bytes[_LENGTH.size : _LENGTH.size + length])
        del self._bytes[: _LENGTH.size + length]
        try:
            return json.loads(content)
        except (ValueError, RecursionError) as error:
            raise BrokenFrame from error


def hand_over(channel: socket.socket, description: object, content: bytes) -> None:
    """Sends a document. OSError when the other side is gone."""
    file = _file_of(content)
    try:
        socket.send_fds(channel, [framed(description)], [file])
    finally:
        os.close(file)


def take_over(channel: socket.socket) -> tuple[Any, bytes] | None:
    """The next document and its description, or None when the other side is gone."""
    received, files, _, _ = socket.recv_fds(channel, _CHUNK, 1)
    if not received:
        return None
    incoming = bytearray(received)
    (length,) = _LENGTH.unpack_from(incoming)
    while len(incoming) < _LENGTH.size + length:
        incoming += channel.recv(_CHUNK)
    with os.fdopen(files[0], "rb") as stream:
        stream.seek(0)
        return json.loads(incoming[_LENGTH.size :]), stream.read()


def _file_of(content: bytes) -> int:
    """An open file without a name that holds these bytes: in memory where the system can, else on the disk."""
    if sys.platform == "linux":
        file = os.memfd_create("document")
    else:
        with tempfile.TemporaryFile() as stream:
            file = os.dup(stream.fileno())
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    except BaseException:
        os.close(file)
        raise
    return file
