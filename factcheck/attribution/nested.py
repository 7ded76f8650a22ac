"""Attributions inside the words of another one: "A said [B had promised C]", "[… B said], according to A"."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from factcheck.attribution.frames import Stretches
from factcheck.attribution.mending import Cues, Places, mended
from factcheck.attribution.tables import table
from factcheck.domain.extraction import Tagged
from factcheck.domain.spans import Span, hull, trimmed
from factcheck.text.quotations import Quotation, quotations

Read = Callable[[str, list[Quotation]], list[Tagged]]

CONFIDENCE = 0.7
_LEAST = 0.5
_LEAST_WORDS = 5
_LEAST_QUOTED = 3
_LONGEST = 600
_NEAR = 1000
_OPENER = re.compile(r"(?:that\s+|[“\"]\s*)")
# a quotation that ends before the stretch does belongs to who is in the stretch: “These are lies,” he said
_CLOSED = re.compile(r"(?:“[^”]*”|\"[^\"]*\")\s*\w")
_QUOTED = re.compile(r"[“\"‘'](.+?)(?:[”\"’'](?!\w)|$)", re.DOTALL)
_QUOTES = re.compile(r"\b(?:quot(?:ed|es|ing)|cit(?:ed|es|ing))$")
_AS_SAYING = re.compile(
    r"(?P<source>(?:[^\s,;:.“”\"]+\.?,?\s){1,12}?)(?P<cue>as\s(?:saying|telling|writing|having\ssaid))(?:\s(?:(?:on|late|early|last)\s)?\w+day)?"
    r"[:,]?\s(?P<content>.+)",
    re.DOTALL,
)
_CLOSING = {"”": "“", '"': '"'}
_WORD = re.compile(r"[^\W\d_][\w’'-]*")


def nested(
    text: str, found: Sequence[Tagged], sentences: list[Span], marks: Sequence[Quotation], read: Read
) -> list[Tagged]:
    """What the contents of `found` report in turn, each stretch of a sentence in them `read` again by itself.

    The tagger is taught to see one level. Only what a verb of saying with a noun as its subject reports is taken;
    inside a quotation it must be quoted once more ("She said, ‘You have the job’").
    """
    cues = Stretches(cue for one in found for cue in one.cue)
    quoted = Stretches(mark.inner for mark in marks if mark.depth == 0)
    places, near = Places(sentences), Cues(found)
    more: list[Tagged] = []
    taken: set[Span] = set()
    for outer in found:
        more.extend(_quoted_as_saying(text, outer))
        for stretch in _stretches(text, outer, places):
            if stretch in taken or not _may_report(text, stretch, cues):
                continue
            taken.add(stretch)
            for one in _read_again(text, stretch, read):
                said = hull(one.content)
                others = [found[n] for n in near.between(said.start - _NEAR, said.end + _NEAR) if found[n] is not outer]
                if not cues.touch(one.cue[0]) and _fits(text, one, quoted) and not _crosses(one, others):
                    more.append(replace(one, confidence=min(one.confidence, outer.confidence, CONFIDENCE)))
    return sorted([*found, *_first_of_each(more)], key=lambda one: (one.cue or one.content)[0])


def _stretches(text: str, outer: Tagged, places: Places) -> Iterator[Span]:
    """The parts of the content, sentence by sentence, without an opening "that" or a mark that none closes in them."""
    for content in outer.content:
        for part in places.inside(content):
            opener = _OPENER.match(text, *part)
            quoted = opener is not None and _CLOSED.match(text, *part) is not None
            begin = part.start if opener is None or quoted else opener.end()
            end = part.end - _left_closed(text, Span(begin, part.end))
            if 0 < end - begin <= _LONGEST:
                yield Span(begin, end)


def _left_closed(text: str, stretch: Span) -> bool:
    """Whether the last mark of `stretch` closes a quotation that opens before it."""
    closer = text[stretch.end - 1]
    if closer not in _CLOSING or stretch.end - stretch.start < _LEAST_WORDS:
        return False
    opener = _CLOSING[closer]
    within = text.count(opener, *stretch)
    return within % 2 == 1 if opener == closer else within < text.count(closer, *stretch)


def _quoted_as_saying(text: str, outer: Tagged) -> Iterator[Tagged]:
    """ "KCNA quoted [Kim] [as saying] [the country will never bow]"."""
    if not any(_QUOTES.search(cue.of(text)) for cue in outer.cue):
        return
    for content in outer.content:
        match = _AS_SAYING.match(text, *content)
        if match is not None and len(match["content"].split()) >= _LEAST_QUOTED:
            source, cue, said = (trimmed(text, *match.span(role)) for role in ("source", "cue", "content"))
            yield Tagged((source,), (cue,), (said,), min(outer.confidence, CONFIDENCE))


def _may_report(text: str, stretch: Span, cues: Stretches) -> bool:
    found = list(_WORD.finditer(text, *stretch))
    return len(found) >= _LEAST_WORDS and any(
        word[0].lower() in table("nested")["saying"] and not cues.touch(Span(*word.span())) for word in found[1:]
    )


def _read_again(text: str, stretch: Span, read: Read) -> Iterator[Tagged]:
    """What the tagger finds in `stretch` when it stands alone as a sentence, with places of `text`."""
    words = stretch.of(text)
    first = words[0].upper()
    alone = (first if len(first) == 1 else words[0]) + words[1:]
    whole = alone if alone.rstrip("”\"’'").endswith((".", "!", "?")) else alone + "."
    marks = quotations(whole)
    for one in mended(whole, read(whole, marks), [Span(0, len(whole))], marks):
        if one.confidence >= _LEAST and one.source and one.cue:
            source, cue, content = (
                tuple(
                    Span(span.start + stretch.start, min(span.end, len(words)) + stretch.start)
                    for span in spans
                    if span.start < len(words)
                )
                for spans in (one.source, one.cue, one.content)
            )
            if source and cue and content:
                yield replace(one, source=source, cue=cue, content=content)


def _fits(text: str, one: Tagged, quoted: Stretches) -> bool:
    """Whether a verb of saying has a noun as its subject and something said behind or before it."""
    lists = table("nested")
    cue = [word.lower() for span in one.cue for word in _WORD.findall(text, *span)]
    source = [word.lower() for span in one.source for word in _WORD.findall(text, *span)]
    if not source or not any(word in lists["saying"] for word in cue) or any(word in lists["unsaid"] for word in cue):
        return False
    if "found" in cue and not any(word in lists["documents"] for word in source):
        return False
    mark = _QUOTED.match(text, *one.content[0])
    again = mark is not None and len(mark[1].split()) >= _LEAST_QUOTED
    first = _WORD.search(text, *one.content[0])
    if first is None or not (again or _begins_clause(first[0], cue)):
        return False
    if quoted.touch(one.cue[0]):
        return again
    return again or source[0] not in lists["pronouns"]


def _begins_clause(first: str, cue: list[str]) -> bool:
    """Whether a content that begins with this word can be a clause: "a loss" and "allowed it to spread" are none."""
    if first == "to":
        return any(word in table("nested")["committing"] for word in cue)
    if first in ("a", "an") and ("claimed" in cue or "claims" in cue):
        return False
    return not (first.islower() and first.endswith("ed"))


def _crosses(one: Tagged, others: Iterable[Tagged]) -> bool:
    """Whether another attribution than the outer one holds some of the same words, not all of them."""
    return any(a.overlaps(b) and not b.covers(a) for other in others for a in one.content for b in other.content)


def _first_of_each(more: list[Tagged]) -> list[Tagged]:
    """Of attributions with one cue, found in the words of several, the first."""
    kept: dict[Span, Tagged] = {}
    for one in more:
        kept.setdefault(one.cue[0], one)
    return list(kept.values())
