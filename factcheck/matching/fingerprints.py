"""Where in many documents a quotation may stand: words and pairs of words as hashes, looked up in whole arrays.

A document is read once, without a Python loop over its words: five million characters take a quarter of a second.
What is found are stretches worth reading, never a verdict.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from factcheck.matching.hashing import HashedWords, Hashes, Places, hashed_words, pairs_of

_BITS = 20
# between two documents, so that no stretch covers both
_APART = 4096
# a quotation's commonest words tell nothing of where it stands once so many places are found
_ENOUGH = 20_000
_LEAST_FEATURES = 6
_TELLING_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start:end` of a document; `weight` grows with what they share with the quotation."""

    document: int
    start: int
    end: int
    weight: float


class Fingerprints:
    """Documents as hashes, for the words of the quotations that will be looked for."""

    def __init__(self, texts: Iterable[str], quotations: Sequence[str]) -> None:
        """Read all `texts` for the words and pairs of words of `quotations`."""
        wanted = [hashed_words(quotation) for quotation in quotations]
        self._single = _Features([np.unique(_telling(one)) for one in wanted])
        self._pairs = _Features([np.unique(pairs_of(one.hashes)) for one in wanted])
        self._lengths = [len(one.hashes) for one in wanted]
        self._starts: list[npt.NDArray[np.int32]] = []
        self._ends: list[npt.NDArray[np.int32]] = []
        self._firsts: list[int] = []
        first = 0
        for text in texts:
            words = hashed_words(text)
            self._firsts.append(first)
            self._starts.append(words.starts.astype(np.int32))
            self._ends.append(words.ends.astype(np.int32))
            self._single.add(words.hashes, first)
            self._pairs.add(pairs_of(words.hashes), first)
            first += len(words.hashes) + _APART
        self._total = max(first, 1)
        self._single.close()
        self._pairs.close()

    def stretches(self, quotation: int, most: int, slack: int = 0) -> list[Stretch]:
        """At most `most` stretches that share most with a quotation, heaviest first, each wider by `slack` words."""
        length = self._lengths[quotation]
        places, weights = self._hits(quotation)
        if not len(places):
            return []
        width = length + length // 2 + slack + 4
        sums = np.concatenate(([0.0], np.cumsum(weights)))
        ends = np.searchsorted(places, places + width)
        mass = sums[ends] - sums[:-1]
        found: list[Stretch] = []
        taken: list[tuple[int, int]] = []
        for at in _heaviest(mass, 64 * most):
            low, high = int(places[at]), int(places[ends[at] - 1])
            if any(low <= b and a <= high for a, b in taken):
                continue
            taken.append((low, high))
            found.append(
                self._stretch(low - length // 2 - slack - 4, high + length // 2 + slack + 4, low, float(mass[at]))
            )
            if len(found) == most:
                break
        return found

    def _hits(self, quotation: int) -> tuple[Places, npt.NDArray[np.float64]]:
        single, weight = self._single.hits(quotation, self._total)
        pairs, pair_weight = self._pairs.hits(quotation, self._total)
        places = np.concatenate((single, pairs))
        order = np.argsort(places, kind="stable")
        return places[order], np.concatenate((weight, pair_weight))[order]

    def _stretch(self, low: int, high: int, inside: int, weight: float) -> Stretch:
        document = int(np.searchsorted(self._firsts, inside, side="right")) - 1
        first, count = self._firsts[document], len(self._starts[document])
        begin = min(max(low - first, 0), count - 1)
        end = min(max(high - first, 0), count - 1)
        return Stretch(document, int(self._starts[document][begin]), int(self._ends[document][end]), weight)


class _Features:
    """The places of some hashes in a long row of them, and which quotation has which."""

    def __init__(self, of_quotations: list[Hashes]) -> None:
        self._of = of_quotations
        self._all: Hashes = np.unique(np.concatenate([*of_quotations, np.zeros(0, np.uint64)]))
        self._table = np.zeros(1 << _BITS, dtype=bool)
        self._table[_slots(self._all)] = True
        self._found: list[tuple[npt.NDArray[np.int32], Places]] = []
        self._places: Places = np.zeros(0, np.int64)
        self._bounds: Places = np.zeros(1, np.int64)

    def add(self, hashes: Hashes, first: int) -> None:
        """Look a document's hashes up; the first of them stands at place `first`."""
        if not len(self._all) or not len(hashes):
            return
        likely = np.flatnonzero(self._table[_slots(hashes)])
        number = np.searchsorted(self._all, hashes[likely])
        number[number == len(self._all)] = 0
        sure = self._all[number] == hashes[likely]
        self._found.append((number[sure].astype(np.int32), likely[sure] + first))

    def close(self) -> None:
        """Sort what was found by hash; nothing can be added afterwards."""
        numbers = np.concatenate([*(n for n, _ in self._found), np.zeros(0, np.int32)])
        places = np.concatenate([*(p for _, p in self._found), np.zeros(0, np.int64)])
        self._found = []
        order = np.argsort(numbers, kind="stable")
        self._places = places[order]
        self._bounds = np.searchsorted(numbers[order], np.arange(len(self._all) + 1))

    def hits(self, quotation: int, total: int) -> tuple[Places, npt.NDArray[np.float64]]:
        """The places of a quotation's hashes with their weights: the rarer a hash, the more it tells."""
        places: list[Places] = []
        weights: list[npt.NDArray[np.float64]] = []
        numbers = np.searchsorted(self._all, self._of[quotation])
        counts = self._bounds[numbers + 1] - self._bounds[numbers]
        so_far = 0
        for rank, at in enumerate(np.argsort(counts, kind="stable")):
            number, count = numbers[at], int(counts[at])
            if rank >= _LEAST_FEATURES and so_far + count > _ENOUGH:
                break
            so_far += count
            places.append(self._places[self._bounds[number] : self._bounds[number + 1]])
            weights.append(np.full(count, np.log1p(total / max(count, 1)) ** 2))
        if not places:
            return np.zeros(0, np.int64), np.zeros(0, np.float64)
        return np.concatenate(places), np.concatenate(weights)


def _heaviest(mass: npt.NDArray[np.float64], most: int) -> Iterable[int]:
    """The indices of the largest, largest first; where equal, the earliest first."""
    if len(mass) > most:
        best = np.argpartition(-mass, most - 1)[:most]
        best.sort()
    else:
        best = np.arange(len(mass))
    return (int(n) for n in best[np.argsort(-mass[best], kind="stable")])


def _telling(words: HashedWords) -> Hashes:
    """The hashes without those of short words, where enough others are left."""
    long = words.hashes[words.ends - words.starts >= _TELLING_LETTERS]
    return long if len(long) >= _LEAST_FEATURES else words.hashes


def _slots(hashes: Hashes) -> npt.NDArray[np.int64]:
    return (hashes >> np.uint64(64 - _BITS)).astype(np.int64)
