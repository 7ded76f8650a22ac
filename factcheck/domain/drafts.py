"""What becomes of a document's claims from one draft of its text to the next."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from factcheck.domain.review import Review


class Fate(StrEnum):
    """What a draft did to a claim. A closed set."""

    KEPT = "kept"
    ALTERED = "altered"
    CUT = "cut"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Moved:
    """A paragraph (`whole`), or sentences of one, that stands in another order; paragraphs are counted from 1."""

    text: str
    before: int
    after: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim as one draft has it: its wording, its own words, the whole sentences around it, whom it credits."""

    draft: int
    text: str
    quoted: str
    context: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was decided on a claim as an earlier draft had it, by whom last and when, and how it reads now."""

    before: Reading
    now: Reading
    review: Review
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """One claim between two drafts. `before` and `after` are None where a draft has no such claim.

    `review` is what had been decided on it as `before` has it, or what is decided on what is kept or new; `stale` is
    true while somebody has to look at it again. `corrected` is true where it now reads as a reviewer asked.
    """

    claim: int
    number: int
    fate: Fate
    before: Reading | None
    after: Reading | None
    review: Review
    stale: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """One version of a document's text; `by` is who added it."""

    number: int
    sha256: str
    added_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DraftDiff:
    """What an editor wants to know between two drafts; claims in order of their number."""

    document: str
    title: str
    before: DraftView
    after: DraftView
    claims: tuple[ClaimChange, ...]
    moved: tuple[Moved, ...]

    def of(self, fate: Fate) -> tuple[ClaimChange, ...]:
        """The claims with this fate."""
        return tuple(change for change in self.claims if change.fate is fate)


@dataclass(frozen=True, slots=True)
class Redrafted:
    """What adding a draft did to the claims; `stale` of those altered had been worked on. `back` came back."""

    number: int
    kept: int
    altered: int
    stale: int
    cut: int
    new: int
    back: int = 0
