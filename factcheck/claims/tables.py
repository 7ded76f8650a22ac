"""The word lists of this package, read once each from `data/`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of `data/NAME.toml` by their names."""
    data = tomllib.loads((files("factcheck.claims") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
    return {key: tuple(words) for key, words in data.items()}


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of `data/NAME.toml` as a set."""
    return frozenset(table(name)[key])
