"""How much a claim deserves a check, and whether evidence could settle it at all.

A logistic regression over words, word pairs and signs, learned on ClaimBuster (Arslan et al., ICWSM 2020), gives the
worth; a second, small one over that figure, the signs and who speaks says whether the claim is checkable.
`training/worth.py` trains both and writes `weights/worth.npz`.
"""

import itertools
import re
import zlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from factcheck.domain.extraction import Flag

SIZE = 1 << 14
SIGNS = (
    Flag.FIGURE, Flag.DATE, Flag.NAME, Flag.COMPARISON, Flag.SUPERLATIVE, Flag.OPINION, Flag.PREDICTION,
)  # fmt: skip
_WORD = re.compile(r"\[[^\]]*\]|[^\W_]+(?:[’'][^\W_]+)?|[?!$%]")
_FIRST_PERSON = {"i", "we", "my", "our", "me", "us"}


def grams(words: str) -> list[int]:
    """The buckets of the words and neighbouring pairs of `words`; names and digits count as such, not as themselves.

    What stands in square brackets was not said, and is left out.
    """
    said = [word for word in _WORD.findall(words) if word[0] != "["]
    plain = ["<start>"]
    for number, word in enumerate(said):
        if word[0].isdigit():
            plain.append("<number>")
        elif number and word[0].isupper() and word != "I":
            if plain[-1] != "<name>":
                plain.append("<name>")
        else:
            plain.append(word.lower().replace("’", "'"))
    pairs = [f"{a} {b}" for a, b in itertools.pairwise(plain)]
    return [zlib.crc32(gram.encode("utf-8")) % SIZE for gram in plain[1:] + pairs]


def features(words: str, flags: Sequence[Flag], own: bool, quoted: bool, finite: bool, worth: float) -> list[float]:
    """What checkability is told from; `worth` is the logit of the first model."""
    said = _WORD.findall(words.lower())
    return [
        worth / 4,
        float(own),
        float(quoted),
        float(finite),
        min(len(said), 30) / 10,
        float(any(word in _FIRST_PERSON for word in said)),
        float(bool(said) and said[0] == "to"),
        *(float(flag in flags) for flag in SIGNS),
    ]


@cache
def _weights() -> tuple[NDArray[np.float32], float, NDArray[np.float32], float]:
    with as_file(files("factcheck.claims") / "weights" / "worth.npz") as path, np.load(path) as arrays:
        return (
            arrays["grams"].astype(np.float32) * np.float32(arrays["scale"]),
            float(arrays["bias"]),
            arrays["signs"].astype(np.float32),
            float(arrays["sign_bias"]),
        )


def logit(words: str) -> float:
    """The log odds that `words` are worth a check."""
    table, bias, _, _ = _weights()
    found = grams(words)
    return float(table[found].sum() / max(len(found), 1) ** 0.5) + bias


def checkworthiness(value: float) -> float:
    """The chance, 0 to 1, that goes with a logit."""
    return float(1 / (1 + np.exp(-value)))


def checkable(words: str, flags: Sequence[Flag], own: bool, quoted: bool, finite: bool, worth: float) -> bool:
    """Whether evidence could settle it: not opinion, prediction, promise, rhetoric or a question."""
    if words.rstrip(" ”\"’'").endswith("?"):
        return False
    _, _, weights, bias = _weights()
    return float(np.dot(weights, features(words, flags, own, quoted, finite, worth))) + bias > 0
