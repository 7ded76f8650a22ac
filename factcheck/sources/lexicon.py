"""The word lists by which sources are told apart, read once from `data/lexicon.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Lower-case words by what they tell."""

    words: dict[str, frozenset[str]]
    metonyms: dict[str, str]

    def has(self, list_name: str, word: str) -> bool:
        """Whether `word` is in the list, whatever its case."""
        return word.lower() in self.words[list_name]


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    data = tomllib.loads((files("factcheck.sources") / "data" / "lexicon.toml").read_text(encoding="utf-8"))
    metonyms = data.pop("metonyms")
    return Lexicon({name: frozenset(words) for name, words in data.items()}, metonyms)
