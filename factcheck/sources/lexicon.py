"""The word lists by which sources are told apart, read once from `data/`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import Any


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case words by what they tell, and what stands for what.

    `classes` are the nouns that a body or document goes by with the words that show it in a name; `states` the
    adjectives and short forms by which a text names a state. `nouns` has each noun of which the lists do not tell
    with the sort of source that it is: "people", "bodies" or "documents".
    """

    words: dict[str, frozenset[str]]
    metonyms: dict[str, str]
    synonyms: dict[str, str]
    document_classes: dict[str, str]
    body_classes: dict[str, frozenset[str]]
    given_names: dict[str, str]
    nicknames: frozenset[tuple[str, str]]
    states: dict[str, tuple[str, ...]]
    nouns: dict[str, str]

    def has(self, list_name: str, word: str) -> bool:
        """Whether `word` is in the list, whatever its case."""
        return word.lower().replace("’", "'") in self.words[list_name]

    def is_place(self, name: str) -> bool:
        """Whether `name` is a country, state, city or seat of power."""
        return any(name.lower() in self.words[kind] for kind in ("places", "states", "countries"))

    def pronoun_of(self, given_name: str) -> str:
        """ "he" or "she" for a given name, "either" for one of both, "" for what is none."""
        return self.given_names.get(given_name.lower(), "")

    def same(self, word: str) -> str:
        """`word` in lower case, or the word that it is read as: "GOP" is "republican"."""
        return self.synonyms.get(word.lower(), word.lower())


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    data = _read("lexicon.toml")
    given = _read("given_names.toml")
    states = _read("states.toml")
    sorts = _read("nouns.toml")
    tables = {name: data.pop(name) for name in ("metonyms", "synonyms", "document_classes", "body_classes")}
    words = {name: frozenset(words.split() if isinstance(words, str) else words) for name, words in data.items()}
    seats = {seat.lower(): state for state, of in states.items() for seat in of["seats"]}
    words["countries"] |= {state.lower() for state in states}
    people = frozenset(name for pronoun in ("he", "she", "either") for name in given[pronoun].split())
    words["places"] |= seats.keys() - people
    words["demonyms"] |= {adjective.lower() for of in states.values() for adjective in of["adjectives"]}
    return Lexicon(
        words=words,
        metonyms=seats | tables["metonyms"],
        synonyms=tables["synonyms"],
        document_classes=tables["document_classes"],
        body_classes={noun: frozenset(words.split()) for noun, words in tables["body_classes"].items()},
        given_names={name: pronoun for pronoun in ("he", "she", "either") for name in given[pronoun].split()},
        nicknames=frozenset((a, b) for names in given["nicknames"] for a, b in permutations(names.split(), 2)),
        states={state: (state, *of["adjectives"], *of.get("short", ())) for state, of in states.items()},
        nouns={noun: sort for sort, nouns in sorts.items() for noun in nouns.split()},
    )


def _read(name: str) -> dict[str, Any]:
    text = (files("factcheck.sources") / "data" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)
