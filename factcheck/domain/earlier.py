"""Earlier checks of the same claim: those that were imported, and those of the desk itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from factcheck.domain.matching import CheckMatch, EarlierCheck
from factcheck.domain.review import Finding, State


@dataclass(frozen=True, slots=True)
class StoredCheck:
    """An imported check as it is kept under the number `id`."""

    id: int
    check: EarlierCheck
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Twin:
    """What a claim is like: the imported check with the number `check`, or the desk's `claim`; the other is 0."""

    check: int = 0
    claim: int = 0


@dataclass(frozen=True, slots=True)
class CheckedBefore:
    """A match of a claim. `accepted` is true where a reviewer said that both are one; what was refused is not shown."""

    twin: Twin
    match: CheckMatch
    accepted: bool


@dataclass(frozen=True, slots=True)
class Alike:
    """A claim of the desk that says nearly what another says, with how far its own review is; none inherits any.

    `score` is the probability that both are one, 1 for the claim itself and for one that a reviewer said is the same.
    `root` is the first of the group's documents that goes back to the same text or agency copy as this one's.
    """

    claim: int
    document: str
    number: int
    text: str
    state: State
    finding: Finding
    score: float
    root: str = ""


def effective(group: Sequence[Alike]) -> int:
    """How many independent articles make the claims of a group; those of one root count once."""
    return len({one.root or one.document for one in group})


@dataclass(frozen=True, slots=True)
class CheckLink:
    """That a reviewer took a claim for one that was checked before; the claim inherits nothing by it."""

    twin: Twin
    check: EarlierCheck
    score: float
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did, in numbers of checks."""

    new: int = 0
    known: int = 0
    changed: int = 0
