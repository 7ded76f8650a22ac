"""Make what the tagger read consistent: one owner a stretch, whole quotations, no fragments."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from factcheck.attribution.decoding import joined
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, hull, trimmed
from factcheck.text.quotations import Quotation

_SILENT = re.compile(
    r"\b(?:declin\w+|refus\w+) to (?:say|comment|elaborate|respond|answer|discuss|specify)"
    r"|(?:n[’']t| not) (?:immediately |yet )?(?:say|comment|elaborate|respond|answer|discuss|specify|reply|return)\b",
    re.IGNORECASE,
)
_LEAST_LETTERS = 4
_SAME = 0.6
_BLOCK = 1000
_NO_CONTENT = " \t\r\n\u00a0,;:—–-"


def mended(text: str, tagged: list[Tagged], sentences: list[Span], quotations: list[Quotation]) -> list[Tagged]:
    """The attributions of `tagged` that stand up, with their spans put right.

    A cue of silence ("declined to comment") attributes nothing. Of two attributions of the same words
    the surer stays, unless one reports the other ("…, Kim said, according to KCNA").
    """
    places = _Places(sentences)
    found = [_tidied(text, one, places) for one in tagged if not _silent(text, one)]
    found = [one for one in found if one.content]
    cues = Cues(found)
    found = [_without_neighbours(one, found, cues, places) for one in found]
    found = _surest([one for one in found if _worth_keeping(text, one)])
    return _continued(found, quotations)


class Said(Protocol):
    """Anything with a cue and a content."""

    @property
    def cue(self) -> tuple[Span, ...]:
        """What introduces the words."""

    @property
    def content(self) -> tuple[Span, ...]:
        """The words."""


class Cues:
    """Where the cues of many attributions lie, to find those of a stretch without looking at all."""

    def __init__(self, every: Sequence[Said]) -> None:
        self._every = every
        placed = sorted((one.cue[0].start, number) for number, one in enumerate(every) if one.cue)
        self._starts = [start for start, _ in placed]
        self._numbers = [number for _, number in placed]

    def between(self, start: int, end: int) -> list[int]:
        """The numbers, in order, of the attributions whose cue begins in `start:end`."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return sorted(self._numbers[low:high])

    def reported(self, number: int) -> list[int]:
        """The numbers, in order, of the attributions that the one of this number reports."""
        outer = self._every[number]
        inside = {n for c in outer.content for n in self.between(c.start, c.end) if n != number}
        return sorted(n for n in inside if reports(outer, self._every[n]))


class _Places:
    """Which sentence a code point lies in."""

    def __init__(self, sentences: list[Span]) -> None:
        self.sentences = sentences
        self._starts = [s.start for s in sentences]

    def at(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def around(self, span: Span) -> Span:
        """`span` widened to whole sentences, with what stands between the last of them and the next."""
        first, last = max(self.at(span.start), 0), max(self.at(span.end - 1), 0)
        end = self._starts[last + 1] if last + 1 < len(self._starts) else max(span.end, self.sentences[last].end)
        return Span(self._starts[first], end)

    def inside(self, span: Span) -> list[Span]:
        """The stretches of `span` that lie in sentences."""
        first = max(self.at(span.start), 0)
        found = []
        for sentence in self.sentences[first:]:
            if sentence.start >= span.end:
                break
            if sentence.overlaps(span):
                found.append(Span(max(span.start, sentence.start), min(span.end, sentence.end)))
        return found


def _silent(text: str, one: Tagged) -> bool:
    return bool(one.cue) and _SILENT.search(" ".join(cue.of(text) for cue in one.cue)) is not None


def _tidied(text: str, one: Tagged, places: _Places) -> Tagged:
    """Spans without what lies outside sentences (a dateline, say); only the sources of the cue's own sentence."""
    content = [piece for span in one.content for piece in _joined_inside(text, span, places)]
    source = [piece for span in one.source for piece in _joined_inside(text, span, places)]
    if one.cue and len(source) > 1:
        here = places.at(one.cue[0].start)
        source = [s for s in source if places.at(s.start) == here] or source
        if not any(re.search(r"[,;]|\band\b", text[a.end : b.start]) for a, b in pairwise(source)):
            source = [min(source, key=lambda s: _gap(s, one.cue[0]))]
    return replace(one, content=joined(content), source=joined(source))


def _joined_inside(text: str, span: Span, places: _Places) -> list[Span]:
    pieces = places.inside(span)
    if not pieces:
        return []
    whole = trimmed(text, pieces[0].start, pieces[-1].end, _NO_CONTENT)
    return [whole] if len(whole) else []


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _without_neighbours(one: Tagged, every: list[Tagged], cues: Cues, places: _Places) -> Tagged:
    """`one` without the sentences that another cue speaks for."""
    if not one.cue:
        return one
    own = places.at(one.cue[0].start)
    content = list(one.content)
    for number in cues.between(*places.around(hull(one.content))):
        other = every[number]
        if other is one or places.at(other.cue[0].start) == own:
            continue
        sentence = places.sentences[places.at(other.cue[0].start)]
        theirs = [c for c in other.content if c.overlaps(sentence)]
        if reports(one, other) or not any(c.overlaps(t) for c in content for t in theirs):
            continue
        content = [piece for c in content for piece in _minus(c, sentence)]
    return replace(one, content=tuple(content))


def _minus(span: Span, taken: Span) -> list[Span]:
    if not span.overlaps(taken):
        return [span]
    pieces = [Span(span.start, min(span.end, taken.start)), Span(max(span.start, taken.end), span.end)]
    return [p for p in pieces if p.end - p.start > 1]


def reports(outer: Said, inner: Said) -> bool:
    """Whether the content of `outer` holds the cue of `inner`: the one reports what the other said."""
    return bool(inner.cue) and any(c.covers(inner.cue[0]) for c in outer.content)


def _worth_keeping(text: str, one: Tagged) -> bool:
    words = " ".join(c.of(text) for c in one.content)
    letters = sum(c.isalpha() for c in words)
    return letters >= _LEAST_LETTERS and (len(words.split()) > 1 or bool(one.source))


def _surest(found: list[Tagged]) -> list[Tagged]:
    kept: list[Tagged] = []
    nearby: dict[int, list[Tagged]] = defaultdict(list)
    for one in sorted(found, key=lambda t: -t.confidence):
        blocks = {block for c in one.content for block in range(c.start // _BLOCK, c.end // _BLOCK + 1)}
        twins = (k for block in blocks for k in nearby[block] if _overlap(one, k) > _SAME)
        if all(reports(one, k) or reports(k, one) for k in twins):
            kept.append(one)
            for block in blocks:
                nearby[block].append(one)
    return sorted(kept, key=lambda t: (t.cue or t.content)[0])


def _overlap(one: Tagged, other: Tagged) -> float:
    """Intersection over union of the two contents."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content)
    if not both:
        return 0.0
    return both / (sum(map(len, one.content)) + sum(map(len, other.content)) - both)


def _continued(found: list[Tagged], quotations: list[Quotation]) -> list[Tagged]:
    """Contents that quote to a paragraph's end take in the paragraphs that open the same quotation again."""
    runs: dict[int, list[Span]] = {}
    outer = [q for q in quotations if q.depth == 0]
    for number in range(len(outer) - 1, -1, -1):
        quotation = outer[number]
        if quotation.continued and number + 1 < len(outer):
            following = outer[number + 1]
            runs[quotation.span.start] = [following.span, *runs.get(following.span.start, [])]
    if not runs:
        return found
    starts = [q.span.start for q in outer]
    owned = [c for one in found for c in one.content]
    mended_ones: list[Tagged] = []
    for one in found:
        last = one.content[-1]
        at = bisect_right(starts, last.end - 1) - 1
        more: list[Span] = []
        if at >= 0 and outer[at].continued and outer[at].span.end - last.end <= 2:
            for span in runs[outer[at].span.start]:
                if any(c.overlaps(span) for c in owned):
                    break
                more.append(span)
        mended_ones.append(replace(one, content=joined([*one.content, *more])) if more else one)
    return mended_ones
