"""A quotation laid along a stretch of a document, word by word, wherever in the stretch it fits best.

Dynamic programming with free ends in the document (Sellers, The theory and computation of evolutionary
distances, 1980); what two different words cost is told by rapidfuzz.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from factcheck.matching.printed import Part, PartKind, Printed
from factcheck.matching.token import Token, TokenKind

Costs = npt.NDArray[np.int64]

_WORD = 100
_SMALL_WORD = 50
_SMALL = 3
_OTHER = 1.6
_SAME_KIND = 0.7
_ALIKE_FROM = 60
_SKIPPED_AT_GAP = 2
_REPLACED_BY_INSERTION = 25
_UNUSED_INSERTION = 5
# a word of the quotation that nobody said costs more than one that was left out, and least what changes the meaning:
# an alignment that steps over a "not" is the one to look at
_DROPPED = 1.5
_SKIPPED_SIGN = 40
_SIGNS = (TokenKind.NEGATION, TokenKind.HEDGE)
_HELPING = frozenset({"do", "does", "did"})
_SKIPPED_HELPING = 20


@dataclass(frozen=True, slots=True)
class Step:
    """A part of the quotation beside a word of the document; either may be missing, not both."""

    part: Part | None
    token: Token | None


@dataclass(frozen=True, slots=True)
class Alignment:
    """The steps in order, from the first word that both have to the last; `score` is 0 to 1."""

    steps: tuple[Step, ...]
    score: float


def align(printed: Printed, said: list[Token]) -> Alignment | None:
    """The best alignment of all of `printed` with some run of `said`; None where they have no word in common."""
    parts = printed.parts
    if not said or not printed.words:
        return None
    likeness = _substitutions(parts, said)
    skip = np.array([_skip(token) for token in said], np.int64)
    table = _filled(parts, likeness, skip)
    end = int(np.argmin(table[-1]))
    steps = _traced(parts, said, likeness, table, end)
    if not any(step.part and step.token and step.part.same(step.token) for step in steps):
        return None
    whole = sum(_weight(part.token) for part in parts if part.token is not None)
    return Alignment(tuple(steps), max(0.0, 1.0 - float(table[-1, end]) / max(whole, 1)))


def _weight(token: Token) -> int:
    return _SMALL_WORD if token.kind is TokenKind.WORD and len(token.norm) <= _SMALL else _WORD


def _substitutions(parts: tuple[Part, ...], said: list[Token]) -> Costs:
    """What each part costs beside each word of the document: nothing where they are the same."""
    words = [part.token for part in parts if part.token is not None]
    ours, our_place = np.unique([w.norm for w in words], return_inverse=True)
    theirs, their_place = np.unique([t.norm for t in said], return_inverse=True)
    alike = process.cdist(list(ours), list(theirs), scorer=fuzz.ratio, dtype=np.float32)[our_place][:, their_place]
    same = ours[our_place][:, None] == theirs[their_place][None, :]
    kinds = np.array([w.kind for w in words])[:, None] == np.array([t.kind for t in said])[None, :]
    plain = np.array([t.kind is TokenKind.WORD for t in said])[None, :]
    share = np.where(kinds & ~plain, _SAME_KIND, _OTHER)
    likely = np.clip(1.2 - (alike - _ALIKE_FROM) / (100 - _ALIKE_FROM), 0.3, _OTHER)
    share = np.where(alike >= _ALIKE_FROM, np.minimum(share, likely), share)
    weights = np.maximum(np.array([_weight(w) for w in words])[:, None], np.array([_weight(t) for t in said])[None, :])
    of_words = np.where(same, 0, share * weights).astype(np.int64)
    for row, part in enumerate(part for part in parts if part.token is not None):
        if part.kept:
            of_words[row, [column for column, token in enumerate(said) if part.same(token)]] = 0
    costs = np.full((len(parts), len(said)), _OTHER * _WORD * 4, np.int64)
    costs[[n for n, part in enumerate(parts) if part.token is not None]] = of_words
    return costs


def _filled(parts: tuple[Part, ...], likeness: Costs, skip: Costs) -> Costs:
    """The least costs of each beginning of the quotation, ending at each word of the document."""
    rows, columns = likeness.shape
    table = np.zeros((rows + 1, columns + 1), np.int64)
    for row, part in enumerate(parts):
        drop = _drop(part)
        walk = _walk(part, skip)
        best = table[row] + drop
        np.minimum(best[1:], table[row, :-1] + likeness[row], out=best[1:])
        walked = np.concatenate(([0], np.cumsum(walk)))
        table[row + 1] = walked + np.minimum.accumulate(best - walked)
    return table


def _skip(token: Token) -> int:
    """What it costs that the quotation has nothing for a word of the document."""
    if token.norm in _HELPING:
        return _SKIPPED_HELPING
    return _SKIPPED_SIGN if token.kind in _SIGNS else _weight(token)


def _drop(part: Part) -> int:
    """What it costs that the document has nothing for the part."""
    if part.token is None:
        return 0 if part.kind is PartKind.GAP else _UNUSED_INSERTION
    return int(_weight(part.token) * _DROPPED)


def _walk(part: Part, skip: Costs) -> Costs:
    if part.kind is PartKind.GAP:
        return np.minimum(skip, _SKIPPED_AT_GAP)
    if part.kind is PartKind.INSERTION:
        return np.minimum(skip, _REPLACED_BY_INSERTION)
    return skip


def _traced(parts: tuple[Part, ...], said: list[Token], likeness: Costs, table: Costs, column: int) -> list[Step]:
    """The steps that lead to the last part at `column`, in order."""
    steps: list[Step] = []
    row = len(parts)
    while row:
        part = parts[row - 1]
        here = table[row, column]
        drop = _drop(part)
        if column and here == table[row - 1, column - 1] + likeness[row - 1, column - 1]:
            row, column = row - 1, column - 1
            steps.append(Step(part, said[column]))
        elif here == table[row - 1, column] + drop:
            row -= 1
            steps.append(Step(part, None))
        else:
            column -= 1
            steps.append(Step(None, said[column]))
    steps.reverse()
    return _without_edges(steps)


def _without_edges(steps: list[Step]) -> list[Step]:
    """Without words of the document before the quotation's first part and after its last."""
    begin, end = 0, len(steps)
    while begin < end and steps[begin].part is None:
        begin += 1
    while end > begin and steps[end - 1].part is None:
        end -= 1
    return steps[begin:end]
