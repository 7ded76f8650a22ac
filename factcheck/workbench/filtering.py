"""Which claims a list is to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, or_, select
from sqlalchemy.orm import Session

from db import bodies, queries, search
from db.models import ClaimRow, CreditRow, EventRow, SourceRow
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
    words: str | None = None
    reviewer: str | None = None
    assigned: str | None = None
    since: date | None = None
    until: date | None = None
    open_only: bool = False
    cut_only: bool = False
    checkable_only: bool = False


def chosen_rows(session: Session, chosen: ClaimFilter) -> Select[Any]:
    """The claim rows that `chosen` lets through, in no order yet. Raises NotFound for a document that is not there."""
    return queries.claim_rows().where(*conditions(session, chosen))


def conditions(session: Session, chosen: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """What a claim has to fulfil to pass `chosen`. Raises NotFound for a document that is not there."""
    yield ClaimRow.struck.is_(False)
    yield ClaimRow.cut.is_not(None) if chosen.cut_only else ClaimRow.cut.is_(None)
    if chosen.document is not None:
        yield ClaimRow.document_id == document_number(session, chosen.document)
    if chosen.states:
        yield ClaimRow.state.in_(chosen.states)
    if chosen.findings:
        yield ClaimRow.finding.in_(chosen.findings)
    if chosen.attribution_checks:
        yield ClaimRow.attribution_check.in_(chosen.attribution_checks)
    if chosen.open_only:
        yield ClaimRow.state.not_in(list(DONE))
    if chosen.checkable_only:
        yield ClaimRow.checkable.is_(True)
    for flag in chosen.flags:
        # flags are kept as JSON; cast to text both engines write the quoted word
        yield cast(ClaimRow.flags, Text).contains(f'"{flag.value}"', autoescape=True)
    if chosen.source:
        named = bodies.named(queries.like(chosen.source))
        yield ClaimRow.id.in_(
            select(CreditRow.claim_id).join(SourceRow, SourceRow.id == CreditRow.source_id).where(named)
        )
    if chosen.text:
        pattern = queries.like(chosen.text)
        yield or_(*(c.ilike(pattern, escape="\\") for c in (ClaimRow.text, ClaimRow.note)))
    for word in search.words_of(chosen.words or ""):
        yield search.having(session, word, queries.like(word))
    if chosen.assigned:
        yield ClaimRow.assigned_to.ilike(queries.like(chosen.assigned), escape="\\")
    if chosen.reviewer or chosen.since or chosen.until:
        yield ClaimRow.id.in_(_worked_on(chosen))


def _worked_on(chosen: ClaimFilter) -> Select[Any]:
    """The claims that the reviewer changed in the days that `chosen` names."""
    query = select(EventRow.claim_id).where(EventRow.claim_id.is_not(None))
    if chosen.reviewer:
        query = query.where(EventRow.by.ilike(queries.like(chosen.reviewer), escape="\\"))
    if chosen.since:
        query = query.where(EventRow.at >= _morning(chosen.since))
    if chosen.until:
        query = query.where(EventRow.at < _morning(chosen.until + timedelta(days=1)))
    return query


def _morning(day: date) -> datetime:
    """When `day` begins where the program runs."""
    return datetime.combine(day, time()).astimezone().astimezone(UTC)
