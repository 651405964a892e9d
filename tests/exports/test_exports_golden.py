"""What a small archive looks like in each format, to the letter: `golden/FORMAT.txt` holds the files one after another.

The descriptors of the data package are held by its validators. `--accept` writes what is made; read it then.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import pytest

from commands import leaving as command
from corpus import EXPORTS, Archive, ArchiveBusy, ArchiveError, Document, Record, masked, write_export
from corpus.exports.entries import Holdings
from tests.corpus.corpus_values import decision, document, minutes
from tests.exports import validators
from tests.exports.conftest import FORMATS
from tests.exports.made import GRANT, made

GOLDEN = Path(__file__).parent / "golden"
NOT_HERE = ("datapackage.json", "csv-metadata.json")
T = TypeVar("T")


def as_it_is(value: T) -> T:
    return value


def written(name: str, folder: Path) -> Path:
    folder.mkdir()
    import_module(f"corpus.exports.{name}").write(folder, Holdings(made(), made().ids, as_it_is))
    return folder


@pytest.mark.parametrize("name", FORMATS)
def test_to_the_letter(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder, golden = written(name, tmp_path / name), GOLDEN / f"{name}.txt"
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in NOT_HERE)
    text = "\n".join(f"== {path.relative_to(folder).as_posix()}\n{path.read_bytes().decode()}" for path in paths)
    text = text.replace("\r\n", "\n")
    if request.config.getoption("--accept") and (not golden.exists() or golden.read_text("utf-8") != text):
        golden.write_text(text, "utf-8")
        pytest.fail(f"{golden.name} is written: read it, and run again")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_the_validator_is_content_with_it(name: str, tmp_path: Path) -> None:
    folder = written(name, tmp_path / name)
    for validate in validators.VALIDATORS[name]:
        assert validate(folder) == []


@pytest.mark.parametrize("name", FORMATS)
def test_signs_that_a_format_cannot_hold_do_not_break_it(name: str, tmp_path: Path) -> None:
    odd = replace(GRANT, title='a\x0b\x00"b\udc80,\ufffe', attachments=('"',), preparers=())
    holder = replace(made(), held=tuple((replace(record, decision=odd), file) for record, file in made().held[:1]))
    (tmp_path / name).mkdir()
    import_module(f"corpus.exports.{name}").write(tmp_path / name, Holdings(holder, holder.ids, as_it_is))
    for validate in validators.VALIDATORS[name]:
        assert validate(tmp_path / name) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    of = document()
    with Archive.open(tmp_path / "archive", create=True) as archive:
        archive.add(of, minutes(of, decision(text="Tunnus 010190-1234 ja 131052-308T.")))
    return tmp_path / "archive"


@pytest.mark.parametrize("name", FORMATS)
def test_identity_codes_are_masked(folder: Path, tmp_path: Path, name: str) -> None:
    with Archive.open(folder) as archive:
        for shown, is_there in ((masked, False), (as_it_is, True)):
            target = tmp_path / f"{name}{is_there}"
            write_export(name, archive, archive.ids(), target, shown)
            content = b"".join(path.read_bytes() for path in target.rglob("*") if path.is_file())
            assert (b"131052-308T" in content) is is_there


def test_every_format_is_offered(folder: Path, tmp_path: Path) -> None:
    assert set(EXPORTS) == set(FORMATS) | {"datasette"}
    assert set(command.FORMATS) == {*EXPORTS, "csv", "jsonl", "bagit"}
    with Archive.open(folder) as archive, pytest.raises(ValueError, match="no format"):
        write_export("entries", archive, (), tmp_path / "x", as_it_is)


def test_an_export_is_there_whole_or_not_at_all(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "export"
    with Archive.open(folder) as archive:

        def interrupted(value: T) -> T:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            write_export("akn", archive, archive.ids(), target, interrupted)

        def adding(value: T) -> T:
            of = document("toinen")
            with Archive.open(folder) as other:
                other.add(of, minutes(of, decision("130")))
            return value

        with pytest.raises(ArchiveBusy):
            write_export("akn", archive, archive.ids(), target, adding)
        assert [path.name for path in tmp_path.iterdir()] == ["archive"]
        write_export("akn", archive, archive.ids(), target, as_it_is)
        with pytest.raises(ArchiveError):
            write_export("akn", archive, archive.ids(), target, as_it_is)


def living() -> int:
    gc.collect()
    return sum(isinstance(each, Record) for each in gc.get_objects())


class Endless:
    """An archive of many meetings of one body, whose records are made when asked for; `most` lived at a time."""

    def __init__(self, meetings: int) -> None:
        self.ids = tuple(f"lahti/kaupunginhallitus/{1000 + number}-04-04/129" for number in range(meetings))
        self.most, self._before = 0, living()
        self._record, self._document = made().held[0]

    def records(self, ids: Iterable[str]) -> Iterator[Record]:
        record = self._record
        for number, id_ in enumerate(ids):
            if number % 50 == 49:
                self.most = max(self.most, living() - self._before)
            day = record.meeting.date.replace(year=int(id_.split("/")[2][:4]))
            of = replace(record.decision, id=id_, case_id=f"{day.year}/02.05.01/2022")
            yield replace(record, meeting=replace(record.meeting, date=day), decision=of)

    def sources(self, id: str, version: int | None = None) -> tuple[Document, ...]:  # noqa: A002
        return (self._document,)


@pytest.mark.parametrize("name", FORMATS)
def test_few_decisions_are_in_memory_at_a_time(name: str, tmp_path: Path) -> None:
    endless = Endless(200)
    import_module(f"corpus.exports.{name}").write(tmp_path, Holdings(endless, endless.ids, as_it_is))
    assert 0 < endless.most < 20
