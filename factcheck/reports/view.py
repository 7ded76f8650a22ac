"""One frozen view of a document under review, from which every form of report is written."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, TypeVar

from factcheck.domain.desk import ClaimView, DocumentView, Event, SourceView
from factcheck.domain.drafts import Earlier
from factcheck.domain.earlier import Alike
from factcheck.domain.papers import QuotationResult
from factcheck.domain.review import AttributionCheck, Desk, Finding, State
from factcheck.domain.spans import Span
from factcheck.reports.words import is_misattributed

Kind = TypeVar("Kind")

_CHANGING = frozenset({Finding.WRONG, Finding.CONFIRMED_WITH_CHANGE, Finding.CUT})


class Audience(StrEnum):
    """Who reads it: the desk, which sees everything, or anybody."""

    DESK = "desk"
    PUBLIC = "public"


class Layout(StrEnum):
    """What a report is for. Each is a template in every family."""

    CLAIM_CARDS = "claim-cards"
    CHECKING_SHEET = "checking-sheet"
    SIGN_OFF_SHEET = "sign-off-sheet"
    SOURCE_LEDGER = "source-ledger"
    CHANGE_LIST = "change-list"
    CORRECTIONS_LOG = "corrections-log"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of the article, exactly as it stands there."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim with the words that carry it and its whole history, the oldest event first.

    `checked_at` and `signed_at` are None unless the claim is checked or signed off now; `corrected_by` found
    the corrected wording. `withheld` counts the pieces of evidence that this report does not show. `figures` are lines
    that tell the claim's figures and what stands beside them. `earlier` is what was decided on a stale claim before its
    words changed. `quotations` are those it carries, held against documents, `alike` the claim and
    those of the desk that say nearly the same, each with its own review.
    """

    claim: ClaimView
    words: tuple[Words, ...]
    events: tuple[Event, ...]
    checked_at: datetime | None
    signed_at: datetime | None
    corrected_by: str | None = None
    corrected_at: datetime | None = None
    withheld: int = 0
    figures: tuple[str, ...] = ()
    earlier: Earlier | None = None
    quotations: tuple[QuotationResult, ...] = ()
    alike: tuple[Alike, ...] = ()

    @property
    def last(self) -> Event | None:
        """The latest event, if anything ever happened to the claim."""
        return self.events[-1] if self.events else None

    @property
    def wants_change(self) -> bool:
        """Whether the article cannot stay as it is: a new wording, a wrong claim, a wrong credit, a cut."""
        review = self.claim.review
        return bool(review.correction) or review.finding in _CHANGING or is_misattributed(self.claim)


@dataclass(frozen=True, slots=True)
class Struck:
    """A claim that a reviewer took out: no claim at all, or merged into another; `why` says which, in words."""

    claim: ClaimView
    by: str
    at: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quotation as it was held against documents, with the claims that carry it."""

    result: QuotationResult
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the article, with the claims that begin in it and the numbers of those that only go on in it."""

    number: int
    span: Span
    text: str
    claims: tuple[ReportedClaim, ...]
    continued: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A source in the ledger: what it says itself, what it only relays, and what else the article calls it."""

    source: SourceView
    aliases: tuple[str, ...]
    claims: tuple[ReportedClaim, ...]
    relayed: tuple[ReportedClaim, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Where the review of one document stands at `at` (UTC); open claims before the others.

    `signed_by_their_checker` counts the claims that one and the same person checked and signed off,
    `withheld` those that this report does not show. `struck` are no claims any more and count nowhere.
    `quotations` are those of the article that were to be held against documents, in order of the text.
    """

    audience: Audience
    name: str
    title: str
    outlet: str | None
    published: date | None
    added_at: datetime
    draft: int
    sha256: str
    text: str
    at: datetime
    desk: Desk
    signed_by_their_checker: int
    withheld: int
    open: tuple[ReportedClaim, ...]
    done: tuple[ReportedClaim, ...]
    states: Mapping[State, int]
    findings: Mapping[Finding, int]
    attribution_checks: Mapping[AttributionCheck, int]
    lines: tuple[Line, ...]
    ledger: tuple[Entry, ...]
    struck: tuple[Struck, ...] = ()
    quotations: tuple[Comparison, ...] = ()

    @property
    def claims(self) -> tuple[ReportedClaim, ...]:
        """Every claim, open ones first, each part in order of the text."""
        return self.open + self.done

    @property
    def total(self) -> int:
        """How many claims the document has, those that this report does not show included."""
        return len(self.claims) + self.withheld

    @property
    def stale(self) -> tuple[ReportedClaim, ...]:
        """The open claims whose words changed after they were worked on."""
        return tuple(reported for reported in self.open if reported.claim.review.state is State.STALE)

    @property
    def unfinished(self) -> tuple[ReportedClaim, ...]:
        """The open claims that are not stale."""
        return tuple(reported for reported in self.open if reported.claim.review.state is not State.STALE)

    @property
    def in_order(self) -> tuple[ReportedClaim, ...]:
        """Every claim in order of the text."""
        return tuple(sorted(self.claims, key=lambda one: (one.claim.spans[0].start, one.claim.number)))

    @property
    def changes(self) -> tuple[ReportedClaim, ...]:
        """The claims for which the article has to change, in order of the text."""
        return tuple(reported for reported in self.in_order if reported.wants_change)

    @property
    def corrections(self) -> tuple[ReportedClaim, ...]:
        """The claims whose corrected wording is signed off, in order of the text."""
        return tuple(
            reported
            for reported in self.in_order
            if reported.claim.review.correction and reported.claim.review.state is State.SIGNED_OFF
        )


def report(
    document: DocumentView,
    events: Iterable[Event],
    desk: Desk,
    at: datetime | None = None,
    figures: Mapping[int, Sequence[str]] | None = None,
    earlier: Mapping[int, Earlier] | None = None,
    quotations: Sequence[QuotationResult] = (),
    alike: Mapping[int, Sequence[Alike]] | None = None,
) -> Report:
    """The report for the desk on `document`; `events` are those of its claims, the oldest first.

    `earlier` has for each stale claim, by its id, what was decided on it before its words changed.
    `at` says when the report is from; without it, it is from the last change, so that the same review
    always gives the same report. `figures` are the lines that tell of a claim's figures, by its number,
    `quotations` those of the document as they were held against documents, `alike` the claims of the desk that say
    nearly what one of the document's says, by its id.
    """
    logged = list(events)
    by_claim: dict[int, list[Event]] = {}
    for event in logged:
        by_claim.setdefault(event.claim, []).append(event)
    told, before, near = figures or {}, earlier or {}, alike or {}
    reported = [
        replace(
            _reported(document.text, claim, by_claim.get(claim.id, ())),
            figures=tuple(" ".join(line.split()) for line in told.get(claim.number, ())),
            earlier=before.get(claim.id),
            quotations=tuple(one for one in quotations if claim.id in one.claims),
            alike=tuple(near.get(claim.id, ())),
        )
        for claim in document.claims
    ]
    summary = document.summary
    latest = max((event.at for event in logged), default=summary.added_at)
    return Report(
        audience=Audience.DESK,
        name=summary.name,
        title=summary.title,
        outlet=summary.outlet,
        published=summary.published,
        added_at=summary.added_at,
        draft=summary.draft,
        sha256=document.sha256,
        text=document.text,
        at=(at or latest).astimezone(UTC),
        desk=desk,
        signed_by_their_checker=sum(claim.review.is_self_signed for claim in document.claims),
        withheld=0,
        struck=tuple(one for claim in document.struck for one in _struck(claim, by_claim.get(claim.id, ()))),
        quotations=tuple(
            Comparison(one, tuple(claim for claim in document.claims if claim.id in one.claims)) for one in quotations
        ),
        **_arranged(document.text, document.sentences or (Span(0, len(document.text)),), reported),
    )


def rearranged(report: Report, reported: Sequence[ReportedClaim], **changes: Any) -> Report:
    """`report` with `changes`, about the claims `reported` and no others; they come in order of the text."""
    return replace(report, **_arranged(report.text, [line.span for line in report.lines], reported), **changes)


def _arranged(text: str, sentences: Sequence[Span], reported: Sequence[ReportedClaim]) -> dict[str, Any]:
    """What a report says of its claims, in all the orders that its layouts want."""
    reviews = [one.claim.review for one in reported]
    return {
        "open": tuple(one for one in reported if one.claim.review.is_open),
        "done": tuple(one for one in reported if not one.claim.review.is_open),
        "states": _counts(State, (review.state for review in reviews)),
        "findings": _counts(Finding, (review.finding for review in reviews)),
        "attribution_checks": _counts(AttributionCheck, (review.attribution_check for review in reviews)),
        "lines": _lines(text, sentences, reported),
        "ledger": _ledger(text, reported),
    }


def _reported(text: str, claim: ClaimView, events: Iterable[Event]) -> ReportedClaim:
    history = tuple(events)
    review = claim.review
    corrected = next((e for e in reversed(history) if e.field == "correction" and e.after), None)
    return ReportedClaim(
        claim=claim,
        words=tuple(Words(span, span.of(text)) for span in claim.spans),
        events=history,
        checked_at=_when(history, State.CHECKED) if review.checked_by else None,
        signed_at=_when(history, State.SIGNED_OFF) if review.signed_by else None,
        corrected_by=corrected.by if corrected and review.correction else None,
        corrected_at=corrected.at if corrected and review.correction else None,
    )


def _struck(claim: ClaimView, events: Sequence[Event]) -> Iterator[Struck]:
    """Nothing for a claim that was added by hand and taken back: it never stood."""
    moves = [event for event in events if event.field == "struck"]
    if moves and moves[-1].after == "true" and not (moves[0].before == "true" and moves[-1].undoes):
        yield Struck(claim, moves[-1].by, moves[-1].at, moves[-1].note or "no claim")


def _when(history: tuple[Event, ...], state: State) -> datetime | None:
    """When the claim last came into `state`."""
    return next((e.at for e in reversed(history) if e.field == "state" and e.after == state.value), None)


def _counts(kinds: Iterable[Kind], found: Iterable[Kind]) -> dict[Kind, int]:
    """How often each of `kinds` was found, in their own order, those with none included."""
    counter = Counter(found)
    return {kind: counter[kind] for kind in kinds}


def _lines(text: str, sentences: Sequence[Span], reported: Sequence[ReportedClaim]) -> tuple[Line, ...]:
    """The sentences; a claim outside of all of them begins in the last one before it."""
    starts = [sentence.start for sentence in sentences]
    beginning: dict[int, list[ReportedClaim]] = {}
    going_on: dict[int, set[int]] = {}
    for one in reported:
        first = _line_at(starts, one.claim.spans[0].start)
        beginning.setdefault(first, []).append(one)
        for span in one.claim.spans:
            for line in range(_line_at(starts, span.start), _line_at(starts, span.end - 1) + 1):
                if line != first:
                    going_on.setdefault(line, set()).add(one.claim.number)
    return tuple(
        Line(number, span, span.of(text), tuple(beginning.get(at, ())), tuple(sorted(going_on.get(at, ()))))
        for at, (number, span) in enumerate(enumerate(sentences, 1))
    )


def _line_at(starts: Sequence[int], place: int) -> int:
    return max(0, bisect_right(starts, place) - 1)


def _ledger(text: str, reported: Sequence[ReportedClaim]) -> tuple[Entry, ...]:
    """Each source with its claims, in the order in which they come up."""
    sources: dict[int, SourceView] = {}
    said: dict[int, list[ReportedClaim]] = {}
    relayed: dict[int, list[ReportedClaim]] = {}
    called: dict[int, dict[str, None]] = {}
    for one in reported:
        for credited, found in ((one.claim.sources, said), (one.claim.via, relayed)):
            for source in credited:
                sources[source.id] = source
                found.setdefault(source.id, []).append(one)
        if one.claim.attribution and len(one.claim.sources) == 1:
            for span in one.claim.attribution.source:
                called.setdefault(one.claim.sources[0].id, {})[" ".join(span.of(text).split())] = None
    return tuple(
        Entry(
            source=source,
            aliases=tuple(alias for alias in called.get(number, ()) if alias != source.name),
            claims=tuple(said.get(number, ())),
            relayed=tuple(relayed.get(number, ())),
        )
        for number, source in sources.items()
    )
