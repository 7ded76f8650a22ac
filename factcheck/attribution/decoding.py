"""From the tagger's figures for every word piece to attributions: cues first, then what each cue links to."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from factcheck.attribution.chains import BEGIN, OUTSIDE, best_labels, marginals, stretches
from factcheck.attribution.encoding import Encoding, span_of
from factcheck.attribution.linking import buckets
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_ROLES = ("source", "cue", "content")
_LINKED = ("source", "content")
_BATCH = 64


@dataclass(frozen=True, slots=True)
class Emissions:
    """What the encoder says of each piece: tags `[T, 9]`, projections as a cue and as a piece `[T, W]` each."""

    tags: Floats
    cue_side: Floats
    piece_side: Floats


@dataclass(frozen=True, slots=True)
class Parameters:
    """What decoding needs beside the encoder.

    `transitions` is `[5, 3, 3]` (source, cue, content, linked source, linked content); the three tables of
    biases are `[buckets, 4]`. `cue_bias` is added to cue tags against outside, `begin_bias` to the start
    of a linked content unless a cue would go without any, `source_bias` to the start of a linked source
    where a cue has none yet; `reach` is how many pieces around a cue may be linked to it. `calibration` are the
    weights of the confidence (see `confidence`); what has less than `least` of it is not given.
    """

    transitions: Floats
    distance: Floats
    between: Floats
    breaks: Floats
    cue_bias: float = 0.0
    begin_bias: float = 0.0
    source_bias: float = 0.0
    reach: int = 256
    calibration: tuple[float, ...] = field(default=(0.0, 1.0, 1.0, 0.0))
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class _Cue:
    first: int
    last: int
    start: int
    end: int
    begins: float


def decode(encoding: Encoding, emissions: Emissions, parameters: Parameters) -> list[Tagged]:
    """The attributions of a document, in order of their cues."""
    if not len(encoding):
        return []
    tags = emissions.tags.reshape(-1, len(_ROLES), 3)
    cues = _cues(encoding, tags[:, 1], parameters)
    found: list[tuple[int, Tagged]] = []
    spans = [(cue.first, cue.last) for cue in cues]
    numbers = sorted(range(len(cues)), key=lambda n: cues[n].end - cues[n].start)
    for begin in range(0, len(numbers), _BATCH):
        chosen = numbers[begin : begin + _BATCH]
        linked = _linked([cues[n] for n in chosen], spans, encoding, emissions, tags, parameters)
        found.extend((n, tagged) for n, tagged in zip(chosen, linked, strict=True) if tagged is not None)
    return [tagged for _, tagged in sorted(found, key=lambda pair: pair[0])]


def _cues(encoding: Encoding, tags: Floats, parameters: Parameters) -> list[_Cue]:
    edges = [0, *(np.flatnonzero(np.diff(encoding.paragraph)) + 1).tolist(), len(encoding)]
    blocks = sorted(pairwise(edges), key=lambda b: b[1] - b[0])
    steps = parameters.transitions[1]
    found: list[_Cue] = []
    for begin in range(0, len(blocks), _BATCH):
        batch = blocks[begin : begin + _BATCH]
        lengths = np.asarray([end - start for start, end in batch], dtype=np.int64)
        padded = np.zeros((len(batch), int(lengths.max()), 3), dtype=np.float32)
        for row, (start, end) in enumerate(batch):
            padded[row, : end - start] = tags[start:end]
        padded[:, :, BEGIN] += parameters.cue_bias
        each = np.repeat(steps[None], len(batch), 0)
        labels = best_labels(padded, lengths, each)
        chances = marginals(padded, lengths, each)
        for row, (start, end) in enumerate(batch):
            for first, last in stretches(labels[row, : end - start]):
                low, high = start + first, start + last
                left = max(start, low - parameters.reach)
                right = min(end, high + 1 + parameters.reach)
                found.append(_Cue(low, high, left, right, float(chances[row, first, BEGIN])))
    return sorted(found, key=lambda cue: cue.first)


def _linked(
    cues: list[_Cue],
    every: list[tuple[int, int]],
    encoding: Encoding,
    emissions: Emissions,
    tags: Floats,
    parameters: Parameters,
) -> Iterator[Tagged | None]:
    count = len(cues)
    lengths = np.asarray([cue.end - cue.start for cue in cues], dtype=np.int64)
    width = int(lengths.max())
    kinds = len(_LINKED) * 2
    scores = np.zeros((count, width, 3 * len(_LINKED)), dtype=np.float32)
    for row, cue in enumerate(cues):
        places = np.arange(cue.start, cue.end, dtype=np.int64)
        near = [c for c in every if c[0] < cue.end and c[1] >= cue.start]
        distance, between, breaks = buckets(places, encoding.paragraph[places], near, (cue.first, cue.last))
        query = emissions.cue_side[cue.first : cue.last + 1].mean(0).reshape(kinds, -1)
        keys = emissions.piece_side[cue.start : cue.end].reshape(len(places), kinds, -1)
        score = np.einsum("kp,lkp->lk", query, keys, optimize=False) / np.float32(query.shape[1] ** 0.5)
        score += parameters.distance[distance] + parameters.between[between] + parameters.breaks[breaks]
        own = tags[cue.start : cue.end]
        scores[row, : len(places), 0:3] = own[:, 0]
        scores[row, : len(places), 3:6] = own[:, 2]
        scores[row, : len(places), 1:3] += score[:, 0:2]
        scores[row, : len(places), 4:6] += score[:, 2:4]
    labels, outside = _best_links(scores, lengths, parameters)
    for row, cue in enumerate(cues):
        size = cue.end - cue.start
        yield _tagged(cue, labels[row, :, :size], outside[row, :, :size], encoding, parameters)


def _best_links(scores: Floats, lengths: Ints, parameters: Parameters) -> tuple[Ints, Floats]:
    """Labels `[cues, 2, L]` of the linked source and content, and the probability that a piece is outside of either.

    A second source or piece of content must be surer than the first: few attributions have none, few have two.
    """
    count, width, _ = scores.shape
    both = scores.reshape(count, width, 2, 3).transpose(0, 2, 1, 3)
    steps = np.tile(parameters.transitions[3:5], (count, 1, 1))
    flat = both.reshape(count * 2, width, 3)
    outside = marginals(flat, np.repeat(lengths, 2), steps)[:, :, OUTSIDE].reshape(count, 2, width)
    biased = both.copy()
    biased[:, 1, :, BEGIN] += parameters.begin_bias
    labels = best_labels(biased.reshape(flat.shape), np.repeat(lengths, 2), steps).reshape(count, 2, width)
    for role, bias in enumerate((parameters.source_bias, 0.0)):
        bare = np.flatnonzero(~(labels[:, role] > OUTSIDE).any(1))
        if len(bare):
            own = both[bare, role]
            own[:, :, BEGIN] += bias
            labels[bare, role] = best_labels(own, lengths[bare], steps[bare * 2 + role])
    return labels, outside


def _tagged(cue: _Cue, labels: Ints, outside: Floats, encoding: Encoding, parameters: Parameters) -> Tagged | None:
    source, content = (
        [_whole_words(encoding, cue.start + a, cue.start + b) for a, b in stretches(row)] for row in labels
    )
    if not content:
        return None
    sure = confidence(evidence(cue.begins, labels, outside), parameters.calibration)
    if sure < parameters.least:
        return None
    return Tagged(
        source=tuple(span_of(encoding, *s) for s in source),
        cue=(span_of(encoding, *_whole_words(encoding, cue.first, cue.last)),),
        content=tuple(span_of(encoding, *s) for s in content),
        confidence=sure,
    )


def evidence(begins: float, labels: Ints, outside: Floats) -> tuple[float, float, float]:
    """What speaks for an attribution, each a probability.

    That its cue begins where it does; the expected IoU of its content with the right one, piece by piece; its source,
    or that there is none.
    """
    held = 1 - outside[1]
    taken = labels[1] > OUTSIDE
    shared = held[taken].sum()
    named = labels[0] > OUTSIDE
    return (
        begins,
        float(shared / (taken.sum() + held.sum() - shared)),
        float(1 - outside[0, named].mean()) if named.any() else float(outside[0].min()),
    )


def confidence(signs: tuple[float, ...], weights: tuple[float, ...]) -> float:
    """Logistic regression over the log-odds of `signs` (Platt, 1999); the first weight is the intercept."""
    total = weights[0]
    for sign, weight in zip(signs, weights[1:], strict=True):
        bounded = min(max(sign, 1e-4), 1 - 1e-4)
        total += weight * float(np.log(bounded / (1 - bounded)))
    return float(1 / (1 + np.exp(-total)))


def _whole_words(encoding: Encoding, first: int, last: int) -> tuple[int, int]:
    """Widen a stretch of pieces to the words that it cuts into."""
    while first > 0 and not encoding.first[first]:
        first -= 1
    while last + 1 < len(encoding) and not encoding.first[last + 1]:
        last += 1
    return first, last


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """`spans` in order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
