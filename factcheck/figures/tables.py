"""The word tables of this package, read once each from `data/`."""

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """`data/NAME.toml` as it stands."""
    return tomllib.loads((files("factcheck.figures") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def numbers(key: str) -> dict[str, Decimal]:
    """A table of numbers.toml whose values are numbers."""
    return {word: Decimal(value) for word, value in table("numbers")[key].items()}


@cache
def forms(name: str, key: str) -> dict[str, str]:
    """A table of lists turned round: each way of writing, in small letters, to what it stands for."""
    return {form.lower(): meant for meant, written in table(name)[key].items() for form in written}


def either(words: Iterable[str]) -> str:
    """A pattern for any of `words`, the longest first; a blank stands for any white space."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
