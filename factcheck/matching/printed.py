"""A printed quotation as what it is compared by: its words, and where the editor left out or put in."""

import re
from dataclasses import dataclass
from enum import StrEnum

from factcheck.domain.matching import Quoted
from factcheck.domain.spans import Span
from factcheck.matching.kinds import as_name
from factcheck.matching.token import Token, folded
from factcheck.matching.tokens import tokens


class PartKind(StrEnum):
    """What a part of a printed quotation is."""

    WORD = "word"
    GAP = "gap"
    INSERTION = "insertion"


@dataclass(frozen=True, slots=True)
class Part:
    """A word, an ellipsis (`gap`), or what stands in square brackets (`insertion`) with its words.

    `bracketed` is true for a word of which brackets changed a part; `kept` is then how the word said must begin.
    """

    kind: PartKind
    token: Token | None = None
    inserted: tuple[Token, ...] = ()
    bracketed: bool = False
    kept: str = ""

    def same(self, said: Token) -> bool:
        """Whether `said` is this word, but for what brackets changed."""
        if self.token is None:
            return False
        return self.token.norm == said.norm or (bool(self.kept) and said.norm.startswith(self.kept))


@dataclass(frozen=True, slots=True)
class Printed:
    """A quotation in parts; offsets of its tokens count in `text`."""

    quoted: Quoted
    text: str
    parts: tuple[Part, ...]

    @property
    def words(self) -> list[Token]:
        """The words outside square brackets."""
        return [part.token for part in self.parts if part.token is not None]

    @property
    def gaps(self) -> frozenset[int]:
        """Before which of the words an ellipsis stands; one at the end or the beginning tells nothing."""
        found: set[int] = set()
        at = 0
        for part in self.parts:
            if part.kind is PartKind.GAP:
                found.add(at)
            at += part.token is not None
        return frozenset(found - {0, at})

    @property
    def edited(self) -> bool:
        """Whether the editor shows that something was left out or put in."""
        return any(part.kind is not PartKind.WORD or part.bracketed for part in self.parts)


# [t]he, walk[ed]: brackets inside a word change its first letter or its ending, but "hope[less]" is another word
_INSIDE_WORD = re.compile(r"\[([^\W\d_])\](?=[^\W\d_])|(?<=[^\W\d_])\[([^\W\d_]{1,3})\]")
_LEAST_KEPT = 3
_GAP = re.compile(r"[\[(]\s*(?:…|\.(?:\s?\.){2,3})\s*[\])]|…\.?|\.(?:[ \u00a0]?\.){2,3}")
_BRACKETS = re.compile(r"\[([^\[\]]{0,200})\]")


def printed(quoted: Quoted) -> Printed:
    """Take `quoted` apart."""
    text = quoted.text
    plain, inside = _without_inner_brackets(text)
    marks: list[tuple[Span, Part]] = []
    for gap in _GAP.finditer(plain):
        marks.append((Span(*gap.span()), Part(PartKind.GAP)))
    for bracket in _BRACKETS.finditer(plain):
        span = Span(*bracket.span())
        if any(span.overlaps(other) for other, _ in marks):
            continue
        within = tuple(map(as_name, tokens(plain, bracket.start(1), bracket.end(1))))
        if [token.norm for token in within] == ["sic"]:
            marks.append((span, Part(PartKind.INSERTION)))
        else:
            marks.append((span, Part(PartKind.INSERTION, inserted=within)))
    marks.sort(key=lambda pair: pair[0])
    parts: list[tuple[int, Part]] = [(span.end, part) for span, part in marks]
    for token in tokens(plain):
        span = Span(token.start, token.end)
        if not any(span.overlaps(mark) for mark, _ in marks):
            at = next((at for at in inside if token.start <= at < token.end), None)
            kept = folded(plain[token.start : at]) if at is not None else ""
            part = Part(PartKind.WORD, token, (), at is not None, kept if len(kept) >= _LEAST_KEPT else "")
            parts.append((token.end, part))
    parts.sort(key=lambda pair: pair[0])
    return Printed(quoted, plain, tuple(part for _, part in parts))


def _without_inner_brackets(text: str) -> tuple[str, list[int]]:
    """`text` with brackets inside words taken out, and where in the result they stood."""
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for match in _INSIDE_WORD.finditer(text):
        letters = match.group(1) or match.group(2)
        pieces.append(text[at : match.start()])
        length += match.start() - at
        places.append(length)
        pieces.append(letters)
        length += len(letters)
        at = match.end()
    return "".join([*pieces, text[at:]]), places
