"""The log: append-only events, each carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import Text, cast, literal_column, select
from sqlalchemy.orm import Session

from db.inserting import insert_all
from db.models import EventRow
from factcheck.domain.desk import who

START = "0" * 64
_CHAINED = ("id", "claim_id", "document_id", "decision", "by", "field", "before", "after", "note", "version", "undoes")

_COLUMNS = tuple(EventRow.__table__.columns.keys())


def append(session: Session, events: list[EventRow]) -> None:
    """Write `events` as one decision, in order, after all that the log holds.

    The session holds the database's write lock (see `db.engine.writing`). A decision is named by
    the number of its first event.
    """
    last = session.execute(select(EventRow.id, EventRow.digest).order_by(EventRow.id.desc()).limit(1)).first()
    number, previous = (last.id, last.digest) if last else (0, START)
    decision = number + 1
    now = datetime.now(UTC)
    role = _role(session)
    for event in events:
        number += 1
        event.id, event.decision, event.at, event.previous = number, decision, now, previous
        event.role = role
        event.digest = previous = digest(event)
    # what the events speak of has to be there before them
    session.flush()
    insert_all(session, EventRow, [{name: getattr(event, name) for name in _COLUMNS} for event in events])


def _role(session: Session) -> str | None:
    """Who has logged in to the server, whatever name the reviewer goes by; a file knows nobody."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    return session.scalar(select(cast(literal_column("session_user"), Text)))


def digest(event: EventRow) -> str:
    """SHA-256 over the event's canonical JSON, which holds the hash of the event before."""
    content = {name: getattr(event, name) for name in _CHAINED}
    content["at"] = event.at.astimezone(UTC).isoformat()
    content["previous"] = event.previous
    if event.role is not None:
        # events of files, and of servers before roles were recorded, have none and keep their hashes
        content["role"] = event.role
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def faults(session: Session) -> Iterator[str]:
    """A line for each event that was changed, or before which one is missing or out of order."""
    number, previous = 0, START
    for event in session.scalars(select(EventRow).order_by(EventRow.id).execution_options(yield_per=1000)):
        if event.id != number + 1:
            yield f"event {number + 1} is missing before event {event.id}"
        elif event.previous != previous:
            yield (
                f"event {event.id} ({who(event.by, event.role)}) does not follow event {number}: "
                "one of them was replaced or moved"
            )
        if digest(event) != event.digest:
            yield f"event {event.id} ({who(event.by, event.role)}) was changed after it was written"
        number, previous = event.id, event.digest
        session.expunge(event)
