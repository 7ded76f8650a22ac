"""Decisions as events: what changes, what conflicts, and how it is taken back."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, EventRow
from factcheck.domain.errors import Conflict, NotFound, RuleBroken
from factcheck.domain.review import DONE, AttributionCheck, Decision, Desk, Finding, Review, State, decided
from factcheck.workbench import grounds, recording
from factcheck.workbench.recording import shown

_FIELDS = ("state", "finding", "attribution_check", "note", "reason", "checked_by", "signed_by")
_KINDS = {"state": State, "finding": Finding, "attribution_check": AttributionCheck}
_JUDGED = ("finding", "attribution_check", "reason")
_PAGE = 200


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
        now, mine = shown(getattr(row, field)), asked.get(field, before)
        if now not in (before, mine):
            raise Conflict(row.id, field, mine, now, last[field].by)


def write(session: Session, row: ClaimRow, after: Review, by: str) -> None:
    """Bring `row` to `after`; each field that changes is an event of one decision."""
    recording.logged(session, row, _changed(row, after, by))


def _changed(row: ClaimRow, after: Review, by: str) -> list[EventRow]:
    events = []
    for field in _FIELDS:
        old, new = getattr(row, field), getattr(after, field)
        if old == new:
            continue
        events.append(recording.event(row, by, field, shown(old), shown(new)))
        setattr(row, field, new)
    return events


def revised(session: Session, row: ClaimRow, events: list[EventRow], by: str) -> None:
    """Log `events` on evidence and replies; a claim that was checked on what changes opens again."""
    if row.state in DONE and grounds.gone(events) is not None:
        opened = replace(queries.review(row), state=State.IN_PROGRESS, checked_by=None, signed_by=None)
        events = [*events, *_changed(row, opened, by)]
    recording.logged(session, row, events)


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
        back.append(recording.event(row, by, event.field, event.after, event.before, undoes=event.id))
        if event.field in grounds.FIELDS:
            grounds.take_back(row, event)
        else:
            setattr(row, event.field, _read(event.field, event.before))
    after = queries.review(row)
    if after.state in DONE and (after.wants_evidence or not after.is_judged):
        raise RuleBroken(f"taking this back would leave claim {row.id} {after.state} on nothing; return it first")
    if after.state in DONE and any(event.field == "state" for event in events):
        lost = grounds.gone(_newer(session, row, events))
        if lost is not None:
            raise Conflict(row.id, grounds.EVIDENCE, lost, "withdrawn or changed", "somebody")
    recording.logged(session, row, back)
    return back[-1]


def _newer(session: Session, row: ClaimRow, events: Sequence[EventRow]) -> Sequence[EventRow]:
    query = select(EventRow).where(EventRow.claim_id == row.id, EventRow.id > events[-1].id)
    return session.scalars(query.order_by(EventRow.id)).all()


def _refuse_late_undo(session: Session, row: ClaimRow, events: Sequence[EventRow]) -> None:
    """Raise Conflict where what is to be taken back was changed since, or a claim was checked on it."""
    newer = _newer(session, row, events)
    last = {event.field: event for event in newer}
    for event in events:
        now = grounds.now(row, event) if event.field in grounds.FIELDS else shown(getattr(row, event.field))
        if now != event.after:
            raise Conflict(
                row.id, event.field, event.before, now, last[event.field].by if event.field in last else "somebody"
            )
    judged = any(event.field in (*_JUDGED, grounds.EVIDENCE) for event in events)
    if judged and row.state in DONE and "state" in last:
        raise Conflict(row.id, "state", State.IN_PROGRESS, row.state, last["state"].by)
    if any(event.field == "state" and event.before in DONE for event in events):
        # the check or sign-off that comes back was given to what the claim said then
        was = {event.field: event.before for event in reversed(newer)}
        for field in set(_JUDGED) & set(was):
            if (now := shown(getattr(row, field))) != was[field]:
                raise Conflict(row.id, field, was[field], now, last[field].by)


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
    told = {field: shown(getattr(untouched, field)) for field in _FIELDS}
    version = untouched.version
    for event in events:
        version = max(version, event.version)
        if event.field not in grounds.FIELDS:
            told[event.field] = event.after
    for field, logged in told.items():
        now = shown(getattr(row, field))
        if now != logged:
            yield f"claim {row.id}: {field} is “{now}”, but the log says “{logged}”"
    if row.version != version:
        yield f"claim {row.id}: is at version {row.version}, but the log says {version}"
    yield from grounds.unlogged(row, events)


def _read(field: str, value: str) -> object:
    kind = _KINDS.get(field)
    if kind is not None:
        return kind(value)
    return (value or None) if field.endswith("_by") else value
