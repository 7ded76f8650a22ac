"""What a claim's words tell about it: figures, dates, comparisons, opinion, and how much it wants checking."""

import re
import tomllib
from functools import cache
from importlib.resources import files

from factcheck.domain.extraction import Flag

_DIGITS = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NAME = re.compile(r"(?<=[a-z,’'] )[A-Z][\w.’'-]+")
_QUESTION = re.compile(r"\?[”\"’']?\s*$")
_OF_WORDS = (Flag.COMPARISON, Flag.SUPERLATIVE, Flag.PREDICTION, Flag.OPINION, Flag.DENIAL)
_WEIGHTS = {
    Flag.FIGURE: 0.30, Flag.DATE: 0.08, Flag.NAME: 0.10, Flag.COMPARISON: 0.12, Flag.SUPERLATIVE: 0.05,
    Flag.OPINION: -0.25, Flag.PREDICTION: -0.25,
}  # fmt: skip
_BASE = 0.45


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((files("factcheck.claims") / "data" / "signs.toml").read_text(encoding="utf-8"))
    return {
        name: re.compile(
            r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?!\w)", re.I
        )
        for name, words in data.items()
    }


def flags_of(words: str) -> list[Flag]:
    """What the words of a claim show, in the order of the closed set."""
    patterns = _patterns()
    found: list[Flag] = []
    if _DIGITS.search(_YEAR.sub("", words)) or patterns["numbers"].search(words):
        found.append(Flag.FIGURE)
    if _YEAR.search(words) or patterns["months"].search(words):
        found.append(Flag.DATE)
    if _NAME.search(words):
        found.append(Flag.NAME)
    found.extend(flag for flag in _OF_WORDS if patterns[flag.value].search(words))
    return sorted(found, key=list(Flag).index)


def checkable(words: str, flags: list[Flag]) -> bool:
    """Whether evidence could settle it: not opinion, prediction, question or a fragment.

    A figure keeps an opinionated sentence checkable; nothing keeps a prediction so.
    """
    if _QUESTION.search(words) or Flag.PREDICTION in flags:
        return False
    return Flag.OPINION not in flags or Flag.FIGURE in flags


def checkworthiness(flags: list[Flag], is_checkable: bool) -> float:
    """0 to 1: a sum of what speaks for and against; what cannot be checked stays below 0.4."""
    score = _BASE + sum(_WEIGHTS.get(flag, 0.0) for flag in flags)
    score = max(0.02, min(0.98, score))
    return round(score if is_checkable else min(score, 0.4) * 0.8, 3)
