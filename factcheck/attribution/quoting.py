"""Whether a content is quoted wholly, partly or not at all."""

from bisect import bisect_left
from collections.abc import Iterable

from factcheck.domain.extraction import QuotationType
from factcheck.domain.spans import Span
from factcheck.text.quotations import Quotation

_LONG_QUOTE = 0.9


def quotation_types(
    text: str, contents: Iterable[tuple[Span, ...]], quotations: list[Quotation]
) -> list[QuotationType]:
    """For each content: `direct` when all its letters lie in quotation marks, `mixed` when some do."""
    outermost = sorted((q.inner for q in quotations if q.depth == 0), key=lambda inner: inner.end)
    ends = [inner.end for inner in outermost]
    return [_type(text, content, outermost, ends) for content in contents]


def _type(text: str, content: tuple[Span, ...], outermost: list[Span], ends: list[int]) -> QuotationType:
    letters = {i for span in content for i in range(*span) if text[i].isalnum()}
    if not letters:
        return QuotationType.INDIRECT
    low, high = min(letters), max(letters)
    inside: set[int] = set()
    for number in range(bisect_left(ends, low), len(outermost)):
        inner = outermost[number]
        if inner.start > high:
            break
        inside.update(i for i in range(max(inner.start, low), min(inner.end, high + 1)) if i in letters)
    if len(inside) >= _LONG_QUOTE * len(letters) and len(letters) - len(inside) <= 4:
        return QuotationType.DIRECT
    return QuotationType.MIXED if inside else QuotationType.INDIRECT
