"""Paragraphs of a text: the stretches that no sentence and hardly any quotation crosses."""

import re
from itertools import pairwise

from factcheck.domain.spans import Span, trimmed

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WIDEST_WRAP = 120
_NARROWEST_WRAP = 40


def paragraphs(text: str) -> list[Span]:
    """Split `text` at blank lines, and at line breaks unless the lines are hard-wrapped prose.

    Spans come in order, never touch, and hold no white space at their edges.
    """
    found: list[Span] = []
    block: list[Span] = []
    last = 0
    for match in _LINE.finditer(text):
        line = trimmed(text, *match.span())
        if not len(line):
            continue
        if block and _blank_line_between(text, last, match.start()):
            found.extend(_of_block(text, block))
            block = []
        block.append(line)
        last = match.end()
    found.extend(_of_block(text, block))
    return found


def _blank_line_between(text: str, end: int, start: int) -> bool:
    gap = text[end:start].replace("\r\n", "\n")
    return len(gap.splitlines()) > 1


def _of_block(text: str, lines: list[Span]) -> list[Span]:
    """One paragraph of hard-wrapped `lines`, else each line its own."""
    if len(lines) < 2 or not _hard_wrapped(text, lines):
        return lines
    return [Span(lines[0].start, lines[-1].end)]


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    """Whether every line but the last is full: the next line's first word would not have fitted."""
    width = max(len(line) for line in lines)
    if width > _WIDEST_WRAP or width < _NARROWEST_WRAP:
        return False
    if len(lines) == 2:
        return text[lines[1].start].islower()
    for line, following in pairwise(lines):
        first_word = following.of(text).split(maxsplit=1)[0]
        if len(line) + 1 + len(first_word) <= width - 8:
            return False
    return True
