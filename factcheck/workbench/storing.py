"""Putting an extraction into the tables, whole or not at all."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from db import log, queries
from db.inserting import insert_all
from db.models import AttributionRow, ClaimRow, CreditRow, DocumentRow, DraftRow, EventRow, SourceRow
from factcheck.domain.desk import DocumentSummary, Progress
from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Attribution, Claim, Extraction, Source
from factcheck.domain.review import Review
from factcheck.domain.spans import Span
from factcheck.workbench import recording, sealing

_HALF = re.compile("[\ud800-\udfff]")
_HOLDING = (
    select(DocumentRow.id, DocumentRow.name, DocumentRow.draft, DraftRow.number)
    .join(DraftRow, DraftRow.document_id == DocumentRow.id)
    .where(DraftRow.sha256 == bindparam("sha256"))
)
_NAMED = select(DocumentRow.id).where(DocumentRow.name == bindparam("name"))
UNTOUCHED = {field.name: field.default for field in fields(Review) if field.name != "evidence"}

ADDED = "added"
DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an extraction belongs: to the `document` with this number as another draft, or to one of its own.

    One of its own goes by `name`, which is free. `known_as` is the number of the draft that has the very same text, and
    `present` whether that is the present one.
    """

    name: str
    document: int | None = None
    known_as: int | None = None
    present: bool = False


def place(session: Session, extraction: Extraction, name: str, draft_of: int | None, apart: bool) -> Place:
    """Which document an extraction is a text of: one that has it, the one asked for, the one of that name.

    An article whose writer gave it no name, or that is to stand `apart`, is known by its very text alone. Raises
    InputError where the extraction cannot be kept, the text is another document's, or the name is another article's.
    """
    _refuse_unfit(extraction, name)
    known = session.connection().execute(_HOLDING, {"sha256": extraction.document.sha256}).first()
    if known is not None:
        if draft_of not in (None, known.id):
            raise InputError(f"{name}: this very text is draft {known.number} of {known.name}; it can be no other's")
        return Place(known.name, known.id, known.number, known.number == known.draft)
    if draft_of is not None:
        return Place(name, draft_of)
    same = session.connection().scalar(_NAMED, {"name": name})
    if same is None:
        return Place(name)
    if apart or not extraction.document.named:
        return Place(_free(session, name))
    # comparing texts takes long to import, and only another text of a known name is compared
    from factcheck.matching.drafts import is_kin

    if not is_kin(queries.present_draft(session, same).text, extraction.document.text):
        raise InputError(
            f"{name}: the desk has quite another text of that name; add this one with --new as an article of its own, "
            f"or with --draft-of {name} if it is a new draft of that"
        )
    return Place(name, same)


def store(session: Session, extraction: Extraction, name: str, by: str) -> DocumentSummary:
    """Add a document of its own by a name that is free."""
    now = datetime.now(UTC)
    article = extraction.document
    summary = DocumentSummary(
        id=0,
        name=name,
        title=article.title or name,
        outlet=article.outlet,
        published=article.published,
        added_at=now,
        draft=1,
        progress=Progress(len(extraction.claims), open=len(extraction.claims)),
    )
    shared = {field: getattr(summary, field) for field in ("name", "title", "outlet", "published", "added_at", "draft")}
    whole = {**shared, "added_by": by}
    (document,) = insert_all(session, DocumentRow, [whole])
    text = _draft(document, 1, extraction)
    (number,) = insert_all(session, DraftRow, [text])
    draft = DraftRow(id=number, **text)
    named = [_source(document, source) for source in extraction.sources]
    sources = insert_all(session, SourceRow, named)
    attributed = [_attribution(draft, one) for one in extraction.attributions]
    said = insert_all(session, AttributionRow, attributed)
    claims = [
        _claim(claim, number, draft, None if claim.attribution is None else said[claim.attribution])
        for number, claim in enumerate(extraction.claims, 1)
    ]
    numbers = insert_all(session, ClaimRow, claims)
    credits = [
        credit
        for number, claim in zip(numbers, extraction.claims, strict=True)
        for credit in _credits(number, claim, sources)
    ]
    insert_all(session, CreditRow, credits)
    added = recording.entry(by, ADDED, "", article.sha256, document=document)
    added.note = sealing.Read(
        whole,
        text["sentences"],
        [{"id": key, **row} for key, row in zip(sources, named, strict=True)],
        [{"id": key, **row} for key, row in zip(said, attributed, strict=True)],
        [
            {
                "id": key,
                **row,
                "sources": [sources[n] for n in claim.sources],
                "via": [sources[n] for n in claim.via],
            }
            for key, row, claim in zip(numbers, claims, extraction.claims, strict=True)
        ],
    ).seal()
    log.append(session, [added])
    return replace(summary, id=document)


def draft_row(session: Session, document: int, number: int, extraction: Extraction) -> DraftRow:
    """The text of an extraction as a draft, in the database."""
    draft = DraftRow(**_draft(document, number, extraction))
    session.add(draft)
    session.flush()
    return draft


def source_row(document: int, source: Source) -> SourceRow:
    """A source as a row that is yet to be added."""
    return SourceRow(**_source(document, source))


def attribution_row(draft: DraftRow, one: Attribution) -> AttributionRow:
    """An attribution as a row that is yet to be added."""
    return AttributionRow(**_attribution(draft, one))


def claim_row(claim: Claim, number: int, draft: DraftRow, attribution: AttributionRow | None) -> ClaimRow:
    """A claim on which nothing was decided, as a row that is yet to be added."""
    return ClaimRow(**_claim(claim, number, draft, None if attribution is None else attribution.id))


def credit_rows(row: ClaimRow, claim: Claim, sources: Sequence[int]) -> Iterator[CreditRow]:
    """Whom a claim is credited to, as rows that are yet to be added; `sources` are the rows of the extraction's."""
    for credit in _credits(row.id, claim, sources):
        yield CreditRow(**credit)


def _draft(document: int, number: int, extraction: Extraction) -> dict[str, Any]:
    return {
        "document_id": document,
        "number": number,
        "text": extraction.document.text,
        "sha256": extraction.document.sha256,
        "sentences": [list(s) for s in extraction.sentences],
        "added_at": datetime.now(UTC),
    }


def _source(document: int, source: Source) -> dict[str, object]:
    return {
        "document_id": document,
        "name": source.name,
        "kind": source.kind,
        "description": source.description,
        "mentions": [list(m) for m in source.mentions],
    }


def _attribution(draft: DraftRow, one: Attribution) -> dict[str, object]:
    return {
        "draft_id": draft.id,
        "source": [list(s) for s in one.source],
        "cue": [list(s) for s in one.cue],
        "content": [list(s) for s in one.content],
        "quotation": one.quotation,
        "confidence": one.confidence,
    }


def _claim(claim: Claim, number: int, draft: DraftRow, attribution: int | None) -> dict[str, object]:
    return {
        "document_id": draft.document_id,
        "draft_id": draft.id,
        "attribution_id": attribution,
        "number": number,
        "spans": [list(s) for s in claim.spans],
        "quoted": [s.of(draft.text) for s in claim.spans],
        "text": claim.text,
        "checkable": claim.checkable,
        "checkworthiness": claim.checkworthiness,
        "flags": [flag.value for flag in claim.flags],
        "struck": False,
        **UNTOUCHED,
    }


def _credits(number: int, claim: Claim, sources: Sequence[int]) -> Iterator[dict[str, object]]:
    credited = [*((n, False) for n in claim.sources), *((n, True) for n in claim.via)]
    for at, (n, relay) in enumerate(credited):
        yield {"claim_id": number, "position": at, "source_id": sources[n], "relay": relay}


def refuse_unstorable(*texts: str | None) -> None:
    """Raise InputError for a text that some database does not keep."""
    for text in texts:
        if text and "\x00" in text:
            raise InputError("the text holds a NUL character, which is not text; remove it")
        if text and _HALF.search(text):
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
    yield from _unlogged(session)


def _unlogged(session: Session) -> Iterator[str]:
    """A line for each document whose drafts are not those that the log tells of."""
    told: dict[int, dict[int, str]] = {}
    present: dict[int, int] = {}
    logged = select(EventRow.document_id, EventRow.field, EventRow.after).where(
        EventRow.claim_id.is_(None), EventRow.field.in_((ADDED, DRAFT))
    )
    for event in session.execute(logged.order_by(EventRow.id)):
        number, _, digest = event.after.rpartition(": ") if event.field == DRAFT else ("1", "", event.after)
        told.setdefault(event.document_id or 0, {})[int(number)] = digest
        present[event.document_id or 0] = int(number)
    kept: dict[int, dict[int, str]] = {}
    for draft in session.execute(select(DraftRow.document_id, DraftRow.number, DraftRow.sha256)):
        kept.setdefault(draft.document_id, {})[draft.number] = draft.sha256
    for row in session.execute(select(DocumentRow.id, DocumentRow.draft).order_by(DocumentRow.id)):
        if kept.get(row.id) != told.get(row.id):
            yield f"document {row.id} does not hold the text that was added"
        elif row.draft != present[row.id]:
            yield f"document {row.id} is at draft {row.draft}, but the log says {present[row.id]}"
