"""A claim through the drafts of its document, as the log tells of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import queries
from db.models import AttributionRow, ClaimRow, DraftRow, EventRow, SourceRow
from factcheck.domain.drafts import Reading
from factcheck.domain.extraction import SourceKind
from factcheck.domain.review import Review, State
from factcheck.domain.spans import Span
from factcheck.workbench import corrections, deciding
from factcheck.workbench.corrections import SOURCES, SPANS, STRUCK, VIA, WORDS
from factcheck.workbench.storing import DRAFT

if TYPE_CHECKING:
    # comparing texts takes long to import, and most sessions look back at no draft
    from factcheck.matching.carrying import Seen
    from factcheck.matching.drafts import Draft

KEPT, ALTERED, AS_MARKED, NEW, CUT, BACK = "kept", "altered", "altered, as marked", "new", "cut", "back"
_PLACE = re.compile(r"(\d+): ([\d,-]*)(?:; attribution (\d+))?")


@dataclass(frozen=True, slots=True)
class Stay:
    """A claim in one draft (None: in none). `note` says how it came there, `left` is the decision that ended it."""

    draft: int | None
    spans: tuple[Span, ...]
    attribution: int | None
    note: str = ""
    left: int | None = None


def place(number: int, row: ClaimRow) -> str:
    """Where a claim stands as the log has it."""
    said = "" if row.attribution_id is None else f"; attribution {row.attribution_id}"
    return f"{number}: {corrections.ranges(row.spans)}{said}"


def stays(row: ClaimRow, events: Sequence[EventRow], draft: int) -> list[Stay]:
    """The drafts that a claim went through, the oldest first; `draft` is the number of the one it is in or was last."""
    moves = [event for event in events if event.field == DRAFT]
    last = place(draft, row) if row.cut is None else corrections.gone(row.cut)
    found = [_stay(moves[0].before, "", moves[0].decision)] if moves and moves[0].before else []
    for number, move in enumerate(moves):
        following = moves[number + 1] if number + 1 < len(moves) else None
        until = last if following is None else following.before
        found.append(_stay(until, move.note, None if following is None else following.decision))
    return found or [_stay(last, "", None)]


def _stay(value: str, note: str, left: int | None) -> Stay:
    match = _PLACE.fullmatch(value)
    if match is None:
        return Stay(None, (), None, note, left)
    said = None if match[3] is None else int(match[3])
    return Stay(int(match[1]), corrections.spans(match[2]), said, note, left)


def value(row: ClaimRow, events: Iterable[EventRow], field: str, decision: int | None) -> str:
    """What stood in a field of a claim before a decision, or now."""
    if decision is not None:
        for event in events:
            if event.decision >= decision and event.field == field:
                return event.before
    return deciding.standing(row, field)


def review(row: ClaimRow, events: Sequence[EventRow], decision: int | None) -> Review:
    """What was decided on a claim before a decision, or is now."""
    return deciding.read({field: value(row, events, field, decision) for field in deciding.FIELDS}, row)


def decided_by(events: Sequence[EventRow], decision: int | None) -> EventRow | None:
    """The last event by which a person worked on a claim before a decision."""
    worked = (e for e in reversed(events) if e.field != DRAFT and (decision is None or e.decision < decision))
    return next(worked, None)


def outdated(row: ClaimRow, events: Sequence[EventRow]) -> int | None:
    """The decision of the draft that made a claim stale as it is now."""
    if row.state is not State.STALE:
        return None
    moves = {event.decision for event in events if event.field == DRAFT}
    stale = (e for e in reversed(events) if e.field == "state" and e.after == State.STALE and e.decision in moves)
    return next((event.decision for event in stale), None)


class Texts:
    """The drafts of one document, its sources and its claims' events, each read once."""

    def __init__(self, session: Session, document: int) -> None:
        self._session = session
        rows = session.scalars(select(DraftRow).where(DraftRow.document_id == document)).all()
        self.rows = {row.number: row for row in rows}
        self.numbers = {row.id: row.number for row in rows}
        self._drafts: dict[int, Draft] = {}
        sources = session.scalars(select(SourceRow).where(SourceRow.document_id == document))
        self.sources = {row.id: (row.name, row.kind) for row in sources}

    def draft(self, number: int) -> "Draft":
        """A draft's text with its sentences."""
        from factcheck.matching.drafts import Draft

        if number not in self._drafts:
            row = self.rows[number]
            self._drafts[number] = Draft(row.text, queries.spans(row.sentences))
        return self._drafts[number]

    def reading(self, row: ClaimRow, events: Sequence[EventRow], stay: Stay) -> Reading:
        """A claim as it was in one draft."""
        from factcheck.matching.carrying import Seen, context

        assert stay.draft is not None
        draft = self.draft(stay.draft)
        words = value(row, events, WORDS, stay.left)
        seen = Seen(row.id, stay.spans, words, self._said(stay.attribution))
        credited = corrections.numbers(value(row, events, SOURCES, stay.left))
        return Reading(
            draft=stay.draft,
            text=words,
            quoted=" … ".join(span.of(draft.text) for span in stay.spans),
            context=" ".join(" ".join(span.of(draft.text).split()) for span in context(draft, seen)),
            sources=tuple(self.sources[number][0] for number in credited if number in self.sources),
        )

    def seen(self, row: ClaimRow, events: Sequence[EventRow]) -> "Seen":
        """A claim as its draft has it: what reviewers corrected is read back to what the machine had."""
        from factcheck.matching.carrying import Seen

        by_hand = bool(events) and any(e.field == STRUCK for e in events) and _first(events, STRUCK) == "true"
        since = list(events)
        for move in reversed(events):
            if move.field == DRAFT and move.note in (ALTERED, NEW):
                by_hand, since = False, [event for event in events if event.decision > move.decision]
                break
        sources = _first(since, SOURCES)
        via = _first(since, VIA)
        words = _first(since, WORDS)
        return Seen(
            key=row.id,
            spans=queries.spans(row.spans),
            words=row.text if words is None else words,
            said=self._said(row.attribution_id),
            credit=self._credit(corrections.shown(row, SOURCES) if sources is None else sources),
            via=self._credit(corrections.shown(row, VIA) if via is None else via),
            place_by_hand=by_hand or any(event.field == SPANS for event in since),
            by_hand=by_hand,
            struck=row.struck,
        )

    def seen_then(self, row: ClaimRow, events: Sequence[EventRow], stay: Stay) -> "Seen":
        """A claim as a reviewer saw it in a draft that it has left."""
        from factcheck.matching.carrying import Seen

        return Seen(
            key=row.id,
            spans=stay.spans,
            words=value(row, events, WORDS, stay.left),
            said=self._said(stay.attribution),
            credit=self._credit(value(row, events, SOURCES, stay.left)),
            via=self._credit(value(row, events, VIA, stay.left)),
        )

    def _said(self, attribution: int | None) -> tuple[Span, ...]:
        if attribution is None:
            return ()
        one = self._session.get_one(AttributionRow, attribution)
        return (*queries.spans(one.source), *queries.spans(one.cue))

    def _credit(self, shown: str) -> tuple[str, ...]:
        from factcheck.matching.carrying import credit

        unknown = ("", SourceKind.UNKNOWN)
        return credit(self.sources.get(number, unknown) for number in corrections.numbers(shown))


def events_of(session: Session, document: int) -> dict[int, list[EventRow]]:
    """The events of each claim of a document, the oldest first."""
    found: dict[int, list[EventRow]] = {}
    logged = select(EventRow).where(EventRow.document_id == document, EventRow.claim_id.is_not(None))
    for event in session.scalars(logged.order_by(EventRow.id)):
        found.setdefault(event.claim_id or 0, []).append(event)
    return found


def last_move(session: Session, document: int) -> int:
    """The number of the last event of the last change of draft, 0 where there was none."""
    moves = select(EventRow.id).where(
        EventRow.document_id == document, EventRow.claim_id.is_(None), EventRow.field == DRAFT
    )
    return session.scalar(moves.order_by(EventRow.id.desc()).limit(1)) or 0


def _first(events: Iterable[EventRow], field: str) -> str | None:
    return next(iter(_befores(events, field)), None)


def _befores(events: Iterable[EventRow], field: str) -> Iterator[str]:
    return (event.before for event in events if event.field == field)
