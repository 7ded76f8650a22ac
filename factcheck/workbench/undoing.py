"""Taking decisions back, and taking that back again: each time new events, and never over what others did since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, EventRow
from factcheck.domain.desk import Event
from factcheck.domain.errors import Conflict, NotFound, RuleBroken
from factcheck.domain.review import DONE, State
from factcheck.workbench import bodies, corrections, deciding, earlier, grounds, recording, storing, tracing
from factcheck.workbench.connection import Connection
from factcheck.workbench.references import document_number

_SITTING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Stack:
    """What one reviewer can take back (`done`) and do again (`undone`) in a document: events, the next one last."""

    done: list[int]
    undone: list[int]


class UndoCases(Connection):
    """Undo and redo."""

    def undo(self, document: str) -> Event | None:
        """Take back this reviewer's last change in the document that is not yet taken back, as a new event.

        Undo goes back to the last change of draft. All events of one decision are taken back together, and so are the
        saves of one sitting of a note, which is stored at every pause. Gives the last of them, None where there is
        nothing to undo. Raises Conflict when somebody changed the same field since.
        """
        return self._step(document, again=False)

    def redo(self, document: str) -> Event | None:
        """Do again what this reviewer last took back in the document and decided nothing since; as `undo`."""
        return self._step(document, again=True)

    def take_back(self, decision: int) -> Event:
        """Take back a decision from anywhere in the log, one's own or another's.

        Raises NotFound, Conflict, and RuleBroken where that is not for this reviewer to do.
        """
        with self._writing() as session:
            return queries.event(_taken_back(session, decision, self._reviewer))

    def undo_merge(self) -> Event | None:
        """Take back this reviewer's last word on which sources are one, None where there is none."""
        with self._writing() as session:
            decision = bodies.last_decision(session, self._reviewer)
            return None if decision is None else queries.event(_taken_back(session, decision, self._reviewer))

    def decided_on(self, decision: int) -> list[int]:
        """The claims (by id) that a decision changed."""
        with self._reading() as session:
            claims = select(EventRow.claim_id).where(EventRow.decision == decision, EventRow.claim_id.is_not(None))
            return sorted({claim for claim in session.scalars(claims) if claim is not None})

    def _step(self, document: str, again: bool) -> Event | None:
        with self._writing() as session:
            stack = _stack(session, document_number(session, document), self._reviewer)
            last = None
            for decision in _sitting(session, stack.undone if again else stack.done):
                last = _taken_back(session, decision, self._reviewer)
            return None if last is None else queries.event(last)


def _stack(session: Session, document: int, by: str) -> _Stack:
    logged = select(EventRow.id, EventRow.by, EventRow.undoes).where(
        EventRow.document_id == document,
        EventRow.claim_id.is_not(None),
        # what was decided on an earlier draft was decided on other words
        EventRow.id > tracing.last_move(session, document),
    )
    undoes: dict[int, bool] = {}
    taken_back: set[int] = set()
    done: list[int] = []
    undone: list[int] = []
    for event in session.execute(logged.order_by(EventRow.id)):
        # an undo of an undo does again what was taken back
        undoes[event.id] = event.undoes is not None and not undoes.get(event.undoes, False)
        if event.undoes is not None:
            taken_back.add(event.undoes)
        if event.by != by:
            continue
        if undoes[event.id]:
            undone.append(event.id)
        else:
            done.append(event.id)
            if event.undoes is None:
                # a fresh decision: what was taken back before it stays so
                undone.clear()
    return _Stack([n for n in done if n not in taken_back], [n for n in undone if n not in taken_back])


def _sitting(session: Session, numbers: Sequence[int]) -> list[int]:
    """The decisions to take back in one step, the latest first; `numbers` are events, the latest last."""
    found: list[EventRow] = []
    for number in reversed(numbers):
        event = session.get_one(EventRow, number)
        if found and event.decision == found[-1].decision:
            continue
        if found and (event.claim_id != found[-1].claim_id or abs(found[-1].at - event.at) > _SITTING):
            break
        if found and event.after != found[-1].before:
            # somebody else wrote in between: what they wrote is what comes back
            break
        if not _is_save(session, event):
            found += [] if found else [event]
            break
        found.append(event)
    return [event.decision for event in found]


def _is_save(session: Session, event: EventRow) -> bool:
    """Whether all of its decision was a note; returning a claim writes a note too, with the state."""
    others = select(EventRow.id).where(EventRow.decision == event.decision, EventRow.field != "note").limit(1)
    return event.field == "note" and session.scalars(others).first() is None


def _taken_back(session: Session, decision: int, by: str) -> EventRow:
    events = session.scalars(select(EventRow).where(EventRow.decision == decision).order_by(EventRow.id)).all()
    if not events:
        raise NotFound(f"there is no decision {decision} in the log")
    if all(event.field == bodies.FIELD for event in events):
        _refuse_twice(session, events)
        return bodies.taken_back(session, events, by)
    if any(event.field == storing.DRAFT for event in events):
        raise RuleBroken("a draft is not taken back; add the earlier text again with --draft-of to return to it")
    if any(event.claim_id is None for event in events):
        raise RuleBroken("only what was decided on claims can be taken back here")
    if events[0].id < tracing.last_move(session, events[0].document_id or 0):
        raise RuleBroken("this was decided on an earlier draft of the text; decide anew on the present one")
    _refuse_twice(session, events)
    if events[0].by != by and any(event.field == "state" and event.before in DONE for event in events):
        raise RuleBroken(f"taking this back would bring a check back; only {events[0].by} can do that")
    changes = []
    # always in one order, so that two who take back do not wait for each other crosswise
    for claim, own in groupby(sorted(events, key=lambda e: (e.claim_id or 0, e.id)), key=lambda e: e.claim_id or 0):
        row = deciding.found(session, claim)
        changes.append((row, _reversed(session, row, list(own), by)))
    recording.logged_together(session, changes)
    return changes[-1][1][-1]


def _refuse_twice(session: Session, events: Sequence[EventRow]) -> None:
    again = select(EventRow.id).where(EventRow.undoes.in_([event.id for event in events]))
    if session.scalars(again.limit(1)).first() is not None:
        raise RuleBroken("this was taken back already")


def _reversed(session: Session, row: ClaimRow, events: Sequence[EventRow], by: str) -> list[EventRow]:
    """Bring `row` back to before `events`; gives the events of that. Raises Conflict and RuleBroken."""
    newer = session.scalars(
        select(EventRow).where(EventRow.claim_id == row.id, EventRow.id > events[-1].id).order_by(EventRow.id)
    ).all()
    _refuse_late(row, events, newer)
    back = []
    for event in reversed(events):
        back.append(recording.event(row, by, event.field, event.after, event.before, undoes=event.id))
        if event.field in grounds.FIELDS:
            grounds.take_back(row, event)
        elif event.field == earlier.FIELD:
            earlier.take_back(row, event)
        elif event.field in corrections.FIELDS:
            corrections.put(session, row, event.field, event.before)
        else:
            deciding.put(row, event.field, event.before)
    after = queries.review(row)
    if after.state in DONE and (after.wants_evidence or not after.is_judged):
        raise RuleBroken(f"taking this back would leave claim {row.id} {after.state} on nothing; return it first")
    if after.state in DONE and any(event.field == "state" for event in events):
        lost = grounds.gone(newer)
        if lost is not None:
            raise Conflict(row.id, grounds.EVIDENCE, lost, "withdrawn or changed", "somebody")
    return back


def _refuse_late(row: ClaimRow, events: Sequence[EventRow], newer: Sequence[EventRow]) -> None:
    """Raise Conflict where what is to be taken back was changed since, or a claim was checked on it."""
    last = {event.field: event for event in newer}
    for event in events:
        now = _now(row, event)
        if now != event.after:
            raise Conflict(
                row.id, event.field, event.before, now, last[event.field].by if event.field in last else "somebody"
            )
    judged = any(event.field in (*deciding.JUDGED, grounds.EVIDENCE) for event in events)
    if judged and row.state in DONE and "state" in last:
        raise Conflict(row.id, "state", State.IN_PROGRESS, row.state, last["state"].by)
    if any(event.field == "state" and event.before in DONE for event in events):
        # the check or sign-off that comes back was given to what the claim said then
        was = {event.field: event.before for event in reversed(newer)}
        for field in set(deciding.JUDGED) & set(was):
            if (now := recording.shown(getattr(row, field))) != was[field]:
                raise Conflict(row.id, field, was[field], now, last[field].by)


def _now(row: ClaimRow, event: EventRow) -> str:
    if event.field in grounds.FIELDS:
        return grounds.now(row, event)
    if event.field == earlier.FIELD:
        return earlier.now(row, event)
    return deciding.standing(row, event.field)
