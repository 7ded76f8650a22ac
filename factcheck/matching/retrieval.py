"""Earlier checks by the words they share with a claim: an inverted index in whole arrays, weighed as BM25 weighs.

Robertson and Zaragoza, The Probabilistic Relevance Framework: BM25 and Beyond, 2009. A claim is so short that a
word counts once. Besides each word its first letters are indexed, which finds other endings of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from factcheck.matching.hashing import Hashes, hashed_words

_SATURATION = 1.2
_LENGTH = 0.5
_BEGINNING = 4
_BEGINNING_WEIGHT = 0.5
# a word that more than this share of a large collection has tells nothing
_TOO_COMMON = 0.1
_SMALL_COLLECTION = 1000
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class _Postings:
    """For each of `terms`, sorted, the numbers of the texts that have it: `texts[bounds[n]:bounds[n + 1]]`."""

    terms: Hashes
    bounds: npt.NDArray[np.int64]
    texts: npt.NDArray[np.int32]

    def of(self, term: np.uint64) -> npt.NDArray[np.int32]:
        at = int(np.searchsorted(self.terms, term))
        if at == len(self.terms) or self.terms[at] != term:
            return self.texts[:0]
        return self.texts[self.bounds[at] : self.bounds[at + 1]]


class Index:
    """Short texts, to be found by the words they have in common with another."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index `texts`; they are not kept."""
        self._count = len(texts)
        self._words, lengths = _postings(texts, None)
        self._beginnings, _ = _postings(texts, _BEGINNING)
        mean = max(float(lengths.mean()) if len(texts) else 1.0, 1.0)
        norm = _SATURATION * (1 - _LENGTH + _LENGTH * lengths / mean)
        self._factor = ((_SATURATION + 1) / (1 + norm)).astype(np.float32)

    def search(self, text: str, most: int) -> list[int]:
        """The numbers of at most `most` texts that share most with `text`, best first; none that shares nothing."""
        if not self._count:
            return []
        scores = np.zeros(self._count, np.float32)
        for postings, letters, weight in ((self._words, None, 1.0), (self._beginnings, _BEGINNING, _BEGINNING_WEIGHT)):
            for term in np.unique(hashed_words(text, letters).hashes):
                found = postings.of(term)
                if not len(found) or (self._count > _SMALL_COLLECTION and len(found) > _TOO_COMMON * self._count):
                    continue
                scores[found] += weight * np.log1p((self._count - len(found) + 0.5) / (len(found) + 0.5))
        scores *= self._factor
        count = min(most, int(np.count_nonzero(scores)))
        if not count:
            return []
        best = np.argpartition(-scores, count - 1)[:count]
        best.sort()
        return [int(number) for number in best[np.argsort(-scores[best], kind="stable")]]


def _postings(texts: Sequence[str], letters: int | None) -> tuple[_Postings, npt.NDArray[np.float64]]:
    """The postings of `texts`, and how many words each has."""
    terms: list[Hashes] = []
    owners: list[npt.NDArray[np.int32]] = []
    lengths = np.zeros(len(texts), np.float64)
    for begin in range(0, len(texts), _BLOCK):
        block = texts[begin : begin + _BLOCK]
        words = hashed_words("\n".join(block), letters)
        ends = np.cumsum([len(text) + 1 for text in block])
        owner = (np.searchsorted(ends, words.starts, side="right") + begin).astype(np.int32)
        lengths[begin : begin + len(block)] = np.bincount(owner - begin, minlength=len(block))
        terms.append(words.hashes)
        owners.append(owner)
    all_terms = np.concatenate([*terms, np.zeros(0, np.uint64)])
    owner = np.concatenate([*owners, np.zeros(0, np.int32)])
    # stable: the texts of a term stay in order
    order = np.argsort(all_terms, kind="stable")
    all_terms, owner = all_terms[order], owner[order]
    if len(all_terms):
        first = np.concatenate(([True], (all_terms[1:] != all_terms[:-1]) | (owner[1:] != owner[:-1])))
        all_terms, owner = all_terms[first], owner[first]
    unique, begins = np.unique(all_terms, return_index=True)
    return _Postings(unique, np.concatenate((begins, [len(all_terms)])).astype(np.int64), owner), lengths
