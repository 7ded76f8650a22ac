"""What the database gives back: frozen views of documents, claims, sources and the log."""

from dataclasses import dataclass
from datetime import date, datetime

from factcheck.domain.drafts import Redrafted
from factcheck.domain.earlier import CheckLink
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.independence import Independence
from factcheck.domain.review import Review
from factcheck.domain.spans import Span


@dataclass(frozen=True, slots=True)
class Event:
    """One change: who, when (UTC), which field, what from, what to.

    `claim` is 0 where the change is the document's or the desk's. `undoes` is the event taken back.
    Events of one decision share their `decision`. `role` is who logged in to the database's server, None in a file.
    """

    id: int
    claim: int
    at: datetime
    by: str
    field: str
    before: str
    after: str
    note: str = ""
    undoes: int | None = None
    decision: int = 0
    role: str | None = None


def who(by: str, role: str | None) -> str:
    """A reviewer's name, with the database's role behind it where there is one."""
    return by if role is None else f"{by}, role {role}"


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as a claim shows it."""

    id: int
    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class AttributionView:
    """Who said it, as the article has it: spans into the draft's text."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: QuotationType
    confidence: float


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with all that is known and decided about it. `number` counts from 1 within the document.

    `draft` is the number of the draft whose words it has; `cut` that of the one that no longer has it.
    """

    id: int
    document: int
    document_name: str
    number: int
    spans: tuple[Span, ...]
    quoted: str
    text: str
    attribution: AttributionView | None
    sources: tuple[SourceView, ...]
    via: tuple[SourceView, ...]
    checkable: bool
    checkworthiness: float
    flags: tuple[Flag, ...]
    review: Review
    evidence: tuple[Evidence, ...] = ()
    replies: tuple[Reply, ...] = ()
    draft: int = 1
    cut: int | None = None
    checked_before: tuple[CheckLink, ...] = ()
    independence: Independence | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review of a document is."""

    claims: int
    open: int
    checked: int = 0
    signed_off: int = 0
    stale: int = 0
    wrong: int = 0

    @property
    def done(self) -> int:
        """How many nobody has to work on any more."""
        return self.checked + self.signed_off


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """A line of the document list. `name` is unique and is what the command line takes.

    `draft` is the number of the present one of `drafts`.
    `last_by` is who last changed something on one of its claims, at `last_at` (UTC). `assigned` are the reviewers
    whose work open claims of it are, each with how many, the most first.
    """

    id: int
    name: str
    title: str
    outlet: str | None
    published: date | None
    added_at: datetime
    draft: int
    progress: Progress
    last_by: str | None = None
    last_at: datetime | None = None
    assigned: tuple[tuple[str, int], ...] = ()
    drafts: int = 1


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document with its current draft's text and every claim, in order of the text.

    `struck` are those that reviewers took out, as no claims or as parts of others.
    """

    summary: DocumentSummary
    text: str
    sha256: str
    sentences: tuple[Span, ...]
    claims: tuple[ClaimView, ...]
    struck: tuple[ClaimView, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """A line of the source list: one real body with all sources, by number, that are merged into it.

    `id` is the first of `sources`, `name` the fullest of its names, `aliases` the others.
    """

    id: int
    name: str
    kind: SourceKind
    documents: tuple[str, ...]
    mentions: int
    claims: int
    open: int
    aliases: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LogLine:
    """An event with the document that it concerns and the claim's number in it; empty and 0 where it concerns none.

    `stands` is false for an event that was taken back.
    """

    event: Event
    document: str
    number: int
    stands: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Claims that a search found, of `total` that there are."""

    claims: tuple[ClaimView, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Together:
    """What one decision on several claims did: those it changed, and those where it was refused, with why."""

    decided: tuple[ClaimView, ...]
    refused: tuple[tuple[ClaimView, str], ...]


@dataclass(frozen=True, slots=True)
class Added:
    """What adding an extraction did: made a `new` document, a draft of a known one, or nothing.

    `known_as` is the number of the draft that has the same text, where that is not the present one.
    """

    document: DocumentSummary
    new: bool
    redrafted: Redrafted | None = None
    known_as: int | None = None
