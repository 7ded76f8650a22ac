"""Whether a content is quoted wholly, partly or not at all."""

from factcheck.domain.extraction import QuotationType
from factcheck.domain.spans import Span
from factcheck.text.quotations import Quotation

_LONG_QUOTE = 0.9


def quotation_type(text: str, content: tuple[Span, ...], quotations: list[Quotation]) -> QuotationType:
    """`direct` when all letters of `content` lie in quotation marks, `mixed` when some do."""
    letters = {i for span in content for i in range(*span) if text[i].isalnum()}
    if not letters:
        return QuotationType.INDIRECT
    low, high = min(letters), max(letters)
    inside = {
        i
        for q in quotations
        if q.depth == 0 and q.inner.start <= high and q.inner.end > low
        for i in range(max(q.inner.start, low), min(q.inner.end, high + 1))
        if i in letters
    }
    if len(inside) >= _LONG_QUOTE * len(letters) and len(letters) - len(inside) <= 4:
        return QuotationType.DIRECT
    return QuotationType.MIXED if inside else QuotationType.INDIRECT
