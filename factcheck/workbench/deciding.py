"""Decisions as events: what changes, what conflicts, and how it is taken back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, EventRow, SettingRow
from factcheck.domain.errors import Conflict, DraftChanged, NotFound, RuleBroken
from factcheck.domain.review import (
    DONE,
    VOUCHED,
    AttributionCheck,
    Decision,
    Desk,
    Finding,
    Review,
    State,
    decided,
    reopened,
)
from factcheck.workbench import corrections, grounds, recording, storing
from factcheck.workbench.recording import shown

FIELDS = ("state", *VOUCHED, "note", "reason", "checked_by", "signed_by", "assigned_to", "second_by")
_PEOPLE = frozenset({"checked_by", "signed_by", "assigned_to", "second_by"})
_KINDS = {"state": State, "finding": Finding, "attribution_check": AttributionCheck}
ONE_PERSON = "one_person"
INDEPENDENT_SOURCES = "independent_sources"
RULES = (ONE_PERSON, INDEPENDENT_SOURCES)
# what says nothing of the words of a claim
_OF_THE_DESK = frozenset({"note", "assigned_to"})
JUDGED = (*VOUCHED, "reason")
_PAGE = 200


def found(session: Session, claim: int) -> ClaimRow:
    """The claim row, locked against other writers. Raises NotFound."""
    row = (
        session.scalars(queries.claim_rows().where(ClaimRow.id == claim).with_for_update(of=ClaimRow)).unique().first()
    )
    if row is None:
        raise NotFound(f"there is no claim {claim}; factcheck claims lists them")
    return row


def rules(session: Session) -> Desk:
    """The desk's own rules."""
    kept = {row.name: row.value for row in session.scalars(select(SettingRow).where(SettingRow.name.in_(RULES)))}
    return Desk(one_person=kept.get(ONE_PERSON) == "true", independent_sources=int(kept.get(INDEPENDENT_SOURCES, "0")))


def decide(session: Session, claim: int, version: int, decision: Decision, by: str, desk: Desk) -> ClaimRow:
    """Apply `decision` and log what it changes. Raises RuleBroken or Conflict."""
    row = found(session, claim)
    write(session, row, allowed(session, row, version, decision, by, desk), by)
    return row


def allowed(session: Session, row: ClaimRow, version: int, decision: Decision, by: str, desk: Desk) -> Review:
    """The review of `row` after `decision`, of which nothing is written yet. Raises RuleBroken or Conflict."""
    given = {f.name: value for f in fields(decision) if (value := getattr(decision, f.name)) is not None}
    asked = {name: str(value) for name, value in given.items() if name in FIELDS}
    # who marks a claim as checked vouches for what was on the screen
    vouches = decision.state in DONE or decision.second_check is True
    refuse_conflict(session, row, version, asked, JUDGED if vouches else ())
    return decided(queries.review(row), decision, by, desk)


def refuse_conflict(
    session: Session, row: ClaimRow, version: int, asked: Mapping[str, str], vouched: Sequence[str] = ()
) -> None:
    """Raise Conflict where a field that is `asked` for, or `vouched` for as it was, was changed since `version`.

    Raises DraftChanged where the text was, and RuleBroken where it has the claim no longer; a note is always kept.
    """
    if version > row.version:
        raise Conflict(row.id, "version", str(version), str(row.version), "a restored backup")
    if vouched or not _OF_THE_DESK.issuperset(asked):
        refuse_other_text(session, row, version)
    if row.version == version:
        return
    was: dict[str, str] = {}
    last: dict[str, EventRow] = {}
    newer = select(EventRow).where(EventRow.claim_id == row.id, EventRow.version > version)
    for event in session.scalars(newer.where(EventRow.field.in_([*asked, *vouched])).order_by(EventRow.id)):
        was.setdefault(event.field, event.before)
        last[event.field] = event
    for field, before in was.items():
        now, mine = standing(row, field), asked.get(field, before)
        if now not in (before, mine):
            raise Conflict(row.id, field, mine, now, last[field].by)


def refuse_other_text(session: Session, row: ClaimRow, version: int) -> None:
    """Raise DraftChanged where a draft was added since `version`, and RuleBroken for a claim that was cut."""
    moves = select(EventRow).where(
        EventRow.claim_id == row.id, EventRow.version > version, EventRow.field == storing.DRAFT
    )
    moved = None if row.version == version else session.scalars(moves.order_by(EventRow.id)).all()
    if moved and row.cut is None:
        seen, now = (value.partition(":")[0] for value in (moved[0].before, moved[-1].after))
        raise DraftChanged(row.id, storing.DRAFT, seen, now, moved[-1].by)
    if row.cut is not None:
        raise RuleBroken(f"claim {row.number} is not in draft {row.cut} any more; it stays as it was decided before")


def standing(row: ClaimRow, field: str) -> str:
    """What stands in a field of a claim, as the log has it."""
    return corrections.shown(row, field) if field in corrections.FIELDS else shown(getattr(row, field))


def opened(row: ClaimRow, by: str) -> list[EventRow]:
    """Take a check and sign-off away; gives the events, not yet logged, none for a claim that has neither."""
    if row.state not in DONE:
        return []
    return changed(row, reopened(queries.review(row)), by)


def write(session: Session, row: ClaimRow, after: Review, by: str) -> None:
    """Bring `row` to `after`; each field that changes is an event of one decision."""
    recording.logged(session, row, changed(row, after, by))


def changed(row: ClaimRow, after: Review, by: str) -> list[EventRow]:
    events = []
    for field in FIELDS:
        old, new = getattr(row, field), getattr(after, field)
        if old == new:
            continue
        events.append(recording.event(row, by, field, shown(old), shown(new)))
        setattr(row, field, new)
    return events


def revised(session: Session, row: ClaimRow, events: list[EventRow], by: str) -> None:
    """Log `events` on evidence and replies; a claim that was checked on what changes opens again."""
    if grounds.gone(events) is not None:
        events = [*events, *opened(row, by)]
    recording.logged(session, row, events)


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


def rule_faults(session: Session) -> Iterator[str]:
    """A line for each rule of the desk that is not what the log says."""
    now, first = rules(session), Desk()
    for name in RULES:
        last = select(EventRow.after).where(EventRow.field == f"desk.{name}").order_by(EventRow.id.desc()).limit(1)
        told = session.scalar(last) or str(getattr(first, name)).lower()
        if (stands := str(getattr(now, name)).lower()) != told:
            yield f"the desk's rule {name} is “{stands}”, but the log says “{told}”"


def _unlogged(row: ClaimRow, events: Sequence[EventRow]) -> Iterator[str]:
    untouched = Review()
    told = {field: shown(getattr(untouched, field)) for field in FIELDS}
    version = untouched.version
    for event in events:
        version = max(version, event.version)
        if event.field in FIELDS:
            told[event.field] = event.after
    for field, logged in told.items():
        now = shown(getattr(row, field))
        if now != logged:
            yield f"claim {row.id}: {field} is “{now}”, but the log says “{logged}”"
    if row.version != version:
        yield f"claim {row.id}: is at version {row.version}, but the log says {version}"
    yield from corrections.unlogged(row, events)
    yield from grounds.unlogged(row, events)


def put(row: ClaimRow, field: str, value: str) -> None:
    """Set a column of the review to what the log has."""
    setattr(row, field, _read(field, value))


def read(told: Mapping[str, str], row: ClaimRow) -> Review:
    """A review as the log has its fields, with the evidence and at the version of `row`."""
    values: dict[str, Any] = {field: _read(field, value) for field, value in told.items()}
    return replace(queries.review(row), **values)


def _read(field: str, value: str) -> object:
    kind = _KINDS.get(field)
    if kind is not None:
        return kind(value)
    return (value or None) if field in _PEOPLE else value
