"""Changes of one claim as events of the log."""

from sqlalchemy.orm import Session

from db import log
from db.models import ClaimRow, EventRow


def event(row: ClaimRow, by: str, field: str, before: str, after: str, undoes: int | None = None) -> EventRow:
    """A change of `row` that is yet to be logged."""
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


def logged(session: Session, row: ClaimRow, events: list[EventRow]) -> None:
    """Log `events` as one decision, which makes a new version of `row`."""
    if not events:
        return
    row.version += 1
    for one in events:
        one.version = row.version
    log.append(session, events)


def shown(value: object) -> str:
    """A column's value as the log has it."""
    return "" if value is None else str(value)
