"""What the machine read of a document, as one hash in the log, so that nothing of it changes unseen.

The hash stands in the note of the event that added the document or its present draft. What reviewers corrected since is
read back from the log before it is compared.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import AttributionRow, ClaimRow, CreditRow, DocumentRow, DraftRow, EventRow, SourceRow
from factcheck.workbench import corrections
from factcheck.workbench.corrections import ATTRIBUTION, CHECKABLE, SOURCES, SPANS, STRUCK, VIA, WORDS

_SEAL = re.compile(r"(\d+) sources, (\d+) attributions, (\d+) claims: ([0-9a-f]{64})")
_DOCUMENT = ("name", "title", "outlet", "published", "added_by")
_SOURCE = ("id", "name", "kind", "description", "mentions")
_ATTRIBUTION = ("id", "draft_id", "source", "cue", "content", "quotation", "confidence")
_CLAIM = (
    "id", "number", "draft_id", "attribution_id", "spans", "text", "checkable", "checkworthiness", "flags", "struck",
    "cut", SOURCES, VIA,
)  # fmt: skip
_ADDED, _DRAFT = "added", "draft"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Read:
    """Rows of a document as they are stored; a claim has the numbers of its sources and relays beside its columns."""

    document: Row
    sentences: Sequence[Any]
    sources: Sequence[Row]
    attributions: Sequence[Row]
    claims: Sequence[Row]

    def seal(self) -> str:
        """How much there is, and the SHA-256 of all of it."""
        parts = (self.sources, _SOURCE), (self.attributions, _ATTRIBUTION), (self.claims, _CLAIM)
        content = [[[row.get(name) for name in names] for row in rows] for rows, names in parts]
        told = [[self.document.get(name) for name in _DOCUMENT], self.sentences, *content]
        canonical = json.dumps(told, ensure_ascii=False, separators=(",", ":"), default=str)
        digest = hashlib.sha256(canonical.encode("utf-8")).hexdigest()
        return (
            f"{len(self.sources)} sources, {len(self.attributions)} attributions, {len(self.claims)} claims: {digest}"
        )


def seal_of(session: Session, document: int) -> str:
    """The seal of a document whose draft has just changed."""
    return _read(session, document, {}).seal()


def faults(session: Session) -> Iterator[str]:
    """A line for each document of which something is not as it was read, and each claim that came from nowhere."""
    marks = select(EventRow.id, EventRow.document_id, EventRow.note).where(
        EventRow.claim_id.is_(None), EventRow.field.in_((_ADDED, _DRAFT))
    )
    last = {event.document_id: event for event in session.execute(marks.order_by(EventRow.id))}
    for document, event in sorted(last.items()):
        sealed = _SEAL.fullmatch(event.note)
        # what an older program added has none
        if sealed is None:
            continue
        yield from _uncalled_for(session, document, int(sealed[3]))
        read = _read(session, document, _before(session, document, event.id))
        counts = [int(count) for count in sealed.groups()[:3]]
        # what came later has higher numbers
        rows = [
            rows[:count] for rows, count in zip((read.sources, read.attributions, read.claims), counts, strict=True)
        ]
        if Read(read.document, read.sentences, *rows).seal() != event.note:
            yield f"document {document}: its title, sources, attributions or claims are not as they were read"


def _read(session: Session, document: int, back: Mapping[int, Row]) -> Read:
    """A document as it stands, with `back` instead of what its claims have now."""
    of_document = select(*(getattr(DocumentRow, name) for name in (*_DOCUMENT, "draft"))).where(
        DocumentRow.id == document
    )
    whole = session.execute(of_document).one()._asdict()
    drafts = select(DraftRow.id).where(DraftRow.document_id == document)
    present = select(DraftRow.sentences).where(DraftRow.document_id == document, DraftRow.number == whole["draft"])
    sources = select(*(getattr(SourceRow, name) for name in _SOURCE)).where(SourceRow.document_id == document)
    said = select(*(getattr(AttributionRow, name) for name in _ATTRIBUTION)).where(AttributionRow.draft_id.in_(drafts))
    columns = [getattr(ClaimRow, name) for name in _CLAIM if name not in (SOURCES, VIA)]
    claims = select(*columns).where(ClaimRow.document_id == document)
    credits = (
        select(CreditRow.claim_id, CreditRow.source_id, CreditRow.relay)
        .join(ClaimRow, ClaimRow.id == CreditRow.claim_id)
        .where(ClaimRow.document_id == document)
        .order_by(CreditRow.claim_id, CreditRow.position)
    )
    credited: dict[tuple[int, bool], list[int]] = {}
    for credit in session.execute(credits):
        credited.setdefault((credit.claim_id, credit.relay), []).append(credit.source_id)
    return Read(
        whole,
        session.scalars(present).one(),
        [row._asdict() for row in session.execute(sources.order_by(SourceRow.id))],
        [row._asdict() for row in session.execute(said.order_by(AttributionRow.id))],
        [
            {
                **row._asdict(),
                SOURCES: credited.get((row.id, False), []),
                VIA: credited.get((row.id, True), []),
                **back.get(row.id, {}),
            }
            for row in session.execute(claims.order_by(ClaimRow.number))
        ],
    )


def _before(session: Session, document: int, event: int) -> dict[int, dict[str, Any]]:
    """What the claims of a document had at `event` of what was corrected after it."""
    corrected = select(EventRow.claim_id, EventRow.field, EventRow.before).where(
        EventRow.document_id == document, EventRow.id > event, EventRow.field.in_(corrections.FIELDS)
    )
    found: dict[int, dict[str, Any]] = {}
    for one in session.execute(corrected.order_by(EventRow.id)):
        name, value = _column(one.field, one.before)
        found.setdefault(one.claim_id or 0, {}).setdefault(name, value)
    return found


def _column(field: str, value: str) -> tuple[str, Any]:
    """The column that a field of the log is kept in, with the value that it has there."""
    if field in (SOURCES, VIA):
        return field, corrections.numbers(value)
    if field == SPANS:
        return "spans", [list(span) for span in corrections.spans(value)]
    if field == ATTRIBUTION:
        return "attribution_id", next(iter(corrections.numbers(value)), None)
    if field == WORDS:
        return "text", value
    assert field in (CHECKABLE, STRUCK)
    return field, value == "true"


def _uncalled_for(session: Session, document: int, read: int) -> Iterator[str]:
    """A line for each claim beyond those that were `read` which no event brought."""
    brought = select(EventRow.claim_id).where(EventRow.document_id == document, EventRow.field == STRUCK)
    others = select(ClaimRow.id).where(
        ClaimRow.document_id == document, ClaimRow.number > read, ClaimRow.id.not_in(brought)
    )
    for number in session.scalars(others.order_by(ClaimRow.id)):
        yield f"claim {number}: the log does not say where it comes from"
