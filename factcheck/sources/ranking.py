"""Which of the bodies mentioned before a pronoun it means: a log-linear ranking with weights learned from news."""

import math
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import mul

from factcheck.domain.extraction import SourceKind
from factcheck.domain.spans import Span
from factcheck.sources.discourse import Discourse, Occurrence
from factcheck.sources.entities import Entity

_OCCURRENCES = 60
_SENTENCES = 14
FEATURES = (
    "same_sentence", "sentence_before", "sentences_apart", "same_paragraph", "paragraphs_apart", "subject", "governed",
    "owns", "pronoun", "nominal", "joint", "rank", "first_of_sentence", "mentions", "frequency", "last_speaker",
    "speaker_before", "speaks", "both_subjects", "own_content", "quoted_apart", "same_content", "enclosing_speaker",
    "gender_known", "unknown_kind", "single_name", "after", "organization", "group", "document", "anonymous",
    "in_title",
)  # fmt: skip
CLASSES = {"he": "person", "she": "person", "it": "thing", "they": "several"}
Vector = tuple[float, ...]


@dataclass(slots=True)
class State:
    """What has been read so far: who spoke, last speaker last, and how often each was mentioned."""

    speakers: list[Entity] = field(default_factory=list)
    spoke: Counter[int] = field(default_factory=Counter)
    seen: Counter[int] = field(default_factory=Counter)
    named_speaker: dict[int, Entity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A body that a pronoun may mean, its nearest occurrence and what speaks for it."""

    entity: Entity
    nearest: Occurrence
    features: Vector


def agrees(entity: Entity, pronoun: str) -> bool:
    """Whether `pronoun`, one of "he", "she", "it", "they", can stand for `entity`."""
    several = entity.plural or bool(entity.members) or entity.kind is SourceKind.GROUP
    if pronoun in ("he", "she"):
        person = entity.kind in (SourceKind.PERSON, SourceKind.ANONYMOUS, SourceKind.UNKNOWN)
        signature = entity.name.startswith("@")
        unclear = entity.kind is SourceKind.UNKNOWN and (not entity.named or " " in entity.name)
        return person and not several and not signature and not unclear and entity.gender in ("", "either", pronoun)
    if pronoun == "it":
        return not several and entity.kind in (
            SourceKind.ORGANIZATION, SourceKind.DOCUMENT, SourceKind.POLL, SourceKind.UNKNOWN
        )  # fmt: skip
    return several or (entity.kind is SourceKind.ORGANIZATION and entity.named)


def candidates(
    discourse: Discourse, state: State, place: Occurrence, pronoun: str, own: tuple[Span, ...], ahead: list[Occurrence]
) -> list[Candidate]:
    """The bodies that agree with the pronoun at `place` and are mentioned near it, the nearest first.

    `own` is the content of the attribution whose source the pronoun is; `ahead` holds the names after it.
    """
    nearest: dict[int, Occurrence] = {}
    for occurrence in _near(discourse, place):
        if id(occurrence.entity) not in nearest and agrees(occurrence.entity, pronoun):
            nearest[id(occurrence.entity)] = occurrence
    for occurrence in ahead:
        if id(occurrence.entity) not in nearest and agrees(occurrence.entity, pronoun):
            nearest[id(occurrence.entity)] = occurrence
    found: list[Candidate] = []
    for rank, occurrence in enumerate(nearest.values()):
        vector = _features(discourse, state, place, occurrence, rank, own)
        found.append(Candidate(occurrence.entity, occurrence, vector))
    return found


def best(found: list[Candidate], pronoun: str) -> Candidate | None:
    """The candidate that the weights speak for most; None where there is none."""
    weights = _weights()[CLASSES[pronoun]]
    return max(found, key=lambda one: sum(map(mul, weights, one.features)), default=None)


def _near(discourse: Discourse, place: Occurrence) -> Iterator[Occurrence]:
    at = discourse.before(place.span.start)
    for number in range(at - 1, max(-1, at - 1 - _OCCURRENCES), -1):
        occurrence = discourse.occurrences[number]
        if place.sentence - occurrence.sentence > _SENTENCES:
            return
        if not occurrence.span.covers(place.span):
            yield occurrence


def _features(
    discourse: Discourse, state: State, place: Occurrence, nearest: Occurrence, rank: int, own: tuple[Span, ...]
) -> Vector:
    entity = nearest.entity
    apart = abs(place.sentence - nearest.sentence)
    paragraphs = abs(place.paragraph - nearest.paragraph)
    speakers = state.speakers
    key = id(entity)
    kind = entity.kind
    within = nearest.within
    # in the order of FEATURES
    return (
        float(apart == 0),
        float(apart == 1),
        math.log1p(apart),
        float(paragraphs == 0),
        math.log1p(paragraphs),
        float(nearest.subject),
        float(nearest.governed),
        float(nearest.owns),
        float(nearest.form == "pronoun"),
        float(nearest.form == "nominal"),
        float(bool(entity.members)),
        1 / (1 + rank),
        float(nearest.first),
        math.log1p(min(state.seen[key], 20)),
        math.log1p(min(discourse.total[key], 30)),
        float(bool(speakers) and speakers[-1] is entity),
        float((len(speakers) > 1 and speakers[-2] is entity) or (len(speakers) > 2 and speakers[-3] is entity)),
        math.log1p(min(state.spoke[key], 20)),
        float(nearest.subject and place.subject),
        float(any(c.covers(nearest.span) for c in own)),
        float(within >= 0 and within != place.within),
        float(within >= 0 and within == place.within),
        float(state.named_speaker.get(place.within) is entity),
        float(entity.gender in ("he", "she")),
        float(kind is SourceKind.UNKNOWN),
        float(entity.named and " " not in entity.name),
        float(nearest.span.start > place.span.start),
        float(kind is SourceKind.ORGANIZATION),
        float(kind is SourceKind.GROUP),
        float(kind is SourceKind.DOCUMENT or kind is SourceKind.POLL),
        float(kind is SourceKind.ANONYMOUS),
        float(bool(entity.mentions) and entity.mentions[0].start < discourse.title_end),
    )


@cache
def _weights() -> dict[str, Vector]:
    data = tomllib.loads((files("factcheck.sources") / "data" / "antecedents.toml").read_text(encoding="utf-8"))
    return {name: tuple(float(table.get(feature, 0.0)) for feature in FEATURES) for name, table in data.items()}
