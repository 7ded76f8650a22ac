"""Words and marks of a stretch of text, as the syntax reader takes them."""

import re
from dataclasses import dataclass

from factcheck.domain.spans import Span

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*"  # U.S., a.m., U.S.-led
    r"|[$€£]?\d+(?:[.,:/]\d+)*(?:[^\W\d_]+)?%?"  # 10,000, $1.5, 8:30, 14th, 40%
    r"|[^\W_]+(?:[-–’'.&/@_][^\W_]+)*"  # re-election, don’t, O'Neill
    r"|[^\W_]+|\.{2,}|--+|[^\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark with its place in the text."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its place."""
        return Span(self.start, self.end)


def tokens(text: str, span: Span) -> list[Token]:
    """The words and marks of `span`, in order."""
    return [Token(match[0], match.start(), match.end()) for match in _TOKEN.finditer(text, span.start, span.end)]
