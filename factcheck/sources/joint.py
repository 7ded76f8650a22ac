"""Joint sources taken apart: "U.S., Ukrainian and South Korean assessments" are three."""

import re

from factcheck.domain.spans import Span
from factcheck.sources.lexicon import lexicon

_SPLIT = re.compile(r"\s*,\s*(?:and|or|as well as)\s+|\s*,\s*|\s+(?:and|or|as well as|along with)\s+")
_MODIFIER = re.compile(r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*)?\.?")


def parts(text: str, spans: tuple[Span, ...]) -> list[tuple[str, Span]]:
    """Each source that `spans` name, with the span that names it.

    Modifiers that share one head noun get it each: the name is then longer than its span.
    """
    found: list[tuple[str, Span]] = []
    for span in spans:
        found.extend(_of_span(text, span))
    return found


def _of_span(text: str, span: Span) -> list[tuple[str, Span]]:
    whole = span.of(text)
    pieces: list[tuple[str, Span]] = []
    begin = 0
    for match in [*_SPLIT.finditer(whole), None]:
        end = match.start() if match else len(whole)
        if end > begin:
            pieces.append((whole[begin:end], Span(span.start + begin, span.start + end)))
        begin = match.end() if match else end
    if len(pieces) < 2 or not re.search(r"\s(?:and|or|as well as|along with)\s", whole):
        return [(whole, span)]
    shared = _shared_head(pieces)
    if shared is not None:
        return shared
    return pieces if all(_stands_alone(piece) for piece, _ in pieces) else [(whole, span)]


def _shared_head(pieces: list[tuple[str, Span]]) -> list[tuple[str, Span]] | None:
    """The pieces with the last one's head noun, where all the others are mere modifiers of it."""
    *modifiers, (last, span) = pieces
    head = re.search(r"\s([a-z][\w-]*(?:\s[a-z][\w-]*)?)$", last)
    if head is None or not _MODIFIER.fullmatch(last[: head.start()]):
        return None
    words = lexicon()
    if not any(
        words.has(kind, head.group(1).split()[-1])
        for kind in ("group_heads", "document_heads", "poll_heads", "organization_heads")
    ):
        return None
    if not all(_MODIFIER.fullmatch(piece) for piece, _ in modifiers):
        return None
    return [*((f"{piece} {head.group(1)}", place) for piece, place in modifiers), (last, span)]


def _stands_alone(piece: str) -> bool:
    """Whether a piece can be a source by itself: a name, or a noun phrase with its own determiner or plural."""
    words = lexicon()
    bare = piece.split()
    if not bare:
        return False
    if piece[0].isupper():
        return not words.has("demonyms", piece)
    last = bare[-1]
    return (
        words.has("group_heads", last)
        or words.has("organization_heads", last)
        or bare[0]
        in (
            "a",
            "an",
            "the",
            "his",
            "her",
            "their",
            "its",
            "other",
            "some",
        )
    )
