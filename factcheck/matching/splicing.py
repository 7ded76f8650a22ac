"""A quotation put together of pieces that stand far apart, in one document or in several."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from factcheck.domain.spans import Span
from factcheck.matching.token import Token, TokenKind

_LEAST_WORDS = 4
_LEAST_TELLING = 2
_SHORT = 3
_LEAST_BETWEEN = 2
_LEAST_SHARE = 0.85
# characters between two pieces from which on they are far apart, with an ellipsis between them and without
_FAR = 240
_FAR_UNMARKED = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first:last` of the quotation, which stand at `span` of the document numbered `document`."""

    first: int
    last: int
    document: int
    span: Span


@dataclass(frozen=True, slots=True)
class Splice:
    """The pieces in the quotation's order, and the share of its words that they cover."""

    pieces: tuple[Piece, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a stretch of the document numbered `document`."""

    document: int
    tokens: Sequence[Token]


def splice(words: Sequence[Token], gaps: frozenset[int], stretches: Sequence[Said]) -> Splice | None:
    """The fewest, longest pieces that make up nearly all of `words`; None where they are not two or more far apart.

    `gaps` are the words before which the quotation has an ellipsis.
    """
    borders = gaps | {0, len(words)}
    found = sorted(_covering(words, borders, stretches, 0, len(words)), key=lambda piece: piece.first)
    share = sum(piece.last - piece.first for piece in found) / max(len(words), 1)
    if len(found) < 2 or share < _LEAST_SHARE or not any(_apart(a, b, gaps) for a, b in pairwise(found)):
        return None
    return Splice(tuple(found), share)


def _apart(one: Piece, other: Piece, gaps: frozenset[int]) -> bool:
    if one.document != other.document or other.span.start < one.span.end:
        return True
    marked = any(one.last <= gap <= other.first for gap in gaps)
    return other.span.start - one.span.end > (_FAR if marked else _FAR_UNMARKED)


def _covering(
    words: Sequence[Token], borders: frozenset[int], stretches: Sequence[Said], low: int, high: int
) -> list[Piece]:
    best: Piece | None = None
    for stretch in stretches:
        piece = _longest(words, borders, stretch, low, high)
        if piece is not None and (best is None or piece.last - piece.first > best.last - best.first):
            best = piece
    if best is None:
        return []
    return [
        *_covering(words, borders, stretches, low, best.first),
        best,
        *_covering(words, borders, stretches, best.last, high),
    ]


def _longest(words: Sequence[Token], borders: frozenset[int], stretch: Said, low: int, high: int) -> Piece | None:
    """The longest run of words `low:high` in the stretch, if it is long enough to tell anything.

    What fills the room between two ellipses may be short.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for place, token in enumerate(stretch.tokens):
        places[token.norm].append(place)
    begin, end, at = low, low, 0
    runs: dict[int, int] = {}
    for number in range(low, high):
        following: dict[int, int] = {}
        for place in places.get(words[number].norm, ()):
            length = runs.get(place - 1, 0) + 1
            following[place] = length
            if length > end - begin:
                begin, end, at = number - length + 1, number + 1, place - length + 1
        runs = following
    piece = words[begin:end]
    telling = sum(token.kind is not TokenKind.WORD or len(token.norm) > _SHORT for token in piece)
    least = _SHORT if telling >= _LEAST_TELLING else _LEAST_WORDS
    if len(piece) < (_LEAST_BETWEEN if {begin, end} <= borders else least):
        return None
    tokens = stretch.tokens[at : at + end - begin]
    return Piece(begin, end, stretch.document, Span(tokens[0].start, tokens[-1].end))
