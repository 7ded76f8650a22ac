"""Where a piece stands relative to a cue, in the buckets that the linker has biases for."""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

_EDGES = np.asarray([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96], dtype=np.int64)
DISTANCE_BUCKETS = 2 * (len(_EDGES) + 1) + 1
_MOST_BETWEEN = 3
BETWEEN_BUCKETS = 2 * (_MOST_BETWEEN + 1) + 1
_MOST_BREAKS = 2
BREAK_BUCKETS = 2 * (_MOST_BREAKS + 1) + 1


def buckets(
    places: Ints, paragraph: Ints, cues: list[tuple[int, int]], cue: tuple[int, int]
) -> tuple[Ints, Ints, Ints]:
    """Distance, cues between and breaks between of each of `places` as seen from `cue`.

    `paragraph` numbers the paragraph at each of `places`; `cues` are the first and last
    pieces of every cue of the text.
    Negative sides (before the cue) come first, the cue itself has the middle bucket.
    """
    first, last = cue
    before, after = places < first, places > last
    gap = np.where(before, first - places, np.where(after, places - last, 0))
    distance = _signed(np.searchsorted(_EDGES, gap, side="right"), before, after, len(_EDGES))
    own = int(paragraph[np.searchsorted(places, first)])
    breaks = _signed(np.minimum(np.abs(paragraph - own), _MOST_BREAKS), before, after, _MOST_BREAKS)
    firsts = np.asarray([c[0] for c in cues], dtype=np.int64)
    lasts = np.asarray([c[1] for c in cues], dtype=np.int64)
    left = np.searchsorted(firsts, first) - np.searchsorted(firsts, places, side="right")
    right = np.searchsorted(lasts, places, side="left") - np.searchsorted(firsts, last, side="right")
    count = np.clip(np.where(before, left, np.where(after, right, 0)), 0, _MOST_BETWEEN)
    return distance, _signed(count, before, after, _MOST_BETWEEN), breaks


def _signed(size: Ints, before: NDArray[np.bool_], after: NDArray[np.bool_], most: int) -> Ints:
    """Fold sizes 0..most on both sides of the cue into 2 * (most + 1) + 1 buckets."""
    middle = most + 1
    return np.where(before, middle - 1 - size, np.where(after, middle + 1 + size, middle))
