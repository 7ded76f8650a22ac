"""Carry a relay over the statements between two that name it.

"Kim vowed …, state media reported. … Kim said …. … Kim said, according to KCNA": the middle one came the same way.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from factcheck.domain.extraction import SourceKind, Tagged
from factcheck.domain.spans import Span
from factcheck.sources.entities import Entity
from factcheck.sources.retold import is_media

_FARTHEST = 10
# what was said at another time came to the article in another way
_ANOTHER_TIME = re.compile(
    r"\b(?:once|earlier|previously|in the past|(?:last|a|two|three|several|few) (?:week|month|year)s?|years? ago|"
    r"(?:in|since) (?:1[89]|20)\d\d)\b",
    re.IGNORECASE,
)


def carried(
    text: str,
    sentences: Sequence[Span],
    tagged: Sequence[Tagged],
    owners: Sequence[Sequence[Entity]],
    chains: Sequence[Sequence[Entity]],
) -> list[list[Entity]]:
    """`chains` with the relay of a person's statements before and after given to those between, too.

    Both must have come through media, the same or one that is named and one that is not ("state media"), within a few
    sentences; a statement with a relay of its own, or told of another time, keeps what it has.
    """
    found = [list(chain) for chain in chains]
    starts = [sentence.start for sentence in sentences]
    placed = [max(bisect_right(starts, one.content[0].start) - 1, 0) for one in tagged]
    by_person: dict[int, list[int]] = {}
    for number, owner in enumerate(owners):
        if len(owner) == 1 and owner[0].kind is SourceKind.PERSON and owner[0].named:
            by_person.setdefault(id(owner[0]), []).append(number)
    for numbers in by_person.values():
        ordered = sorted(numbers, key=lambda n: tagged[n].content[0].start)
        relayed = [n for n in ordered if len(chains[n]) == 1 and is_media(chains[n][0])]
        for number in ordered:
            if chains[number] or _ANOTHER_TIME.search(sentences[placed[number]].of(text)):
                continue
            before = [n for n in relayed if placed[n] <= placed[number] and n != number][-1:]
            after = [n for n in relayed if placed[n] >= placed[number] and n != number][:1]
            if not before or not after or placed[after[0]] - placed[before[0]] > _FARTHEST:
                continue
            relay = _one(chains[before[0]][0], chains[after[0]][0])
            if relay is not None and before != after:
                found[number] = [relay]
    return found


def _one(before: Entity, after: Entity) -> Entity | None:
    """The relay that both are: the same one, or the named one beside "state media"."""
    if before is after:
        return after
    general = [entity for entity in (before, after) if entity.name.islower()]
    if len(general) != 1:
        return None
    return after if general[0] is before else before
