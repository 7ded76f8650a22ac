"""Decisions as events: what changes, what conflicts, and how it is taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import log, queries
from db.models import ClaimRow, EventRow, EvidenceRow
from factcheck.domain.errors import Conflict, NotFound, RuleBroken
from factcheck.domain.review import DONE, AttributionCheck, Decision, Desk, Finding, Review, State, decided

_FIELDS = ("state", "finding", "attribution_check", "note", "reason", "checked_by", "signed_by")
_KINDS = {"state": State, "finding": Finding, "attribution_check": AttributionCheck}
_JUDGED = ("finding", "attribution_check", "reason")
_PAGE = 200
EVIDENCE = "evidence"


def found(session: Session, claim: int) -> ClaimRow:
    """The claim row, locked against other writers. Raises NotFound."""
    row = (
        session.scalars(queries.claim_rows().where(ClaimRow.id == claim).with_for_update(of=ClaimRow)).unique().first()
    )
    if row is None:
        raise NotFound(f"there is no claim {claim}; factcheck claims lists them")
    return row


def decide(session: Session, claim: int, version: int, decision: Decision, by: str, desk: Desk) -> ClaimRow:
    """Apply `decision` and log what it changes. Raises RuleBroken or Conflict."""
    row = found(session, claim)
    _refuse_conflict(session, row, version, decision)
    write(session, row, decided(queries.review(row), decision, by, desk), by)
    return row


def _refuse_conflict(session: Session, row: ClaimRow, version: int, decision: Decision) -> None:
    if row.version == version:
        return
    if version > row.version:
        raise Conflict(row.id, "version", str(version), str(row.version), "a restored backup")
    asked = {f.name: str(value) for f in fields(decision) if (value := getattr(decision, f.name)) is not None}
    # who marks a claim as checked vouches for what was on the screen
    vouched = _JUDGED if decision.state in DONE else ()
    was: dict[str, str] = {}
    last: dict[str, EventRow] = {}
    newer = select(EventRow).where(EventRow.claim_id == row.id, EventRow.version > version)
    for event in session.scalars(newer.where(EventRow.field.in_([*asked, *vouched])).order_by(EventRow.id)):
        was.setdefault(event.field, event.before)
        last[event.field] = event
    for field, before in was.items():
        now, mine = _shown(getattr(row, field)), asked.get(field, before)
        if now not in (before, mine):
            raise Conflict(row.id, field, mine, now, last[field].by)


def write(session: Session, row: ClaimRow, after: Review, by: str) -> None:
    """Bring `row` to `after`; each field that changes is an event of one decision."""
    events = []
    for field in _FIELDS:
        old, new = getattr(row, field), getattr(after, field)
        if old == new:
            continue
        events.append(_event(row, by, field, _shown(old), _shown(new)))
        setattr(row, field, new)
    _logged(session, row, events)


def add_evidence(session: Session, row: ClaimRow, title: str, url: str, by: str) -> None:
    """Attach a piece of evidence and log it."""
    piece = EvidenceRow(claim_id=row.id, title=title, url=url, added_by=by, added_at=datetime.now(UTC), withdrawn=False)
    row.evidence.append(piece)
    session.flush()
    _logged(session, row, [_event(row, by, EVIDENCE, "", _evidence_shown(piece))])


def undo(session: Session, document: int, by: str) -> EventRow | None:
    """Take back the last decision of `by` in the document that stands; gives the last event written.

    Raises Conflict, and RuleBroken where a checked claim would rest on nothing.
    """
    taken_back = select(EventRow.undoes).where(EventRow.undoes.is_not(None), EventRow.document_id == document)
    last = session.scalars(
        select(EventRow)
        .where(
            EventRow.document_id == document,
            EventRow.claim_id.is_not(None),
            EventRow.by == by,
            EventRow.undoes.is_(None),
            EventRow.id.not_in(taken_back),
        )
        .order_by(EventRow.id.desc())
        .limit(1)
    ).first()
    if last is None or last.claim_id is None:
        return None
    events = session.scalars(select(EventRow).where(EventRow.decision == last.decision).order_by(EventRow.id)).all()
    row = found(session, last.claim_id)
    _refuse_late_undo(session, row, events)
    back = []
    for event in reversed(events):
        back.append(_event(row, by, event.field, event.after, event.before, undoes=event.id))
        if event.field == EVIDENCE:
            _withdraw(row, event)
        else:
            setattr(row, event.field, _read(event.field, event.before))
    after = queries.review(row)
    if after.state in DONE and (after.wants_evidence or not after.is_judged):
        raise RuleBroken(f"taking this back would leave claim {row.id} {after.state} on nothing; return it first")
    _logged(session, row, back)
    return back[-1]


def _refuse_late_undo(session: Session, row: ClaimRow, events: Sequence[EventRow]) -> None:
    """Raise Conflict where what is to be taken back was changed since, or a claim was checked on it."""
    query = select(EventRow).where(EventRow.claim_id == row.id, EventRow.id > events[-1].id)
    newer = session.scalars(query.order_by(EventRow.id)).all()
    last = {event.field: event for event in newer}
    for event in events:
        now = _shown(getattr(row, event.field)) if event.field != EVIDENCE else event.after
        if now != event.after:
            raise Conflict(
                row.id, event.field, event.before, now, last[event.field].by if event.field in last else "somebody"
            )
    judged = any(event.field in (*_JUDGED, EVIDENCE) for event in events)
    if judged and row.state in DONE and "state" in last:
        raise Conflict(row.id, "state", State.IN_PROGRESS, row.state, last["state"].by)
    if any(event.field == "state" and event.before in DONE for event in events):
        # the check or sign-off that comes back was given to what the claim said then
        was = {event.field: event.before for event in reversed(newer)}
        for field in set(_JUDGED) & set(was):
            if (now := _shown(getattr(row, field))) != was[field]:
                raise Conflict(row.id, field, was[field], now, last[field].by)


def _withdraw(row: ClaimRow, event: EventRow) -> None:
    for piece in reversed(row.evidence):
        if not piece.withdrawn and _evidence_shown(piece) == event.after:
            piece.withdrawn = True
            return


def faults(session: Session) -> Iterator[str]:
    """A line for each claim whose review is not what the log's events make of it."""
    after = 0
    while True:
        rows = session.scalars(queries.claim_rows().where(ClaimRow.id > after).order_by(ClaimRow.id).limit(_PAGE))
        page = rows.unique().all()
        if not page:
            return
        events: dict[int, list[EventRow]] = {row.id: [] for row in page}
        logged = select(EventRow).where(EventRow.claim_id.in_(events)).order_by(EventRow.id)
        for event in session.scalars(logged):
            events[event.claim_id or 0].append(event)
        for row in page:
            yield from _unlogged(row, events[row.id])
        after = page[-1].id
        session.expunge_all()


def _unlogged(row: ClaimRow, events: Sequence[EventRow]) -> Iterator[str]:
    untouched = Review()
    told = {field: _shown(getattr(untouched, field)) for field in _FIELDS}
    version, evidence = untouched.version, set[str]()
    for event in events:
        version = max(version, event.version)
        if event.field != EVIDENCE:
            told[event.field] = event.after
        elif event.undoes is None:
            evidence.add(event.after)
        else:
            evidence.discard(event.before)
    for field, logged in told.items():
        now = _shown(getattr(row, field))
        if now != logged:
            yield f"claim {row.id}: {field} is “{now}”, but the log says “{logged}”"
    if row.version != version:
        yield f"claim {row.id}: is at version {row.version}, but the log says {version}"
    if {_evidence_shown(piece) for piece in row.evidence if not piece.withdrawn} != evidence:
        yield f"claim {row.id}: its evidence is not what the log says"


def _logged(session: Session, row: ClaimRow, events: list[EventRow]) -> None:
    if not events:
        return
    row.version += 1
    for event in events:
        event.version = row.version
    log.append(session, events)


def _event(row: ClaimRow, by: str, field: str, before: str, after: str, undoes: int | None = None) -> EventRow:
    return EventRow(
        claim_id=row.id,
        document_id=row.document_id,
        by=by,
        field=field,
        before=before,
        after=after,
        note="",
        version=row.version,
        undoes=undoes,
    )


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def _read(field: str, value: str) -> object:
    kind = _KINDS.get(field)
    if kind is not None:
        return kind(value)
    return (value or None) if field.endswith("_by") else value


def _evidence_shown(piece: EvidenceRow) -> str:
    return " ".join(part for part in (piece.title, piece.url) if part) + f" [{piece.id}]"
