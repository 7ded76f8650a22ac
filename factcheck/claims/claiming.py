"""From attributions and sentences to claims: what is asserted, and who stands behind it."""

from collections.abc import Iterable

from factcheck.attribution.mending import Cues
from factcheck.claims.signs import checkable, checkworthiness, flags_of
from factcheck.claims.splitting import clauses
from factcheck.domain.extraction import Attribution, Claim, Flag, Source, SourceKind
from factcheck.domain.spans import Span, trimmed
from factcheck.sources.lexicon import lexicon

_EDGES = ' \t\r\n\u00a0,;:—–-“”".'
_LEAST_WORDS = 3
_LEAST_LETTERS = 10


def claims(
    text: str, sentences: list[Span], attributions: Iterable[Attribution], sources: tuple[Source, ...], outlet: int
) -> tuple[Claim, ...]:
    """Every claim of the text, ordered by where it begins.

    Each attribution yields at least one. What a sentence says beyond its attributions is the outlet's
    own, and `outlet` its source; a rest that is no more than the crediting itself ("Kim said Sunday") is none.
    """
    credited = list(attributions)
    found: list[tuple[tuple[Span, ...], Attribution | None]] = []
    taken: list[Span] = []
    cues = Cues(credited)
    for number, one in enumerate(credited):
        taken.extend([*one.source, *one.cue, *one.content])
        inner = [credited[n] for n in cues.reported(number)]
        found.extend((spans, one) for spans in _of_attribution(text, one, inner))
    taken.sort()
    found.extend((spans, None) for spans in _own_voice(text, sentences, taken))
    found.sort(key=lambda pair: (pair[0], pair[1].id if pair[1] else -1))
    return tuple(_claim(text, number, spans, one, sources, outlet) for number, (spans, one) in enumerate(found))


def _of_attribution(text: str, one: Attribution, inner: list[Attribution]) -> list[tuple[Span, ...]]:
    """The claims in a content, without what somebody else inside it (`inner`) is credited with."""
    pieces = list(one.content)
    for other in inner:
        for span in [*other.content, *other.source, *other.cue]:
            pieces = [rest for piece in pieces for rest in _minus(piece, span)]
    pieces = [p for p in (trimmed(text, *piece, " \t\r\n\u00a0,;:") for piece in pieces) if _says_something(text, p)]
    if inner and not pieces:
        return []
    if not pieces:
        pieces = list(one.content)
    return [(clause,) for piece in pieces for clause in clauses(text, piece) if len(clause)]


def _own_voice(text: str, sentences: list[Span], taken: list[Span]) -> list[tuple[Span, ...]]:
    found: list[tuple[Span, ...]] = []
    begin = 0
    for sentence in sentences:
        while begin < len(taken) and taken[begin].end <= sentence.start:
            begin += 1
        rests = [sentence]
        for number in range(begin, len(taken)):
            span = taken[number]
            if span.start >= sentence.end:
                break
            rests = [piece for rest in rests for piece in _minus(rest, span)]
        if rests == [sentence]:
            # a sentence of the outlet's own is at least one claim, however short
            said = [clause for clause in clauses(text, sentence) if _says_something(text, clause)]
            worded = any(c.isalnum() for c in sentence.of(text))
            found.extend((clause,) for clause in said or ([sentence] if worded else []))
            continue
        for rest in rests:
            bare = trimmed(text, rest.start, rest.end, _EDGES)
            if _says_something(text, bare):
                found.extend((clause,) for clause in clauses(text, bare) if _says_something(text, clause))
    return found


def _minus(span: Span, other: Span) -> list[Span]:
    if not span.overlaps(other):
        return [span]
    pieces = (Span(span.start, other.start), Span(other.end, span.end))
    return [piece for piece in pieces if piece.end > piece.start]


def _says_something(text: str, span: Span) -> bool:
    words = span.of(text).split()
    return len(words) >= _LEAST_WORDS and sum(c.isalnum() for c in span.of(text)) >= _LEAST_LETTERS


def _claim(
    text: str,
    number: int,
    spans: tuple[Span, ...],
    one: Attribution | None,
    sources: tuple[Source, ...],
    outlet: int,
) -> Claim:
    words = " … ".join(" ".join(span.of(text).split()) for span in spans)
    words = words[5:] if words[:5].lower() == "that " else words
    flags = flags_of(words)
    is_checkable = checkable(words, flags)
    return Claim(
        id=number,
        spans=spans,
        text=words,
        attribution=one.id if one else None,
        sources=one.sources if one else (outlet,),
        via=one.via if one else (),
        checkable=is_checkable,
        checkworthiness=checkworthiness(flags, is_checkable),
        flags=tuple(sorted({*flags, *_warnings(one, sources, flags)}, key=list(Flag).index)),
    )


def _warnings(one: Attribution | None, sources: tuple[Source, ...], flags: list[Flag]) -> list[Flag]:
    """What is wrong with the sourcing."""
    if one is None:
        return []
    named = [sources[n] for n in one.sources]
    found: list[Flag] = []
    if any(s.kind is SourceKind.ANONYMOUS for s in named):
        found.append(Flag.ANONYMOUS_SOURCE)
    if not named or any(s.kind is SourceKind.UNKNOWN and s.name == "unknown" for s in named):
        found.append(Flag.UNKNOWN_SOURCE)
    if any(
        s.kind in (SourceKind.GROUP, SourceKind.ANONYMOUS) and lexicon().has("vague_heads", s.name.split()[-1])
        for s in named
    ):
        found.append(Flag.VAGUE_SOURCE)
    if one.via:
        found.append(Flag.RELAYED)
    if Flag.FIGURE in flags and len(one.sources) == 1:
        found.append(Flag.SINGLE_SOURCE)
    return found
