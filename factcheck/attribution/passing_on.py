"""Words that one passes on as another's: “…,” the agency quoted him as saying; “…,” he was quoted as saying."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.attribution.decoding import joined
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, trimmed
from factcheck.text.quotations import Quotation

CONFIDENCE = 0.7

_WORDS = r"[^,.;:“”\"\n]{2,80}?"
_SAYING = r"(?P<saying>as\s(?:saying|telling\s[\w.’'-]+|having\ssaid))"
_END = r"(?=[.,;:”\"]|\s(?:in|on|at|last|earlier)\b|\s*$)"
_ACTIVE = re.compile(
    rf"\b(?P<quoted>(?:(?:has|had|have|also)\s)?(?:quot|cit)(?:ed|es))\s(?!by\s)(?P<source>[^,;:“”\"\n]{{2,120}}?),?\s{_SAYING}{_END}",
    re.MULTILINE,
)
_PASSIVE = re.compile(
    rf"(?<=\s)(?P<source>[\w’'-]{_WORDS})\s(?P<quoted>(?:is|was|were|has\sbeen)\s(?:also\s)?quoted)(?:\sby\s(?P<by>{_WORDS}))?"
    rf"\s{_SAYING}(?:\s(?:by|in)\s(?P<medium>(?!(?:a|an)\s(?:statement|interview)\b){_WORDS}))?{_END}",
    re.MULTILINE,
)
_VERB = re.compile(r"\b(?:quot|cit)(?:ed|es)\b")
_BEFORE = 120
_BEHIND = 240
_LONGEST_CUE = 60
_FARTHEST = 3
_FEWEST = 2
_EDGE = " \t\r\n\u00a0,;:."


def passed_on(
    text: str, found: Sequence[Tagged], sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> list[Tagged]:
    """`found` with such words credited to who said them and, apart, to who passes them on, if that one is named."""
    closing = {q.span.end: q.span for q in quotations if q.depth == 0 and q.closed}
    starts = [sentence.start for sentence in sentences]
    cues = sorted((cue.start, number) for number, one in enumerate(found) for cue in one.cue)
    gone: set[int] = set()
    more: list[Tagged] = []
    for match in _frames(text):
        here = Span(match.start("quoted"), match.end("saying"))
        beside = cues[bisect_left(cues, (here.start - _LONGEST_CUE, 0)) : bisect_left(cues, (here.end, 0))]
        theirs = [n for _, n in beside if n not in gone and any(cue.overlaps(here) for cue in found[n].cue)]
        sentence = sentences[max(bisect_right(starts, here.start) - 1, 0)]
        read = list(_read(text, match, [found[n] for n in theirs], sentence, closing))
        if read:
            gone.update(theirs)
            more.extend(read)
    return [*(one for n, one in enumerate(found) if n not in gone), *more]


def _frames(text: str) -> Iterator[re.Match[str]]:
    """The frames of `text`, looked for around their verb alone."""
    for verb in _VERB.finditer(text):
        for frame in (_ACTIVE, _PASSIVE):
            match = frame.search(text, max(verb.start() - _BEFORE, 0), verb.end() + _BEHIND)
            if match is not None and match.start("quoted") <= verb.start() < match.end("quoted"):
                yield match
                break


def _read(
    text: str, match: re.Match[str], theirs: list[Tagged], sentence: Span, closing: dict[int, Span]
) -> Iterator[Tagged]:
    """What the frame says of its words: who passes them on, and who said them."""
    if not theirs:
        return
    passive = match.re is _PASSIVE
    by = _span(match, "by") or _span(match, "medium") if passive else None
    if not passive:
        sources = [one.source for one in theirs if one.source and one.source[-1].end <= match.start("quoted")]
        by = sources[0][0] if sources else None
    begin = match.start("source") if passive else by.start if by else match.start("quoted")
    content = _content(text, Span(begin, match.end()), theirs)
    if not any(span.end <= begin for span in content):
        before = next((closing[at] for at in range(begin, begin - _FARTHEST, -1) if at in closing), None)
        before = before or trimmed(text, sentence.start, max(begin, sentence.start), _EDGE)
        if (
            not text[max(begin - 2, 0) : begin].endswith((", ", "” ", '" ', "’ ", "' "))
            or len(before.of(text).split()) < _FEWEST
        ):
            return
        content = joined([before, *content])
    source, quoted, saying = (Span(*match.span(name)) for name in ("source", "quoted", "saying"))
    if passive and not _follows_words(text, content, begin):
        return
    whole = replace(theirs[0], content=content)
    if by is None:
        yield replace(whole, source=(source,), cue=(Span(quoted.start, saying.end),))
        return
    yield replace(whole, source=(by,), cue=(quoted,))
    yield replace(whole, source=(source,), cue=(saying,), confidence=min(whole.confidence, CONFIDENCE))


def _content(text: str, region: Span, theirs: list[Tagged]) -> tuple[Span, ...]:
    """What `theirs` hold outside the frame at `region`."""
    kept = []
    for span in (content for one in theirs for content in one.content):
        if not span.overlaps(region):
            kept.append(span)
            continue
        kept.append(trimmed(text, span.start, max(region.start, span.start), " \t\r\n\u00a0"))
        kept.append(trimmed(text, min(region.end, span.end), span.end, _EDGE))
    return joined([span for span in kept if len(span)])


def _follows_words(text: str, content: tuple[Span, ...], begin: int) -> bool:
    """Whether the words end with a comma or closing mark right before `begin`."""
    before = max(span.end for span in content if span.end <= begin)
    between = text[before - 1 : begin].strip()
    return between[-1:] in ",.?!”\"’'" and begin - before <= _FARTHEST


def _span(match: re.Match[str], name: str) -> Span | None:
    return Span(*match.span(name)) if match[name] else None
