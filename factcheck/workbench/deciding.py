"""Decisions as events: what changes, what conflicts, and how it is taken back."""

from dataclasses import fields
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import log, queries
from db.models import ClaimRow, EventRow, EvidenceRow
from factcheck.domain.errors import Conflict, NotFound
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, Review, State, decided

_FIELDS = ("state", "finding", "attribution_check", "note", "reason", "checked_by", "signed_by")
_KINDS = {"state": State, "finding": Finding, "attribution_check": AttributionCheck}
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
    asked = {f.name: getattr(decision, f.name) for f in fields(decision) if getattr(decision, f.name) is not None}
    newer = select(EventRow).where(
        EventRow.claim_id == row.id, EventRow.version > version, EventRow.field.in_(list(asked))
    )
    for event in session.scalars(newer.order_by(EventRow.id.desc())):
        mine, theirs = str(asked[event.field]), _shown(getattr(row, event.field))
        if mine != theirs:
            raise Conflict(row.id, event.field, mine, theirs, event.by)


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
    """Take back the last decision of `by` in the document that stands. Raises Conflict."""
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
    for event in events:
        if event.field != EVIDENCE and _shown(getattr(row, event.field)) != event.after:
            other = session.scalars(
                select(EventRow)
                .where(EventRow.claim_id == row.id, EventRow.field == event.field)
                .order_by(EventRow.id.desc())
            ).first()
            raise Conflict(
                row.id, event.field, event.before, _shown(getattr(row, event.field)), other.by if other else by
            )
    back = []
    for event in reversed(events):
        back.append(_event(row, by, event.field, event.after, event.before, undoes=event.id))
        if event.field == EVIDENCE:
            _withdraw(row, event)
        else:
            setattr(row, event.field, _read(event.field, event.before))
    _logged(session, row, back)
    return back[-1]


def _withdraw(row: ClaimRow, event: EventRow) -> None:
    for piece in reversed(row.evidence):
        if not piece.withdrawn and _evidence_shown(piece) == event.after:
            piece.withdrawn = True
            return


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
