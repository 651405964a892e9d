"""Personal identity codes in what goes out. All of them are made up: numbers from 900 on are given to nobody."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cli import main
from corpus import codes_in, masked
from tests.conftest import ROOT
from tests.corpus.corpus_values import RICH, decision, record

CODE = "010190-900P"
CODES = (
    "010190-900P", "010190+900P", "311299A999E", "290200A912R", "290204-933E", "150678Y9454", "150678U901P",
    "010106B950M", "010106F977H", "240595-951P", "010190–900P", "010190−900p", "311299a999e", "010190 - 900P",
    "010190-\n900P",
)  # fmt: skip
LOOK_ALIKES = (
    "010190-900R",  # another check character
    "010190-9004",
    "290203-950R",  # no such day
    "320190-950A",
    "011390-9500",
    "290200-9123",  # 1900 was no leap year
    "010190-001P",  # the first numbers are not given
    "010190G900P",  # no century
    "010190 A 950A",  # a letter stands close
    "1010190-900P",  # a part of something longer
    "010190-900PX",
    "398-010190-900P",
    "010190-900P-1",
    "A010190-900P",
    "0100190-900P",
    "040 123 4567",
    "040123-4567",
    "1131/00.01.03.01/2021",
    "1234567-8",
    "398-31-0-6",
    "4.4.2022",
    "FI21 1234 5600 0007 85",
    "2022-04-04",
    "148 600",
)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("around", ["{}", "hetu {}, Lahti", "({})", "tunnus:{}.", "paatos_{}.txt", "{}\n{}"])
def test_a_code_is_masked_and_keeps_its_length(code: str, around: str) -> None:
    text = around.replace("{}", code)
    found = masked(text)
    assert (len(found), codes_in(text), codes_in(found)) == (len(text), text.count(code), 0)
    assert code[-4:] not in found
    assert found == text.replace(code, f"{code[:-4]}****")


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_left_alone(text: str) -> None:
    assert (masked(text), codes_in(text)) == (text, 0)
    assert masked(f"hetu {text}, Lahti") == f"hetu {text}, Lahti"


def test_a_value_is_masked_whole_and_the_same_where_there_is_none() -> None:
    whole = record()
    assert masked(whole) is whole
    of = replace(RICH, title=f"Asia {CODE}", attachments=("Liite 1", CODE))
    found = masked(record(of))
    assert (found.decision.title, found.decision.attachments) == ("Asia 010190-****", ("Liite 1", "010190-****"))
    assert found.decision.tables is of.tables
    assert found.digest == record(of).digest
    assert masked(decision()) == decision()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("identity")
    sample = (ROOT / "corpus" / "samples" / "lahti" / "kh-2023-03-06-88.txt").read_text("utf-8")
    text = sample.replace("Haettava rahoitus hankkeittain", f"Haettava rahoitus hankkeittain {CODE}")
    text = text.replace("Digivalmennus ", CODE + "   ").replace("Kaupunginhallitus hyväksyy", f"Hakija {CODE} hyväksyy")
    assert text.count(CODE) >= 3
    (folder / "a.txt").write_text(text, "utf-8")
    assert run(folder, "add", folder / "a.txt").exit_code == 0
    return folder


def run(folder: Path, *words: object) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder / "archive"), *map(str, words)])


ID = "lahti/kaupunginhallitus/2023-03-06/88"
WAYS = (
    ("show", ID), ("show", ID, "--json"), ("tables",), ("tables", "--layout", "wide"), ("money",),
    ("case", "4102/00.01.03.01/2023"), ("search", "hakija"), ("search", "hakija", "--json"),
    ("search", "hakija", "--format", "csv"),
)  # fmt: skip


@pytest.mark.parametrize("words", WAYS, ids=" ".join)
def test_what_goes_out_is_masked_unless_told_not_to(archive: Path, words: tuple[str, ...]) -> None:
    guarded, open_ = run(archive, *words), run(archive, *words, "--unmasked")
    assert (guarded.exit_code, open_.exit_code) == (0, 0)
    assert CODE in open_.stdout
    assert CODE not in guarded.stdout
    assert guarded.stdout == open_.stdout.replace(CODE, "010190-****")
    assert "--unmasked shows them" in guarded.stderr
    assert "--unmasked" not in open_.stderr
