"""From source spans to canonical sources: joint sources split, names and pronouns resolved, relays put in order."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.attribution.mending import Cues
from factcheck.domain.extraction import Attribution, QuotationType, Source, SourceKind, Tagged
from factcheck.domain.spans import Span, hull
from factcheck.sources.citing import cites
from factcheck.sources.coreference import Coreference
from factcheck.sources.entities import Entity
from factcheck.sources.lexicon import lexicon
from factcheck.sources.relays import carried
from factcheck.sources.retold import with_relays
from factcheck.sources.speakers import Speakers

THE_OUTLET = "(the outlet)"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The sources of a text and its attributions with their sources."""

    sources: tuple[Source, ...]
    attributions: tuple[Attribution, ...]


def resolve(
    text: str,
    sentences: list[Span],
    tagged: Sequence[Tagged],
    quotation: Sequence[QuotationType],
    outlet: str = THE_OUTLET,
) -> Resolved:
    """Give each attribution its sources, in the order of the text.

    What no rule resolves keeps the words of the article as its name; an attribution without a source
    span goes to who was speaking, or to `unknown`. "We asked" is the outlet's.
    """
    read = Coreference(text, sentences, tagged)
    owners = Speakers(read, tagged, Entity(outlet, SourceKind.OUTLET)).owners()
    cues = Cues(tagged)
    inner = [cues.reported(number) for number in range(len(tagged))]
    outer: list[list[int]] = [[] for _ in tagged]
    for number, reported in enumerate(inner):
        for n in reported:
            if number not in inner[n]:
                outer[n].append(number)
    for number, one in enumerate(tagged):
        # who cites comes right before
        outer[number].extend(n for n in range(max(0, number - 2), number) if cites(text, tagged[n], one))
    for number, one in enumerate(tagged):
        for n in outer[number]:
            if cites(text, tagged[n], one):
                _made_bodies(owners[n])
    chains = [_chain(number, outer[number], tagged, owners) for number in range(len(tagged))]
    chains = with_relays(read, tagged, owners, chains, outlet)
    chains = carried(text, sentences, tagged, owners, chains)
    order: list[Entity] = []
    seen: set[int] = set()
    for entity in [*(e for found in owners for e in found), *(e for chain in chains for e in chain)]:
        if id(entity) not in seen:
            seen.add(id(entity))
            order.append(entity)
    order.sort(key=lambda e: min(e.mentions) if e.mentions else Span(len(text), len(text)))
    ids = {id(entity): number for number, entity in enumerate(order)}
    return Resolved(
        sources=tuple(
            Source(n, e.name, _kind(e), tuple(sorted(set(e.mentions))), "; ".join(e.titles))
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


def _made_bodies(citing: Sequence[Entity]) -> None:
    """Take those who report by citing others for media, where nothing tells what their names name."""
    for entity in citing:
        if entity.kind is SourceKind.UNKNOWN and entity.named:
            entity.kind = SourceKind.ORGANIZATION


def _kind(entity: Entity) -> SourceKind:
    """The kind of a source; a name of which nothing tells what it names is a person's when it speaks."""
    if entity.kind is SourceKind.UNKNOWN and entity.named:
        words = entity.words
        body = any(lexicon().has("organization_heads", word) for word in words) or any(c.isdigit() for c in entity.name)
        return SourceKind.ORGANIZATION if body or len(words) > 3 else SourceKind.PERSON
    return entity.kind


def _chain(number: int, outer: list[int], tagged: Sequence[Tagged], owners: list[list[Entity]]) -> list[Entity]:
    """The relays of an attribution, the one nearest to the article last: who reports it, who reports that, …"""
    chain: list[Entity] = []
    for n in sorted(outer, key=lambda n: len(hull(tagged[n].content))):
        for entity in owners[n]:
            if entity.kind is not SourceKind.UNKNOWN and not any(entity is e for e in [*chain, *owners[number]]):
                chain.append(entity)
    return chain
