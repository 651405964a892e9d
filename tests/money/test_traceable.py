"""Every value is found again in the original, at the page and line that the CSV gives: text, HTML and PDF.

The originals are read here by other means than the readers': a text by its lines, a page's source without its tags, a
PDF's words by their heights.
"""

from __future__ import annotations

import csv
import hashlib
import html
import io
import re
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest
from click.testing import CliRunner

from cli import main
from tests.money.made import Made, as_columns, as_page, as_print, as_tabs, tables

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
PRINTED = 2  # lines: a sum, and a cell of two lines, may go on on the next one
TAGGED = 6  # lines of a page's source: the cells of a row may have one each

Lines = Callable[[int | None, int], str]
"""What is printed at a page from a line on."""


def bare(text: str) -> str:
    """A text without blanks, soft hyphens and the sign between lines of figures, in one way of writing its signs."""
    return re.sub(r"[\s\u00ad/-]|&nbsp;", "", html.unescape(text))


def decoded(content: bytes) -> list[str]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    return re.split(r"\r\n?|\n", text)


def lines_of_text(content: bytes) -> Lines:
    lines = decoded(content)
    return lambda _, line: "".join(lines[line - 1 : line - 1 + PRINTED])


def lines_of_page(content: bytes) -> Lines:
    lines = decoded(content)
    return lambda _, line: re.sub(r"<[^>]*>", "", "\n".join(lines[line - 1 : line - 1 + TAGGED]))


def lines_of_print(content: bytes) -> Lines:
    """The words of each page in printed lines; words whose heights overlap by half stand in one."""
    pages: list[list[str]] = []
    with pdfplumber.open(BytesIO(content)) as document:
        for page in document.pages:
            lines: list[tuple[float, list[str]]] = []
            for word in sorted(page.extract_words(), key=lambda word: (word["top"], word["x0"])):
                middle = (word["top"] + word["bottom"]) / 2
                if lines and abs(lines[-1][0] - middle) < (word["bottom"] - word["top"]) / 2:
                    lines[-1][1].append(word["text"])
                else:
                    lines.append((middle, [word["text"]]))
            pages.append(["".join(words) for _, words in lines])
    return lambda page, line: "".join(pages[(page or 1) - 1][line - 1 : line - 1 + PRINTED])


BY_ENDING = {".txt": lines_of_text, ".html": lines_of_page, ".pdf": lines_of_print}


def lost(paths: Sequence[Path]) -> tuple[list[tuple[str, str, str, str]], int]:
    """The rows of both CSV files whose words are not printed where the row says so, and how many rows there are."""
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in paths}
    printed = {sha: BY_ENDING[path.suffix](path.read_bytes()) for sha, path in files.items()}
    found, count = [], 0
    for command in ("tables", "money"):
        result = CliRunner().invoke(main, [command, *map(str, paths)])
        for row in csv.DictReader(io.StringIO(result.stdout, newline="")):
            count += 1
            page = int(row["page"]) if row["page"] else None
            there = bare(printed[row["sha256"]](page, int(row["line"])))
            if bare(row["raw"].removeprefix("'")) not in there:
                found.append((files[row["sha256"]].name, f"{row['page']}:{row['line']}", row["raw"], there[:60]))
    return found, count


@pytest.mark.parametrize("ending", BY_ENDING)
def test_every_value_of_the_documents_is_found_again(ending: str) -> None:
    found, count = lost(sorted(DOCUMENTS.rglob(f"*{ending}")))
    assert found == []
    assert count > 20


MAKERS: dict[str, Callable[[Made], bytes]] = {
    "tabs.txt": lambda made: as_tabs(made).encode(),
    "columns.txt": lambda made: as_columns(made).encode(),
    "page.html": lambda made: as_page(made).encode(),
    "ruled.pdf": lambda made: as_print(made, ruled=True),
    "plain.pdf": lambda made: as_print(made, ruled=False),
}


@pytest.mark.parametrize("name", MAKERS)
def test_every_value_of_the_made_tables_is_found_again(tmp_path: Path, name: str) -> None:
    paths = [tmp_path / f"{at}-{name}" for at, _ in enumerate(tables())]
    for path, made in zip(paths, tables(), strict=True):
        path.write_bytes(MAKERS[name](made))
    found, count = lost(paths)
    assert found == []
    assert count > 500
