"""Quotations that were held against documents, as JSON has them."""

from factcheck.domain.matching import QuotationCheck
from factcheck.domain.papers import QuotationResult


def verdict_record(one: QuotationCheck) -> dict[str, object]:
    """The verdict on a quotation with its places, best first, and what differs."""
    return {
        "verdict": one.verdict.value,
        "matches": [
            {"document": place.document, "spans": [list(span) for span in place.spans], "score": place.score}
            for place in one.places
        ],
        "changes": [{"kind": c.kind.value, "said": c.said, "printed": c.printed} for c in one.changes],
    }


def quotation_record(one: QuotationResult) -> dict[str, object]:
    """A quotation of a document of the desk; `verdict` is null where there was nothing to hold it against."""
    unread: dict[str, object] = {"verdict": None, "matches": [], "changes": []}
    return {
        "quote": [list(span) for span in one.quoted.spans],
        "text": one.quoted.text,
        "sources": list(one.quoted.sources),
        **(unread if one.check is None else verdict_record(one.check)),
        "claims": list(one.claims),
        "documents": one.documents,
        "elsewhere": one.elsewhere,
        "proposes": one.proposes.value if one.proposes else None,
        "diff": [{"kind": piece.kind.value, "text": piece.text} for piece in one.diff],
    }
