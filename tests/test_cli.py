"""The command as its users meet it: exit statuses, stdout and stderr, JSON and CSV to the letter."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import click
import pytest
from click.testing import CliRunner, Result

from cli import main
from parser import Outcome
from terminal import options, wording
from tests.conftest import ROOT

SAMPLES = ROOT / "corpus" / "samples" / "lahti"
ID = "lahti/kaupunginhallitus/2023-03-06/88"
LONG_HEADER = (
    "decision_id,municipality,body,date,number,title,case_id,table,caption,row,row_label,column,column_label,"
    "role,value,unit,raw,check,sha256,page,line"
)
HIT_KEYS = [
    *("id", "municipality", "body", "date", "number", "title", "case_id", "outcome"),
    *("score", "section", "excerpt", "marks"),
]
DECISION_KEYS = [
    *("id", "number", "title", "case_id", "preparers", "presenter", "sections", "decision_text", "proposal_text"),
    *("effective_text", "outcome", "outcome_words", "votes", "tables", "amounts", "references", "entities"),
    *("attachments", "appeal", "actions", "extracts_to", "earlier"),
]
FORBIDDEN = b"Lahden kaupunki\n\nTiedote\n\nEi mik\xc3\xa4\xc3\xa4n p\xc3\xb6yt\xc3\xa4kirja.\n"


def run(*words: object, env: Mapping[str, str] | None = None) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env={"PYKALA_ARCHIVE": None, **(env or {})})


def done(*words: object, env: Mapping[str, str] | None = None) -> Result:
    """A command that must end well."""
    result = run(*words, env=env)
    assert result.exit_code == 0, result.stderr
    return result


def objects(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def lines(output: str) -> list[str]:
    return [line for line in output.splitlines() if line]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the samples, which tests only read."""
    folder = tmp_path_factory.mktemp("cli") / "archive"
    done("add", SAMPLES, "--archive", folder)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An archive of one document, which a test may damage."""
    folder = tmp_path / "small"
    done("add", SAMPLES / "kh-2023-03-06-88.txt", "--archive", folder)
    return folder


# parse


def test_parse_for_a_reader() -> None:
    result = done("parse", SAMPLES / "kh-2023-03-06-88.txt")
    assert ID in result.stdout
    assert "Avustushakemukset" in result.stdout
    assert result.stderr == ""


def test_parse_json_has_the_contracts_keys_in_order() -> None:
    files = sorted(SAMPLES.iterdir())
    result = done("parse", "--json", *files)
    found = objects(result.stdout)
    assert [each["source"]["path"] for each in found] == [str(path) for path in files]
    for each in found:
        assert list(each) == ["source", "kind", "municipality", "body", "meeting", "decisions", "warnings"]
        assert list(each["source"]) == ["path", "sha256", "media_type", "pages", "ocr"]
        assert list(each["meeting"]) == ["date", "start", "end", "place", "attendance"]
        for decision in each["decisions"]:
            assert_decision(decision)


def assert_decision(decision: dict[str, Any]) -> None:
    assert list(decision) == DECISION_KEYS
    keys = {
        "preparers": ["name", "title", "phone", "email"],
        "sections": ["kind", "heading", "text", "page", "line"],
        "votes": ["for_label", "for", "against_label", "against", "blank", "absent"],
        "tables": ["caption", "header", "rows", "kind", "unit", "checks", "page", "line"],
        "amounts": ["value", "currency", "raw", "where", "role", "label", "per", "bound", "page", "line"],
        "references": ["kind", "raw", "target"],
        "entities": ["kind", "text", "normal"],
        "earlier": ["body", "date", "number"],
    }
    for name, wanted in keys.items():
        assert all(list(each) == wanted for each in decision[name]), name
    for table in decision["tables"]:
        assert all(list(check) == ["what", "ok", "off_by"] for check in table["checks"])
    assert decision["presenter"] is None or list(decision["presenter"]) == ["name", "title"]


def test_parse_touches_no_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    done("parse", SAMPLES / "kh-2023-03-06-88.txt", env={"PYKALA_ARCHIVE": str(folder)})
    assert not folder.exists()


def test_parse_goes_on_after_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    empty = tmp_path / "tyhja.txt"
    empty.write_bytes(b"")
    result = run("parse", "--json", empty, SAMPLES / "kh-2023-03-06-88.txt", tmp_path / "puuttuu.txt")
    assert result.exit_code == 1
    assert len(objects(result.stdout)) == 1
    told = lines(result.stderr)
    assert len(told) == 2
    assert "tyhja.txt" in told[0]
    assert "puuttuu.txt" in told[1]


# add


def test_add_twice_and_its_summary(tmp_path: Path) -> None:
    files = len(list(SAMPLES.iterdir()))
    folder = tmp_path / "archive"
    first = done("add", SAMPLES, "--archive", folder)
    assert lines(first.stdout)[-1].endswith(f"{files} added, 0 unchanged, 0 new version, 0 failed")
    second = done("add", SAMPLES, "--archive", folder)
    assert lines(second.stdout)[-1].endswith(f"0 added, {files} unchanged, 0 new version, 0 failed")


def test_add_json_is_a_line_a_file(tmp_path: Path) -> None:
    result = done("add", "--json", SAMPLES, "--archive", tmp_path / "archive")
    found = objects(result.stdout)
    assert len(found) == len(list(SAMPLES.iterdir()))
    for each in found:
        assert list(each) == ["path", "sha256", "status", "decisions", "reason"]
        assert (each["status"], each["reason"]) == ("added", None)
    assert [ID] in [each["decisions"] for each in found]
    assert "added" in lines(result.stderr)[-1], "the summary must not mix with the objects"


def failing(folder: Path) -> dict[str, Path]:
    folder.mkdir()
    contents = {"tyhja.txt": b"", "binaari.txt": b"\x7fELF\x00\x01" * 50, "ei-pykalaa.txt": FORBIDDEN}
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return {name: folder / name for name in contents} | {"puuttuu.txt": folder / "puuttuu.txt"}


def test_add_goes_on_after_failures_and_says_each_on_one_line(tmp_path: Path) -> None:
    bad = failing(tmp_path / "bad")
    good = SAMPLES / "kh-2023-03-06-88.txt"
    archive = tmp_path / "archive"
    result = run("add", *bad.values(), good, "--archive", archive)
    assert result.exit_code == 1
    assert lines(result.stdout)[-1].endswith("1 added, 0 unchanged, 0 new version, 4 failed")
    told = [line for line in lines(result.stderr) if str(tmp_path / "bad") in line]
    assert len(told) == 4
    for name, line in zip(bad, told, strict=True):
        assert name in line
        assert len(line.split(": ", 1)[1]) > 5
    assert ID in done("show", ID, "--archive", archive).stdout


def test_add_goes_on_after_a_page_with_a_senseless_charset(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(b'<meta charset="hex"><p>P\xe4\xe4t\xf6s</p>')
    result = run("add", page, SAMPLES / "kh-2023-03-06-88.txt", "--archive", tmp_path / "archive")
    assert isinstance(result.exception, SystemExit)
    assert result.exit_code == 1
    assert "1 added" in result.stdout


def test_add_json_says_each_failure_with_its_reason(tmp_path: Path) -> None:
    bad = failing(tmp_path / "bad")
    result = run("add", "--json", *bad.values(), "--archive", tmp_path / "archive")
    assert result.exit_code == 1
    found = objects(result.stdout)
    assert [(Path(each["path"]).name, each["status"]) for each in found] == [
        ("tyhja.txt", "refused"),
        ("binaari.txt", "refused"),
        ("ei-pykalaa.txt", "quarantined"),
        ("puuttuu.txt", "refused"),
    ]
    assert all(each["reason"] and each["decisions"] == [] for each in found)


def test_add_with_several_processes_keeps_the_order(tmp_path: Path) -> None:
    files = sorted(SAMPLES.glob("*.txt"))
    result = done("add", "--json", "--jobs", 2, *files, "--archive", tmp_path / "archive")
    assert [each["path"] for each in objects(result.stdout)] == [str(path) for path in files]


# which archive


def test_archive_after_and_before_the_command_and_in_the_environment(archive: Path, tmp_path: Path) -> None:
    wanted = done("stats", "--archive", archive).stdout
    assert done("--archive", archive, "stats").stdout == wanted
    assert done("stats", env={"PYKALA_ARCHIVE": str(archive)}).stdout == wanted
    elsewhere = {"PYKALA_ARCHIVE": str(tmp_path / "elsewhere")}
    assert done("stats", "--archive", archive, env=elsewhere).stdout == wanted
    assert done("--archive", archive, "stats", env=elsewhere).stdout == wanted


@pytest.mark.parametrize(
    "words", [["stats"], ["search", "rahoitus"], ["show", ID], ["tables"], ["money"], ["verify"], ["reindex"]]
)
def test_no_archive_is_one_line_and_exit_1(words: list[str], tmp_path: Path) -> None:
    result = run(*words, "--archive", tmp_path / "nothing")
    assert result.exit_code == 1
    assert not (tmp_path / "nothing").exists()
    assert "Traceback" not in result.output


# search


def ids(result: Result) -> list[str]:
    return [hit["id"] for hit in objects(result.stdout)]


def test_search_json_has_the_contracts_keys_and_marks_words(archive: Path) -> None:
    found = objects(done("search", "rahoitus", "--json", "--archive", archive).stdout)
    assert found
    assert [hit["score"] for hit in found] == sorted((hit["score"] for hit in found), reverse=True)
    for hit in found:
        assert list(hit) == HIT_KEYS
        for start, end in hit["marks"]:
            assert hit["excerpt"][start:end].strip() == hit["excerpt"][start:end] != ""


def test_search_for_a_reader_says_the_count_on_stderr(archive: Path) -> None:
    result = done("search", "omatoimikirjasto", "--archive", archive)
    assert "lahti/sivistyslautakunta/2023-04-18/41" in result.stdout
    assert "18.4.2023" in result.stdout
    assert "1 found" in result.stderr


def test_search_that_finds_nothing_ends_well(archive: Path) -> None:
    result = done("search", "krokotiili", "--json", "--archive", archive)
    assert (result.stdout, lines(result.stderr)[-1]) == ("", "0 found")


def test_search_explains_itself(archive: Path) -> None:
    (hit,) = objects(done("search", "omatoimikirjasto", "--json", "--explain", "--archive", archive).stdout)
    assert list(hit) == [*HIT_KEYS, "reasons"]
    assert {reason["base"] for reason in hit["reasons"]} == {"omatoimikirjasto"}
    assert {reason["term"] for reason in hit["reasons"]} == {"omatoimikirjasto"}
    shown = done("search", "omatoimikirjasto", "--explain", "--archive", archive).stdout
    assert "omatoimikirjasto → " in shown


def test_search_counts_by_facets(archive: Path) -> None:
    found = objects(done("search", "kaupunki", "--json", "--facets", "--limit", 1, "--archive", archive).stdout)
    total = int(done("search", "kaupunki", "--limit", 0, "--archive", archive).stderr.split()[0])
    facets = found[-1]["facets"]
    assert list(facets) == ["body", "year", "outcome", "table", "person", "month", "money"]
    assert sum(facets["body"].values()) == sum(facets["year"].values()) == total > 1
    assert "Toimielin: " in done("search", "kaupunki", "--facets", "--archive", archive).stdout


def test_search_says_how_to_see_the_next_page(archive: Path) -> None:
    first = done("search", "kaupunki", "--limit", 2, "--archive", archive)
    assert first.stderr.endswith("shown 1–2; more: --offset 2\n")
    total = int(first.stderr.split()[0])
    last = done("search", "kaupunki", "--limit", 2, "--offset", total - 1, "--archive", archive)
    assert last.stderr == f"{total} found, shown {total}–{total}\n"


def test_search_with_the_other_decisions_of_the_case(small: Path, tmp_path: Path) -> None:
    first = (SAMPLES / "kh-2023-03-06-88.txt").read_text(encoding="utf-8")
    later = tmp_path / "later.txt"
    later.write_text(first.replace("06.03.2023", "08.05.2023").replace("§ 88", "§ 140"), encoding="utf-8")
    done("add", later, "--archive", small)
    words = ("search", "työpajatoiminta", "--limit", 1, "--sort", "date", "--archive", small)
    assert list(objects(done(*words, "--json").stdout)[0]) == HIT_KEYS
    (hit,) = objects(done(*words, "--json", "--same-case").stdout)
    assert [other["id"] for other in hit["same_case"]] == [ID]
    assert f"({ID})" in done(*words, "--same-case").stdout


def test_case_over_time(small: Path, tmp_path: Path) -> None:
    first = (SAMPLES / "kh-2023-03-06-88.txt").read_text(encoding="utf-8")
    later = tmp_path / "later.txt"
    later.write_text(first.replace("06.03.2023", "08.05.2023").replace("§ 88", "§ 140"), encoding="utf-8")
    done("add", later, "--archive", small)
    case_id = objects(done("show", ID, "--json", "--archive", small).stdout)[0]["case_id"]
    records = objects(done("case", case_id, "--json", "--archive", small).stdout)
    assert [record["number"] for record in records] == ["88", "140"]
    shown = done("case", f" {case_id} ", "--archive", small).stdout
    assert shown.index("6.3.2023 Kaupunginhallitus § 88") < shown.index("8.5.2023 Kaupunginhallitus § 140")
    result = run("case", "1/2/3", "--archive", small)
    assert (result.exit_code, result.stdout) == (1, "")


def test_related(archive: Path) -> None:
    found = objects(done("related", ID, "--json", "--limit", 3, "--archive", archive).stdout)
    assert found
    assert all(list(hit) == HIT_KEYS and hit["id"] != ID and 0 < hit["score"] <= 1 for hit in found)
    assert found[0]["id"] in done("related", ID, "--archive", archive).stdout
    assert run("related", "lahti/kv/2023-01-01/1", "--archive", archive).exit_code == 1
    assert run("related", ID, "--sort", "date", "--archive", archive).exit_code == 2


def test_search_asks_what_was_meant(archive: Path) -> None:
    assert "did you mean: omatoimikirjasto" in done("search", "omatomikirjasto", "--archive", archive).stderr
    assert "did you mean" not in done("search", "krokotiili", "--archive", archive).stderr


def test_search_as_a_table(archive: Path, tmp_path: Path) -> None:
    text = done("search", "kaupunki", "--format", "csv", "--limit", 2, "--archive", archive).stdout
    rows = list(csv.reader(text.splitlines()))
    assert rows[0][:3] == ["id", "municipality", "body"]
    assert len(rows) == 3
    path = tmp_path / "hits.xlsx"
    done("search", "kaupunki", "--format", "xlsx", "-o", path, "--archive", archive)
    with zipfile.ZipFile(path) as opened:
        assert rows[1][0] in opened.read("xl/worksheets/sheet1.xml").decode("utf-8")


@pytest.mark.parametrize(
    "words",
    [["--format", "csv", "--json"], ["--format", "xlsx", "--facets"], ["-o", "x"], ["--format", "csv", "--same-case"]],
)
def test_search_options_that_do_not_go_together(archive: Path, words: list[str]) -> None:
    assert run("search", "kaupunki", *words, "--archive", archive).exit_code == 2


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        (["--body", "Kaupunginhallitus"], lambda hit: hit["body"] == "Kaupunginhallitus"),
        (["--body", "kh"], lambda hit: hit["body"] == "Kaupunginhallitus"),
        (["--from", "2023-04-18"], lambda hit: hit["date"] >= "2023-04-18"),
        (["--from", "18.4.2023"], lambda hit: hit["date"] >= "2023-04-18"),
        (["--to", "2023-04"], lambda hit: hit["date"] <= "2023-04-30"),
        (["--from", "2023-05", "--to", "2023"], lambda hit: "2023-05-01" <= hit["date"] <= "2023-12-31"),
        (["--case", "4102/00.01.03.01/2023"], lambda hit: hit["case_id"] == "4102/00.01.03.01/2023"),
        (["--outcome", "amended"], lambda hit: hit["outcome"] == "amended"),
        (["--person", "Kuvitelma Petri"], lambda hit: hit["id"] == ID),
    ],
)
def test_search_filters(archive: Path, filters: list[str], passes: Any) -> None:
    query = "kaupunki OR lahti OR hanke OR päätösehdotus"
    everything = objects(done("search", query, "--json", "--limit", 100, "--archive", archive).stdout)
    found = ids(done("search", query, "--json", "--limit", 100, *filters, "--archive", archive))
    assert found
    assert sorted(found) == sorted(hit["id"] for hit in everything if passes(hit))


def test_search_by_sums_of_money(archive: Path) -> None:
    query = ["search", "rahoitus OR kustannus OR hanke", "--json", "--limit", 100, "--archive", archive]
    assert ID in ids(done(*query, "--min-eur", "148600", "--max-eur", "148 600,00"))
    assert ids(done(*query, "--min-eur", "99999999999")) == []


def test_search_limit_and_offset(archive: Path) -> None:
    query = ["search", "rahoitus OR hanke OR kaupunki", "--json", "--sort", "date", "--archive", archive]
    whole = ids(done(*query))
    assert len(whole) > 2
    assert ids(done(*query, "--limit", 1)) == whole[:1]
    assert ids(done(*query, "--limit", 1, "--offset", 1)) == whole[1:2]


def test_a_query_that_cannot_be_read_says_where(archive: Path) -> None:
    for command in ("search", "tables", "money"):
        result = run(command, "rahoitus AND (hanke", "--archive", archive)
        assert result.exit_code == 2
        assert result.stdout == ""
        told = result.stderr.splitlines()
        at = next(at for at, line in enumerate(told) if line.strip() == "^")
        assert "rahoitus AND (hanke" in told[at - 1]
        assert told[at].index("^") >= told[at - 1].index("rahoitus AND (hanke")


@pytest.mark.parametrize("command", [["search", "rahoitus"], ["tables"], ["money"]])
@pytest.mark.parametrize(
    "wrong",
    [
        ["--from", "eilen"],
        ["--to", "31.2.2023"],
        ["--from", "2023-13"],
        ["--min-eur", "paljon"],
        ["--outcome", "hyvä"],
        ["--has", "kissa"],
        ["--sort", "title"],
        ["--limit", "-1"],
        ["--no-such-option"],
    ],
)
def test_a_wrong_option_is_exit_2(archive: Path, command: list[str], wrong: list[str]) -> None:
    result = run(*command, *wrong, "--archive", archive)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert wrong[-1] in result.stderr


# show


def test_show_for_a_reader_and_as_json(archive: Path) -> None:
    assert "Päätösehdotus hyväksyttiin." in done("show", ID, "--archive", archive).stdout
    (record,) = objects(done("show", ID, "--json", "--archive", archive).stdout)
    assert_decision({key: record[key] for key in record if key in DECISION_KEYS})
    assert record["id"] == ID


@pytest.mark.parametrize("name", ["kh-2023-09-04-215.pdf", "kv-2023-06-12-33.html", "kh-2023-03-06-88.txt"])
def test_show_original_writes_the_files_bytes(archive: Path, name: str) -> None:
    (parsed,) = objects(done("parse", "--json", SAMPLES / name).stdout)
    result = done("show", parsed["decisions"][0]["id"], "--original", "--archive", archive)
    assert result.stdout_bytes == (SAMPLES / name).read_bytes()


def test_show_of_an_unknown_id_is_exit_1(archive: Path) -> None:
    result = run("show", "lahti/kaupunginhallitus/2023-03-06/999", "--archive", archive)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert len(lines(result.stderr)) == 1
    assert "999" in result.stderr


# CSV


def test_tables_to_the_letter(archive: Path) -> None:
    result = done("tables", "--archive", archive)
    text = result.stdout_bytes.decode()
    assert text.startswith(LONG_HEADER + "\r\n")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    (row,) = (row for row in rows if (row["decision_id"], row["row"], row["column"]) == (ID, "1", "3"))
    assert row["body"] == "Kaupunginhallitus"
    assert (row["date"], row["number"]) == ("2023-03-06", "88")
    assert (row["row_label"], row["column_label"]) == ("Työpaja Vesijärvi", "Lahden kaupunki")
    assert (row["role"], row["value"], row["raw"], row["check"]) == ("own_share", "44580", "44 580", "ok")
    assert (row["table"], row["caption"], row["page"], row["line"]) == ("1", "Haettava rahoitus hankkeittain", "", "38")
    assert len(row["sha256"]) == 64


def test_tables_for_finnish_excel(archive: Path) -> None:
    content = done("tables", "--excel", "--archive", archive).stdout_bytes
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    assert text.startswith(LONG_HEADER.replace(",", ";") + "\r\n")
    plain = done("money", "--archive", archive).stdout_bytes.decode()
    excel = done("money", "--excel", "--archive", archive).stdout_bytes.decode("utf-8-sig")
    values = [row["value"] for row in csv.DictReader(io.StringIO(plain, newline=""))]
    assert values
    assert [row["value"] for row in csv.DictReader(io.StringIO(excel, newline=""), delimiter=";")] == [
        value.replace(".", ",") for value in values
    ]


@pytest.mark.parametrize("command", [["tables"], ["tables", "--layout", "wide"], ["money"], ["tables", "--excel"]])
def test_output_to_a_file_is_the_same_as_to_stdout(archive: Path, tmp_path: Path, command: list[str]) -> None:
    made = tmp_path / "a.csv"
    result = done(*command, "-o", made, "--archive", archive)
    assert result.stdout == ""
    assert str(made) in result.stderr
    assert made.read_bytes() == done(*command, "--archive", archive).stdout_bytes


def test_output_to_a_place_that_is_not_there_is_exit_1(archive: Path, tmp_path: Path) -> None:
    result = run("tables", "-o", tmp_path / "nothing" / "a.csv", "--archive", archive)
    assert result.exit_code == 1
    assert result.stdout == ""


def test_wide_tables_as_printed(archive: Path) -> None:
    text = done("tables", "--layout", "wide", "--case", "4102/00.01.03.01/2023", "--archive", archive).stdout_bytes
    rows = list(csv.reader(io.StringIO(text.decode(), newline="")))
    assert rows[0][:7] == ["decision_id", "body", "date", "number", "title", "case_id", "caption"]
    assert [row[7:] for row in rows[1:3]] == [
        ["", "Rahoitus yhteensä", "Lahden kaupunki", "Muut rahoittajat"],
        ["Työpaja Vesijärvi", "148 600", "44 580", "104 020"],
    ]


def test_kind_of_tables_and_a_query(archive: Path) -> None:
    everything = done("tables", "--kind", "all", "--archive", archive).stdout.count("\n")
    assert done("tables", "--kind", "funding", "--archive", archive).stdout.count("\n") <= everything
    found = done("tables", "työpajatoiminta", "--archive", archive).stdout
    assert {line.split(",")[0] for line in found.splitlines()[1:]} == {ID}


def test_money_is_a_row_an_amount(archive: Path) -> None:
    (parsed,) = objects(done("parse", "--json", SAMPLES / "kh-2023-03-06-88.txt").stdout)
    text = done("money", "--case", "4102/00.01.03.01/2023", "--archive", archive).stdout_bytes.decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    amounts = parsed["decisions"][0]["amounts"]
    assert [(row["value"], row["raw"], row["where"]) for row in rows] == [
        (each["value"], each["raw"], each["where"]) for each in amounts
    ]


# stats, verify, reindex


def test_a_large_archive_is_told_of_the_engine_for_it(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, said = SAMPLES / "kh-2023-03-06-88.txt", "pykala reindex --engine tantivy"
    assert said not in done("add", document, "--archive", small).stderr
    assert said not in done("stats", "--archive", small).stderr
    monkeypatch.setattr("index.engines.LARGE", 0)
    for words in (["add", document], ["stats"], ["stats", "--json"]):
        shown = done(*words, "--archive", small)
        assert shown.stderr.count(said) == 1
        assert said not in shown.stdout
    assert said not in done("search", "rahoitus", "--archive", small).stderr
    before = objects(done("search", "rahoitus", "--json", "--archive", small).stdout)
    assert "decisions indexed" in done("reindex", "--engine", "tantivy", "--archive", small).stdout
    for words in (["add", document], ["stats"]):
        assert said not in done(*words, "--archive", small).stderr
    after = objects(done("search", "rahoitus", "--json", "--archive", small).stdout)
    assert [hit["id"] for hit in after] == [hit["id"] for hit in before] != []


def test_stats(archive: Path) -> None:
    assert "Kaupunginhallitus 2023" in done("stats", "--archive", archive).stdout
    found = objects(done("stats", "--json", "--archive", archive).stdout)
    assert {each["body"] for each in found} >= {"Kaupunginhallitus", "Sivistyslautakunta", "Kaupunginvaltuusto"}
    (kh,) = (each for each in found if each["body"] == "Kaupunginhallitus")
    assert (kh["municipality"], kh["year"], kh["decisions"]) == ("Lahti", 2023, 3)
    assert kh["missing"]


def test_verify_of_a_whole_archive(archive: Path) -> None:
    assert "0 damaged" in done("verify", "--archive", archive).stdout
    (tally,) = objects(done("verify", "--json", "--archive", archive).stdout)
    assert tally == {"documents": 6, "decisions": 6, "bad": 0}
    assert list(tally) == ["documents", "decisions", "bad"]


@pytest.mark.parametrize("damage", ["changed", "lost"])
def test_verify_after_an_original_was_damaged(small: Path, damage: str) -> None:
    (original,) = (path for path in (small / "originals").rglob("*") if path.is_file())
    if damage == "lost":
        original.unlink()
    else:
        original.chmod(0o644)
        original.write_bytes(original.read_bytes().replace(b"88", b"89"))
    assert run("verify", "--archive", small).exit_code == 1
    result = run("verify", "--json", "--archive", small)
    assert result.exit_code == 1
    found, tally = objects(result.stdout)
    assert list(found) == ["what", "id", "sha256", "problem"]
    assert (found["what"], found["sha256"]) == ("original", original.name)
    assert tally == {"documents": 1, "decisions": 1, "bad": 1}


def test_reindex_builds_a_lost_index(small: Path) -> None:
    wanted = ids(done("search", "työpaja", "--json", "--archive", small))
    assert wanted == [ID]
    for path in sorted((small / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    assert "1" in done("reindex", "--archive", small).output
    assert ids(done("search", "työpaja", "--json", "--archive", small)) == wanted


def test_reindex_with_an_unknown_engine_is_exit_2(small: Path) -> None:
    assert run("reindex", "--engine", "kissa", "--archive", small).exit_code == 2


# demo, help


def program(*words: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as a shell runs it."""
    kept = {name: value for name, value in os.environ.items() if name != "PYKALA_ARCHIVE"}
    return subprocess.run(
        [sys.executable, str(ROOT / "cli.py"), *map(str, words)],
        cwd=cwd,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_demo_runs_in_a_fresh_place_that_it_prints(tmp_path: Path) -> None:
    result = program("demo", cwd=tmp_path, TMPDIR=str(tmp_path))
    assert result.returncode == 0, result.stderr
    (place,) = (line.split(": ")[1] for line in result.stdout.splitlines() if line.startswith("The archive: "))
    assert Path(place).is_relative_to(tmp_path)
    assert (Path(place) / "archive.db").is_file()
    assert LONG_HEADER in result.stdout
    for command in ("add", "search", "show", "tables"):
        assert f" {command} " in result.stdout


def test_demo_in_a_place_that_is_taken_is_exit_1(tmp_path: Path) -> None:
    result = run("demo", "--archive", tmp_path)
    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr


def test_stdout_and_stderr_of_the_program(tmp_path: Path) -> None:
    result = program("parse", "--json", tmp_path / "puuttuu.txt", SAMPLES / "kh-2023-03-06-88.txt", cwd=tmp_path)
    assert result.returncode == 1
    assert len(objects(result.stdout)) == 1
    assert len(lines(result.stderr)) == 1


def test_the_program_without_a_locale_writes_utf_8(tmp_path: Path) -> None:
    result = program("parse", SAMPLES / "kh-2023-03-06-88.txt", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="1")
    assert result.returncode == 0
    assert "Päätös" in result.stdout


def test_help_loads_nothing_heavy() -> None:
    heavy = ("spacy", "whoosh", "pdfplumber", "bs4", "lxml", "sqlite3", "parser", "corpus", "index")
    code = (
        "import sys\nfrom cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert result.stderr.strip() == "[]"


def commands() -> Iterator[str]:
    context = click.Context(main)
    yield from main.list_commands(context)


# of the contract's commands those that are there; `case` and `export` come with the work on cases
CONTRACT = ["demo", "parse", "add", "search", "show", "case", "tables", "money", "stats", "verify", "reindex"]


@pytest.mark.parametrize("name", CONTRACT)
def test_every_command_of_the_contract_is_there(name: str) -> None:
    assert name in done("--help").stdout


def test_every_command_says_what_it_does() -> None:
    for name in commands():
        assert done(name, "--help").stdout.startswith("Usage: ")
        assert main.commands[name].get_short_help_str(), name


def test_every_command_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    if "## Commands" not in readme:
        pytest.skip("README.md has no section of commands yet")
    section = readme.split("## Commands", 1)[1]
    assert [name for name in commands() if f"pykala {name}" not in section] == []


def test_an_unknown_command_is_exit_2() -> None:
    result = run("kissa")
    assert result.exit_code == 2
    assert result.stdout == ""


@pytest.mark.parametrize("name", ["parse", "add", "search", "show"])
def test_a_command_without_what_it_needs_is_exit_2(name: str) -> None:
    assert run(name).exit_code == 2


def test_outcomes_that_can_be_asked_for_and_shown_are_the_models() -> None:
    """They are written down again where importing the model would cost `--help` its speed."""
    assert get_args(Outcome) == options._OUTCOMES
    assert tuple(wording.OUTCOMES) == get_args(Outcome)
    assert tuple(wording.OUTCOMES) == get_args(Outcome)


# proposals and decisions


def test_show_changes(archive: Path) -> None:
    id_ = "lahti/sivistyslautakunta/2023-04-18/41"
    shown = done("show", id_, "--changes", "--archive", archive).stdout
    assert "esittelijä muutti ehdotustaan" in shown or "ehdotusta muutettiin" in shown
    (found,) = objects(done("show", id_, "--changes", "--json", "--archive", archive).stdout)
    assert list(found) == [*HIT_KEYS[:8], "changes"]
    assert list(found["changes"]) == ["ground", "words", "before", "after", "spans"]
    (none,) = objects(done("show", ID, "--changes", "--json", "--archive", archive).stdout)
    assert none["changes"] is None
    assert "ei ilmene muutosta" in done("show", ID, "--changes", "--archive", archive).stdout


def test_changes_lists_what_differs(archive: Path) -> None:
    found = objects(done("changes", "--json", "--archive", archive).stdout)
    assert "lahti/sivistyslautakunta/2023-04-18/41" in [each["id"] for each in found]
    assert ID not in [each["id"] for each in found]
    first = objects(done("changes", "--json", "--limit", 1, "--archive", archive).stdout)
    assert first == found[:1]
    assert objects(done("changes", "--json", "--outcome", "approved", "--archive", archive).stdout) == []
