"""A quotation and the place that it comes from as one text, word by word: what both have, said alone, printed alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from factcheck.domain.papers import DiffPiece, Piece
from factcheck.domain.spans import Span, hull
from factcheck.matching.token import folded

_AROUND = 60
_WORD = re.compile(r"\s*\S+")
_LEFT_OUT = " […] "


def diff(printed: str, document: str, spans: Sequence[Span]) -> tuple[DiffPiece, ...]:
    """`printed` against the stretches `spans` of `document`, with some words of the document on either side.

    Words count as the same whatever their case and marks; they are shown as printed.
    """
    if not spans:
        return ()
    whole = hull(spans)
    # pieces from distant places are shown one after the other
    near = len(whole) <= 2 * len(printed) + 2 * _AROUND
    said = whole.of(document) if near else _LEFT_OUT.join(span.of(document) for span in spans)
    before, after = document[max(0, whole.start - _AROUND) : whole.start], document[whole.end : whole.end + _AROUND]
    pieces = [DiffPiece(Piece.AROUND, _flat(before.partition(" ")[2] if whole.start > _AROUND else before))]
    pieces += _compared(_WORD.findall(_flat(said)), _WORD.findall(_flat(printed)))
    end = after if len(after) < _AROUND else after.rpartition(" ")[0]
    pieces.append(DiffPiece(Piece.AROUND, _flat(end)))
    return tuple(_joined(piece for piece in pieces if piece.text))


def _compared(said: Sequence[str], printed: Sequence[str]) -> Iterator[DiffPiece]:
    for step in Levenshtein.opcodes([_norm(word) for word in said], [_norm(word) for word in printed]):
        if step.tag == "equal":
            yield DiffPiece(Piece.SAME, "".join(printed[step.dest_start : step.dest_end]))
            continue
        yield DiffPiece(Piece.SAID, "".join(said[step.src_start : step.src_end]))
        yield DiffPiece(Piece.PRINTED, "".join(printed[step.dest_start : step.dest_end]))


def _joined(pieces: Iterator[DiffPiece]) -> Iterator[DiffPiece]:
    for kind, together in groupby(pieces, key=lambda piece: piece.kind):
        yield DiffPiece(kind, "".join(piece.text for piece in together))


def _norm(word: str) -> str:
    letters = "".join(letter for letter in folded(word) if letter.isalnum())
    return letters or word.strip()


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)
