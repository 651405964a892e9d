"""How much one file may cost to read. What costs more is put in quarantine, and the rest goes on."""

from __future__ import annotations

from dataclasses import dataclass

MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take. The defaults are several times what the largest real minutes need.

    seconds  of waiting for its child process; programs that convert or recognise have limits of their own besides
    memory   megabytes of address space beside what the program itself takes
    pages    of a PDF
    size     megabytes of the file, unpacked
    """

    seconds: float = 120.0
    memory: int = 2_000
    pages: int = 3_000
    size: int = 500
