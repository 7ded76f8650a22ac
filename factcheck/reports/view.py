"""One frozen view of a document under review, from which every form of report is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar

from factcheck.domain.desk import ClaimView, DocumentView, Event
from factcheck.domain.review import AttributionCheck, Desk, Finding, State
from factcheck.domain.spans import Span

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the article, exactly as it stands there."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim with the words that carry it and its whole history, the oldest event first.

    `checked_at` and `signed_at` are None unless the claim is checked or signed off now.
    """

    claim: ClaimView
    words: tuple[Words, ...]
    events: tuple[Event, ...]
    checked_at: datetime | None
    signed_at: datetime | None

    @property
    def last(self) -> Event | None:
        """The latest event, if anything ever happened to the claim."""
        return self.events[-1] if self.events else None


@dataclass(frozen=True, slots=True)
class Report:
    """Where the review of one document stands at `at` (UTC); open claims before the others."""

    name: str
    title: str
    outlet: str | None
    published: date | None
    added_at: datetime
    draft: int
    sha256: str
    length: int
    at: datetime
    desk: Desk
    open: tuple[ReportedClaim, ...]
    done: tuple[ReportedClaim, ...]
    states: Mapping[State, int]
    findings: Mapping[Finding, int]
    attribution_checks: Mapping[AttributionCheck, int]

    @property
    def claims(self) -> tuple[ReportedClaim, ...]:
        """Every claim, open ones first, each part in order of the text."""
        return self.open + self.done

    @property
    def signed_by_their_checker(self) -> int:
        """How many claims one and the same person checked and signed off."""
        reviews = (reported.claim.review for reported in self.done)
        return sum(r.signed_by is not None and r.signed_by == r.checked_by for r in reviews)


def report(document: DocumentView, events: Iterable[Event], desk: Desk, at: datetime) -> Report:
    """The report on `document` as it is `at`; `events` are those of its claims, the oldest first."""
    by_claim: dict[int, list[Event]] = {}
    for event in events:
        by_claim.setdefault(event.claim, []).append(event)
    reported = [_reported(document.text, claim, by_claim.get(claim.id, ())) for claim in document.claims]
    reviews = [claim.review for claim in document.claims]
    summary = document.summary
    return Report(
        name=summary.name,
        title=summary.title,
        outlet=summary.outlet,
        published=summary.published,
        added_at=summary.added_at,
        draft=summary.draft,
        sha256=document.sha256,
        length=len(document.text),
        at=at.astimezone(UTC),
        desk=desk,
        open=tuple(r for r in reported if r.claim.review.is_open),
        done=tuple(r for r in reported if not r.claim.review.is_open),
        states=_counts(State, (r.state for r in reviews)),
        findings=_counts(Finding, (r.finding for r in reviews)),
        attribution_checks=_counts(AttributionCheck, (r.attribution_check for r in reviews)),
    )


def _reported(text: str, claim: ClaimView, events: Iterable[Event]) -> ReportedClaim:
    history = tuple(events)
    review = claim.review
    return ReportedClaim(
        claim=claim,
        words=tuple(Words(span, span.of(text)) for span in claim.spans),
        events=history,
        checked_at=_when(history, State.CHECKED) if review.checked_by else None,
        signed_at=_when(history, State.SIGNED_OFF) if review.signed_by else None,
    )


def _when(history: tuple[Event, ...], state: State) -> datetime | None:
    """When the claim last came into `state`."""
    return next((e.at for e in reversed(history) if e.field == "state" and e.after == state.value), None)


def _counts(kinds: Iterable[Kind], found: Iterable[Kind]) -> dict[Kind, int]:
    """How often each of `kinds` was found, in their own order, those with none included."""
    counter = Counter(found)
    return {kind: counter[kind] for kind in kinds}
