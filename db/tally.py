"""How far each document is: counts of its claims that the database itself keeps in step with them.

Counting 100,000 claims for every look at the desk takes longer than all else that the list asks for.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, bindparam, column, func, select, table
from sqlalchemy.orm import Session

from db.models import ClaimRow
from factcheck.domain.desk import Progress
from factcheck.domain.review import DONE, Finding, State

TABLE = "claim_tally"
_TALLY = table(TABLE, column("document_id"), column("state"), column("finding"), column("claims"))


def is_ours(name: str | None) -> bool:
    """Whether a table belongs to the tally and not to the models."""
    return name == TABLE


def progress(connection: Connection, only: int | None = None) -> dict[int, Progress]:
    """How far each document that has claims is."""
    found: dict[int, list[int]] = {}
    asked = {} if only is None else {"document": only}
    # all at once: the driver hands out single rows at twice the cost
    for document, state, finding, claims in connection.execute(_counted(only is not None), asked).all():
        counts = found.setdefault(document, [0] * 6)
        facts = (
            True, state not in DONE, state == State.CHECKED, state == State.SIGNED_OFF, state == State.STALE,
            finding == Finding.WRONG,
        )  # fmt: skip
        for at, fact in enumerate(facts):
            counts[at] += claims * fact
    return {document: Progress(*counts) for document, counts in found.items()}


@cache
def _counted(one: bool) -> Select[*tuple[Any, ...]]:
    query = select(_TALLY).where(_TALLY.c.claims != 0)
    return query.where(_TALLY.c.document_id == bindparam("document")) if one else query


def faults(session: Session) -> list[str]:
    """A line for each document whose counts are not those of its claims."""
    order = (ClaimRow.document_id, ClaimRow.state, ClaimRow.finding)
    claims = {
        (document, state.value, finding.value): count
        for document, state, finding, count in session.execute(
            select(*order, func.count()).where(ClaimRow.stands()).group_by(*order)
        )
    }
    told = {(one, state, finding): count for one, state, finding, count in session.execute(_counted(False))}
    wrong = {key[0] for key in claims.keys() | told.keys() if claims.get(key) != told.get(key)}
    return [f"document {document}: the counts in the list are not those of its claims" for document in sorted(wrong)]
