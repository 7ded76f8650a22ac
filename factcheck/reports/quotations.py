"""Quotations that were held against documents, in words and as JSON has them.

A comparison of texts is never told as an answer to "was it said": that is a reviewer's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from factcheck.domain.matching import Change, Place, QuotationCheck, Verdict
from factcheck.domain.papers import Piece, QuotationResult
from factcheck.reports.words import counted

_OUTCOMES = {
    Verdict.VERBATIM: "word for word as in {place}",
    Verdict.TYPOGRAPHIC: "as in {place}, but for marks and capitals",
    Verdict.SHORTENED: "as in {place}, but shortened",
    Verdict.WORDING_ALTERED: "worded otherwise than in {place}",
    Verdict.MEANING_ALTERED: "worded otherwise than in {place}, which changes what is said",
    Verdict.SPLICED: "put together from several places of {place}",
    Verdict.NOT_FOUND: "not found in {documents}",
    Verdict.CANNOT_TELL: "cannot be told from {documents} in another language",
}
# what an editor has to see first
_GRAVITY = (
    Verdict.MEANING_ALTERED, Verdict.SPLICED, Verdict.WORDING_ALTERED, Verdict.NOT_FOUND, Verdict.CANNOT_TELL,
    Verdict.SHORTENED, Verdict.TYPOGRAPHIC, Verdict.VERBATIM,
)  # fmt: skip


def gravest_first(results: Iterable[QuotationResult]) -> list[QuotationResult]:
    """Those that were held against documents, the worst first, each part in order of the text."""
    held = [(one.check.verdict, one) for one in results if one.check is not None]
    return [one for _, one in sorted(held, key=lambda pair: _GRAVITY.index(pair[0]))]


def outcome(one: QuotationResult) -> str:
    """What came of holding the quotation against documents, in words."""
    if one.check is None:
        return "held against no document"
    places = one.check.places
    return _OUTCOMES[one.check.verdict].format(
        place=_told(places[0]) if places else "",
        documents=counted(one.documents, "document"),
    )


def _told(place: Place) -> str:
    spans = ", ".join(f"{start}–{end}" for start, end in place.spans)
    return f"{place.document} (characters {spans})"


def differences(one: QuotationResult) -> str:
    """What differs, by kind: `number: said “3,000”, printed “30,000”`."""
    return "; ".join(map(_difference, one.check.changes)) if one.check else ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a word diff as it is shown; `is_apart` is whether a blank comes before it."""

    kind: Piece
    text: str
    is_apart: bool


def by_words(one: QuotationResult) -> list[Stretch]:
    """The quotation and its place word by word; nothing where they are the same."""
    if one.check is None or one.check.verdict is Verdict.VERBATIM:
        return []
    stretches: list[Stretch] = []
    last = ""
    for at, piece in enumerate(one.diff):
        text = piece.text.strip()
        if piece.kind is Piece.AROUND:
            if not any(map(str.isalnum, text)):
                continue
            text = f"…{text}" if at == 0 else f"{text}…"
        # what is in the article only stands beside what is in the document only
        is_beside = piece.kind is Piece.PRINTED and at > 0 and one.diff[at - 1].kind is Piece.SAID
        stretches.append(Stretch(piece.kind, text, is_beside or last.endswith(" ") or piece.text.startswith(" ")))
        last = piece.text
    return stretches


def _difference(change: Change) -> str:
    said = f"said “{change.said}”" if change.said else "not said"
    return f"{change.kind.value}: {said}, {f'printed “{change.printed}”' if change.printed else 'not printed'}"


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
