"""Contents that their source cuts in two: “The runway,” she said, “will close”; "The runway, she said, will close"."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from factcheck.attribution.decoding import joined
from factcheck.attribution.frames import Stretches
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, hull, trimmed
from factcheck.text.quotations import Quotation

_TIME = (
    r"(?:\s(?:on\s|late\s|early\s|earlier\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\s(?:today|yesterday|last\s\w+|this\s\w+)"
    r"|\sin\s(?:a|an)\s(?:statement|interview|email|report)|\s(?:me|us|reporters|journalists))?"
)
_BEFORE = re.compile(r",\s$")
_BEHIND = re.compile(rf"{_TIME},\s(?=[a-z])")
_BESIDE = re.compile(rf"{_TIME}[\s,:–—-]*")
# how a sentence goes on behind its source without going on what that one says: "…, she said, citing", "…, up from"
_ELSE = re.compile(
    r"(?:and|but|or|nor|so|as|while|when|after|before|until|who|whom|whose|which|that|where|although|though|because|since"
    r"|if|unless|then|than|to|for|from|with|without|in|at|on|by|of|about|over|under|during|via|despite|amid|per"
    r"|according|up|down|far|more|less|well|even|just|only|not|no|most|some|many|both|one|a|an|the|his|her|its|their"
    r"|he|she|it|they|we|you|there|this|these|those|\w+ing|\w+ly|two|three|four|five|six|seven|eight|nine|ten)\b"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|must|should|do|does|did|\w+ed)\b"
)
_PREDICATE = re.compile(r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should)\b")
_END = " \t\r\n\u00a0.!?;:,"
_LEAST_WORDS = 2
_FARTHEST = 2
_SMALL = 4
_REPEATED = 30
_NEAR = 5000


def made_whole(
    text: str, found: Sequence[Tagged], sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> list[Tagged]:
    """`found` with the other part of what a source interrupts, where nobody else has it."""
    taken = Stretches(span for one in found for span in (*one.source, *one.cue, *one.content))
    marked = [q.span for q in quotations if q.depth == 0 and q.closed]
    starts, opened = [s.start for s in sentences], [q.start for q in marked]
    whole = []
    for one in found:
        if not (one.source and one.cue and one.content):
            whole.append(one)
            continue
        crediting = hull([*one.source, *one.cue])
        sentence = sentences[max(bisect_right(starts, crediting.start) - 1, 0)]
        reach = hull([sentence, *one.content])
        here = marked[bisect_right(opened, reach.start - 1) : bisect_right(opened, reach.end)]
        parts = [
            *_rest(text, one, crediting, sentence),
            *_quoted(text, one, crediting, here),
            *_subject(text, one, crediting, sentence),
        ]
        free = [part for part in parts if not taken.touch(part)]
        whole.append(replace(one, content=joined([*one.content, *free])) if free else one)
    return whole


def gone_on(
    text: str, found: Sequence[Tagged], sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> list[Tagged]:
    """`found` with the quotations that stand by themselves, uncredited, right behind what the same one says.

    “We came early,” she said. “Nobody was there.” – and so paragraph by paragraph, as local papers quote.
    """
    starts = [sentence.start for sentence in sentences]
    taken = Stretches(span for one in found for span in (*one.source, *one.cue, *one.content))
    # who speaks in a sentence that their words begin, and with which mark these open
    speaking: dict[int, tuple[int, str]] = {}
    opened = [q.span.start for q in quotations]
    for number, one in enumerate(found):
        at = bisect_right(starts, one.cue[0].start) - 1 if one.source and one.cue else -1
        if at >= 0 and one.content[0].start <= sentences[at].start and one.content[0].end <= one.cue[0].start:
            first = bisect_right(opened, one.cue[0].start) - 1
            if first >= 0 and quotations[first].span.overlaps(one.content[0]):
                speaking[at] = number, _mark(text, quotations[first])
    more: dict[int, list[Span]] = {}
    for quotation in quotations:
        begin, end = (bisect_right(starts, place) - 1 for place in (quotation.span.start, quotation.span.end - 1))
        if begin - 1 not in speaking or quotation.depth or taken.touch(quotation.span):
            continue
        speaker, mark = speaking[begin - 1]
        alone = (sentences[begin].start, sentences[end].end) == quotation.span
        if alone and _mark(text, quotation) == mark and not _pulled(text, quotation.inner):
            more.setdefault(speaker, []).append(quotation.span)
            speaking[end] = speaker, mark
    return [
        replace(one, content=joined([*one.content, *more[number]])) if number in more else one
        for number, one in enumerate(found)
    ]


def _mark(text: str, quotation: Quotation) -> str:
    return text[quotation.span.start : quotation.inner.start]


def _pulled(text: str, words: Span) -> bool:
    """Whether a quotation is too short to go on, or set apart from where the text has it again."""
    near = max(words.start - _NEAR, 0), words.end + _NEAR
    return len(words.of(text).split()) <= _LEAST_WORDS or text.count(words.of(text)[:_REPEATED], *near) > 1


def _rest(text: str, one: Tagged, crediting: Span, sentence: Span) -> Iterator[Span]:
    """What stands behind the second comma of "The runway, she said, will close"."""
    first = one.content[-1]
    if not 0 <= crediting.start - first.end <= _FARTHEST or _BEFORE.search(text, first.end, crediting.start) is None:
        return
    behind = _BEHIND.match(text, crediting.end, sentence.end)
    if behind is None or _ELSE.match(text, behind.end()) is not None or _VERB.search(text, *first) is not None:
        return  # a clause that is whole goes on no more
    rest = trimmed(text, behind.end(), sentence.end, _END)
    if len(rest.of(text).split()) >= _LEAST_WORDS:
        yield rest


def _subject(text: str, one: Tagged, crediting: Span, sentence: Span) -> Iterator[Span]:
    """What stands before a content that begins with its verb: "[Minutes, due Monday,] [are likely to …], ING wrote"."""
    first = one.content[0]
    if sentence.start < first.start < first.end <= crediting.start and _PREDICATE.match(text, first.start) is not None:
        before = Span(sentence.start, first.start)
        if text[max(before.end - 2, 0) : before.end] == ", " and text.count('"', *before) % 2 == 0:
            yield before


def _quoted(text: str, one: Tagged, crediting: Span, here: Sequence[Span]) -> Iterator[Span]:
    """The other quotation of the sentence, beyond the source or broken off before the one that is read."""
    begun = {content.start for content in one.content}
    own = [quotation for quotation in here if not begun.isdisjoint((quotation.start, quotation.start + 1))]
    if not own:
        return  # a title or name in what is told in other words: on “Face the Nation,” he said the protests …
    for other in here:
        if other in own or len(other.of(text).split()) < _LEAST_WORDS or _is_title(text, other):
            continue
        if other.end <= crediting.start < own[0].start:
            beside = _BESIDE.fullmatch(text, other.end, crediting.start) is not None
        elif own[-1].end <= crediting.start < other.start:
            beside = _BESIDE.fullmatch(text, crediting.end, other.start) is not None
        else:
            beside = other.end <= own[0].start and text[own[0].start + 1].islower() and _broken_off(text, other, own[0])
        if beside:
            yield other


def _is_title(text: str, quotation: Span) -> bool:
    """Whether it is the name of a work or programme: he told “Fox and Friends” on Monday."""
    words = re.findall(r"[^\W\d_][\w’'-]*", quotation.of(text))
    return len(words) > 1 and all(word[0].isupper() or len(word) < _SMALL for word in words) and words[-1][0].isupper()


def _broken_off(text: str, first: Span, second: Span) -> bool:
    """Whether dashes hold what stands between two quotations: “I knew” — she says it twice — “and I went”."""
    between = text[first.end : second.start].strip()
    return len(between) > 1 and between[0] in "–—-" and between[-1] in "–—-"
