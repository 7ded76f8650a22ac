"""Where a stretch of text holds more than one assertion: coordinated, relative and participial clauses."""

import re

from factcheck.domain.spans import Span, trimmed

_LEAST_WORDS = 4
_EDGES = " \t\r\n\u00a0,;:—–-"
_BREAK = re.compile(
    r";\s+"
    r"|,\s+(?=(?:and|but|while|whereas|although|though|because|as|after|before|since|when|which|who|where|so|yet|with|despite)\s)"
    r"|,\s+(?=(?!during|according|including|following|regarding|concerning)[a-z]{3,}ing\s)"
    r"|\s+(?=(?:but|because|although|whereas|while)\s)"
    r"|(?<=[.!?][”\"’'])\s+|(?<=[a-z\d][.!?])\s+(?=[“\"‘A-Z])"
    r"|\s[—–]\s|—"
)
_LINK = re.compile(r"(?:and|but|so|yet|that)\s+", re.IGNORECASE)


def clauses(text: str, span: Span) -> list[Span]:
    """The stretches of `span` that assert something each; `span` itself where it holds one assertion."""
    pieces: list[Span] = []
    begin = span.start
    for match in _BREAK.finditer(text, span.start, span.end):
        if _clause(text, begin, match.start()) and _clause(text, match.end(), span.end):
            pieces.append(Span(begin, match.start()))
            begin = match.end()
    pieces.append(Span(begin, span.end))
    return [_bare(text, piece) for piece in pieces]


def _clause(text: str, start: int, end: int) -> bool:
    return len(text[start:end].split()) >= _LEAST_WORDS


def _bare(text: str, span: Span) -> Span:
    """Without the conjunction in front and the marks that part it from its neighbours."""
    piece = trimmed(text, span.start, span.end, _EDGES)
    link = _LINK.match(text, piece.start, piece.end)
    return Span(link.end(), piece.end) if link and link.end() < piece.end else piece
