"""Who stands behind each attribution: its source where it has one, else who was speaking."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from factcheck.domain.extraction import SourceKind, Tagged
from factcheck.domain.spans import Span
from factcheck.sources.coreference import NOBODY, Coreference
from factcheck.sources.discourse import Occurrence
from factcheck.sources.entities import Entity
from factcheck.sources.lexicon import lexicon
from factcheck.sources.phrases import is_person, kind_of, phrase, plain_name
from factcheck.text.quotations import quotations

UNKNOWN = "unknown"
READERS = "readers"
_EXISTS = re.compile(r"(?:there (?:is|are|was|were)|it \w+)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:(?:some|many|most|all|both|one|two|several|none|few|each) of )?"
    r"(?P<word>who|whom|which|that|whose|where)\b(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_BYLINE = re.compile(r"(?:^|\n)\s*[Bb]y\s+((?:[A-Z][\w.’'-]+\s){1,3}[A-Z][\w’'-]+)\s*(?:\n|$)")
_SIGNATURE = re.compile(r"[@A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}\.?")
_NO_NOUN = re.compile(
    r"(?:according|said|says|say|told|tells|added|adds|asked|wrote|writes|argued|argues|explained|noted)(?: to)?"
)
# What a newsroom says of itself: "We asked readers", "We reached out to the campaign"
_ASKS = re.compile(r"(?:\w+ )?(?:ask|asked|invited|contacted|reached out|requested|emailed)\b")
# How a thing looks to whoever tells of it: "the city seems to", "it is unclear whether"
_LOOKS = re.compile(
    r"(?:\w+ ){0,4}(?:seem|appear|look(?:s|ed)? like)\w*\b"
    r"|it(?:[’']s| is| was| remains| became) (?:un)?(?:clear|obvious|hard|difficult|evident|likely|possible)\b",
    re.IGNORECASE,
)
_FAR = 2


class Speakers:
    """The sources of the attributions of a text that `read` has read."""

    def __init__(self, read: Coreference, tagged: Sequence[Tagged], outlet: Entity) -> None:
        self._outlet = outlet
        self._read = read
        self._tagged = tagged
        self._text = read.text
        self._owners: list[list[Entity] | None] = [None] * len(tagged)
        self._asked: set[int] = set()
        self._quoted = sorted(q.span for q in quotations(read.text) if q.depth == 0)
        self._unknown = Entity(UNKNOWN, SourceKind.UNKNOWN, named=False)

    def owners(self) -> list[list[Entity]]:
        """The sources of every attribution."""
        return [self._of(number) for number in range(len(self._tagged))]

    def _of(self, number: int) -> list[Entity]:
        known = self._owners[number]
        if known is not None:
            return known
        if number in self._asked:
            return [self._unknown]
        self._asked.add(number)
        found: list[Entity] = []
        for name, span in self._read.pieces[number]:
            for entity in self._piece(name, span, number):
                if not any(entity is e for e in found):
                    found.append(entity)
        if not self._read.pieces[number]:
            found = self._unnamed(number)
        self._owners[number] = found
        return found

    def _piece(self, words: str, span: Span, number: int) -> list[Entity]:
        lex = lexicon()
        if words != span.of(self._text):
            return [self._called(plain_name(words), kind_of(words), span)]
        lower = words.lower().strip(' ,.“”"')
        if lower in lex.words["first_person"]:
            return self._first_person(span, number, lower)
        if lower in lex.words["second_person"]:
            return [self._called(READERS, SourceKind.GROUP, span)]
        if lower in ("both", "each", "both of them", "each of them", "the two", "the pair", "the duo", "the couple"):
            return self._expanded(self._pair(span)) or [self._called(words, SourceKind.GROUP, span)]
        if lower.startswith("both ") and is_person(lower.split()[-1].removesuffix("s").replace("women", "woman")):
            pair = self._pair(span)
            if pair is not None:
                return self._expanded(pair)
        # "WHO" in capitals is a body
        relative = _RELATIVE.fullmatch(lower) if not words.split()[0].isupper() else None
        if relative is not None:
            return self._relative(relative["word"], relative["rest"].strip(), span, words)
        meant = self._read.meant.get(span)
        if _NO_NOUN.fullmatch(lower):
            beside = self._beside(span, number)
            return [beside if beside is not None else self._unknown]
        if meant is not None and meant is not NOBODY:
            return self._expanded(meant)
        inner = _first_word_pronoun(words)
        if inner is not None:
            meant = self._read.meant.get(Span(span.start, span.start + len(inner)))
            if meant is not None and meant is not NOBODY and phrase(words).owner == "":
                return self._expanded(meant)
        return [self._called(plain_name(words), kind_of(words), span)]

    def _beside(self, span: Span, number: int) -> Entity | None:
        """The name next to a source span that holds none, outside what is said."""
        sentence = self._read.discourse.sentence_span(span.start)
        content = self._tagged[number].content
        names = [(m, e) for m, e in self._read.names_in(sentence) if not any(c.covers(m) for c in content)]
        nearest = min(
            names, key=lambda pair: min(abs(pair[0].start - span.end), abs(span.start - pair[0].end)), default=None
        )
        return nearest[1] if nearest is not None else None

    def _expanded(self, entity: Entity | None) -> list[Entity]:
        if entity is None:
            return []
        return list(entity.members) if entity.members else [entity]

    def _called(self, name: str, kind: SourceKind, span: Span) -> Entity:
        entity = self._read.nominals.called(name, kind)
        entity.mentions.append(span)
        return entity

    def _pair(self, span: Span) -> Entity | None:
        """The two named together last before `span`, else the two people mentioned last."""
        discourse = self._read.discourse
        at = discourse.before(span.start)
        people: list[Entity] = []
        for number in range(at - 1, max(-1, at - 40), -1):
            occurrence = discourse.occurrences[number]
            if len(occurrence.entity.members) == 2:
                return occurrence.entity
            person = occurrence.entity.kind is SourceKind.PERSON and occurrence.entity.named and occurrence.within < 0
            if person and not any(occurrence.entity is e for e in people):
                people.append(occurrence.entity)
        if len(people) >= 2:
            return self._read.joint(people[1], people[0])
        return None

    def _relative(self, word: str, rest: str, span: Span, words: str) -> list[Entity]:
        """Who the noun before a relative pronoun means."""
        discourse = self._read.discourse
        at = discourse.before(span.start)
        sentence = discourse.sentence(span.start)
        person = word in ("who", "whom")
        chosen: Entity | None = None
        for number in range(at - 1, max(-1, at - 12), -1):
            occurrence = discourse.occurrences[number]
            if occurrence.sentence != sentence or occurrence.form == "pronoun":
                continue
            kind = occurrence.entity.kind
            if word == "where" and kind is not SourceKind.ORGANIZATION:
                continue
            if person and kind in (SourceKind.ORGANIZATION, SourceKind.DOCUMENT, SourceKind.POLL):
                continue
            joint = self._ends_with(occurrence.entity, number)
            if joint is not None and re.match(
                r"\s(?:are|were|have|say|do|want|think|believe|support|know)\b", self._text[span.end :][:12]
            ):
                occurrence = joint
            chosen = occurrence.entity
            break
        if chosen is None:
            return [self._called(words, SourceKind.UNKNOWN, span)]
        if word == "whose" and rest:
            return [self._called(f"{chosen.name}’s {rest}" if chosen.name else rest, kind_of(rest), span)]
        chosen.mentions.append(span)
        return self._expanded(chosen)

    def _ends_with(self, entity: Entity, number: int) -> Occurrence | None:
        """The joint mention that the occurrence of this number closes: "Jane Roe and John Doe"."""
        occurrences = self._read.discourse.occurrences
        end = occurrences[number].span.end
        for other in occurrences[max(0, number - 4) : number]:
            if other.form == "joint" and other.span.end == end:
                return other
        return None

    def _first_person(self, span: Span, number: int, word: str) -> list[Entity]:
        """The speaker of the quotation around "I", else the author."""
        outer = self._read.discourse.enclosing(span, but=number)
        if outer >= 0 and outer != number:
            return self._of(outer)
        at = bisect_right(self._quoted, Span(span.start, len(self._text))) - 1
        if at >= 0 and self._quoted[at].covers(span):
            speaker = self._speaker_of(self._quoted[at], number)
            if speaker is not None:
                return speaker
        cue = " ".join(c.of(self._text).lower() for c in self._tagged[number].cue)
        author = self._author(span) if word not in ("we", "our", "us") or not _ASKS.match(cue) else None
        if author is not None:
            author.mentions.append(span)
            return [author]
        return [self._outlet]

    def _speaker_of(self, quotation: Span, but: int) -> list[Entity] | None:
        """Who is credited with another part of the quotation, or stands beside it."""
        for number in self._read.discourse.overlapping(quotation):
            if number != but and number not in self._asked:
                return self._of(number)
        for number in range(but - 1, -1, -1):
            found = self._owners[number]
            if found and found[0] is not self._unknown:
                return found
        return None

    def _author(self, span: Span) -> Entity | None:
        """Who signs the piece: below the passage, in a byline, or in a note on the author at the end."""
        discourse = self._read.discourse
        for number in range(discourse.paragraph(span.start) + 1, len(discourse.paragraphs)):
            block = discourse.paragraphs[number]
            if len(block) < 40 and _SIGNATURE.fullmatch(block.of(self._text)):
                named = [
                    e for m, e in self._read.names_in(block) if e.kind is SourceKind.PERSON and m.start == block.start
                ]
                if named:
                    return named[0]
        byline = _BYLINE.search(self._text[:2000])
        if byline is not None:
            for _, entity in self._read.names_in(Span(*byline.span(1))):
                return entity
        if discourse.paragraphs:
            last = discourse.paragraphs[-1]
            for mention, entity in self._read.names_in(last)[:1]:
                first_there = discourse.total[id(entity)] <= 2
                note = re.match(
                    r" (?:is|was|teaches|writes|covers|works|has been)\b|, (?:a|an|the|who)\b",
                    self._text[mention.end : last.end],
                )
                if entity.kind is SourceKind.PERSON and mention.start - last.start < 3 and note and first_there:
                    return entity
        return None

    def _unnamed(self, number: int) -> list[Entity]:
        """Who speaks where no source stands: the speaker of the same sentence, or of the quotation before."""
        one = self._tagged[number]
        discourse = self._read.discourse
        place = (one.cue or one.content)[0].start
        here = discourse.sentence(place)
        cue = one.cue[0].of(self._text).lower() if one.cue else ""
        if _LOOKS.match(cue):
            outer = discourse.enclosing(one.cue[0], but=number)
            return self._of(outer) if outer >= 0 else [self._outlet]
        if not _EXISTS.match(cue):
            for before in range(number - 1, -1, -1):
                earlier = self._tagged[before]
                if not earlier.cue or not earlier.source:
                    continue
                gap = here - discourse.sentence(earlier.cue[0].start)
                if gap > _FAR:
                    break
                if gap == 0 and earlier.cue[0].start < place:
                    return self._of(before)
                if self._text[one.content[0].start] in "“\"'‘":
                    return self._of(before)
        return [self._unknown]


def _first_word_pronoun(words: str) -> str | None:
    first = re.match(r"(?:he|she|it|they)\b", words, re.IGNORECASE)
    return first.group() if first else None
