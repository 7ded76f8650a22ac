"""Make a claim readable by itself: pronouns and what is elided filled in, in square brackets."""

import re
from collections.abc import Sequence

from factcheck.claims.cutting import Piece
from factcheck.domain.extraction import Attribution, QuotationType, Source, SourceKind
from factcheck.domain.spans import Span

_SUBJECTS = {"he", "she", "it", "they", "him", "them", "we", "i"}
_POSSESSIVES = {"his", "her", "its", "their"}
_FIRST_PERSON = {"i", "we"}
_PRONOUN = re.compile(r"\b(?:he|she|it|they|him|them|his|her|its|their|i|we)\b(?![’'])", re.IGNORECASE)
# "It was the first estimate", "it is unclear whether": no body is meant
_NO_BODY = re.compile(
    r"it(?:[’']s|\s+(?:is|was|(?:has|had)\s+been|(?:would|will|may|could|might)\s+be))\s+(?:not\s+|also\s+|still\s+)?"
    r"(?:the\s+(?:first|second|third|last|latest|only|most|\w+est)\b|(?:un)?(?:clear|likely|known|certain)\b|(?:im)?possible\b|"
    r"difficult\b|hard\b|important\b|time\b)",
    re.IGNORECASE,
)
_OPENER = re.compile(r"(?:that|and|but)\s+", re.IGNORECASE)
_MARKS = ("“", '"', "‘")
_NEAR = 3
_LONGEST_CUE = 4


class Wording:
    """Words the claims of one text."""

    def __init__(self, text: str, sources: Sequence[Source]) -> None:
        self._text = text
        self._sources = sources
        self._meant = {
            mention: source
            for source in sources
            if source.kind in (SourceKind.PERSON, SourceKind.ORGANIZATION)
            for mention in source.mentions
            if _PRONOUN.fullmatch(mention.of(text))
        }

    def of(self, piece: Piece, one: Attribution | None) -> str:
        """The claim of `piece`, credited by `one`."""
        lead = self._lead(piece, one)
        stretches = []
        filled: set[str] = set()
        for number, span in enumerate(piece.spans):
            opener = _OPENER.match(self._text, span.start, span.end) if number == 0 else None
            begin = opener.end() if opener and opener.end() < span.end else span.start
            stretches.append(self._filled(Span(begin, span.end), piece, one, filled))
        return f"{lead}{' … '.join(stretches)}"

    def _lead(self, piece: Piece, one: Attribution | None) -> str:
        if piece.lead is not None:
            return f"[{_plain(piece.lead.of(self._text))}] "
        if one is None or piece.finite or not one.cue or not one.sources:
            return ""
        cue = one.cue[-1]
        words = _plain(" ".join(span.of(self._text) for span in one.cue))
        follows = 0 <= piece.spans[0].start - cue.end <= _NEAR
        if not follows or len(words.split()) > _LONGEST_CUE or (one.source and one.source[-1].start > cue.start):
            return ""
        names = [self._sources[n].name for n in one.sources]
        return f"[{' and '.join(names)} {words}] "

    def _filled(self, span: Span, piece: Piece, one: Attribution | None, filled: set[str]) -> str:
        """The stretch with each pronoun that stands for a known body replaced, the first time it comes."""
        made, begin = [], span.start
        for match in _PRONOUN.finditer(self._text, span.start, span.end):
            word = match[0].lower()
            name = self._name(match.start(), match.end(), word, piece, one)
            if word == "it" and _NO_BODY.match(self._text, match.start()):
                name = None
            if name is None or word in filled:
                continue
            filled.add(word)
            shown = f"{match[0]} [{name}]" if word in _FIRST_PERSON else f"[{_in_case(name, word)}]"
            made += [self._text[begin : match.start()], shown]
            begin = match.end()
        return _plain("".join([*made, self._text[begin : span.end]]))

    def _name(self, start: int, end: int, word: str, piece: Piece, one: Attribution | None) -> str | None:
        known = self._meant.get(Span(start, end))
        if known is not None and word not in _FIRST_PERSON:
            return known.name
        if one is None or len(one.sources) != 1:
            return None
        source = self._sources[one.sources[0]]
        quoted = one.quotation is not QuotationType.INDIRECT
        if word == "i" and quoted and source.kind is SourceKind.PERSON:
            return source.name
        # "Stenger announced that he had settled": the subject right after the cue is who speaks
        first = piece.spans[0].start
        opens = first - one.content[0].start <= len("that ") and start - first <= len("that ")
        behind_cue = bool(one.cue) and bool(one.source) and one.source[0].start < one.cue[0].start < start
        outside = self._text[start - 1 : start] not in _MARKS and one.quotation is not QuotationType.DIRECT
        if word in ("he", "she") and opens and behind_cue and outside and source.kind is SourceKind.PERSON:
            return source.name
        return None


def _in_case(name: str, pronoun: str) -> str:
    if pronoun not in _POSSESSIVES:
        return name
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _plain(words: str) -> str:
    return " ".join(words.split())
