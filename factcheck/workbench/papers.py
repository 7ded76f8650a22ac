"""Evidence documents in the tables: kept once, found again, attached to sources and claims, each an event."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import log, papers
from db.models import EventRow, EvidenceDocumentRow, PassageRow, SpokenRow
from factcheck.domain.bodies import NamedSource
from factcheck.domain.errors import NotFound
from factcheck.domain.evidence import Citation
from factcheck.domain.extraction import Document
from factcheck.domain.papers import Origin
from factcheck.workbench import deciding, grounds, recording, storing

FIELD = "evidence document"
_HOLDS = re.compile(r"(.*) holds words of .* \(source ([\d, ]+)\)", re.DOTALL)
_PASSAGE = 4000
_NEAR = 3


def keep(session: Session, document: Document, origin: Origin, by: str) -> tuple[EvidenceDocumentRow, bool]:
    """Keep a document; gives its row and whether it is new. One that was taken away comes back as it was.

    Raises InputError for a text that some database does not keep.
    """
    storing.refuse_unstorable(document.id, document.title, document.text, origin.origin, origin.speaker)
    query = select(EvidenceDocumentRow).where(EvidenceDocumentRow.sha256 == document.sha256)
    known = session.scalars(query).first()
    if known is not None:
        if not known.withdrawn:
            return known, False
        known.withdrawn = False
        _log(session, by, "", shown(known))
        return known, True
    from factcheck.matching.languages import language

    row = EvidenceDocumentRow(
        name=_free(session, document.id),
        title=document.title or document.id,
        origin=origin.origin or document.outlet or "",
        published=origin.published or document.published,
        speaker=origin.speaker,
        language=language(document.text) or "",
        rank=origin.rank,
        sha256=document.sha256,
        length=len(document.text),
        added_by=by,
        added_at=datetime.now(UTC),
        withdrawn=False,
    )
    session.add(row)
    session.flush()
    stretches = enumerate(_stretches(document.text))
    session.add_all(PassageRow(document_id=row.id, number=number, text=text) for number, text in stretches)
    _log(session, by, "", shown(row))
    return row, True


def found(session: Session, reference: str) -> EvidenceDocumentRow:
    """The document whose name or number is `reference`. Raises NotFound, which lists near names."""
    standing = select(EvidenceDocumentRow).where(EvidenceDocumentRow.withdrawn.is_(False))
    row = session.scalars(standing.where(EvidenceDocumentRow.name == reference)).first()
    if row is None and reference.isdecimal() and int(reference) < 2**31:
        row = session.scalars(standing.where(EvidenceDocumentRow.id == int(reference))).first()
    if row is not None:
        return row
    names = session.scalars(select(EvidenceDocumentRow.name).where(EvidenceDocumentRow.withdrawn.is_(False))).all()
    if not names:
        raise NotFound("no evidence document is kept yet; keep one with factcheck evidence add FILE")
    from rapidfuzz import process

    near = ", ".join(name for name, *_ in process.extract(reference, names, limit=_NEAR))
    raise NotFound(f"there is no evidence document “{reference}”; do you mean {near}?")


def remove(session: Session, row: EvidenceDocumentRow, by: str) -> None:
    """Hold nothing against the document any more; an event. What cites it keeps its words."""
    row.withdrawn = True
    _log(session, by, shown(row), "")


def attach_to_source(session: Session, row: EvidenceDocumentRow, sources: Sequence[NamedSource], by: str) -> str:
    """Say that the document holds words of `sources`, which are one; an event. Gives what is said; "" where it was."""
    known = set(
        session.scalars(
            select(SpokenRow.source_id).where(SpokenRow.document_id == row.id, SpokenRow.withdrawn.is_(False))
        )
    )
    fresh = [source for source in sources if source.id not in known]
    if not fresh:
        return ""
    session.add_all(SpokenRow(document_id=row.id, source_id=source.id, withdrawn=False) for source in fresh)
    numbers = ", ".join(str(source.id) for source in fresh)
    told = f"{row.name} holds words of {fresh[0].name} (source {numbers})"
    _log(session, by, "", told)
    return told


def attach_to_claim(session: Session, row: EvidenceDocumentRow, claim: int, by: str) -> str:
    """Cite the document as evidence for the claim; an event. Gives what is said; "" where the claim cites it.

    Raises NotFound.
    """
    claim_row = deciding.found(session, claim)
    if any(piece.sha256 == row.sha256 and not piece.withdrawn for piece in claim_row.evidence):
        return ""
    url = row.origin if row.origin.lower().startswith(("http://", "https://")) else ""
    citation = Citation(title=row.title, url=url, rank=row.rank, sha256=row.sha256)
    events = grounds.add(session, claim_row, citation, by)
    deciding.revised(session, claim_row, events, by)
    return f"claim {claim_row.number} of {claim_row.document.name} cites {row.name}"


def shown(row: EvidenceDocumentRow) -> str:
    """A document in one line of the log."""
    return " ".join(part for part in (row.name, row.speaker and f"by {row.speaker}", f"sha256 {row.sha256}") if part)


def faults(session: Session) -> Iterator[str]:
    """A line for each document that is not the one that was kept, or holds other people's words than the log says."""
    told: set[str] = set()
    spoken: set[tuple[str, int]] = set()
    for event in session.scalars(select(EventRow).where(EventRow.field == FIELD).order_by(EventRow.id)):
        told.discard(event.before)
        said = _HOLDS.fullmatch(event.after)
        if said is not None:
            spoken |= {(said[1], int(number)) for number in said[2].split(", ")}
        elif event.after:
            told.add(event.after)
    for row in session.scalars(select(EvidenceDocumentRow).order_by(EvidenceDocumentRow.id)):
        if hashlib.sha256(papers.text_of(session, row.id).encode("utf-8")).hexdigest() != row.sha256:
            yield f"evidence document {row.id} was changed after it was added"
        elif (shown(row) in told) == row.withdrawn:
            yield f"evidence document {row.id} is not what the log says"
    standing = select(EvidenceDocumentRow.name, SpokenRow.source_id).join(
        EvidenceDocumentRow, EvidenceDocumentRow.id == SpokenRow.document_id
    )
    if {(row.name, row.source_id) for row in session.execute(standing.where(SpokenRow.withdrawn.is_(False)))} != spoken:
        yield "whose words the evidence documents hold is not what the log says"


def _log(session: Session, by: str, before: str, after: str) -> None:
    log.append(session, [recording.entry(by, FIELD, before, after)])


def _free(session: Session, name: str) -> str:
    taken = set(
        session.scalars(
            select(EvidenceDocumentRow.name).where(EvidenceDocumentRow.name.startswith(name, autoescape=True))
        )
    )
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def _stretches(text: str) -> Iterator[str]:
    """`text` in stretches that end between words where they can."""
    at = 0
    while at < len(text):
        end = min(at + _PASSAGE, len(text))
        if end < len(text):
            blank = max(text.rfind(" ", at, end), text.rfind("\n", at, end))
            end = blank + 1 if blank > at else end
        yield text[at:end]
        at = end
