"""A sketch of a sentence's syntax: the class of each word, what opens before it and whether something closes after it.

A small convolutional network (word, ending and shape embeddings, dilated convolutions of width 3 after Strubell et al.,
EMNLP 2017); `training/syntax.py` trains it and writes `weights/syntax.onnx`. It is no parser: where a
relative clause begins and ends is told, not which noun it hangs on.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from factcheck.claims.tokens import Token

# numpy and onnxruntime are imported where a sentence is read: the terminal app starts without them
if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_UNKNOWN, _BLANK = 0, 1
_BATCH = 4096
_MOST_WORDS_KEPT = 50_000


class WordClass(StrEnum):
    """A word's class, coarser than Penn Treebank tags."""

    NOUN = "noun"
    NAME = "name"
    FINITE = "finite"
    INFINITIVE = "infinitive"
    PRESENT_PARTICIPLE = "present_participle"
    PAST_PARTICIPLE = "past_participle"
    ADJECTIVE = "adjective"
    ADVERB = "adverb"
    DETERMINER = "determiner"
    PRONOUN = "pronoun"
    POSSESSIVE = "possessive"
    RELATIVE = "relative"
    PREPOSITION = "preposition"
    TO = "to"
    CONJUNCTION = "conjunction"
    NUMBER = "number"
    GENITIVE = "genitive"
    MARK = "mark"
    OTHER = "other"


class Opening(StrEnum):
    """What kind of phrase or clause begins with a word."""

    NONE = "none"
    CLAUSE = "clause"
    """A coordinated or parenthetical clause with its own subject."""
    VERB_PHRASE = "verb_phrase"
    """A coordinated predicate that shares the subject."""
    NOUN_PHRASE = "noun_phrase"
    """A coordinated noun phrase."""
    RELATIVE = "relative"
    PARTICIPLE = "participle"
    """A participial clause that hangs on a noun: "run by the department"."""
    FREE_PARTICIPLE = "free_participle"
    """A participial clause that hangs on a verb: "dealing a blow to"."""
    ADVERBIAL = "adverbial"
    """A clause with a subordinating word: "because", "after", "as"."""
    INFINITIVE = "infinitive"
    COMPLEMENT = "complement"
    APPOSITION = "apposition"
    OBLIQUE = "oblique"
    """A prepositional phrase that hangs on a verb."""
    MODIFIER = "modifier"
    """A prepositional phrase that hangs on a noun."""


CLASSES = list(WordClass)
OPENINGS = list(Opening)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What the network says of each word of a sentence; `opens` and `closes` are probabilities 0 to 1."""

    classes: list[WordClass]
    openings: list[Opening]
    opens: list[float]
    closes: list[float]


def shape(word: str) -> str:
    """The pattern of capitals, small letters and digits, runs of one kind shortened to two."""
    kinds = ["X" if c.isupper() else "x" if c.islower() else "d" if c.isdigit() else c for c in word[:12]]
    return "".join(k for n, k in enumerate(kinds) if n < 2 or not k == kinds[n - 1] == kinds[n - 2])


def ending(word: str) -> str:
    """The last three letters, digits made alike."""
    return "".join("0" if c.isdigit() else c for c in word.lower()[-3:])


@cache
def reader() -> "Reader":
    """The network that ships with the package, read once."""
    return Reader((files("factcheck.claims") / "weights" / "syntax.onnx").read_bytes())


class Reader:
    """Reads sketches with a trained network in ONNX; its vocabulary is part of the model's metadata."""

    def __init__(self, model: bytes) -> None:
        from factcheck.attribution.runtime import session

        self._session = session(model)
        told = self._session.get_modelmeta().custom_metadata_map
        tables = json.loads(told["tables"])
        self._gap = int(told["gap"])
        self._words: dict[str, int] = {w: n for n, w in enumerate(tables["words"])}
        self._endings: dict[str, int] = {w: n for n, w in enumerate(tables["endings"])}
        self._shapes: dict[str, int] = {w: n for n, w in enumerate(tables["shapes"])}
        self._known: dict[str, tuple[int, int, int]] = {}

    def read(self, sentences: Sequence[Sequence[Token]]) -> list[Sketch]:
        """A sketch of each sentence; sentences do not see one another."""
        found: list[Sketch] = []
        batch: list[Sequence[Token]] = []
        waiting = 0
        for sentence in sentences:
            batch.append(sentence)
            waiting += len(sentence)
            if waiting >= _BATCH:
                found.extend(self._read(batch))
                batch, waiting = [], 0
        return found + self._read(batch)

    def _read(self, sentences: Sequence[Sequence[Token]]) -> list[Sketch]:
        if not sentences:
            return []
        import numpy as np

        rows: list[tuple[int, int, int]] = [(_BLANK,) * 3] * self._gap
        begins = []
        for sentence in sentences:
            begins.append(len(rows))
            rows.extend(self._row(token.text) for token in sentence)
            rows.extend([(_BLANK,) * 3] * self._gap)
        classes, openings, opens, closes = self._run(np.array(rows, dtype=np.int64))
        found = []
        for begin, sentence in zip(begins, sentences, strict=True):
            part = slice(begin, begin + len(sentence))
            found.append(
                Sketch(
                    [CLASSES[n] for n in classes[part]],
                    [OPENINGS[n] for n in openings[part]],
                    [float(p) for p in opens[part]],
                    [float(p) for p in closes[part]],
                )
            )
        return found

    def _row(self, word: str) -> tuple[int, int, int]:
        row = self._known.get(word)
        if row is None:
            row = (
                self._words.get(word.lower(), _UNKNOWN),
                self._endings.get(ending(word), _UNKNOWN),
                self._shapes.get(shape(word), _UNKNOWN),
            )
            if len(self._known) < _MOST_WORDS_KEPT:
                self._known[word] = row
        return row

    def _run(self, rows: "Ints") -> "tuple[Ints, Ints, Floats, Floats]":
        import numpy as np

        live = (rows[:, :1] != _BLANK).astype(np.float32)
        (scores,) = self._session.run(None, {"rows": rows, "live": live})
        first, second = len(CLASSES), len(CLASSES) + len(OPENINGS)
        opening = scores[:, first:second]
        odds = np.exp(opening - opening.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        # the likeliest real opening, with the chance that anything opens at all
        return (
            scores[:, :first].argmax(axis=1),
            (odds[:, 1:].argmax(axis=1) + 1),
            1 - odds[:, 0],
            1 / (1 + np.exp(-scores[:, second])),
        )
