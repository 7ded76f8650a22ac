"""Putting an extraction into the tables, whole or not at all."""

import hashlib
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import log
from db.models import AttributionRow, ClaimRow, CreditRow, DocumentRow, DraftRow, EventRow, SourceRow
from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Claim, Extraction
from factcheck.domain.review import Review
from factcheck.domain.spans import Span

ADDED = "added"


def store(session: Session, extraction: Extraction, name: str, by: str) -> tuple[int, bool]:
    """Add the document; gives its number and whether it is new. The same text is there once only.

    Raises InputError where the extraction cannot be kept as it is.
    """
    _refuse_unfit(extraction, name)
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
    added = EventRow(
        claim_id=None,
        document_id=document.id,
        by=by,
        field=ADDED,
        before="",
        after=draft.sha256,
        note="",
        version=0,
        undoes=None,
    )
    log.append(session, [added])
    return document.id, True


def refuse_unstorable(*texts: str | None) -> None:
    """Raise InputError for a text that some database does not keep."""
    for text in texts:
        if text and "\x00" in text:
            raise InputError("the text holds a NUL character, which is not text; remove it")
        if text and any("\ud800" <= sign <= "\udfff" for sign in text):
            raise InputError("the text holds half of a character (a lone surrogate); save it as UTF-8")


def _refuse_unfit(extraction: Extraction, name: str) -> None:
    article = extraction.document
    refuse_unstorable(name, article.title, article.outlet, article.text)
    refuse_unstorable(*(s.name for s in extraction.sources), *(c.text for c in extraction.claims))
    if hashlib.sha256(article.text.encode("utf-8")).hexdigest() != article.sha256:
        raise InputError(f"{name}: the text is not the one that was read (its SHA-256 differs); read it again")
    for claim in extraction.claims:
        if not claim.spans or any(not 0 <= s.start < s.end <= len(article.text) for s in claim.spans):
            raise InputError(f"{name}: claim {claim.id} lies outside of the text; read the article again")


def _claim(claim: Claim, number: int, draft: DraftRow, attributions: list[AttributionRow], text: str) -> ClaimRow:
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
        **untouched(),
    )


def untouched() -> dict[str, object]:
    """The review columns of a claim on which nothing was decided."""
    return {f.name: getattr(Review(), f.name) for f in fields(Review) if f.name != "evidence"}


def _free(session: Session, name: str) -> str:
    """`name`, with the lowest number behind it that makes it unique."""
    taken = set(session.scalars(select(DocumentRow.name).where(DocumentRow.name.startswith(name, autoescape=True))))
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def faults(session: Session) -> Iterator[str]:
    """A line for each draft that was changed, and each claim whose quoted words are not at its place."""
    drafts = select(DraftRow.id, DraftRow.document_id, DraftRow.text, DraftRow.sha256).order_by(DraftRow.id)
    for draft in session.execute(drafts.execution_options(yield_per=50)):
        if hashlib.sha256(draft.text.encode("utf-8")).hexdigest() != draft.sha256:
            yield f"draft {draft.id} of document {draft.document_id} was changed after it was added"
        claims = select(ClaimRow.id, ClaimRow.spans, ClaimRow.quoted).where(ClaimRow.draft_id == draft.id)
        for claim in session.execute(claims.order_by(ClaimRow.id)):
            if [Span(start, end).of(draft.text) for start, end in claim.spans] != claim.quoted:
                yield f"claim {claim.id} quotes words that are not at its place in the draft"
    logged = (
        select(EventRow.document_id)
        .join(DraftRow, DraftRow.document_id == EventRow.document_id)
        .where(EventRow.field == ADDED, EventRow.after != DraftRow.sha256)
    )
    for number in session.scalars(logged.order_by(EventRow.document_id)):
        yield f"document {number} does not hold the text that was added"
