"""What the decoder makes of the tagger's figures: labels, their probabilities, what a cue links to."""

from itertools import product

import numpy as np
import pytest

from factcheck.attribution.chains import best_labels, marginals
from factcheck.attribution.decoding import Emissions, Parameters, decode
from factcheck.attribution.encoding import Encoding
from factcheck.attribution.linking import BETWEEN_BUCKETS, BREAK_BUCKETS, DISTANCE_BUCKETS
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span

OUTSIDE, BEGIN, INSIDE = range(3)


def weight(labels: tuple[int, ...], emissions: np.ndarray, steps: np.ndarray) -> float:
    """How likely a whole labelling is, up to a factor."""
    path = (OUTSIDE, *labels)
    if (OUTSIDE, INSIDE) in zip(path, labels, strict=False):
        return 0.0
    return float(
        np.exp(sum(steps[a, b] for a, b in zip(path, labels, strict=False)) + emissions[range(5), labels].sum())
    )


def test_marginals_are_the_shares_of_all_labellings_whatever_is_in_the_batch() -> None:
    chance = np.random.default_rng(3)
    steps = chance.normal(size=(2, 3, 3)).astype(np.float32)
    emissions = chance.normal(size=(2, 9, 3), scale=2).astype(np.float32)
    lengths = np.asarray([5, 9])
    found = marginals(emissions, lengths, steps)
    wanted = np.zeros((5, 3))
    for labels in product(range(3), repeat=5):
        wanted[range(5), labels] += weight(labels, emissions[0, :5], steps[0])
    assert found[0, :5] == pytest.approx(wanted / wanted.sum(1, keepdims=True), abs=1e-5)
    alone = marginals(emissions[:1, :5], lengths[:1], steps[:1])
    assert (alone[0] == found[0, :5]).all()


def test_the_best_labels_are_the_likeliest_labelling() -> None:
    chance = np.random.default_rng(4)
    steps = chance.normal(size=(1, 3, 3)).astype(np.float32)
    emissions = chance.normal(size=(1, 5, 3), scale=2).astype(np.float32)
    best = max(product(range(3), repeat=5), key=lambda labels: weight(labels, emissions[0], steps[0]))
    assert tuple(best_labels(emissions, np.asarray([5]), steps)[0]) == best


WORDS = 6  # Roe said it will rain .


def read(source: float, content: float, **settings: float | tuple[float, ...]) -> list[Tagged]:
    """One cue, its figures for a source before it and a content behind it as given, every other piece outside."""
    tags = np.zeros((WORDS, 3, 3), dtype=np.float32)
    tags[:, :, OUTSIDE] = 4
    tags[1, 1, BEGIN] = 12
    tags[0, 0, BEGIN] = 4 + source
    tags[2, 2, BEGIN] = 4 + content
    tags[3:6, 2, INSIDE] = 4 + abs(content)
    encoding = Encoding(
        ids=np.arange(WORDS),
        starts=np.arange(WORDS) * 5,
        ends=np.arange(WORDS) * 5 + 4,
        case=np.zeros(WORDS, dtype=np.int64),
        quote=np.zeros(WORDS, dtype=np.int64),
        paragraph=np.zeros(WORDS, dtype=np.int64),
        first=np.ones(WORDS, dtype=np.bool_),
    )
    parameters = Parameters(
        transitions=np.zeros((5, 3, 3), dtype=np.float32),
        distance=np.zeros((DISTANCE_BUCKETS, 4), dtype=np.float32),
        between=np.zeros((BETWEEN_BUCKETS, 4), dtype=np.float32),
        breaks=np.zeros((BREAK_BUCKETS, 4), dtype=np.float32),
        **settings,  # type: ignore[arg-type]
    )
    sides = np.zeros((WORDS, 4), dtype=np.float32)
    return decode(encoding, Emissions(tags.reshape(WORDS, 9), sides, sides), parameters)


def test_a_cue_takes_the_likeliest_source_rather_than_none() -> None:
    assert read(source=-1, content=3)[0].source == ()
    assert read(source=-1, content=3, source_bias=2)[0].source == (Span(0, 4),)
    assert read(source=-3, content=3, source_bias=2)[0].source == ()


def test_a_bias_against_further_content_does_not_take_the_only_one() -> None:
    assert read(source=3, content=0.2, begin_bias=-9)[0].content == (Span(10, 29),)


def test_what_is_too_unsure_is_not_given() -> None:
    sure = read(source=3, content=3)[0].confidence
    assert read(source=3, content=3, least=sure - 0.01)
    assert not read(source=3, content=3, least=sure + 0.01)


def test_confidence_rises_with_each_sign() -> None:
    even = {"calibration": (0.0, 1.0, 1.0, 1.0)}
    base = read(source=1, content=1, **even)[0].confidence
    assert read(source=3, content=1, **even)[0].confidence > base
    assert read(source=1, content=3, **even)[0].confidence > base
