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
_END = " \t\r\n\u00a0.!?;:,"
_LEAST_WORDS = 2
_FARTHEST = 2
_SMALL = 4


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
        here = marked[bisect_right(opened, sentence.start - 1) : bisect_right(opened, sentence.end)]
        parts = [*_rest(text, one, crediting, sentence), *_quoted(text, one, crediting, here)]
        free = [part for part in parts if not taken.touch(part)]
        whole.append(replace(one, content=joined([*one.content, *free])) if free else one)
    return whole


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
