"""Reading the evidence documents. No function here commits."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.bodies import body_of
from db.models import ClaimRow, EvidenceDocumentRow, EvidenceRow, PassageRow, SourceRow, SpokenRow
from factcheck.domain.papers import EvidenceDocument


def views(session: Session, rows: Iterable[EvidenceDocumentRow]) -> list[EvidenceDocument]:
    """Rows as views, with who speaks in each and which claims cite it."""
    rows = list(rows)
    spoken: dict[int, list[str]] = {}
    query = (
        select(SpokenRow.document_id, SourceRow.name)
        .join(SourceRow, SourceRow.id == SpokenRow.source_id)
        .where(SpokenRow.withdrawn.is_(False))
        .order_by(SpokenRow.id)
    )
    for row in session.execute(query):
        spoken.setdefault(row.document_id, []).append(row.name)
    cited: dict[str, list[int]] = {}
    citing = (
        select(EvidenceRow.sha256, EvidenceRow.claim_id)
        .join(ClaimRow, ClaimRow.id == EvidenceRow.claim_id)
        .where(EvidenceRow.sha256 != "", EvidenceRow.withdrawn.is_(False))
        .order_by(EvidenceRow.claim_id)
    )
    for piece in session.execute(citing):
        cited.setdefault(piece.sha256, []).append(piece.claim_id)
    return [
        EvidenceDocument(
            id=row.id,
            name=row.name,
            title=row.title,
            origin=row.origin,
            published=row.published,
            speaker=row.speaker,
            rank=row.rank,
            language=row.language,
            sha256=row.sha256,
            length=row.length,
            added_by=row.added_by,
            added_at=row.added_at,
            sources=tuple(dict.fromkeys(spoken.get(row.id, []))),
            claims=tuple(dict.fromkeys(cited.get(row.sha256, []))),
        )
        for row in rows
    ]


def kept(session: Session, words: str | None = None) -> Sequence[EvidenceDocumentRow]:
    """The documents that are kept, the latest first; those with `words` in name, title, speaker or origin."""
    query = select(EvidenceDocumentRow).where(EvidenceDocumentRow.withdrawn.is_(False))
    for word in (words or "").split():
        said = (
            EvidenceDocumentRow.name,
            EvidenceDocumentRow.title,
            EvidenceDocumentRow.speaker,
            EvidenceDocumentRow.origin,
        )
        matches = [func.lower(column).contains(word.lower(), autoescape=True) for column in said]
        query = query.where(matches[0] | matches[1] | matches[2] | matches[3])
    return session.scalars(query.order_by(EvidenceDocumentRow.id.desc())).all()


def text_of(session: Session, document: int) -> str:
    """The whole text of a document."""
    query = select(PassageRow.text).where(PassageRow.document_id == document).order_by(PassageRow.number)
    return "".join(session.scalars(query))


def spoken_by(session: Session, sources: Iterable[int]) -> set[int]:
    """The numbers of the documents that hold words of the bodies that `sources` belong to.

    A document belongs to a body when it was attached to one of its sources, or names one of them as its speaker.
    """
    roots = set(session.scalars(select(body_of()).where(SourceRow.id.in_(list(sources)))))
    members = session.execute(select(SourceRow.id, SourceRow.name).where(body_of().in_(roots))).all()
    attached = select(SpokenRow.document_id).where(
        SpokenRow.source_id.in_([row.id for row in members]), SpokenRow.withdrawn.is_(False)
    )
    named = select(EvidenceDocumentRow.id).where(
        func.lower(EvidenceDocumentRow.speaker).in_({row.name.lower() for row in members})
    )
    found = {*session.scalars(attached), *session.scalars(named)}
    standing = select(EvidenceDocumentRow.id).where(
        EvidenceDocumentRow.id.in_(found), EvidenceDocumentRow.withdrawn.is_(False)
    )
    return set(session.scalars(standing))
