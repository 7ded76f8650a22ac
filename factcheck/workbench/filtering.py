"""Which claims a list is to show."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, cast, or_
from sqlalchemy.orm import Session

from db import queries
from db.models import ClaimRow, CreditRow, SourceRow
from factcheck.domain.extraction import Flag
from factcheck.domain.review import DONE, AttributionCheck, Finding, State
from factcheck.workbench.references import document_number


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to list; an empty filter lists all. Filled fields narrow together."""

    document: str | None = None
    states: tuple[State, ...] = ()
    findings: tuple[Finding, ...] = ()
    attribution_checks: tuple[AttributionCheck, ...] = ()
    flags: tuple[Flag, ...] = ()
    source: str | None = None
    text: str | None = None
    open_only: bool = False
    checkable_only: bool = False


def chosen_rows(session: Session, chosen: ClaimFilter) -> Select[Any]:
    """The claim rows that `chosen` lets through, in no order yet. Raises NotFound for a document that is not there."""
    query: Select[Any] = queries.claim_rows()
    if chosen.document is not None:
        query = query.where(ClaimRow.document_id == document_number(session, chosen.document))
    if chosen.states:
        query = query.where(ClaimRow.state.in_(chosen.states))
    if chosen.findings:
        query = query.where(ClaimRow.finding.in_(chosen.findings))
    if chosen.attribution_checks:
        query = query.where(ClaimRow.attribution_check.in_(chosen.attribution_checks))
    if chosen.open_only:
        query = query.where(ClaimRow.state.not_in(list(DONE)))
    if chosen.checkable_only:
        query = query.where(ClaimRow.checkable)
    for flag in chosen.flags:
        # flags are kept as JSON; cast to text both engines write the quoted word
        query = query.where(cast(ClaimRow.flags, Text).contains(f'"{flag.value}"', autoescape=True))
    if chosen.source:
        named = SourceRow.name.ilike(queries.like(chosen.source), escape="\\")
        query = query.where(ClaimRow.credits.any(CreditRow.source.has(named)))
    if chosen.text:
        pattern = queries.like(chosen.text)
        query = query.where(or_(*(c.ilike(pattern, escape="\\") for c in (ClaimRow.text, ClaimRow.note))))
    return query
