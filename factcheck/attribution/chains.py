"""Linear-chain CRF inference on many padded chains at once (Lafferty et al., 2001)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

OUTSIDE, BEGIN, INSIDE = 0, 1, 2
_FORBIDDEN = np.float32(-1e4)


def best_labels(emissions: Floats, lengths: Ints, steps: Floats) -> Ints:
    """The best labels `[S, L]` of chains with `emissions` `[S, L, 3]` and transitions `steps` `[S, 3, 3]`.

    Chains begin outside; beyond its length a chain is labelled outside.
    """
    count, length, _ = emissions.shape
    steps = steps.copy()
    steps[:, OUTSIDE, INSIDE] = _FORBIDDEN
    score = np.tile(np.asarray([0.0, _FORBIDDEN, _FORBIDDEN], dtype=np.float32), (count, 1))
    back = np.zeros((length, count, 3), dtype=np.int8)
    final = np.zeros((count, 3), dtype=np.float32)
    for place in range(length):
        reach = score[:, :, None] + steps
        back[place] = reach.argmax(1)
        score = reach.max(1) + emissions[:, place]
        ended = lengths == place + 1
        if ended.any():
            final[ended] = score[ended]
    labels = np.zeros((count, length), dtype=np.int64)
    current = final.argmax(1)
    rows = np.arange(count)
    for place in range(length - 1, -1, -1):
        live = place < lengths
        labels[live, place] = current[live]
        current = np.where(live, back[place, rows, current], current)
    return labels


def marginals(emissions: Floats, lengths: Ints, steps: Floats) -> Floats:
    """The probability `[S, L, 3]` of each label at each place of the chains that `best_labels` takes.

    Forward and backward passes, scaled at each place (Rabiner, 1989). Beyond a chain's length the values mean nothing.
    """
    count, length, _ = emissions.shape
    reach = np.exp(steps)
    reach[:, OUTSIDE, INSIDE] = 0
    seen = np.exp(emissions - emissions.max(-1, keepdims=True))
    forward = np.empty_like(seen)
    share = np.tile(np.asarray([1.0, 0.0, 0.0], dtype=np.float32), (count, 1))
    for place in range(length):
        share = (share[:, :, None] * reach).sum(1) * seen[:, place]
        share /= share.sum(1, keepdims=True)
        forward[:, place] = share
    share = np.ones((count, 3), dtype=np.float32)
    for place in range(length - 2, -1, -1):
        share = (reach * (share * seen[:, place + 1])[:, None, :]).sum(2)
        share /= share.sum(1, keepdims=True)
        share[lengths <= place + 1] = 1
        forward[:, place] *= share
    chances: Floats = forward / forward.sum(-1, keepdims=True)
    return chances


def stretches(labels: Ints) -> list[tuple[int, int]]:
    """First and last place of every span in one chain's labels."""
    begins = np.flatnonzero(labels == BEGIN)
    found: list[tuple[int, int]] = []
    for begin in begins.tolist():
        end = begin
        while end + 1 < len(labels) and labels[end + 1] == INSIDE:
            end += 1
        found.append((begin, end))
    return found
