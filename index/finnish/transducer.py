"""A weighted transducer in the KFST format, read compactly: arrays in a file that the system maps into memory.

The format: `KFST`, version, counts, the symbols (each ended by a zero byte), then an LZMA stream of the arcs (from, to,
input, output, weight), which are sorted by `from`, and of the final states. Unpacking takes a second and gives 68 MB
in the usual case; what comes of it is 31 MB in the user's cache folder and takes hundredths of a second to open.
Only the pages that a word touches are read. Nothing in the cache can run: it holds numbers, and a look-up takes a
bounded number of steps whatever they are.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

LAYOUT = 1
HALVES = 40
"""Weights are counted in halves, up to twenty."""
MOST_STEPS = 60_000
"""An ordinary word takes a hundred, a long unknown one a few thousand."""

_EPSILON = "@_EPSILON_SYMBOL_@"
_IDENTITY = "@_IDENTITY_SYMBOL_@"

_Path = tuple[Any, int, int] | None
"""What was written so far: the path before, the output symbol, the place in the word."""


class Transducer:
    """Looks words up. `arrays` holds starts of states, then targets, inputs, outputs and weights of arcs."""

    def __init__(self, header: dict[str, Any], arrays: memoryview, raw: mmap.mmap | bytes, first: int) -> None:
        states, arcs = header["states"], header["arcs"]
        cut = [0, 4 * (states + 1), 4 * arcs, 2 * arcs, 2 * arcs, arcs]
        ends = [sum(cut[: place + 1]) for place in range(len(cut))]
        if len(arrays) != ends[-1]:
            raise ValueError("the transducer is cut short")
        self._symbols: list[str] = header["symbols"]
        self._numbers = {symbol: number for number, symbol in enumerate(self._symbols)}
        self._finals = {int(state): weight for state, weight in header["finals"]}
        self._states = states
        self._starts = arrays[ends[0] : ends[1]].cast("I")
        self._targets = arrays[ends[1] : ends[2]].cast("I")
        self._inputs = (raw, first + ends[2])
        self._outputs = arrays[ends[3] : ends[4]].cast("H")
        self._weights = arrays[ends[4] : ends[5]]
        self._epsilon, self._identity = self._numbers[_EPSILON], self._numbers[_IDENTITY]

    def lookup(self, word: str, heaviest: float = HALVES / 2) -> tuple[float, tuple[str, ...]]:
        """The lightest outputs for a word and their weight; nothing where none weighs up to `heaviest`.

        Lighter paths are followed first, so that a word of the lexicon never gets as far as the guesses.
        """
        keys = [self._numbers.get(sign, self._identity).to_bytes(2, "little") for sign in word]
        epsilon = self._epsilon.to_bytes(2, "little")
        waiting: list[list[tuple[int, int, _Path]]] = [[] for _ in range(HALVES + 1)]
        waiting[0].append((0, 0, None))
        found: list[_Path] = []
        steps = 0
        for weight in range(min(HALVES, int(heaviest * 2)) + 1):
            stack = waiting[weight]
            while stack and steps < MOST_STEPS:
                steps += 1
                state, place, path = stack.pop()
                if state < 0:  # was final, at the cost of reaching this weight
                    found.append(path)
                    continue
                if place == len(keys) and state in self._finals:
                    _wait(waiting, weight + self._finals[state], (-1, place, path))
                for arc in self._arcs(state, epsilon):
                    _wait(waiting, weight + self._weights[arc], self._step(arc, place, place, path))
                if place < len(keys):
                    for arc in self._arcs(state, keys[place]):
                        _wait(waiting, weight + self._weights[arc], self._step(arc, place, place + 1, path))
            if found:
                return weight / 2, tuple(sorted({self._written(path, word) for path in found}))
        return heaviest, ()

    def _arcs(self, state: int, key: bytes) -> Iterator[int]:
        """The arcs of a state that read a symbol; they stand together."""
        if state >= self._states:
            return
        raw, first = self._inputs
        low, high = first + 2 * self._starts[state], first + 2 * self._starts[state + 1]
        place = raw.find(key, low, high)
        while place >= 0 and (place - first) % 2:  # half of one symbol and half of the next
            place = raw.find(key, place + 1, high)
        while 0 <= place < high and raw[place : place + 2] == key:
            yield (place - first) // 2
            place += 2

    def _step(self, arc: int, here: int, place: int, path: _Path) -> tuple[int, int, _Path]:
        output = self._outputs[arc]
        return self._targets[arc], place, path if output == self._epsilon else (path, output, here)

    def _written(self, path: _Path, word: str) -> str:
        written = []
        while path:
            path, symbol, place = path
            written.append(word[place] if symbol == self._identity else self._symbols[symbol])
        return "".join(reversed(written))


def _wait(waiting: list[list[tuple[int, int, _Path]]], weight: int, step: tuple[int, int, _Path]) -> None:
    if weight <= HALVES:
        waiting[weight].append(step)


def opened(source: Path) -> Transducer:
    """The transducer in a KFST file, by way of the cache where that can be written. ValueError for another format."""
    about = source.stat()
    name = f"{source.stem}-{about.st_size:x}-{about.st_mtime_ns:x}-{LAYOUT}"
    try:
        cached = _cache_folder() / name
    except RuntimeError:  # there is no home
        return _unpacked(_packed(source.read_bytes()))
    with suppress(OSError, ValueError, KeyError):
        return _mapped(cached)
    import tempfile

    packed = _packed(source.read_bytes())
    with suppress(OSError):  # without a cache it works as well, only later
        cached.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=cached.parent, delete=False) as draft:
            draft.write(packed)
        Path(draft.name).replace(cached)
    return _unpacked(packed)


def _cache_folder() -> Path:
    named = os.environ.get("XDG_CACHE_HOME")
    return (Path(named) if named else Path.home() / ".cache") / "pykala"


def _mapped(path: Path) -> Transducer:
    with path.open("rb") as file:
        return _unpacked(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _unpacked(raw: mmap.mmap | bytes) -> Transducer:
    length = int.from_bytes(raw[:8], "little")
    first = 8 + length
    if not 0 < length < len(raw):
        raise ValueError("no transducer")
    return Transducer(json.loads(raw[8:first]), memoryview(raw)[first:], raw, first)


def _packed(content: bytes) -> bytes:
    """The header's length, the header as JSON, then the arrays."""
    import lzma

    import numpy as np

    if content[:6] != b"KFST\0\0":
        raise ValueError("this is no transducer of KFST, version 0")
    symbol_count, arc_count, final_count, weighted = struct.unpack("!HII?", content[6:17])
    if not weighted:
        raise ValueError("this transducer has no weights")
    *symbols, stream = content[17:].split(b"\0", symbol_count)
    data = lzma.decompress(stream)
    arc = np.dtype([("from", ">u4"), ("to", ">u4"), ("input", ">u2"), ("output", ">u2"), ("weight", ">f8")])
    arcs = np.frombuffer(data, arc, arc_count)
    finals = np.frombuffer(data, np.dtype([("state", ">u4"), ("weight", ">f8")]), final_count, arc_count * arc.itemsize)
    states = int(arcs["from"].max()) + 1
    starts = np.searchsorted(arcs["from"].astype("<u4"), np.arange(states + 1, dtype="<u4"))
    header = {
        "states": states,
        "arcs": arc_count,
        "symbols": [symbol.decode("utf-8") for symbol in symbols],
        "finals": [(int(state), round(2 * float(weight))) for state, weight in finals],
    }
    packed = json.dumps(header).encode("ascii")
    packed += b" " * (-(8 + len(packed)) % 8)
    arrays = (
        starts.astype("<u4"),
        arcs["to"].astype("<u4"),
        arcs["input"].astype("<u2"),
        arcs["output"].astype("<u2"),
        np.minimum(np.rint(2 * arcs["weight"]), HALVES).astype("u1"),
    )
    return b"".join((len(packed).to_bytes(8, "little"), packed, *(each.tobytes() for each in arrays)))
