"""Words by their root, and what WordNet knows of two: the contrary, the same, one root."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product

_ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ed", ""), ("ed", "e"), ("es", ""), ("s", ""),
    ("ers", "er"), ("iest", "y"), ("ier", "y"), ("est", ""), ("est", "e"), ("er", ""), ("er", "e"),
)  # fmt: skip
_LEAST_LEFT = 3
_REMEMBERED = 1 << 16


@dataclass(frozen=True, slots=True)
class _WordNet:
    """Pairs in both orders; `irregular` leads from a form to its lemma."""

    antonyms: frozenset[tuple[str, str]]
    derived: frozenset[tuple[str, str]]
    synonyms: frozenset[tuple[str, str]]
    irregular: dict[str, str]


@cache
def _wordnet() -> _WordNet:
    data = tomllib.loads((files("factcheck.matching") / "data" / "wordnet.toml").read_text(encoding="utf-8"))
    antonyms, derived, synonyms = (frozenset(_both(data[name])) for name in ("antonyms", "derived", "synonyms"))
    return _WordNet(antonyms, derived, synonyms, dict(_pairs(data["irregular"])))


def _pairs(table: str) -> Iterator[tuple[str, str]]:
    """A line has a word and all those that go with it."""
    for line in table.splitlines():
        first, *others = line.split() or [""]
        for other in others:
            yield first, other


def _both(table: str) -> Iterator[tuple[str, str]]:
    for one, other in _pairs(table):
        yield one, other
        yield other, one


@lru_cache(maxsize=_REMEMBERED)
def lemmas(word: str) -> frozenset[str]:
    """What a small-letter word may be a form of, itself included: "met" is of "meet", "planned" of "plan"."""
    found = {word}
    if (lemma := _wordnet().irregular.get(word)) is not None:
        found.add(lemma)
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        # "died" is of "die", "going" of "go", but "red" of nothing
        short = len(stem) == _LEAST_LEFT - 1 and (instead == "e" or ending == "ing")
        if stem != word and (len(stem) >= _LEAST_LEFT or short):
            found.add(stem + instead)
            if len(stem) > _LEAST_LEFT and stem[-1] == stem[-2]:
                found.add(stem[:-1])
    return frozenset(found)


@lru_cache(maxsize=_REMEMBERED)
def contrary(one: str, other: str) -> bool:
    """Whether a form of one word says the contrary of a form of the other."""
    known = _wordnet().antonyms
    return any(pair in known for pair in product(lemmas(one), lemmas(other)))


@lru_cache(maxsize=_REMEMBERED)
def akin(one: str, other: str) -> bool:
    """Whether both are forms of one word, or words of one root: "met" and "meeting", "attacked" and "attack"."""
    mine, theirs = lemmas(one), lemmas(other)
    return not mine.isdisjoint(theirs) or any(pair in _wordnet().derived for pair in product(mine, theirs))


@lru_cache(maxsize=_REMEMBERED)
def synonymous(one: str, other: str) -> bool:
    """Whether forms of both may say the same."""
    return any(pair in _wordnet().synonyms for pair in product(lemmas(one), lemmas(other)))
