"""Changes of claims as events of the log."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from db import log
from db.models import ClaimRow, EventRow


def event(row: ClaimRow, by: str, field: str, before: str, after: str, undoes: int | None = None) -> EventRow:
    """A change of `row` that is yet to be logged."""
    change = entry(by, field, before, after, row.document_id, undoes)
    change.claim_id, change.version = row.id, row.version
    return change


def entry(
    by: str, field: str, before: str, after: str, document: int | None = None, undoes: int | None = None
) -> EventRow:
    """A change of a document, or of what no document owns, that is yet to be logged."""
    return EventRow(
        claim_id=None,
        document_id=document,
        by=by,
        field=field,
        before=before,
        after=after,
        note="",
        version=0,
        undoes=undoes,
    )


def logged(session: Session, row: ClaimRow, events: list[EventRow]) -> None:
    """Log `events` as one decision, which makes a new version of `row`."""
    logged_together(session, [(row, events)])


def logged_together(session: Session, changes: Iterable[tuple[ClaimRow, list[EventRow]]]) -> None:
    """Log the events of several claims as one decision; each that changes gets a new version."""
    together: list[EventRow] = []
    for row, events in changes:
        if events:
            row.version += 1
        for one in events:
            one.version = row.version
        together += events
    if together:
        log.append(session, together)


def shown(value: object) -> str:
    """A column's value as the log has it."""
    return "" if value is None else str(value)
