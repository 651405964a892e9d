"""The contract of engines: the hits of a brute-force scan over the same terms, whatever is asked."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.analysis import Term, terms
from index.engines import ENGINES, Engine, Request, module
from index.entries import AreaTerms, Document
from index.errors import TooBroad
from index.finnish import Analysis
from index.terms import AREAS, Adjacent, All, AnyForm, Area, Beginning, OneForm, Some, Wanted, Without, wanted
from index.tree import And, Exact, Field, Node, Not, Or, Phrase, Prefix, Word

WORDS = (
    "päätös",
    "päätöksen",
    "Lahti",
    "Lahden",
    "EU-hanke",
    "hanke",
    "EU:n",
    "92 990",
    "990",
    "§",
    "ei",
    "kunta",
)
SOME_AREAS: tuple[Area, ...] = ("title", "decision", "reasons", "body")


@pytest.fixture(params=sorted(ENGINES))
def engine_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def engine(engine_name: str, tmp_path: Path) -> Engine:
    return module(engine_name).open(tmp_path, None)


Texts = tuple[tuple[Area, str], ...]


def document(id: str, texts: Texts) -> Document:  # noqa: A002
    return Document(id, tuple(AreaTerms(area, terms(text)) for area, text in dict(texts).items() if terms(text)))


def matches(document: Document, asked: Wanted) -> bool:
    """The oracle."""
    match asked:
        case All(nodes):
            return all(matches(document, node) for node in nodes)
        case Some(nodes):
            return any(matches(document, node) for node in nodes)
        case Without(node):
            return not matches(document, node)
        case Adjacent(areas, steps):
            return any(
                all(
                    any(t.position == first + k and set(step) & set(t.lemmas) for t in here)
                    for k, step in enumerate(steps)
                )
                for here in inside(document, areas)
                for first in {t.position for t in here}
            )
        case AnyForm(areas, lemmas, _):
            return any(set(lemmas) & {*term.lemmas, *term.parts} for here in inside(document, areas) for term in here)
        case OneForm(areas, form):
            return any(term.form == form for here in inside(document, areas) for term in here)
        case Beginning(areas, prefix):
            return any(term.form.startswith(prefix) for here in inside(document, areas) for term in here)


def inside(document: Document, areas: tuple[Area, ...]) -> Iterator[tuple[Term, ...]]:
    return (each.terms for each in document.areas if each.area in areas)


words = st.sampled_from(WORDS)
texts = st.lists(words, min_size=1, max_size=8).map(" ".join)
documents = st.lists(
    st.lists(st.tuples(st.sampled_from(SOME_AREAS), texts), max_size=3).map(tuple), min_size=1, max_size=8
)
leaf: st.SearchStrategy[Node] = st.one_of(
    words.map(Word),
    words.map(Exact),
    st.sampled_from(("pä", "la", "eu-", "ha", "99")).map(Prefix),
    st.lists(words, min_size=1, max_size=3).map(" ".join).map(Phrase),
)
fielded = st.one_of(leaf, st.builds(Field, st.sampled_from(("title", "decision", "body")), leaf))
nodes = st.recursive(
    fielded,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(And),
        st.lists(inner, min_size=2, max_size=3).map(tuple).map(Or),
        inner.map(Not),
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=documents,
    second=documents,
    gone=st.sets(st.integers(0, 7), max_size=2),
    asked=st.lists(nodes, min_size=1, max_size=24),
    areas=st.sampled_from((AREAS, ("title",), ("decision", "reasons"))),
)
def test_finds_what_a_scan_finds(
    engine_name: str,
    first: list[Texts],
    second: list[Texts],
    gone: set[int],
    asked: list[Node],
    areas: tuple[Area, ...],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = module(engine_name).open(Path(folder), None)
        held = {f"a{number}": document(f"a{number}", each) for number, each in enumerate(first)}
        with engine.writer() as writer:
            for each in held.values():
                writer.put(each)
        # The second change replaces some, adds others and deletes, so that there is more than one segment.
        changed = {f"a{number + 3}": document(f"a{number + 3}", each) for number, each in enumerate(second)}
        deleted = {f"a{number}" for number in gone} - set(changed)
        with engine.writer() as writer:
            for each in changed.values():
                writer.put(each)
            for name in deleted:
                writer.delete(name)
        held = {name: each for name, each in (held | changed).items() if name not in deleted}
        assert engine.ids() == set(held)
        assert engine.info().documents == len(held)
        reopened = module(engine_name).open(Path(folder), engine.files)
        for node in asked:
            want = wanted(node, areas)
            found = reopened.search(Request(want))
            assert {scored.id for scored in found.scored} == {
                name for name, each in held.items() if matches(each, want)
            }
            assert found.total == len(found.scored)


# Words as no analyser gives them, to see that no engine has a say in what a word is.
ODD = (
    "a",
    "ab",
    "abc",
    "ab c",
    "a\nb",
    "92 990",
    "92",
    "a|b",
    "(a",
    "a*",
    "[b",
    "\\",
    "b\\n",
    "ä",
    "aä",
    "€",
    "A",
    "\U0001f600",
)
odd = st.sampled_from(ODD[:5]) | st.sampled_from(ODD)
few_odd = st.lists(odd, min_size=1, max_size=3, unique=True).map(tuple)
# Each kind of word after its own manner, many at one position, and gaps between positions.
odd_terms = st.lists(
    st.builds(
        Term, odd, st.builds(Analysis, few_odd, few_odd | st.just(())), st.integers(0, 9), st.just(0), st.just(0)
    ),
    max_size=14,
).map(lambda found: tuple(sorted(found, key=lambda term: term.position)))
some_areas = st.lists(st.sampled_from(SOME_AREAS), min_size=1, max_size=4, unique=True).map(tuple)
odd_documents = st.dictionaries(st.sampled_from(SOME_AREAS), odd_terms, max_size=3).map(
    lambda areas: tuple(AreaTerms(area, found) for area, found in areas.items() if found)
)
odd_leaf: st.SearchStrategy[Wanted] = st.one_of(
    st.builds(AnyForm, some_areas, few_odd, odd),
    st.builds(OneForm, some_areas, odd),
    st.builds(Beginning, some_areas, odd),
    st.builds(Adjacent, some_areas, st.lists(few_odd, min_size=1, max_size=4).map(tuple)),
)
odd_trees = st.recursive(
    odd_leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(tuple).map(All),
        st.lists(inner, min_size=1, max_size=3).map(tuple).map(Some),
        inner.map(Without),
    ),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None)
@given(
    first=st.lists(odd_documents, max_size=8),
    second=st.lists(odd_documents, max_size=8),
    asked=st.lists(odd_trees, min_size=10, max_size=40),
    most_phrases=st.sampled_from((1, 16)),
)
def test_all_engines_find_the_same_whatever_a_word_is(
    first: list[tuple[AreaTerms, ...]],
    second: list[tuple[AreaTerms, ...]],
    asked: list[Wanted],
    most_phrases: int,
) -> None:
    held = {
        name: Document(name, areas) for start in (first, second) for name, areas in zip("abcdefgh", start, strict=False)
    }
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr("index.engines.tantivy_queries.MOST_PHRASES", most_phrases)
        opened = [module(name).open(_made(Path(folder) / name), None) for name in sorted(ENGINES)]
        for engine in opened:
            for documents in (first, second):
                with engine.writer() as writer:
                    for name, areas in zip("abcdefgh", documents, strict=False):
                        writer.put(Document(name, areas))
        for want in asked:
            right = {name for name, each in held.items() if matches(each, want)}
            for engine in opened:
                found = engine.search(Request(want))
                assert {scored.id for scored in found.scored} == right, engine.info().engine
                assert found.total == len(right)
                assert all(scored.score > 0 for scored in found.scored)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def put(engine: Engine, **texts: Texts) -> None:
    with engine.writer() as writer:
        for name, each in texts.items():
            writer.put(document(name, each))


def put_twice(engine: Engine, name: str) -> None:
    with engine.writer() as writer:
        writer.put(document(name, (("title", "kaksi"),)))
        writer.put(document(name, ()))


def ranked(engine: Engine, node: Node) -> list[str]:
    found = engine.search(Request(wanted(node)))
    return [scored.id for scored in sorted(found.scored, key=lambda scored: -scored.score)]


def test_the_form_asked_for_ranks_first(engine: Engine) -> None:
    put(
        engine,
        a=(("reasons", "kunnan asia"),),
        b=(("reasons", "kuntaa asia"),),
        c=(("reasons", "kunta asia"),),
    )
    assert ranked(engine, Word("kuntaa"))[0] == "b"


def test_a_form_ranks_over_its_lemma_over_a_part(engine: Engine) -> None:
    put(
        engine,
        part=(("reasons", "vesihuolto maksaa"),),
        lemma=(("reasons", "veden hinta"),),
        form=(("reasons", "vesi maksaa"),),
    )
    assert ranked(engine, Word("vesi")) == ["form", "lemma", "part"]
    assert ranked(engine, Phrase("vesi maksaa")) == ["form"]


def test_areas_rank(engine: Engine) -> None:
    areas: tuple[Area, ...] = ("history", "rest", "tables", "reasons", "decision", "title")
    put(engine, **{area: ((area, "rahoitus ja muu"), ("number", "1")) for area in areas})
    assert ranked(engine, Word("rahoitus")) == list(reversed(areas))


def test_a_phrase_stays_within_an_area(engine: Engine) -> None:
    put(engine, a=(("title", "tekninen"), ("decision", "lautakunta")), b=(("title", "tekninen lautakunta"),))
    assert ranked(engine, Phrase("Tekninen LAUTAKUNTA")) == ["b"]


def test_a_phrase_is_its_words_in_order_with_nothing_between(engine: Engine) -> None:
    put(
        engine,
        right=(("reasons", "muu kunnan maksama avustus"),),
        between=(("reasons", "kunta ei maksa avustusta"),),
        turned=(("reasons", "avustusta kunta maksaa"),),
        twice=(("reasons", "kunta kunta"),),
    )
    assert ranked(engine, Phrase("kunta maksama avustus")) == ["right"]
    assert sorted(ranked(engine, Phrase("kunta maksaa"))) == ["right", "turned"]
    assert ranked(engine, Phrase("kunta kunta")) == ["twice"]
    assert ranked(engine, Phrase("kunta avustus")) == []


def test_an_empty_index_answers(engine: Engine) -> None:
    assert engine.search(Request(wanted(Not(Word("a"))))).total == 0
    assert engine.ids() == frozenset()


def test_a_change_that_fails_is_not_there(engine: Engine, tmp_path: Path) -> None:
    put(engine, a=(("title", "yksi"),))
    before, names = engine.files, sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(ValueError, match="twice"):
        put_twice(engine, "b")
    assert engine.files == before
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    put(engine, c=(("title", "kolme"),))
    assert engine.ids() == {"a", "c"}


def test_an_id_is_put_once(engine: Engine) -> None:
    with pytest.raises(ValueError, match="twice"):
        put_twice(engine, "a")


def test_the_old_files_serve_until_they_are_deleted(engine: Engine, engine_name: str, tmp_path: Path) -> None:
    put(engine, a=(("title", "yksi"),))
    old = module(engine_name).open(tmp_path, engine.files)
    put(engine, b=(("title", "yksi"),))
    assert old.ids() == {"a"}
    assert ranked(old, Word("yksi")) == ["a"]
    assert module(engine_name).open(tmp_path, engine.files).ids() == {"a", "b"}


def test_a_beginning_of_too_many_words_is_refused(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, a=(("title", "aba abb abc"),))
    monkeypatch.setattr("index.engines.MOST_WORDS", 2)
    with pytest.raises(TooBroad):
        engine.search(Request(Beginning(AREAS, "ab")))


def test_a_beginning_is_too_broad_by_the_words_of_all_changes(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    put(engine, a=(("title", "aba abb"),), b=(("title", "muu"),))
    put(engine, c=(("title", "abb abc"),), d=(("reasons", "abb"),))
    monkeypatch.setattr("index.engines.MOST_WORDS", 3)
    assert engine.search(Request(Beginning(("title",), "ab"))).total == 2
    with pytest.raises(TooBroad):
        engine.search(Request(Beginning(("title", "reasons"), "ab")))


def test_many_changes_leave_no_more_than_the_documents(engine: Engine, engine_name: str, tmp_path: Path) -> None:
    put(engine, **{f"b{number}": (("reasons", "kunta maksaa avustuksen"),) for number in range(50)})
    first = _size(tmp_path, engine)
    for number in range(200):
        put(engine, a=(("reasons", f"kunta maksaa {number}"),))
        for path in tmp_path.iterdir():  # as the manifest does it
            if path.name not in engine.files:
                path.unlink()
    assert len(engine.files) < 120
    assert _size(tmp_path, engine) < 20 * first
    assert len(engine.ids()) == 51
    assert ranked(engine, Exact("199")) == ["a"]
    assert ranked(engine, Exact("198")) == []
    with engine.writer() as writer:
        for id in sorted(engine.ids()):  # noqa: A001
            writer.delete(id)
        writer.delete("never there")
    assert engine.info().documents == 0
    put(engine, b1=(("reasons", "kunta"),))
    assert ranked(module(engine_name).open(tmp_path, engine.files), Word("kunta")) == ["b1"]


def _size(folder: Path, engine: Engine) -> int:
    return sum((folder / name).stat().st_size for name in engine.files)


def test_a_phrase_of_many_readings(engine: Engine) -> None:
    """More than can be spelled out, and with words as long as they are kept."""
    steps = tuple(tuple(f"{letter}{step}" * 40 for letter in "äbcde") for step in range(6))
    terms = tuple(Term("x", Analysis((step[-1],), ()), place, 0, 0) for place, step in enumerate(steps))
    with engine.writer() as writer:
        writer.put(Document("a", (AreaTerms("title", terms),)))
        writer.put(Document("b", (AreaTerms("title", terms[:-1]),)))
    assert [each.id for each in engine.search(Request(Adjacent(("body", "title"), steps))).scored] == ["a"]


def test_an_unknown_engine_is_named() -> None:
    with pytest.raises(ValueError, match="whoosh"):
        module("lucene")


@pytest.mark.parametrize("equals", [1, 7])
def test_the_best_come_with_all_their_equals_and_the_number_of_all(
    engine: Engine, equals: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With few hits more asked for than the best, their equals go on behind them."""
    monkeypatch.setattr("index.engines.tantivy.EQUALS", equals)
    texts = ("päätös", "päätös päätös Lahti", "päätös Lahti ja kunta", "kunta")
    put(engine, **{f"a{number}": (("reasons", texts[number % 4]),) for number in range(40)})
    asked = wanted(Word("päätös"))
    all_of_them = engine.search(Request(asked))
    scores = {each.id: round(each.score, 4) for each in all_of_them.scored}
    assert all_of_them.total == len(scores) == 30
    for most in (0, 1, 3, 10, 12, 20, 29, 30, 50):
        best = engine.search(Request(asked, most))
        assert best.total == 30
        found = {each.id: round(each.score, 4) for each in best.scored}
        assert found.items() <= scores.items()
        assert len(found) >= min(most, 30)
        last = min(sorted(scores.values(), reverse=True)[:most], default=math.inf)
        assert found.keys() >= {id_ for id_, score in scores.items() if score >= last}


def test_whoosh_sorts_in_files_what_is_more_than_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts: dict[str, Texts] = {
        f"a{number}": (("reasons", f"kunta {number % 7} asia{number}"), ("title", "kunta")) for number in range(40)
    }
    found = []
    for megabytes in (64, 0.001):
        monkeypatch.setattr("index.engines.whoosh.MEMORY_MB", megabytes)
        folder = tmp_path / str(megabytes)
        folder.mkdir()
        engine = module("whoosh").open(folder, None)
        put(engine, **texts)
        found.append([ranked(engine, asked) for asked in (Word("kunta"), Phrase("kunta 3"), Exact("asia9"))])
        assert {path.name for path in folder.iterdir()} >= engine.files
        assert not list(folder.glob("**/*.run"))
    assert found[0] == found[1]
    assert [len(each) for each in found[0]] == [40, 6, 1]
