import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from corpus import decision_json, minutes_json, write_money, write_tables
from corpus.csvfile import defused, write
from parser import Check
from tests.corpus.corpus_values import FUNDING, RICH, cells, decision, document, minutes, record

OTHER = replace(FUNDING, kind="other", header=(), rows=(("a", "1", "b"),), positions=((1, 1),), caption=None)


@pytest.fixture(autouse=True)
def _typed_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.tables.typed_cells", cells)


def table_csv(**options: Any) -> str:
    stream = io.StringIO(newline="")
    records = [record(decision("1")), record(replace(RICH, tables=(OTHER, FUNDING)))]
    write_tables(stream, lambda: iter(records), **options)
    return stream.getvalue()


def test_minutes_have_the_keys_of_the_contract_in_its_order() -> None:
    text = minutes_json(minutes(document(), RICH))
    made = json.loads(text)
    assert "\n" not in text
    assert "Päätettiin" in text
    assert " ".join(made) == "source kind municipality body meeting decisions warnings"
    assert " ".join(made["source"]) == "path sha256 media_type pages ocr"
    assert made["meeting"] == {
        "date": "2022-04-04", "start": "15:30", "end": None, "place": "Kaupungintalo",
        "attendance": [{"name": "Niko Kyynäräinen", "role": None, "present": True, "note": None}],
    }  # fmt: skip
    assert made["warnings"] == [{"code": "odd", "message": "outo rivi", "page": 1, "line": 2}]
    (one,) = made["decisions"]
    assert " ".join(one) == (
        "id number title case_id preparers presenter sections decision_text proposal_text effective_text "
        "outcome outcome_words votes tables amounts references entities attachments appeal actions "
        "extracts_to earlier"
    )
    assert one["presenter"] == {"name": "Pekka Timonen", "title": None}
    assert " ".join(one["votes"][0]) == "for_label for against_label against blank absent"
    assert list(one["votes"][0].values()) == ["JAA", 7, "EI", 4, None, 1]
    assert " ".join(one["tables"][0]) == "caption header rows kind unit checks page line"
    assert one["tables"][0]["checks"] == [{"what": "Yhteensä", "ok": False, "off_by": "1000.00"}]
    assert " ".join(one["amounts"][0]) == "value currency raw where role label per bound page line"
    assert one["amounts"][0]["value"] == "28000.00"


def test_a_decision_says_where_it_comes_from_first() -> None:
    made = json.loads(decision_json(record()))
    assert list(made)[:7] == ["municipality", "body", "meeting", "source", "version", "sources", "id"]
    assert made["version"] == 1
    assert "document_kind" not in made


def test_no_decimal_of_a_difference_is_dropped() -> None:
    table = replace(FUNDING, checks=(Check("%", False, Decimal("0.125")), Check("%", True)))
    made = json.loads(decision_json(record(decision(tables=(table,)))))
    assert [check["off_by"] for check in made["tables"][0]["checks"]] == ["0.125", None]


def test_the_long_layout_to_the_letter() -> None:
    sha256 = document().sha256
    start = f"{RICH.id},Lahti,Kaupunginhallitus,2022-04-04,129,Avustus,D/1131/00.01.03.01/2021,2,Rahoitus,"
    assert table_csv(kind="funding") == (
        "decision_id,municipality,body,date,number,title,case_id,table,caption,row,row_label,column,"
        "column_label,role,value,unit,raw,check,sha256,page,line\r\n"
        f"{start}1,Oma osuus,2,Osuus €,own_share,1000,€,1 000,unchecked,{sha256},2,8\r\n"
        f"{start}2,Valtio,2,Osuus €,,-500,€,-500,unchecked,{sha256},2,9\r\n"
    )


def test_the_wide_layout_is_the_table_as_printed() -> None:
    rows = list(csv.reader(io.StringIO(table_csv(kind="all", layout="wide"))))
    assert rows[0] == ["decision_id", "body", "date", "number", "title", "case_id", "caption", "1", "2", "3"]
    assert [row[6:] for row in rows[1:]] == [
        ["", "a", "1", "b"],
        ["Rahoitus", "Rahoittaja", "Osuus €", ""],
        ["Rahoitus", "Oma osuus", "1 000", ""],
        ["Rahoitus", "Valtio", "-500", ""],
    ]


def test_money_is_a_row_an_amount() -> None:
    stream = io.StringIO(newline="")
    assert write_money(stream, [record()], excel=True) == 1
    header, row = csv.reader(io.StringIO(stream.getvalue().removeprefix("\ufeff")), delimiter=";")
    assert dict(zip(header, row, strict=True))["value"] == "28000,00"


def test_cells_are_quoted_as_rfc_4180_says() -> None:
    stream = io.StringIO(newline="")
    write(stream, ("a", "b"), [('sanoi "ei", ja\nlähti', Decimal("1E+3")), (None, "x;y")])
    assert stream.getvalue() == 'a,b\r\n"sanoi ""ei"", ja\nlähti",1000\r\n,x;y\r\n'


def test_excel_gets_what_a_double_click_opens() -> None:
    stream = io.StringIO(newline="")
    write(stream, ("a", "b", "c"), [(Decimal("1234.5"), "1.5", "x;y")], excel=True)
    assert stream.getvalue() == '\ufeffa;b;c\r\n1234,5;1.5;"x;y"\r\n'


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "＝1+1",
        "－cmd",
        " =1",
        "- kohta",
        "-",
        "-2+3 €",
        "+358 40 12",
    ],
)
def test_a_formula_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1 234,50", "–500", "+3", "-1.221.750 €", "−5 %", "", "abc", "1=1", "- 500"])
def test_a_printed_number_stays_as_printed(text: str) -> None:
    assert defused(text) == text
