"""Reading the tables into frozen views. No function here commits."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import BindParameter, ScalarSelect, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from db import tally
from db.models import (
    AttributionRow,
    CheckLinkRow,
    ClaimRow,
    CreditRow,
    DocumentRow,
    DraftRow,
    EarlierCheckRow,
    EventRow,
    EvidenceRow,
    ReplyRow,
)
from factcheck.domain.desk import (
    AttributionView,
    ClaimView,
    DocumentSummary,
    DocumentView,
    Event,
    LogLine,
    Progress,
    SourceView,
)
from factcheck.domain.earlier import CheckLink, Twin
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.extraction import Flag
from factcheck.domain.matching import EarlierCheck
from factcheck.domain.review import DONE, Review
from factcheck.domain.spans import Span

_NO_CLAIMS = Progress(0, open=0)
_OF_DOCUMENT = ("id", "name", "title", "outlet", "published", "added_at", "draft")

Piece = TypeVar("Piece", EvidenceRow, ReplyRow)


def spans(pairs: Iterable[Sequence[int]]) -> tuple[Span, ...]:
    """Stored pairs as spans."""
    return tuple(Span(start, end) for start, end in pairs)


def like(words: str, start: bool = False) -> str:
    """A pattern that finds `words` anywhere (or at the start), whatever signs they hold; escape it with a backslash."""
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"{escaped}%" if start else f"%{escaped}%"


def review(row: ClaimRow) -> Review:
    """What has been decided on a claim."""
    return Review(
        state=row.state,
        finding=row.finding,
        attribution_check=row.attribution_check,
        note=row.note,
        reason=row.reason,
        correction=row.correction,
        rating=row.rating,
        public_note=row.public_note,
        checked_by=row.checked_by,
        signed_by=row.signed_by,
        assigned_to=row.assigned_to,
        second_by=row.second_by,
        evidence=sum(not piece.withdrawn for piece in row.evidence),
        version=row.version,
    )


def attribution_view(row: AttributionRow) -> AttributionView:
    """An attribution row as a view."""
    return AttributionView(spans(row.source), spans(row.cue), spans(row.content), row.quotation, row.confidence)


def claim_view(row: ClaimRow) -> ClaimView:
    """A claim row, its relations loaded, as a view."""
    credited = [(SourceView(c.source.id, c.source.name, c.source.kind), c.relay) for c in row.credits]
    said = row.attribution
    return ClaimView(
        id=row.id,
        document=row.document_id,
        document_name=row.document.name,
        number=row.number,
        spans=spans(row.spans),
        quoted=" … ".join(row.quoted),
        text=row.text,
        attribution=None if said is None else attribution_view(said),
        sources=tuple(source for source, relay in credited if not relay),
        via=tuple(source for source, relay in credited if relay),
        checkable=row.checkable,
        checkworthiness=row.checkworthiness,
        flags=tuple(Flag(flag) for flag in row.flags),
        review=review(row),
        evidence=tuple(_evidence(piece) for piece in _standing(row.evidence)),
        replies=tuple(_reply(piece) for piece in _standing(row.replies)),
        checked_before=tuple(_check_link(link) for link in row.check_links if link.same and not link.withdrawn),
        draft=row.draft.number,
        cut=row.cut,
    )


def _standing(pieces: Iterable[Piece]) -> list[Piece]:
    """What is not withdrawn, by number."""
    return sorted((piece for piece in pieces if not piece.withdrawn), key=lambda piece: piece.number)


def _evidence(row: EvidenceRow) -> Evidence:
    return Evidence(
        id=row.id,
        number=row.number,
        title=row.title,
        url=row.url,
        archive_url=row.archive_url,
        locator=row.locator,
        accessed=row.accessed,
        rank=row.rank,
        bearing=row.bearing,
        independent_of=tuple(row.independent_of),
        quotation=row.quotation,
        file=row.file,
        sha256=row.sha256,
        added_by=row.added_by,
        added_at=row.added_at,
    )


def _reply(row: ReplyRow) -> Reply:
    return Reply(
        id=row.id,
        number=row.number,
        person=row.person,
        asked=row.asked,
        deadline=row.deadline,
        answer=row.answer,
        answered=row.answered,
        added_by=row.added_by,
        added_at=row.added_at,
    )


def imported_check(row: EarlierCheckRow) -> EarlierCheck:
    """A row of an imported check as what it says."""
    return EarlierCheck(
        id=row.reference,
        claim=row.claim,
        rating=row.rating,
        url=row.url,
        claimant=row.claimant,
        reviewer=row.reviewer,
        date=row.date,
    )


def own_check(row: ClaimRow) -> EarlierCheck:
    """A claim that the desk has reviewed, as a check."""
    return EarlierCheck(
        id=f"{row.document.name}#{row.number}",
        claim=row.text,
        rating=row.rating or row.finding.value,
        reviewer=row.checked_by or "",
        claimant="; ".join(credit.source.name for credit in row.credits if not credit.relay),
    )


def _check_link(row: CheckLinkRow) -> CheckLink:
    twin = Twin(check=row.check_id or 0, claim=row.other_id or 0)
    if row.check is not None:
        check = imported_check(row.check)
    else:
        assert row.other is not None
        check = own_check(row.other)
    return CheckLink(twin, check, row.score, row.added_by, row.added_at)


def claim_rows() -> Select[ClaimRow]:
    """Claims with all that their views need, in a bounded number of queries."""
    return select(ClaimRow).options(
        joinedload(ClaimRow.document),
        joinedload(ClaimRow.draft).load_only(DraftRow.number),
        joinedload(ClaimRow.attribution),
        selectinload(ClaimRow.credits).joinedload(CreditRow.source),
        selectinload(ClaimRow.evidence),
        selectinload(ClaimRow.replies),
        selectinload(ClaimRow.check_links).options(
            joinedload(CheckLinkRow.check), joinedload(CheckLinkRow.other).joinedload(ClaimRow.document)
        ),
    )


def claim_views(session: Session, numbers: Sequence[int]) -> list[ClaimView]:
    """The claims with these ids, in this order."""
    rows = session.scalars(claim_rows().where(ClaimRow.id.in_(numbers))).unique()
    views = {row.id: claim_view(row) for row in rows}
    return [views[number] for number in numbers]


def documents(session: Session, only: int | None = None) -> list[DocumentSummary]:
    """Documents with their progress, the latest first."""
    connection, one = session.connection(), only is not None
    asked = {} if only is None else {"document": only}
    far = tally.progress(connection, only)
    whose = assigned(session, only)
    return [
        DocumentSummary(
            id=number,
            name=name,
            title=title,
            outlet=outlet,
            published=published,
            added_at=added_at,
            draft=draft,
            drafts=drafts,
            progress=far.get(number, _NO_CLAIMS),
            last_by=last_by,
            last_at=last_at,
            assigned=whose.get(number, ()),
        )
        for number, name, title, outlet, published, added_at, draft, drafts, last_by, last_at in connection.execute(
            _summaries(one), asked
        ).all()
    ]


@cache
def _summaries(one: bool) -> Select[*tuple[Any, ...]]:
    # building a statement takes longer than asking it of one document, so each is built once
    which: BindParameter[int] = bindparam("document")
    drafts = select(func.count()).where(DraftRow.document_id == DocumentRow.id).scalar_subquery()
    of_document = (getattr(DocumentRow, name) for name in _OF_DOCUMENT)
    query = select(
        *of_document, drafts.label("drafts"), _of_last_event("by").label("by"), _of_last_event("at").label("at")
    ).order_by(DocumentRow.id.desc())
    if one:
        query = query.where(DocumentRow.id == which)
    return query


def _of_last_event(column: str) -> ScalarSelect[Any]:
    """A column of the last event of a document's claims: one look at the end of its stretch of the log.

    A join may read the whole log instead, which grows without end.
    """
    event = aliased(EventRow)
    return (
        select(getattr(event, column))
        .where(event.document_id == DocumentRow.id, event.claim_id.is_not(None))
        .order_by(event.id.desc())
        .limit(1)
        .scalar_subquery()
    )


def assigned(session: Session, only: int | None = None) -> dict[int, tuple[tuple[str, int], ...]]:
    """Whose work the open claims of each document are, with how many, the most first."""
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    asked = {} if only is None else {"document": only}
    for document, name, count in session.connection().execute(_assigned(only is not None), asked):
        found[document] = (*found.get(document, ()), (name or "", count))
    return found


@cache
def _assigned(one: bool) -> Select[int, str | None, int]:
    claims = func.count().label("claims")
    query = select(ClaimRow.document_id, ClaimRow.assigned_to, claims).where(
        ClaimRow.assigned_to.is_not(None), ClaimRow.stands(), ClaimRow.state.not_in([s.value for s in DONE])
    )
    if one:
        query = query.where(ClaimRow.document_id == bindparam("document"))
    return query.group_by(ClaimRow.document_id, ClaimRow.assigned_to).order_by(claims.desc(), ClaimRow.assigned_to)


def present_draft(session: Session, document: int) -> DraftRow:
    """The draft whose text the document is."""
    present = select(DocumentRow.draft).where(DocumentRow.id == document).scalar_subquery()
    return session.scalars(select(DraftRow).where(DraftRow.document_id == document, DraftRow.number == present)).one()


def _place(row: ClaimRow) -> tuple[int, int]:
    """Where a claim begins; of several that begin together the numbers tell the order."""
    return (row.spans[0][0] if row.spans else -1), row.number


def document(session: Session, number: int) -> DocumentView:
    """A document with the text of its present draft and every claim of it."""
    draft = present_draft(session, number)
    # claims that reviewers added have the highest numbers, wherever they stand in the text
    present = claim_rows().where(ClaimRow.draft_id == draft.id, ClaimRow.cut.is_(None))
    rows = session.scalars(present.order_by(ClaimRow.number)).unique().all()
    views = {row: claim_view(row) for row in sorted(rows, key=_place)}
    return DocumentView(
        summary=documents(session, number)[0],
        text=draft.text,
        sha256=draft.sha256,
        sentences=spans(draft.sentences),
        claims=tuple(view for row, view in views.items() if not row.struck),
        struck=tuple(view for row, view in views.items() if row.struck and row.spans),
    )


def event(row: EventRow) -> Event:
    """An event row as a view."""
    return Event(
        id=row.id,
        claim=row.claim_id or 0,
        at=row.at,
        by=row.by,
        field=row.field,
        before=row.before,
        after=row.after,
        note=row.note,
        undoes=row.undoes,
        decision=row.decision,
        role=row.role,
    )


def log_lines(session: Session, document: int | None, words: str, before: int | None, limit: int) -> list[LogLine]:
    """Events before the one numbered `before`, the latest first; `words` narrows them to who, field or value."""
    back = aliased(EventRow)
    query = (
        select(EventRow, DocumentRow.name.label("document"), ClaimRow.number, back.id.label("undone_by"))
        .outerjoin(DocumentRow, DocumentRow.id == EventRow.document_id)
        .outerjoin(ClaimRow, ClaimRow.id == EventRow.claim_id)
        .outerjoin(back, back.undoes == EventRow.id)
        .order_by(EventRow.id.desc())
        .limit(limit)
    )
    if document is not None:
        query = query.where(EventRow.document_id == document)
    if before is not None:
        query = query.where(EventRow.id < before)
    for word in words.split():
        said = (EventRow.by, EventRow.field, EventRow.before, EventRow.after, DocumentRow.name)
        query = query.where(or_(*(c.ilike(like(word), escape="\\") for c in said)))
    return [
        LogLine(event(row.EventRow), row.document or "", row.number or 0, row.undone_by is None)
        for row in session.execute(query)
    ]
