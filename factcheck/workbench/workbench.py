"""One desk at work: everything that the command line and the terminal app do with the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from factcheck.domain.desk import (
    Added,
    ClaimView,
    DocumentSummary,
    DocumentView,
    Event,
    SourceSummary,
)
from factcheck.domain.extraction import Extraction, Flag, SourceKind
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list; an empty filter lists all. Filled fields narrow together."""

    document: str | None = None
    states: tuple[State, ...] = ()
    findings: tuple[Finding, ...] = ()
    attribution_checks: tuple[AttributionCheck, ...] = ()
    flags: tuple[Flag, ...] = ()
    source: str | None = None
    text: str | None = None
    open_only: bool = False
    checkable_only: bool = False


class Workbench:
    """A connection to one database on behalf of one reviewer. Close it, or use it as a context."""

    @classmethod
    def open(cls, url: str | None, reviewer: str) -> Self:
        """Open the database at `url` (None: SQLite in the user's data folder).

        A SQLite file that is not there yet is created and migrated. Raises DatabaseUnavailable,
        DatabaseOutdated or DatabaseTooNew.
        """
        raise NotImplementedError

    @classmethod
    def upgrade(cls, url: str | None) -> str:
        """Bring the schema of the database to this program's; gives a sentence that says what was done."""
        raise NotImplementedError

    def close(self) -> None:
        """Let the database go."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def reviewer(self) -> str:
        """Who decides."""
        raise NotImplementedError

    @property
    def location(self) -> str:
        """Where the database is, without any secret."""
        raise NotImplementedError

    # documents
    def add(self, extraction: Extraction, name: str | None = None) -> Added:
        """Store a document with its claims, all or nothing. The same text twice adds nothing.

        `name` (default: the extraction's document id) is made unique by a number where it is taken.
        """
        raise NotImplementedError

    def documents(self) -> list[DocumentSummary]:
        """Every document with its progress, the latest first."""
        raise NotImplementedError

    def document(self, reference: str) -> DocumentView:
        """The document whose name or number is `reference`, or whose name or title alone begins with it.

        Raises NotFound, which lists near names.
        """
        raise NotImplementedError

    # claims
    def claims(self, chosen: ClaimFilter, limit: int | None = None, offset: int = 0) -> list[ClaimView]:
        """The claims that `chosen` lets through, by document and place in the text."""
        raise NotImplementedError

    def each_claim(self, chosen: ClaimFilter) -> Iterator[ClaimView]:
        """As `claims`, page by page, for lists of any length."""
        raise NotImplementedError

    def claim(self, claim: int) -> ClaimView:
        """One claim. Raises NotFound."""
        raise NotImplementedError

    def history(self, claim: int) -> list[Event]:
        """All events of a claim, the oldest first."""
        raise NotImplementedError

    def log(self, document: str | None = None) -> list[Event]:
        """All events (of a document), the oldest first."""
        raise NotImplementedError

    # deciding
    def decide(self, claim: int, version: int, decision: Decision) -> ClaimView:
        """Apply `decision` to the claim as it was at `version`.

        Every field that changes is one event. Raises RuleBroken, or Conflict when a field asked for was
        changed since `version` (changes to other fields do not conflict).
        """
        raise NotImplementedError

    def add_evidence(self, claim: int, title: str, url: str = "") -> ClaimView:
        """Attach a piece of evidence; an event. Raises RuleBroken when both are blank."""
        raise NotImplementedError

    def undo(self, document: str) -> Event | None:
        """Take back this reviewer's last change in the document that is not yet taken back, as a new event.

        All events of one decision are taken back together; gives the last of them, None where there is
        nothing to undo. Raises Conflict when somebody changed the same field since.
        """
        raise NotImplementedError

    # sources and settings
    def sources(self, document: str | None = None, kinds: Sequence[SourceKind] = (), text: str | None = None) -> list[SourceSummary]:
        """Sources with the number of their claims, those with most claims first."""
        raise NotImplementedError

    @property
    def desk(self) -> Desk:
        """The desk's own rules, kept in the database so that all share them."""
        raise NotImplementedError

    def set_desk(self, desk: Desk) -> None:
        """Change the desk's rules; an event."""
        raise NotImplementedError

    def verify(self) -> list[str]:
        """Check the log's hash chain and every claim's quoted text; a line for each fault, none when all is well."""
        raise NotImplementedError
