"""Documents that no reader takes as they are, made into ones that a reader takes, by programs found on the system.

LibreOffice makes DOCX of DOC, ODT and RTF; ocrmypdf recognises the text of a scan with Tesseract's Finnish. They
run under limits of time and space in a folder of their own, which is removed again; the document is not changed.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from parser import Conversion, Minutes, ScannedDocument, SourceDocument, UnreadableDocument, parse

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SUFFIXES = {
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
}
_OFFICES = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
OFFICE_SECONDS = 120.0
"""LibreOffice takes two seconds of computing for a document, some more when it starts."""

OCR_SECONDS = 1800.0
"""Recognising takes four to seven seconds of computing a page."""

_MOST_WRITTEN = 500_000_000  # bytes of one file
_MOST_MEMORY = 6_000_000_000  # bytes of address space of one process, of which it uses far less
# When the process that started it is killed, its standard input ends, and the whole session with it.
_LIFELINE = "exec 3<&0; (read -r _ <&3; kill -9 0) >/dev/null 2>&1 &"
# No macros, no links to other places followed, no questions asked.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def read_document(document: SourceDocument, tell: Callable[[float], None] = lambda seconds: None) -> Minutes:
    """The minutes that a document holds, converted first where that is needed. Raises `ParserError`.

    `tell` is told how many seconds a program may take that is going to be started, and 0 when it has ended.
    """
    if document.media_type in _SUFFIXES:
        tell(OFFICE_SECONDS)
        conversion = as_docx(document)
        tell(0.0)
        return parse(document, conversion)
    try:
        return parse(document)
    except ScannedDocument:
        tell(OCR_SECONDS)
    conversion = recognised(document)
    tell(0.0)
    return parse(document, conversion)


def as_docx(document: SourceDocument) -> Conversion:
    """An office file as DOCX, by LibreOffice. `UnreadableDocument` without it, or when it fails."""
    suffix = _SUFFIXES[document.media_type]
    program = office()
    if program is None:
        raise UnreadableDocument(
            f"{suffix[1:].upper()} files are read through LibreOffice, which is not on this system"
        )
    with tempfile.TemporaryDirectory(prefix="pykala-") as name:
        folder = Path(name)
        source, settings = folder / f"in{suffix}", folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        source.write_bytes(document.content)
        command = [
            program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nologo", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(source),
        ]  # fmt: skip
        content = _made(command, source.with_suffix(".docx"), OFFICE_SECONDS, "LibreOffice")
    return Conversion(content, _DOCX)


def recognised(document: SourceDocument) -> Conversion:
    """A scanned PDF with its text recognised. `UnreadableDocument` without the programs, or when they fail."""
    program = ocr()
    if program is None:
        raise UnreadableDocument(
            "a scan: its pages are pictures without text; with pykala[ocr] and Tesseract's Finnish it can be read"
        )
    with tempfile.TemporaryDirectory(prefix="pykala-") as name:
        source, target = Path(name, "in.pdf"), Path(name, "out.pdf")
        source.write_bytes(document.content)
        command = [
            program, "--language", "fin", "--output-type", "pdf", "--optimize", "0", "--rotate-pages",
            "--skip-text", "--jobs", "1", "--quiet", str(source), str(target),
        ]  # fmt: skip
        content = _made(command, target, OCR_SECONDS, "recognising the text (OCR)")
    return Conversion(content, "application/pdf", ocr=True)


@cache
def office() -> str | None:
    """LibreOffice on this system."""
    return next((found for name in _OFFICES if (found := shutil.which(name))), None)


@cache
def ocr() -> str | None:
    """ocrmypdf, beside this Python or on the system, when Tesseract is there and knows Finnish."""
    beside = Path(sys.executable).with_name("ocrmypdf")
    program = str(beside) if os.access(beside, os.X_OK) else shutil.which("ocrmypdf")
    tesseract = shutil.which("tesseract")
    if program is None or tesseract is None:
        return None
    try:
        listed = subprocess.run([tesseract, "--list-langs"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "fin" in (listed.stdout + listed.stderr).split() else None


def _made(command: Sequence[str], target: Path, seconds: float, what: str) -> bytes:
    """Runs a program, and gives the file that it was to make."""
    said = _run(command, target.parent, seconds, what)
    try:
        content = target.read_bytes()
    except OSError:
        content = b""
    if not content:
        raise UnreadableDocument(f"{what} failed{f': {said}' if said else ''}")
    return content


def _run(command: Sequence[str], folder: Path, seconds: float, what: str) -> str:
    """Runs a program to its end or to its time limit, with all that it starts; the last line that it said."""
    limits = f"ulimit -f {_MOST_WRITTEN // 512}; ulimit -v {_MOST_MEMORY // 1024} 2>/dev/null"
    script = f'{_LIFELINE} {limits}; exec "$@" </dev/null 3<&-'
    with (
        _lifeline() as line,
        subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", *command],
            cwd=folder,
            env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder), "OMP_THREAD_LIMIT": "1"},
            stdin=line,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as process,
    ):
        try:
            said, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as error:
            raise UnreadableDocument(f"{what} took longer than {seconds:.0f} seconds") from error
        finally:
            _end(process)
    return _last_line(said, folder)


@contextmanager
def _lifeline() -> Iterator[int]:
    """Something to read from that ends when this process does, however it ends. Nothing is written to it."""
    reading, writing = os.pipe()
    try:
        yield reading
    finally:
        os.close(reading)
        os.close(writing)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program's whole session: LibreOffice and ocrmypdf start others."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return  # all of it has ended


def _last_line(said: bytes, folder: Path) -> str:
    lines = said.decode("utf-8", "replace").replace(f"{folder}/", "").splitlines()
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return re.sub(r"\s+", " ", "".join(sign if sign.isprintable() else " " for sign in last))[:200]
