"""The word lists of this package, read once each from `data/`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> dict[str, frozenset[str]]:
    """The lists of `data/NAME.toml` by their names."""
    path = files("factcheck.attribution") / "data" / f"{name}.toml"
    return {key: frozenset(words) for key, words in tomllib.loads(path.read_text(encoding="utf-8")).items()}
