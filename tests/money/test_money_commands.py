"""`pykala tables` and `pykala money`: over files and archives, as CSV and as a workbook, and sums over decisions."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from cli import main
from parser.normalise import clean
from tests.money.made import as_tabs, tables

SAMPLES = Path(__file__).resolve().parent.parent.parent / "corpus" / "samples" / "lahti"
SAMPLE = SAMPLES / "kh-2023-03-06-88.txt"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def run(*words: object, code: int = 0) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == code, result.stderr
    return result


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def written(folder: Path, text: str, name: str = "a.txt") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def decision(number: int, body: str, text: str, case: str = "12/02.05.01/2023") -> str:
    head = f"Lahden kaupunki, {body}, 6.3.2023\n\n§ {number}\n\nMalliasia\n\n{case}\n\n"
    return f"{head}Päätös\n\nPäätösehdotus hyväksyttiin.\n\nPerusteluosa\n\n{text}\n"


# files


def test_tables_of_a_file_without_an_archive(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    result = run("tables", SAMPLE, "-o", out, "--archive", tmp_path / "archive")
    assert "rows in" in result.stderr
    assert not (tmp_path / "archive").exists()
    found = rows(out.read_bytes().decode())
    assert [(row["row_label"], row["role"], row["value"], row["check"]) for row in found[:3]] == [
        ("Työpaja Vesijärvi", "total", "148600", "ok"),
        ("Työpaja Vesijärvi", "own_share", "44580", "ok"),
        ("Työpaja Vesijärvi", "other_funders", "104020", "ok"),
    ]


def test_files_and_an_archive_of_them_give_the_same_rows(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run("add", SAMPLE, "--archive", folder)
    assert run("tables", SAMPLE).stdout == run("tables", "--archive", folder).stdout
    assert run("money", SAMPLE).stdout == run("money", "--archive", folder).stdout


def test_filters_narrow_files_as_they_narrow_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run("add", SAMPLES, "--archive", folder)
    for filters in (
        ["--min-eur", "200 000", "--sort", "amount"],
        ["--body", "kh", "--has", "table", "--sort", "date", "--limit", 2],
        ["--from", "2023-03", "--sort", "date", "--offset", 1],
    ):
        there = run("money", *filters, "--archive", folder).stdout
        assert run("money", SAMPLES, *filters).stdout == there
        assert 1 < len(there.splitlines()) < len(run("money", SAMPLES).stdout.splitlines())


def test_a_filter_that_nothing_passes_and_one_that_cannot_be_meant(tmp_path: Path) -> None:
    assert len(run("money", SAMPLE, "--outcome", "rejected").stdout.splitlines()) == 1
    assert "is no name" in run("money", SAMPLE, "--person", "§", code=2).stderr
    assert "--in" in run("money", SAMPLE, "--in", "title", code=2).stderr


def test_a_decision_that_two_files_tell_comes_from_each(tmp_path: Path) -> None:
    same = [written(tmp_path, decision(5, "Kaupunginhallitus", f"Hinta on {euros} euroa."), name) for euros, name in (
        ("100", "a.txt"), ("200", "b.txt"))]  # fmt: skip
    assert [row["value"] for row in rows(run("money", *same, "--body", "kh").stdout)] == ["100.00", "200.00"]


def test_a_folder_and_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    written(tmp_path, as_tabs(tables()[0]))
    (tmp_path / "b.txt").write_bytes(b"")
    result = run("tables", tmp_path, code=1)
    assert len(rows(result.stdout)) == 12
    assert "b.txt" in result.stderr


@pytest.mark.parametrize("words", [["puuttuu.pdf"], [SAMPLE, "puuttuu.txt"], [SAMPLE, "--in", "title"]])
def test_words_that_cannot_be_meant(words: list[object]) -> None:
    run("tables", *words, code=2)


def test_a_query_over_an_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    run("add", SAMPLES, "--archive", folder)
    one = rows(run("tables", "työpajatoiminta", "--archive", folder).stdout)
    assert {row["decision_id"] for row in one} == {"lahti/kaupunginhallitus/2023-03-06/88"}


# every row leads back


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
@pytest.mark.parametrize("command", ["tables", "money"])
def test_every_value_is_found_again_on_its_line(command: str, path: Path) -> None:
    lines = [re.sub(" +", " ", clean(line)) for line in path.read_text(encoding="utf-8").split("\n")]
    for row in rows(run(command, path).stdout):
        printed = " ".join(lines[int(row["line"]) - 1 : int(row["line"]) + 1])
        assert row["raw"] in printed, row


def test_every_value_of_the_made_tables_is_found_again_on_its_line(tmp_path: Path) -> None:
    for at, made in enumerate(tables()):
        path = written(tmp_path, as_tabs(made), f"{at}.txt")
        lines = path.read_text(encoding="utf-8").split("\n")
        for row in rows(run("tables", path).stdout):
            assert row["raw"].removeprefix("'") in lines[int(row["line"]) - 1].split("\t")
            assert len(row["sha256"]) == 64


# the workbook


def sheets(path: Path) -> dict[str, list[list[str | Decimal]]]:
    """The cells of each sheet: text, or numbers."""
    with zipfile.ZipFile(path) as book:
        has_strings = "xl/sharedStrings.xml" in book.namelist()
        shared = ElementTree.fromstring(book.read("xl/sharedStrings.xml")) if has_strings else None
        strings = [_text(each) for each in shared] if shared is not None else []
        named = ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        found = {}
        for at, sheet in enumerate(named, 1):
            tree = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{at}.xml"))
            assert not list(tree.iter(f"{SHEET}f")), "a formula"
            found[sheet.attrib["name"]] = [[_cell(cell, strings) for cell in row] for row in tree.iter(f"{SHEET}row")]
    return found


def _text(element: ElementTree.Element) -> str:
    return "".join(part.text or "" for part in element.iter(f"{SHEET}t"))


def _cell(cell: ElementTree.Element, strings: list[str]) -> str | Decimal:
    if cell.get("t") == "inlineStr":
        return _text(cell)
    value = cell.findtext(f"{SHEET}v") or "0"
    return strings[int(value)] if cell.get("t") == "s" else Decimal(value)


def test_a_workbook_has_an_index_and_a_sheet_a_table(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    run("tables", SAMPLE, "-o", out)
    found = sheets(out)
    names = list(found)
    assert names[0] == "Taulukot"
    assert [row[0] for row in found["Taulukot"][1:]] == names[1:]
    first = found[names[1]]
    assert (
        first[0][7:11] == ["1", "Rahoitus yhteensä", "Lahden kaupunki", "Muut rahoittajat"]
        or "Muut rahoittajat" in first[0]
    )
    assert Decimal(148600) in first[1]
    assert "Työpaja Vesijärvi" in first[1]


def test_what_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    text = decision(1, "Kaupunginhallitus", "Avustukset, €\n\n\t=1+1\tSumma\n=HYPERLINK(1)\t-5\t10\n@SUMMA\t+6\t11")
    path, out = written(tmp_path, text), tmp_path / "out.xlsx"
    run("tables", path, "-o", out)
    cells = [cell for sheet in sheets(out).values() for row in sheet for cell in row]
    assert "=HYPERLINK(1)" in cells
    assert Decimal(-5) in cells
    plain = run("tables", path).stdout
    assert "'=HYPERLINK(1)" in plain
    assert "'=1+1" in plain


def test_the_same_tables_give_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        run("tables", SAMPLE, "-o", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_money_as_a_workbook(tmp_path: Path) -> None:
    out = tmp_path / "out.xlsx"
    run("money", SAMPLE, "--format", "xlsx", "-o", out)
    (sheet,) = sheets(out).values()
    assert len(sheet) == len(rows(run("money", SAMPLE).stdout)) + 1
    assert Decimal(45000) in {cell for row in sheet for cell in row}


@pytest.mark.parametrize("words", [["--format", "xlsx"], ["--excel", "-o", "a.xlsx"]])
def test_a_workbook_needs_a_file_and_no_signs(words: list[str]) -> None:
    run("tables", SAMPLE, *words, code=2)


# sums


TABLE = (
    "Hankkeiden rahoitus, €\n\n\tYhteensä\tLahden kaupunki\tMuut rahoittajat\nSilta\t100\t40\t60\nKatu\t50\t20\t30\n"
)


def sums(*words: object) -> dict[str, str]:
    return {next(iter(row.values())): row["sum"] for row in rows(run("money", *words).stdout)}


def test_sums_of_a_checked_table_count_no_money_twice(tmp_path: Path) -> None:
    path = written(tmp_path, decision(1, "Kaupunginhallitus", TABLE + "Yhteensä\t150\t60\t90"))
    assert sums(path, "--sum-by", "label") == {"Silta": "100.00", "Katu": "50.00"}
    assert sums(path, "--sum-by", "role") == {"other_funders": "90.00", "own_share": "60.00"}
    assert sums(path, "--sum-by", "year") == {"2023": "150.00"}
    assert sums(path, "--sum-by", "body") == {"Lahti, Kaupunginhallitus": "150.00"}
    assert sums(path, "--sum-by", "case") == {"12/02.05.01/2023": "150.00"}


def test_a_list_that_tells_the_table_again_is_counted_once(tmp_path: Path) -> None:
    text = TABLE + "\nOmarahoitus jakautuu:\n\n1. Silta 40 €\n2. Katu 20 €\n3. Yhteensä 60 €"
    result = run("money", written(tmp_path, decision(1, "Kaupunginhallitus", text)), "--sum-by", "year")
    assert rows(result.stdout)[0]["sum"] == "150.00"
    assert "told before" in result.stderr


def test_a_list_that_rounds_a_row_of_the_table_is_the_same_money() -> None:
    found = sums(SAMPLE, "--sum-by", "role")
    assert found == {"other_funders": "209160.00", "own_share": "89640.00"}


def test_proposal_and_decision_of_a_case_are_counted_once(tmp_path: Path) -> None:
    for at, body in enumerate(("Kaupunginhallitus", "Kaupunginvaltuusto")):
        written(tmp_path, decision(at + 1, body, "Lisämääräraha on 5 000 euroa."), f"{at}.txt")
    assert sums(tmp_path, "--sum-by", "year") == {"2023": "5000.00"}


def test_equal_sums_of_other_cases_are_different_money(tmp_path: Path) -> None:
    for at in range(2):
        text = decision(at + 1, "Kaupunginhallitus", "Lisämääräraha on 5 000 euroa.", f"{at}/02.05.01/2023")
        written(tmp_path, text, f"{at}.txt")
    assert sums(tmp_path, "--sum-by", "year") == {"2023": "10000.00"}


def test_what_is_not_sure_is_left_out_aloud(tmp_path: Path) -> None:
    text = (
        "Vuokra on 12 €/m². Arvio on 20 000–25 000 €. Enintään 7 000 €. Hanke 2 100 000 €.\n\nAvustukset, €\n\n"
        "\t2023\t2024\nSilta\t10\t20\nKatu\t30\t40\n\nPalkkio on 900 euroa."
    )
    result = run("money", written(tmp_path, decision(1, "Kaupunginhallitus", text)), "--sum-by", "label")
    assert [(row["label"], row["sum"]) for row in rows(result.stdout)] == [("Palkkio", "900.00")]
    said = result.stderr
    assert "left out: 1 not read for sure" in said
    assert "left out: 1 for one of something" in said
    assert "left out: 3 limits and ends of ranges" in said
    assert "left out: 4 in tables whose sums are not checked" in said


def test_the_share_of_another_municipality_is_not_the_own_one(tmp_path: Path) -> None:
    text = "Osuudet, €\n\n\tSumma\nLahden kaupunki\t40\nHollolan kunta\t60\nYhteensä\t100\n\nHollolan kunta 70 €."
    found = rows(run("money", written(tmp_path, decision(1, "Kaupunginhallitus", text))).stdout)
    assert [(row["label"], row["role"]) for row in found] == [
        ("Lahden kaupunki", "own_share"),
        ("Hollolan kunta", "other_funders"),
        ("Yhteensä", "total"),
        ("Hollolan kunta", "other_funders"),
    ]


@pytest.mark.parametrize(
    "header",
    [
        "Haettu\tMyönnetty",
        "Budjetti\tToteuma",
        "Menot\tTulot",
        "TP 2024\tTA 2025",
        "Alv 0 %\tSis. alv",
        "Haettu avustus\tMyönnetty avustus",
    ],
)
def test_columns_that_may_tell_one_money_are_not_added_up(tmp_path: Path, header: str) -> None:
    text = f"Avustukset, €\n\nHakija\t{header}\nSilta ry\t50\t30\nKatu ry\t120\t100\nYhteensä\t170\t130"
    result = run("money", written(tmp_path, decision(1, "Kaupunginhallitus", text)), "--sum-by", "label")
    assert rows(result.stdout) == []
    assert "left out: 4 in columns that may tell the same money" in result.stderr


@pytest.mark.parametrize("header", ["2025\t2026", "TA 2025\tTA 2026", "EU-tuki\tOmarahoitus"])
def test_columns_of_different_money_are(tmp_path: Path, header: str) -> None:
    text = f"Rahoitus, €\n\nKohde\t{header}\nSilta\t50\t30\nKatu\t120\t100\nYhteensä\t170\t130"
    path = written(tmp_path, decision(1, "Kaupunginhallitus", text))
    assert sums(path, "--sum-by", "label") == {"Katu": "220.00", "Silta": "80.00"}


def test_costs_and_their_funding_are_the_same_money(tmp_path: Path) -> None:
    costs = "Kustannukset, €\n\nLaji\tSumma\nPalkat\t60\nMatkat\t40\nYhteensä\t100"
    funding = "Rahoitus, €\n\nRahoittaja\tSumma\nEAKR\t70\nKaupunki\t30\nYhteensä\t100"
    path = written(tmp_path, decision(1, "Kaupunginhallitus", f"{costs}\n\n{funding}"))
    assert sums(path, "--sum-by", "year") == {"2023": "100.00"}
    assert sums(path, "--sum-by", "role") == {"other_funders": "70.00", "own_share": "30.00"}


@pytest.mark.parametrize(
    ("text", "year", "role"),
    [
        (
            "Kokonaiskustannukset ovat 500 €, josta omarahoitus on 100 € ja EAKR-tuki 400 €. Laite maksaa 30 €.",
            "530.00",
            {"other_funders": "400.00", "own_share": "100.00", "(no role)": "30.00"},
        ),
        (
            "Avustus on 400 € ja omarahoitus 100 €, yhteensä 500 €. Laite maksaa 30 €.",
            "530.00",
            {"other_funders": "400.00", "own_share": "100.00", "(no role)": "30.00"},
        ),
        (
            "Kokonaiskustannukset ovat 500 €, josta kaupungin omarahoitus on 100 €.",
            "500.00",
            {"total": "500.00", "own_share": "100.00"},
        ),
    ],
)
def test_a_sum_and_its_parts_in_the_text_are_counted_once(
    tmp_path: Path, text: str, year: str, role: dict[str, str]
) -> None:
    path = written(tmp_path, decision(1, "Kaupunginhallitus", text))
    assert sums(path, "--sum-by", "year") == {"2023": year}
    assert sums(path, "--sum-by", "role") == role
