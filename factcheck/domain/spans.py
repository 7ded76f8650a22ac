"""Stretches of a text, counted in Unicode code points."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A stretch of text from `start` to `end` (exclusive), in code points."""

    start: int
    end: int

    def __len__(self) -> int:
        """The number of code points covered."""
        return self.end - self.start

    def of(self, text: str) -> str:
        """The stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


def trimmed(text: str, start: int, end: int, strip: str | None = None) -> Span:
    """The span `start:end` without the white space (or characters of `strip`) at its edges.

    An all-blank stretch gives an empty span at `start`.
    """
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(strip))
    if left == len(piece):
        return Span(start, start)
    return Span(start + left, start + len(piece.rstrip(strip)))


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of `spans`, of which there is at least one."""
    together = list(spans)
    return Span(min(s.start for s in together), max(s.end for s in together))
