"""Which of the bodies mentioned before a pronoun it means: a log-linear ranking with weights learned from news."""

import math
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

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
    return max(found, key=lambda one: sum(w * x for w, x in zip(weights, one.features, strict=True)), default=None)


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
    after = nearest.span.start > place.span.start
    last = state.speakers[-1:]
    before = state.speakers[-3:-1]
    enclosing = state.named_speaker.get(place.within)
    single = entity.named and " " not in entity.name
    values = {
        "same_sentence": apart == 0,
        "sentence_before": apart == 1,
        "sentences_apart": math.log1p(apart),
        "same_paragraph": paragraphs == 0,
        "paragraphs_apart": math.log1p(paragraphs),
        "subject": nearest.subject,
        "governed": nearest.governed,
        "owns": nearest.owns,
        "pronoun": nearest.form == "pronoun",
        "nominal": nearest.form == "nominal",
        "joint": bool(entity.members),
        "rank": 1 / (1 + rank),
        "first_of_sentence": _first(discourse, nearest),
        "mentions": math.log1p(min(state.seen[id(entity)], 20)),
        "frequency": math.log1p(min(discourse.total[id(entity)], 30)),
        "last_speaker": any(entity is e for e in last),
        "speaker_before": any(entity is e for e in before),
        "speaks": math.log1p(min(state.spoke[id(entity)], 20)),
        "both_subjects": nearest.subject and place.subject,
        "own_content": any(c.covers(nearest.span) for c in own),
        "quoted_apart": nearest.within >= 0 and nearest.within != place.within,
        "same_content": nearest.within >= 0 and nearest.within == place.within,
        "enclosing_speaker": enclosing is not None and enclosing is entity,
        "gender_known": entity.gender in ("he", "she"),
        "unknown_kind": entity.kind is SourceKind.UNKNOWN,
        "single_name": single,
        "after": after,
        "organization": entity.kind is SourceKind.ORGANIZATION,
        "group": entity.kind is SourceKind.GROUP,
        "document": entity.kind in (SourceKind.DOCUMENT, SourceKind.POLL),
        "anonymous": entity.kind is SourceKind.ANONYMOUS,
        "in_title": bool(entity.mentions) and discourse.paragraph(entity.mentions[0].start) == 0,
    }
    return tuple(float(values[name]) for name in FEATURES)


def _first(discourse: Discourse, occurrence: Occurrence) -> bool:
    """Whether nobody is mentioned before it in its sentence."""
    at = discourse.before(occurrence.span.start)
    return at == 0 or at > len(discourse.occurrences) or discourse.occurrences[at - 1].sentence != occurrence.sentence


@cache
def _weights() -> dict[str, Vector]:
    data = tomllib.loads((files("factcheck.sources") / "data" / "antecedents.toml").read_text(encoding="utf-8"))
    return {name: tuple(float(table.get(feature, 0.0)) for feature in FEATURES) for name, table in data.items()}
