"""How well analysers find inflected forms and compounds: recall over pairs, precision over look-alikes, side by side.

Reads `pairs.txt` and `lookalikes.txt`. An analyser is given as what a form is found by and what a query means.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from index.analysis import terms
from index.finnish import analyser

HERE = Path(__file__).parent

Pair = tuple[str, str]
Found = Callable[[str, str], bool]


def pairs(name: str) -> tuple[Pair, ...]:
    """The pairs of a word and a form in a file beside this."""
    return tuple(_pairs((HERE / name).read_text(encoding="utf-8")))


def _pairs(text: str) -> Iterator[Pair]:
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            word, *forms = line.split()
            yield from ((word, form) for form in forms)


def ours(word: str, form: str) -> bool:
    """Whether the word finds the form in Pykälä's index."""
    asked = {lemma for term in terms(word)[:1] for lemma in term.asked}
    return any(asked & {*term.lemmas, *term.parts} for term in terms(form))


def same(base: Callable[[str], Collection[str]]) -> Found:
    """Whether a word and a form have a base in common, by an analyser that knows no parts."""
    return lambda word, form: bool(set(base(word.lower())) & set(base(form.lower())))


def missed(found: Found, asked: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """The pairs that are not found."""
    return tuple((word, form) for word, form in asked if not found(word, form))


def analysers() -> dict[str, Found]:
    """Ours and its peers; a peer that is not installed is left out."""
    known: dict[str, Found] = {"none": same(lambda word: (word,))}
    try:
        import snowballstemmer  # type: ignore[import-untyped]

        stemmer = snowballstemmer.stemmer("finnish")
        known["Snowball"] = same(lambda word: (stemmer.stemWord(word),))
    except ImportError:
        pass
    try:
        from simplemma import lemmatize  # type: ignore[import-not-found, unused-ignore]

        known["simplemma"] = same(lambda word: (lemmatize(word, lang="fi").lower(),))
    except ImportError:
        pass
    return known | {f"Pykälä ({analyser().name})": ours}


def main() -> None:
    """Prints recall, precision and speed of each analyser, and what ours misses."""
    good, bad = pairs("pairs.txt"), pairs("lookalikes.txt")
    print(f"{len(good)} pairs, {len(bad)} look-alikes\n")
    print("| analyser | recall % | look-alikes kept apart % | start-up s | pairs a CPU-s |\n|---|---|---|---|---|")
    for name, found in analysers().items():
        begun = time.process_time()
        found("alku", "alun")
        started = time.process_time() - begun
        begun = time.process_time()
        misses, mistakes = missed(found, good), tuple(pair for pair in bad if found(*pair))
        speed = (len(good) + len(bad)) / max(time.process_time() - begun, 0.001)
        recall, apart = 100 * (1 - len(misses) / len(good)), 100 * (1 - len(mistakes) / len(bad))
        print(f"| {name} | {recall:.1f} | {apart:.1f} | {started:.2f} | {speed:,.0f} |")
    print("\nours, missed: " + (", ".join(" → ".join(pair) for pair in missed(ours, good)) or "none"))
    print("ours, found though it should not be: " + (", ".join(" → ".join(p) for p in bad if ours(*p)) or "none"))


if __name__ == "__main__":
    main()
