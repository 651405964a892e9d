"""Office files, zips and scans for tests, made on the spot."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.convert import ocr, office
from parser import Minutes, SourceDocument, media_type_of, parse
from parser.model import Block
from parser.readers import read as read_blocks

DECISION = """Lahden kaupunki, Sivistyslautakunta, 18.04.2023

§ 41

Kirjaston aukioloaikojen laajentaminen

1234/12.03.00/2023

Päätös

Päätösehdotus hyväksyttiin.

Päätösehdotus

Lautakunta hyväksyy aukioloaikojen laajentamisen ja varaa siihen 12 500 euroa.

Perusteluosa

Kirjaston kustannukset

\t2023\t2024
Henkilöstö\t8 000\t16 000
Muut kulut\t4 500\t9 000
Yhteensä\t12 500\t25 000

Aukiolo laajenee kolmessa toimipisteessä.
"""


def read(content: bytes, name: str) -> Minutes:
    return parse(SourceDocument(content, media_type_of(content, name), name))


def blocks(document: Any) -> tuple[Block, ...]:
    """The blocks of a python-docx document."""
    content = saved(document)
    return read_blocks(SourceDocument(content, media_type_of(content, "a.docx"), "a.docx")).blocks


def lines(document: Any) -> list[str]:
    return [block.text for block in blocks(document)]


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def word_file(*paragraphs: str) -> Any:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return document


def xml(markup: str) -> Any:
    """An element; its outermost tag gets the namespaces."""
    head, _, rest = markup.partition(">")
    empty = head.endswith("/")
    head = head.removesuffix("/")
    return parse_xml(f"{head} {nsdecls('w', 'r')}{'/' if empty else ''}>{rest}")


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def replaced(content: bytes, member: str, change: Any) -> bytes:
    """A zip with one member changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members[member] = change(members[member])
    return zipped(members)


def needs_office() -> str:
    found = office()
    if found is None:
        pytest.skip("LibreOffice is not on this system: reading DOC, ODT and RTF is not tested")
    return found


def needs_ocr() -> None:
    if ocr() is None:
        pytest.skip("ocrmypdf and Tesseract's Finnish are not on this system: reading scans is not tested")


def as_office_file(word: bytes, suffix: str, folder: Path) -> bytes:
    """A Word file saved by LibreOffice as DOC, ODT or RTF."""
    program = needs_office()
    source = folder / "made.docx"
    source.write_bytes(word)
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(folder), str(source)], check=True, capture_output=True, timeout=120)
    return source.with_suffix(f".{suffix}").read_bytes()


def scan(pdf: bytes, dpi: int = 300) -> bytes:
    """A PDF whose pages are grey pictures of another's."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()
    buffer = io.BytesIO()
    pictures[0].save(buffer, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return buffer.getvalue()
