"""Statements that an article takes out of somebody else's report.

Four shapes: what a medium was told ("told CNN"), an excerpt ("Roe reports:" and quoted paragraphs), a report named
before ("In The New Yorker's profile of Oz, …"), and a source that reached the article through a medium ("emails combed
through by Vox suggest").
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from factcheck.domain.extraction import SourceKind, Tagged
from factcheck.domain.spans import Span
from factcheck.sources.coreference import NOBODY, Coreference
from factcheck.sources.entities import Entity
from factcheck.sources.lexicon import lexicon
from factcheck.text.quotations import Quotation, quotations

_WORK = r"(?:article|piece|story|profile|feature|report|column|series|investigation|interview|exposé|account|write-up)"
_INTRODUCED = re.compile(
    r"(?P<who>[^,.;:]{2,80})\s(?:reports|reported|writes|wrote|recounts|recounted|relates|continues|continued)"
    r"(?:\s[^.;:“”\"]{1,40})?:$"
)
_RETOLD = re.compile(
    r"\b(?:is|are|was|were)\s(?:\w+ly\s)?(?:recorded|described|recounted|retold|reproduced|excerpted|set\sout)\b[^.;:]{0,60}:$"
)
_OF_WORK = re.compile(
    rf"[Tt]he\s(?:\w+\s)?{_WORK}\s(?:closes|closed|ends|ended|concludes|concluded|opens|opened|begins|began|continues|goes\son)\b"
)
_PUBLISHED = re.compile(
    rf"\s(?:ran|published|aired|carried|printed|posted|featured)\s(?:\w+\s){{1,4}}?{_WORK}\b", re.IGNORECASE
)
_IN_WORK = re.compile(rf"In\s(?P<who>[^,.;:]{{2,60}}?)[’']s?\s(?:[\w-]+\s){{0,3}}{_WORK}\b")
_THROUGH = re.compile(
    r",?\s(?:(?:first|later|recently)\s)?(?:combed\sthrough|obtained|seen|reviewed|published|posted|leaked|compiled|examined|analyzed|analysed)"
    r"\s(?:and\s\w+\s)?by\s"
)
# "told CNN", "said in an interview with the Swiss daily Le Temps"
_TOLD = re.compile(r"\b(?:told|tells|telling)$|\binterview(?:ed)?\s(?:with|by)$")
_MEDIUM_BEFORE = re.compile(
    r"\s(?:the\s)?(?:[\w-]+\s){0,2}(?P<sort>(?:news)?(?:paper|agency)|daily|weekly|broadcaster|network|magazine|website|channel|station"
    r"|tabloid|outlet|wire)?\s?"
)
_OPENING = '“"„«'
_FAR = 60
_SENTENCES = 12
_REPORTERS = frozenset({"reporter", "correspondent", "journalist", "columnist"})


class Retold:
    """Who reports what an attribution reports, as far as the text around it shows."""

    def __init__(self, read: Coreference, tagged: Sequence[Tagged], outlet: str) -> None:
        self._read = read
        self._outlet = outlet
        self._text = read.text
        self._tagged = tagged
        self._excerpts = list(self._found())
        self._starts = [block.start for block, _ in self._excerpts]

    def relay(self, number: int) -> Entity | None:
        """The relay of the attribution of this number, None where nothing shows one."""
        return self._told(number) or self._through(number) or self._in_excerpt(number) or self._in_work(number)

    def _told(self, number: int) -> Entity | None:
        """The medium that somebody told it: "a defense official told CNN"; the article's own is none."""
        one = self._tagged[number]
        if not one.cue:
            return None
        end = one.cue[-1].end
        if _TOLD.search(self._text, one.cue[-1].start, end) is None:
            return None
        for mention, medium in self._read.names_in(Span(end, end + _FAR)):
            # "the Swiss daily Le Temps"
            before = _MEDIUM_BEFORE.fullmatch(self._text, end, mention.start)
            unsure = medium.kind is SourceKind.UNKNOWN
            if before is None or not (is_media(medium) or (before["sort"] and unsure)):
                continue
            if unsure:
                medium.kind = SourceKind.ORGANIZATION
            return None if is_called(medium, self._outlet) else medium
        return None

    def _in_excerpt(self, number: int) -> Entity | None:
        begin = self._tagged[number].content[0].start
        at = bisect_left(self._starts, begin + 1) - 1
        return self._excerpts[at][1] if at >= 0 and begin < self._excerpts[at][0].end else None

    def _found(self) -> Iterator[tuple[Span, Entity]]:
        """The excerpts in order, each with whose report it is out of."""
        blocks = self._read.discourse.paragraphs
        opened = {q.span.start: q for q in quotations(self._text) if q.depth == 0}
        number = 0
        while number + 1 < len(blocks):
            who = self._introduced(blocks[number])
            number += 1
            if who is None:
                continue
            first = number
            while number < len(blocks) and self._text[blocks[number].start] in _OPENING:
                number += 1
                if not _goes_on(opened.get(blocks[number - 1].start), blocks[number - 1], is_media(who)):
                    break
            if number > first:
                yield Span(blocks[first].start, blocks[number - 1].end), who

    def _introduced(self, block: Span) -> Entity | None:
        """Whose report the paragraphs after `block` are taken from."""
        last = self._read.discourse.sentence_span(max(block.end - 1, block.start))
        if last.start >= block.end:
            return None
        last = Span(max(last.start, block.start), block.end)
        by_name = _INTRODUCED.search(self._text, *last)
        if by_name is not None:
            return self._meant(Span(*by_name.span("who")))
        if _RETOLD.search(self._text, *last) or _OF_WORK.match(self._text, *last):
            return self._publisher(block.start)
        return None

    def _publisher(self, before: int) -> Entity | None:
        """The medium that ran the report which an article speaks of: "The Washington Post ran a feature"."""
        for span, entity in reversed(self._read.names_in(Span(0, before))):
            if is_media(entity) and _PUBLISHED.match(self._text, span.end, before):
                return entity
        return None

    def _in_work(self, number: int) -> Entity | None:
        """The medium in whose report, named earlier in the paragraph, it was said."""
        discourse = self._read.discourse
        begin = self._tagged[number].content[0].start
        paragraph = discourse.paragraphs[discourse.paragraph(begin)] if discourse.paragraphs else None
        if paragraph is None or not paragraph.start <= begin < paragraph.end:
            return None
        here = discourse.sentence(begin)
        for sentence in discourse.sentences[max(discourse.sentence(paragraph.start), here - _SENTENCES) : here + 1]:
            found = _IN_WORK.match(self._text, sentence.start, min(sentence.end, paragraph.end))
            if found is not None and found.end() <= begin:
                who = self._meant(Span(*found.span("who")))
                if who is not None and is_media(who):
                    return who
        return None

    def _through(self, number: int) -> Entity | None:
        """The medium through which a document came: "emails combed through by Vox"."""
        one = self._tagged[number]
        for span in one.source:
            found = _THROUGH.search(self._text, span.start, min(span.end + _FAR, len(self._text)))
            if found is None or found.start() > span.end:
                continue
            if one.cue and found.start() <= one.cue[0].start < found.end():
                continue
            names = self._read.names_in(Span(found.end(), found.end() + len("the ") + 1))
            if names and is_media(names[0][1]):
                return names[0][1]
        return None

    def _meant(self, span: Span) -> Entity | None:
        names = self._read.names_in(span)
        if names:
            return names[-1][1]
        words = re.sub(r"^(?:[Tt]he|[Aa]n?)\s", "", span.of(self._text))
        if lexicon().has("media", words):
            # what the reader of names takes for another word: "The New Yorker’s"
            return self._read.nominals.called(words, SourceKind.ORGANIZATION)
        inside = self._read.discourse.at(span)
        return inside[-1].entity if inside and inside[-1].entity is not NOBODY else None


def _goes_on(quotation: Quotation | None, block: Span, media: bool) -> bool:
    """Whether the excerpt can go on behind a paragraph of it.

    A quotation left open goes on. What a medium reports, with narration between the quotations, goes on too; one
    that fills its paragraph and is closed is all.
    """
    if quotation is None or not quotation.closed:
        return True
    return media and quotation.span.end < block.end - 1


def is_called(entity: Entity, name: str) -> bool:
    """Whether `name` is the entity's, or its initials: "AP" for the Associated Press."""
    mine, other = (one.lower().removeprefix("the ").replace(".", "") for one in (entity.name, name))
    return mine == other or other == "".join(word[0] for word in mine.split()) or mine.split()[-1:] == [other]


def is_media(entity: Entity) -> bool:
    """Whether `entity` is a medium, or somebody who writes for one."""
    if entity.kind is SourceKind.PERSON:
        return bool(entity.roles & _REPORTERS)
    name = entity.name.lower().removeprefix("the ")
    body = entity.kind in (SourceKind.ORGANIZATION, SourceKind.GROUP, SourceKind.OUTLET)
    return body and (lexicon().has("media", name) or any(lexicon().has("media_heads", word) for word in name.split()))


def with_relays(
    read: Coreference,
    tagged: Sequence[Tagged],
    owners: Sequence[Iterable[Entity]],
    chains: Sequence[Sequence[Entity]],
    outlet: str,
) -> list[list[Entity]]:
    """`chains` with the relays that the text around the attributions shows, nearest to the article and so last.

    What was told to the `outlet` itself came through nobody.
    """
    retold = Retold(read, tagged, outlet)
    found = [list(chain) for chain in chains]
    for number, chain in enumerate(found):
        relay = retold.relay(number)
        if relay is not None and not any(relay is one for one in [*chain, *owners[number]]):
            chain.append(relay)
    return found
