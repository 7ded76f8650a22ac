"""The words of long texts as numbers, in whole arrays."""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from factcheck.matching.token import folded
from factcheck.matching.tokens import SINGLE

Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]

_BASE = 0x9E3779B97F4A7C15
_PAIR = np.uint64(0xC2B2AE3D27D4EB4F)
_LAST_FOLDED = 0x3400
_FULL_WIDTH = (0xFF00, 0xFFF0)
# the letters of the basic plane; one more entry for all that lies beyond
_CODES = 0x10000


@dataclass(frozen=True, slots=True)
class HashedWords:
    """A hash for each word, which stands at `starts:ends` of its text."""

    hashes: Hashes
    starts: Places
    ends: Places


def pairs_of(hashes: Hashes) -> Hashes:
    """A hash for each word and the one after it, at the place of the first."""
    return hashes[:-1] * _PAIR + hashes[1:] if len(hashes) > 1 else hashes[:0]


def hashed_words(text: str, letters: int | None = None) -> HashedWords:
    """The words of `text` as runs of letters and digits, hashed without regard to case and accents.

    With `letters` only so many of each word count, which takes its endings for the same.

    A word's hash is a polynomial of its letters modulo 2**64, taken out of one running sum over the whole text
    (Karp and Rabin, Efficient randomized pattern-matching algorithms, 1987).
    """
    codes = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    values = _letters().take(codes, mode="clip")
    inside = np.zeros(len(codes) + 2, dtype=bool)
    np.not_equal(values, 0, out=inside[1:-1])
    alone = np.zeros(len(codes) + 2, dtype=bool)
    alone[1:-1] = _alone().take(codes, mode="clip")
    borders = (inside[1:] != inside[:-1]) | alone[1:] | alone[:-1]
    starts = np.flatnonzero(borders & inside[1:])
    ends = np.flatnonzero(borders & inside[:-1])
    stops = ends if letters is None else np.minimum(ends, starts + letters)
    powers, inverse = _powers(1 << max(16, len(codes).bit_length()))
    sums = np.zeros(len(codes) + 1, np.uint64)
    np.cumsum(values * powers[: len(codes)], out=sums[1:])
    hashes = (sums[stops] - sums[starts]) * inverse[starts]
    hashes ^= hashes >> np.uint64(29)
    hashes *= _PAIR
    return HashedWords(hashes, starts, ends)


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The first powers of the base and of its inverse modulo 2**64, `count` of each."""
    inverse = pow(_BASE, -1, 1 << 64)
    return _powers_of(_BASE, count), _powers_of(inverse, count)


def _powers_of(base: int, count: int) -> Hashes:
    return np.cumprod(np.full(count, base, np.uint64), dtype=np.uint64)


@cache
def _alone() -> npt.NDArray[np.bool_]:
    """Which letters are words by themselves, as `tokens` has them: scripts without blanks between words."""
    table = np.zeros(_CODES, dtype=bool)
    for first, last in SINGLE:
        table[first : last + 1] = True
    return table


@cache
def _letters() -> Hashes:
    """A number for each letter and digit of the basic plane, the same for those that fold to one; 0 for the rest."""
    folding = [ord((folded(chr(code)) or chr(code))[0]) if chr(code).isalnum() else 0 for code in range(_LAST_FOLDED)]
    table = np.zeros(_CODES, np.uint64)
    table[:_LAST_FOLDED] = folding
    table[_LAST_FOLDED : _CODES - 1] = [code if chr(code).isalnum() else 0 for code in range(_LAST_FOLDED, _CODES - 1)]
    wide = range(*_FULL_WIDTH)
    table[_FULL_WIDTH[0] : _FULL_WIDTH[1]] = [
        ord((folded(chr(code)) or chr(code))[0]) if chr(code).isalnum() else 0 for code in wide
    ]
    mixed: Hashes = (table * np.uint64(_BASE)) ^ (table << np.uint64(7))
    return mixed
