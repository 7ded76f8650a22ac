"""Putting an extraction into the tables, whole or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AttributionRow, ClaimRow, CreditRow, DocumentRow, DraftRow, SourceRow
from factcheck.domain.extraction import Claim, Extraction
from factcheck.domain.review import Review
from factcheck.domain.spans import Span


def store(session: Session, extraction: Extraction, name: str, by: str) -> tuple[int, bool]:
    """Add the document; gives its number and whether it is new. The same text is there once only."""
    known = session.scalars(select(DraftRow).where(DraftRow.sha256 == extraction.document.sha256)).first()
    if known is not None:
        return known.document_id, False
    now = datetime.now(UTC)
    article = extraction.document
    document = DocumentRow(
        name=_free(session, name),
        title=article.title or name,
        outlet=article.outlet,
        published=article.published,
        added_at=now,
        added_by=by,
    )
    session.add(document)
    session.flush()
    draft = DraftRow(
        document_id=document.id,
        number=1,
        text=article.text,
        sha256=article.sha256,
        sentences=[list(s) for s in extraction.sentences],
        added_at=now,
    )
    sources = [
        SourceRow(
            document_id=document.id,
            name=s.name,
            kind=s.kind,
            description=s.description,
            mentions=[list(m) for m in s.mentions],
        )
        for s in extraction.sources
    ]
    session.add_all([draft, *sources])
    session.flush()
    attributions = [
        AttributionRow(
            draft_id=draft.id,
            source=[list(s) for s in a.source],
            cue=[list(s) for s in a.cue],
            content=[list(s) for s in a.content],
            quotation=a.quotation,
            confidence=a.confidence,
        )
        for a in extraction.attributions
    ]
    session.add_all(attributions)
    session.flush()
    rows = [
        _claim(claim, number, draft, attributions, article.text) for number, claim in enumerate(extraction.claims, 1)
    ]
    session.add_all(rows)
    session.flush()
    for row, claim in zip(rows, extraction.claims, strict=True):
        credited = [*((n, False) for n in claim.sources), *((n, True) for n in claim.via)]
        session.add_all(
            CreditRow(claim_id=row.id, position=at, source_id=sources[n].id, relay=relay)
            for at, (n, relay) in enumerate(credited)
        )
    session.flush()
    return document.id, True


def _claim(claim: Claim, number: int, draft: DraftRow, attributions: list[AttributionRow], text: str) -> ClaimRow:
    untouched = Review()
    return ClaimRow(
        document_id=draft.document_id,
        draft_id=draft.id,
        attribution_id=None if claim.attribution is None else attributions[claim.attribution].id,
        number=number,
        spans=[list(s) for s in claim.spans],
        quoted=[s.of(text) for s in claim.spans],
        text=claim.text,
        checkable=claim.checkable,
        checkworthiness=claim.checkworthiness,
        flags=[flag.value for flag in claim.flags],
        state=untouched.state,
        finding=untouched.finding,
        attribution_check=untouched.attribution_check,
        note=untouched.note,
        reason=untouched.reason,
        checked_by=None,
        signed_by=None,
        version=untouched.version,
    )


def _free(session: Session, name: str) -> str:
    """`name`, with the lowest number behind it that makes it unique."""
    taken = set(session.scalars(select(DocumentRow.name).where(DocumentRow.name.startswith(name, autoescape=True))))
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def faults(session: Session) -> Iterator[str]:
    """A line for each claim whose quoted words are not at its place in the draft."""
    query = select(ClaimRow.id, ClaimRow.spans, ClaimRow.quoted, ClaimRow.draft_id).order_by(ClaimRow.draft_id)
    current, text = None, ""
    for row in session.execute(query.execution_options(yield_per=500)):
        if row.draft_id != current:
            draft = session.get(DraftRow, row.draft_id)
            current, text = row.draft_id, draft.text if draft is not None else ""
        if [Span(start, end).of(text) for start, end in row.spans] != row.quoted:
            yield f"claim {row.id} quotes words that are not at its place in the draft"
