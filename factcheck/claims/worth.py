"""How much a claim deserves a check.

A logistic regression over words and word pairs, learned on ClaimBuster (Arslan et al., ICWSM 2020); `training/worth.py`
trains it and writes `weights/worth.npz`.
"""

import itertools
import re
import zlib
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

SIZE = 1 << 14
_WORD = re.compile(r"\[[^\]]*\]|[^\W_]+(?:[’'][^\W_]+)?|[?!$%]")


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


@cache
def _weights() -> tuple[NDArray[np.float32], float]:
    with as_file(files("factcheck.claims") / "weights" / "worth.npz") as path, np.load(path) as arrays:
        return (
            arrays["grams"].astype(np.float32) * np.float32(arrays["scale"]),
            float(arrays["bias"]),
        )


def logit(words: str) -> float:
    """The log odds that `words` are worth a check."""
    table, bias = _weights()
    found = grams(words)
    return float(table[found].sum() / max(len(found), 1) ** 0.5) + bias


def checkworthiness(value: float) -> float:
    """The chance, 0 to 1, that goes with a logit."""
    return float(1 / (1 + np.exp(-value)))
