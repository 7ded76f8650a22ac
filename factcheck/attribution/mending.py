"""Make what the tagger read consistent: one owner a stretch, whole quotations, no fragments."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Protocol

from factcheck.attribution.crediting import left_out, only_listens, without_addressee, without_topic
from factcheck.attribution.decoding import joined
from factcheck.attribution.frames import Stretches, framed
from factcheck.attribution.interrupted import gone_on, made_whole
from factcheck.attribution.layout import laid_out, speaks, spoken
from factcheck.attribution.noun_frames import noun_framed
from factcheck.attribution.passing_on import passed_on
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, hull, trimmed
from factcheck.text.quotations import Quotation

_SPEAK = r"(?:say|comment|elaborate|respond|repl(?:y|ied)|answer|discuss|specify|return)"
_NOT = r"(?:n[’']t| not)"
# "did not say", "has not commented", "declined to be named", "could not be reached": nobody's words
_SILENT = re.compile(
    rf"\b(?:declin|refus)\w+ to (?:{_SPEAK}|be (?:named|identified|quoted|interviewed))\b"
    r"|\b(?:declin|refus)\w+ (?:further )?comment"
    r"|\bask(?:ed|s|ing)? not to be (?:named|identified|quoted)\b|\bstop(?:s|ped|ping)? short of saying\b"
    rf"|{_NOT} (?:immediately |yet |directly )?(?:{_SPEAK}(?:ed)?|said|give (?:a |any )?(?:comment|reason|details))\b"
    rf"|{_NOT}(?: immediately)? be (?:immediately )?reached"
    r"|\b(?:ma[dk]e|had|ha[sv]e|offer(?:ed)?|gave|give|with) no (?:immediate |further )?comment",
    re.IGNORECASE,
)
# "met Kim three times for talks on", "wrangled over": who met or quarrelled, nothing of what they said
_MEETING = re.compile(
    r"(?:(?:has|have|had|also|later|repeatedly|long|often|twice|once|once again|then|publicly|openly)\s)*"
    r"(?:met|meets?|wrangl\w+|clash\w*|spar(?:red|ring|s)?|haggl\w+|feud\w*|squabbl\w+|quarrel\w*|bicker\w*|tussl\w+"
    r"|h[eo]ld\s(?:\w+\s)?talks)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[^“”\"]*[“”\"]|(?:that|whether|how|who|what|why|when|where|if|to)\b", re.IGNORECASE)
_AUXILIARIES = 24
_COMPLEMENT = 40
_LEAST_LETTERS = 4
_LEAST_WORDS = 3
_AT_EDGE = 2
_SAME = 0.6
_BLOCK = 1000
_CLOSING = re.compile(r"\s?(,|—|–|--)")
_NO_CONTENT = " \t\r\n\u00a0,;:—–-"


def mended(text: str, tagged: list[Tagged], sentences: list[Span], quotations: list[Quotation]) -> list[Tagged]:
    """The attributions of `tagged` that stand up, with their spans put right.

    A cue of silence ("declined to comment") attributes nothing. Of two attributions of the same words
    the surer stays, unless one reports the other ("…, Kim said, according to KCNA").
    """
    places = Places(sentences)
    found = [_tidied(text, one, places) for one in tagged if not _silent(text, one)]
    found = [one for one in found if one.content]
    cues = Cues(found)
    found = [_without_neighbours(text, one, found, cues, places) for one in found]
    found = passed_on(text, _surest([one for one in found if _worth_keeping(text, one)]), sentences, quotations)
    found = _laid_apart(spoken(text, quotations), found)
    found.extend(_untold(laid_out(text, quotations), found))
    found.extend(one for one in framed(text, sentences, quotations, found) if not _silent(text, one))
    found.extend(noun_framed(text, sentences, quotations, tuple(found)))
    found.sort(key=lambda one: (one.cue or one.content)[0])
    found = _continued(made_whole(text, found, sentences, quotations), quotations)
    return gone_on(text, found, sentences, quotations)


def _untold(more: list[Tagged], found: list[Tagged]) -> list[Tagged]:
    """Those of `more` whose words or cue nobody of `found` has yet."""
    cues = Stretches(cue for one in found for cue in one.cue)
    contents = Stretches(content for one in found for content in one.content)
    return [
        one
        for one in more
        if not cues.touch(one.cue[0]) and contents.shared(hull(one.content)) <= _SAME * len(hull(one.content))
    ]


def _laid_apart(whole: list[Tagged], found: list[Tagged]) -> list[Tagged]:
    """`found` with the turns of a transcript and the like as a `whole`, whatever is reported in them."""
    if not whole:
        return found
    labels = Stretches(turn.cue[0] for turn in whole)
    kept = [one for one in found if not any(labels.touch(cue) for cue in one.cue)]
    spoken = Stretches(turn.content[0] for turn in whole)
    others = Stretches(content for one in kept if not (one.cue and spoken.touch(one.cue[0])) for content in one.content)
    return [*kept, *(turn for turn in whole if others.shared(turn.content[0]) <= _SAME * len(turn.content[0]))]


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


class Places:
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
    """Whether the cue, with the auxiliaries before and the complement behind it, says that nothing was said."""
    for cue in one.cue:
        start = max(cue.start - _AUXILIARIES, 0)
        found = _SILENT.finditer(text, start, cue.end + _COMPLEMENT)
        if any(cue.overlaps(Span(*match.span())) for match in found):
            return True
    return False


def _tidied(text: str, one: Tagged, places: Places) -> Tagged:
    """Spans without what lies outside sentences (a dateline, say); only the sources of the cue's own sentence."""
    content = [piece for span in one.content for piece in _joined_inside(text, span, places)]
    content = _without_strays(text, one, content, places)
    one = replace(one, source=tuple(without_topic(text, one)))
    source = [
        _closed(text, piece, span) for span in _in_one(one, places) for piece in _joined_inside(text, span, places)
    ]
    if one.cue and len(source) > 1:
        here = places.at(one.cue[0].start)
        source = [s for s in source if places.at(s.start) == here] or source
        if not any(re.search(r"[,;]|\band\b", text[a.end : b.start]) for a, b in pairwise(source)):
            source = [min(source, key=lambda s: _gap(s, one.cue[0]))]
    source = [] if only_listens(text, one) else source or left_out(text, one)
    content = [piece for span in content for piece in _without_crediting(text, span, [*source, *one.cue])]
    return without_addressee(text, replace(one, content=joined(content), source=joined(source)))


def _without_strays(text: str, one: Tagged, content: list[Span], places: Places) -> list[Span]:
    """`content` without a lone word out of another sentence than the cue's, where there is more."""
    if not one.cue or len(content) < 2:
        return content
    own = places.at(one.cue[0].start)
    kept = [span for span in content if places.at(span.start) == own or not span.of(text).isalpha()]
    return kept or content


def _in_one(one: Tagged, places: Places) -> list[Span]:
    """The source, of one that runs over the end of a sentence the part in the cue's: "… his agent, Roe. Doe wrote"."""
    if not one.cue:
        return list(one.source)
    here = places.at(one.cue[0].start)
    found: list[Span] = []
    for span in one.source:
        parts = places.inside(span)
        found.extend([part for part in parts if places.at(part.start) == here] or [span] if len(parts) > 1 else [span])
    return found


def _without_crediting(text: str, content: Span, crediting: list[Span]) -> list[Span]:
    """`content` without the source and cue of its own that it ends with: "“It will be repaired,” said the minister"."""
    inside = [span for span in crediting if content.covers(span)]
    if len(inside) < len(crediting) or not inside:
        return [content]
    own = hull(inside)
    if sum(map(len, inside)) + len(inside) < len(own):
        return [content]
    kept = trimmed(text, content.start, own.start, _NO_CONTENT)
    return [kept] if len(kept.of(text).split()) >= _LEAST_WORDS else [content]


def _joined_inside(text: str, span: Span, places: Places) -> list[Span]:
    pieces = places.inside(span)
    if not pieces:
        return []
    whole = trimmed(text, pieces[0].start, pieces[-1].end, _NO_CONTENT)
    return [whole] if len(whole) else []


def _closed(text: str, source: Span, read: Span) -> Span:
    """`source` with the mark behind it that closes an apposition, where `read` had it: "Jane Roe, a lawyer,"."""
    mark = _CLOSING.match(text, source.end, read.end)
    return Span(source.start, mark.end()) if mark and mark.group(1) in source.of(text) else source


def _gap(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _without_neighbours(text: str, one: Tagged, every: list[Tagged], cues: Cues, places: Places) -> Tagged:
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
        content = [p for c in content for piece in _minus(c, sentence) if len(p := trimmed(text, *piece, _NO_CONTENT))]
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
    if one.cue and _MEETING.match(text, *one.cue[0]) and not _CLAUSE.match(words):
        return False
    if one.source and one.cue and one.cue[0].of(text) == ":" and not speaks(one.source[0].of(text)):
        return False
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
    """Contents that quote over a paragraph's end take in the other paragraphs of the same quotation.

    Those behind open the quotation again; those before were left open. Words that another content holds stay with it.
    """
    outer = [q for q in quotations if q.depth == 0]
    if not any(q.continued for q in outer):
        return found
    starts = [q.span.start for q in outer]
    owned = [c for one in found for c in one.content]

    def free(number: int) -> bool:
        return not any(c.overlaps(outer[number].span) for c in owned)

    mended_ones: list[Tagged] = []
    for one in found:
        more: list[Span] = []
        last = bisect_right(starts, one.content[-1].end - 1) - 1
        if last >= 0 and outer[last].span.end - one.content[-1].end <= _AT_EDGE:
            while outer[last].continued and last + 1 < len(outer) and free(last + 1):
                last += 1
                more.append(outer[last].span)
        first = bisect_right(starts, one.content[0].start + _AT_EDGE) - 1
        if first >= 0 and one.content[0].start - outer[first].span.start <= _AT_EDGE:
            while first > 0 and outer[first - 1].continued and free(first - 1):
                first -= 1
                more.append(outer[first].span)
        mended_ones.append(replace(one, content=joined([*one.content, *more])) if more else one)
    return mended_ones
