"""How many of a claim's pieces of evidence are independent of each other, and of the article itself."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import papers
from db.models import EvidenceDocumentRow
from factcheck.domain.desk import ClaimView, DocumentView
from factcheck.domain.independence import Independence, Shared
from factcheck.domain.papers import EvidenceDocument
from factcheck.domain.review import Desk

_CENTRAL_WORTH = 0.6
_COPY = "the article's own text"


def rooted(session: Session, view: DocumentView, desk: Desk) -> DocumentView:
    """`view` with how many sources of each claim's evidence are independent, where there is evidence or a rule."""
    known: dict[str, tuple[EvidenceDocument, str]] = {}
    hashes = {piece.sha256 for claim in view.claims for piece in claim.evidence if piece.sha256}
    if hashes:
        rows = session.scalars(select(EvidenceDocumentRow).where(EvidenceDocumentRow.sha256.in_(hashes)))
        for document in papers.views(session, rows):
            known[document.sha256] = (document, papers.text_of(session, document.id))
    return replace(view, claims=tuple(_rooted(claim, view.text, known, desk) for claim in view.claims))


def _rooted(claim: ClaimView, article: str, known: dict[str, tuple[EvidenceDocument, str]], desk: Desk) -> ClaimView:
    central = claim.checkable and claim.checkworthiness >= _CENTRAL_WORTH
    wanted = desk.independent_sources if central else 0
    if not claim.evidence and not wanted:
        return claim
    # deferred: it imports numpy, and most documents opened hold no evidence
    from factcheck.matching.roots import Evidenced, copies, shared

    pieces = []
    for piece in claim.evidence:
        document, text = known.get(piece.sha256, (None, piece.quotation))
        addresses = [piece.url, document.origin if document is not None else ""]
        names = () if document is None else (*document.sources, document.speaker)
        pieces.append(
            Evidenced(
                piece.number,
                tuple(address for address in addresses if "://" in address),
                piece.sha256,
                text,
                tuple(name for name in names if name),
                piece.independent_of,
            )
        )
    own = copies(pieces, article)
    found = shared([piece for piece in pieces if piece.number not in own])
    effective = len(pieces) - len(own) - sum(len(group.numbers) - 1 for group in found)
    if own:
        found.append(Shared(tuple(own), _COPY))
    return replace(claim, independence=Independence(len(pieces), effective, tuple(found), wanted))
