"""Make a claim readable by itself: pronouns and what is elided filled in, in square brackets."""

import re
from collections.abc import Sequence

from factcheck.claims.cutting import Piece
from factcheck.claims.signs import in_quotation
from factcheck.domain.extraction import Attribution, QuotationType, Source, SourceKind
from factcheck.domain.spans import Span, trimmed

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
# after "said it": nothing tells the body from a thing, a state of things or the weather
_MAY_BE_THING = re.compile(
    r"(?:[’']s|(?:\s+(?:has|had|have|will|would|could|may|might|should|also|still|now|not))*\s+"
    r"(?:is|was|be|been|seem\w*|appear\w*|matter\w*|happen\w*|rain\w*|snow\w*|took|takes|take)\b)"
)
# what follows "her" where it is no possessive: "told her over breakfast"
_OBJECT = re.compile(
    r"\s*(?:$|[.,;:!?”\"’)\]]|\s(?:over|in|to|that|for|with|on|at|by|from|and|or|but|when|if|a|an|the|as|about|into|out|up"
    r"|off|down|who|whom|so|because|before|after|not|every|all|during|since|while|what|how|why|where|until|again|twice"
    r"|once|this|these|those|his|their|\w+day)\b)"
)
_LETTER = re.compile(r"\w")
# "said that was wrong": there it is what the clause is about
_OPENER = re.compile(
    r"(?:that(?!\s+(?:is|was|were|are|has|had|will|would|can|could|may|might|must|should|does|did|[a-z]+n[’']t)\b)|and|but)\s+",
    re.IGNORECASE,
)
_MARKS = ("“", '"', "‘")
_LEAD_EDGES = " \t\r\n\u00a0,“”\"‘’'"
_NEAR = 3
_LONGEST_CUE = 4


def opened(text: str, span: Span) -> Span:
    """`span` without the conjunction that it begins with: "that the bridge is safe" claims that the bridge is."""
    opener = _OPENER.match(text, *span)
    return Span(opener.end(), span.end) if opener and opener.end() < span.end else span


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
            stretches.append(self._filled(opened(self._text, span) if number == 0 else span, piece, one, filled))
        return f"{lead}{' … '.join(stretches)}"

    def _lead(self, piece: Piece, one: Attribution | None) -> str:
        if piece.lead is not None:
            # "it “has never paid, and will never pay”"
            lead = trimmed(self._text, *piece.lead, _LEAD_EDGES)
            words = lead.of(self._text)
            name = self._name(*lead, words.lower(), piece, one) if _PRONOUN.fullmatch(words) else None
            return f"[{name[0].upper() + name[1:] if name else _plain(words)}] "
        if one is None or piece.finite or not one.cue or not one.sources:
            return ""
        cue = one.cue[-1]
        words = _plain(" ".join(span.of(self._text) for span in one.cue))
        follows = 0 <= piece.spans[0].start - cue.end <= _NEAR
        if not follows or len(words.split()) > _LONGEST_CUE or (one.source and one.source[-1].start > cue.start):
            return ""
        names = " and ".join(self._shown(self._sources[n]) for n in one.sources)
        return f"[{names[0].upper()}{names[1:]} {words}] "

    def _shown(self, source: Source) -> str:
        """The name as a sentence has it, with the article that the text gives it: "the Kremlin", "the company"."""
        name = source.name
        if name.lower().startswith("the ") or source.kind is SourceKind.GROUP or name == "unknown":
            return name
        given = any(
            mention.of(self._text).lower().startswith("the ")
            or (mention.of(self._text)[:1].isupper() and self._text[: mention.start][-4:].lower() == "the ")
            for mention in source.mentions
            # "the North" gives North Korea no article
            if f"{mention.of(self._text).lower().removeprefix('the ')} ".startswith(f"{name.lower()} ")
        )
        described = name[:1].islower() and "’" not in name and "'" not in name and name.split()[-1][-1:] != "s"
        return f"the {name}" if given or described else name

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
            owns = word in _POSSESSIVES and not (word == "her" and _OBJECT.match(self._text, match.end()))
            name = (
                name[0].upper() + name[1:]
                if match[0][0].isupper() or not _LETTER.search(self._text, span.start, match.start())
                else name
            )
            shown = f"{match[0]} [{name}]" if word in _FIRST_PERSON else f"[{_in_case(name, owns)}]"
            made += [self._text[begin : match.start()], shown]
            begin = match.end()
        return _plain("".join([*made, self._text[begin : span.end]]))

    def _name(self, start: int, end: int, word: str, piece: Piece, one: Attribution | None) -> str | None:
        known = self._meant.get(Span(start, end))
        if word in ("it", "its", "they", "them", "their"):
            return self._body(start, end, word, piece, one)
        if known is not None and word not in _FIRST_PERSON and known.name[:1].isupper():
            spoken = one is not None and known.id in one.sources and in_quotation(self._text, start)
            return None if spoken else self._shown(known)
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

    def _body(self, start: int, end: int, word: str, piece: Piece, one: Attribution | None) -> str | None:
        """The body that says something of itself: "The Kremlin said it had"; any other "it" may be a thing."""
        if one is None or len(one.sources) != 1 or not one.source or not one.cue or word not in ("it", "its"):
            return None
        source = self._sources[one.sources[0]]
        first = one.content[0].start
        opens = min(start, piece.spans[0].start) - first <= len("that ") and start - first <= len("that ")
        follows = one.source[0].start < one.cue[0].start < start and 0 <= first - one.cue[-1].end <= _NEAR
        if source.kind is not SourceKind.ORGANIZATION or not opens or not follows or in_quotation(self._text, start):
            return None
        return None if word == "it" and _MAY_BE_THING.match(self._text, end) else self._shown(source)


def _in_case(name: str, owns: bool) -> str:
    if not owns:
        return name
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def _plain(words: str) -> str:
    return " ".join(words.split())
