"""From source spans to canonical sources: joint sources split, names and pronouns resolved, relays put in order."""

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from factcheck.attribution.mending import Cues
from factcheck.domain.extraction import Attribution, QuotationType, Source, SourceKind, Tagged
from factcheck.domain.spans import Span, hull
from factcheck.sources.describing import kind_of_nominal, plain_name
from factcheck.sources.joint import parts
from factcheck.sources.lexicon import lexicon
from factcheck.sources.naming import Entity, entities

UNKNOWN = "unknown"
_FARTHEST = 12


@dataclass(frozen=True, slots=True)
class Resolved:
    """The sources of a text and its attributions with their sources."""

    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]


@dataclass(slots=True)
class _Cast:
    """Everybody of the text, as far as it has been read."""

    text: str
    sentences: list[Span]
    everybody: list[Entity]
    spoken: list[Entity] = field(default_factory=list)
    starts: list[int] = field(init=False)
    _numbers: dict[int, int] = field(init=False)

    _places: list[tuple[Span, int]] = field(init=False)
    _by_name: dict[str, list[Entity]] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [sentence.start for sentence in self.sentences]
        self._places = sorted((m, number) for number, e in enumerate(self.everybody) for m in e.mentions)
        self._numbers = {id(entity): number for number, entity in enumerate(self.everybody)}
        self._by_name = defaultdict(list)
        for entity in self.everybody:
            self._by_name[entity.name.lower()].append(entity)

    def add(self, entity: Entity) -> None:
        """Take in a body that the text describes rather than names."""
        self._numbers[id(entity)] = len(self.everybody)
        self.everybody.append(entity)
        self._by_name[entity.name.lower()].append(entity)

    def note(self, entity: Entity, span: Span) -> None:
        """Remember that `span` means `entity`."""
        insort(entity.mentions, span)
        insort(self._places, (span, self._numbers[id(entity)]))

    def named(self, name: str) -> list[Entity]:
        """Everybody of that name, whatever its case."""
        return self._by_name.get(name.lower(), [])

    def mentioned(self, start: int, end: int) -> list[tuple[Entity, Span]]:
        """Who is mentioned by a span that begins in `start:end`, in the order in which they came up."""
        low = bisect_left(self._places, start, key=_start)
        high = bisect_left(self._places, end, key=_start)
        return [(self.everybody[n], m) for m, n in sorted(self._places[low:high], key=lambda place: place[1])]

    def sentence(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1


def _begin(span: Span) -> int:
    return span.start


def _start(place: tuple[Span, int]) -> int:
    return place[0].start


def resolve(text: str, sentences: list[Span], tagged: Sequence[Tagged], quotation: Sequence[QuotationType]) -> Resolved:
    """Give each attribution its sources, in the order of the text.

    What no rule resolves keeps the words of the article as its name; an attribution without a source
    span goes to who was speaking, or to `unknown`.
    """
    cast = _Cast(text, sentences, entities(text, sentences))
    owners: list[list[Entity]] = []
    for number, one in enumerate(tagged):
        found = _owners(cast, one, number, tagged, owners)
        owners.append(found)
        cast.spoken.extend(found)
    cues = Cues(tagged)
    inner = [cues.reported(number) for number in range(len(tagged))]
    outer: list[list[int]] = [[] for _ in tagged]
    for number, reported in enumerate(inner):
        for n in reported:
            if number not in inner[n]:
                outer[n].append(number)
    chains = [_chain(number, outer[number], tagged, owners) for number in range(len(tagged))]
    order: list[Entity] = []
    seen: set[int] = set()
    for entity in [*(e for found in owners for e in found), *(e for chain in chains for e in chain)]:
        if id(entity) not in seen:
            seen.add(id(entity))
            order.append(entity)
    order.sort(key=lambda e: e.mentions[0] if e.mentions else Span(len(text), len(text)))
    ids = {id(entity): number for number, entity in enumerate(order)}
    return Resolved(
        sources=tuple(
            Source(n, e.name, e.kind, tuple(sorted(set(e.mentions))), " ".join(sorted(e.roles)))
            for n, e in enumerate(order)
        ),
        attributions=tuple(
            Attribution(
                id=number,
                source=one.source,
                cue=one.cue,
                content=one.content,
                quotation=quotation[number],
                sources=tuple(ids[id(e)] for e in owners[number]),
                via=tuple(ids[id(e)] for e in chains[number]),
                confidence=one.confidence,
            )
            for number, one in enumerate(tagged)
        ),
    )


def _chain(number: int, outer: list[int], tagged: Sequence[Tagged], owners: list[list[Entity]]) -> list[Entity]:
    """The relays of an attribution, the one nearest to the article last: who reports it, who reports that, …"""
    chain: list[Entity] = []
    for n in sorted(outer, key=lambda n: len(hull(tagged[n].content))):
        for entity in owners[n]:
            if entity.kind is not SourceKind.UNKNOWN and not any(entity is e for e in [*chain, *owners[number]]):
                chain.append(entity)
    return chain


def _owners(
    cast: _Cast, one: Tagged, number: int, tagged: Sequence[Tagged], owners: list[list[Entity]]
) -> list[Entity]:
    if not one.source:
        return _unnamed(cast, one, number, tagged, owners)
    found: list[Entity] = []
    for name, span in parts(cast.text, one.source):
        entity = _entity(cast, name, span, one)
        if not any(entity is e for e in found):
            found.append(entity)
    return found


def _unnamed(
    cast: _Cast, one: Tagged, number: int, tagged: Sequence[Tagged], owners: list[list[Entity]]
) -> list[Entity]:
    """Who speaks where no source stands: the speaker of the same sentence, or of the quotation before."""
    place = (one.cue or one.content)[0].start
    here = cast.sentence(place)
    cue = one.cue[0].of(cast.text).lower() if one.cue else ""
    if not re.match(r"there (?:is|are|was|were)\b", cue):
        for before in range(number - 1, -1, -1):
            earlier = tagged[before]
            if not earlier.cue or not owners[before]:
                continue
            gap = here - cast.sentence(earlier.cue[0].start)
            if gap == 0 and earlier.cue[0].start < place:
                return owners[before]
            if gap > 2:
                break
            quoted = cast.text[one.content[0].start] in "“\"'‘" and gap <= 2
            if quoted and not one.source:
                return owners[before]
    return [_other(cast, UNKNOWN, SourceKind.UNKNOWN, None)]


def _entity(cast: _Cast, name: str, span: Span, one: Tagged) -> Entity:
    words = lexicon()
    lower = name.lower()
    if any(
        words.has(kind, lower) for kind in ("pronouns_he", "pronouns_she", "pronouns_it", "pronouns_they", "relatives")
    ):
        found = _antecedent(cast, lower, span, one)
        if found is None:
            return _other(cast, name, SourceKind.UNKNOWN, span)
        cast.note(found, span)
        return found
    named = _named(cast, name, span)
    if named is not None:
        if not any(entity is named and span.covers(m) for entity, m in cast.mentioned(span.start, span.end)):
            cast.note(named, span)
        return named
    known = _known_by_role(cast, name, span)
    if known is not None:
        cast.note(known, span)
        return known
    metonym = words.metonyms.get(lower)
    if metonym is not None:
        return _other(cast, metonym, SourceKind.ORGANIZATION, span)
    return _other(cast, plain_name(name), kind_of_nominal(name, cast.text, span), span)


def _other(cast: _Cast, name: str, kind: SourceKind, span: Span | None) -> Entity:
    """The source that goes by `name`, new where there is none yet."""
    known = (e for e in cast.named(name) if e.kind is kind or kind is not SourceKind.UNKNOWN)
    entity = next(known, None)
    if entity is None:
        entity = Entity(name, kind)
        cast.add(entity)
    if span is not None:
        cast.note(entity, span)
    return entity


def _named(cast: _Cast, name: str, span: Span) -> Entity | None:
    """The entity that heads the phrase: "President Volodymyr Zelenskyy", "Jane Roe, a lawyer", not "Clinton aides"."""
    head = re.split(r",|\s(?:of|for|who|which|in|at|from|with|to|on)\s|\s[–—-]\s|\s\(", name, maxsplit=1)[0].strip()
    end = span.start + len(head)
    metonym = lexicon().metonyms.get(head.lower())
    best: tuple[int, Entity] | None = None
    for entity, mention in cast.mentioned(span.start, span.end):
        if mention.end <= span.end:
            heads = mention.end == end or cast.text[mention.end : end] in ("’s", "'s", "’", "'", ".", "”", '"')
            whole = mention.start <= span.start and mention.end > end
            if (heads or whole) and (best is None or len(mention) > best[0]):
                best = (len(mention), entity)
    if metonym is not None:
        return _other(cast, metonym, SourceKind.ORGANIZATION, span)
    if best is not None:
        if best[1].kind is SourceKind.UNKNOWN:
            best[1].kind = SourceKind.ORGANIZATION if best[1].name.isupper() else SourceKind.PERSON
        return best[1]
    # "Kim Jong Un, the leader" with the name after the description: "a spokesman, Jane Roe"
    tail = name[len(head) :].strip(" ,")
    if re.match(r"(?:a|an|the|his|her|its|their)\s", head.lower()) and tail[:1].isupper():
        at = span.start + name.find(tail)
        inside = cast.mentioned(at, at + 1)
        if inside and inside[0][0].kind is SourceKind.PERSON:
            return inside[0][0]
    return None


def _known_by_role(cast: _Cast, name: str, span: Span) -> Entity | None:
    """The entity that "the agency", "the president", "the North Korean leader" means, if one fits."""
    match = re.fullmatch(r"(?:the|that|this)\s(?:[\w’'.-]+\s)*?([\w’'-]+)", name, re.IGNORECASE)
    if match is None:
        return None
    head = match.group(1).lower()
    before = [e for e in cast.everybody if e.mentions and e.mentions[0].start < span.start]
    bodies = [e for e in before if e.kind is SourceKind.ORGANIZATION and e.words and e.words[-1] == head]
    people = [e for e in before if e.kind is SourceKind.PERSON and head in e.roles]
    fitting = bodies or people
    if fitting:
        return max(fitting, key=lambda e: e.mentions[bisect_left(e.mentions, span.start, key=_begin) - 1].start)
    return None


def _antecedent(cast: _Cast, pronoun: str, span: Span, one: Tagged) -> Entity | None:
    """The most salient fitting body before the pronoun; after it only where nothing fits before."""
    words = lexicon()
    relative = pronoun in words.words["relatives"]
    fits: list[tuple[float, Entity]] = []
    here = cast.sentence(span.start)
    farthest = cast.starts[here - _FARTHEST] if here >= _FARTHEST else 0
    recent = cast.spoken[-3:]
    for entity, mention in cast.mentioned(farthest, span.start):
        if not _agrees(entity, pronoun):
            continue
        if relative:
            score = -float(span.start - mention.end)
        else:
            score = -1.0 * (here - cast.sentence(mention.start)) + _salience(cast, mention, one)
            score += 0.9 if any(entity is e for e in recent[-1:]) else 0.4 if any(entity is e for e in recent) else 0.0
            score += 0.05 * min(len(entity.mentions), 8)
        fits.append((score, entity))
    if fits:
        return max(fits, key=lambda pair: pair[0])[1]
    later = [e for e in cast.everybody if _agrees(e, pronoun) and e.mentions and not relative]
    return min(later, key=lambda e: e.mentions[0].start, default=None)


def _salience(cast: _Cast, mention: Span, one: Tagged) -> float:
    """Subjects stand first in their sentence; what is inside the words reported speaks less often."""
    sentence = cast.sentences[max(cast.sentence(mention.start), 0)]
    first = 0.8 if mention.start - sentence.start <= 25 else 0.0
    reported = any(c.covers(mention) for c in one.content)
    return first - (1.5 if reported else 0.0)


def _agrees(entity: Entity, pronoun: str) -> bool:
    words = lexicon()
    person = entity.kind is SourceKind.PERSON
    if words.has("pronouns_he", pronoun):
        return person and entity.gender != "she"
    if words.has("pronouns_she", pronoun):
        return person and entity.gender != "he"
    if words.has("pronouns_it", pronoun):
        return entity.kind in (SourceKind.ORGANIZATION, SourceKind.DOCUMENT, SourceKind.POLL)
    if words.has("pronouns_they", pronoun):
        return entity.kind in (SourceKind.GROUP, SourceKind.ORGANIZATION, SourceKind.ANONYMOUS)
    if pronoun == "which":
        return not person
    return entity.kind is not SourceKind.UNKNOWN
