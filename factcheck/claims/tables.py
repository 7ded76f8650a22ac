"""The word lists of this package, read once each from `data/`."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """The lists of `data/NAME.toml` by their names."""
    return {key: tuple(words) for key, words in _read(name).items() if key != "patterns"}


@cache
def patterns(name: str) -> dict[str, tuple[str, ...]]:
    """The regular expressions of `data/NAME.toml` by the names of the lists that they add to."""
    return {key: tuple(expressions) for key, expressions in _read(name)["patterns"].items()}


@cache
def words(name: str, key: str) -> frozenset[str]:
    """One list of `data/NAME.toml` as a set."""
    return frozenset(table(name)[key])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("factcheck.claims") / "data" / f"{name}.toml").read_text(encoding="utf-8"))
