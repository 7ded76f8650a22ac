"""Sources of several documents that are one real person or body, and proposals that some may be."""

from dataclasses import dataclass

from factcheck.domain.extraction import SourceKind


@dataclass(frozen=True, slots=True)
class NamedSource:
    """A source of one document; `body` is what it is merged into: the lowest number of its sources."""

    id: int
    name: str
    kind: SourceKind
    body: int


@dataclass(frozen=True, slots=True)
class Likely:
    """Sources `one` and `other`, by number, that may be one body: a score from 0 to 1, and why."""

    one: tuple[int, ...]
    other: tuple[int, ...]
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Side:
    """What a proposal would merge: a name with the sources that have it and their documents."""

    name: str
    kind: SourceKind
    sources: tuple[int, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeProposal:
    """Two sides that may be one real body. `score` is 0 to 1; a reviewer accepts or refuses."""

    one: Side
    other: Side
    score: float
    reason: str
