"""An extraction as the JSON that other programs read: `docs/extract.schema.json` spells the contract out."""

from collections.abc import Iterable
from typing import TypedDict

from factcheck.domain.extraction import Attribution, Claim, Extraction, Source
from factcheck.domain.spans import Span

SpanRecord = list[int]


class DocumentRecord(TypedDict):
    """The article as it was read; offsets everywhere count code points of `text`."""

    id: str
    title: str | None
    published: str | None
    outlet: str | None
    text: str
    sha256: str


class SourceRecord(TypedDict):
    """One source with the places that name it."""

    id: int
    name: str
    kind: str
    mentions: list[SpanRecord]


class AttributionRecord(TypedDict):
    """One attribution; `sources` and `via` are ids of source records."""

    id: int
    source: list[SpanRecord]
    cue: list[SpanRecord]
    content: list[SpanRecord]
    quotation: str
    sources: list[int]
    via: list[int]
    confidence: float


class ClaimRecord(TypedDict):
    """One claim; `attribution` is None where it stands in the outlet's own voice."""

    id: int
    spans: list[SpanRecord]
    text: str
    attribution: int | None
    sources: list[int]
    via: list[int]
    checkable: bool
    checkworthiness: float
    flags: list[str]


class ExtractionRecord(TypedDict):
    """Everything that one article yields, in the order in which it is written out."""

    document: DocumentRecord
    sentences: list[SpanRecord]
    sources: list[SourceRecord]
    attributions: list[AttributionRecord]
    claims: list[ClaimRecord]


def as_json(extraction: Extraction) -> ExtractionRecord:
    """The record of `extraction`: plain lists, numbers and strings, keys in the documented order."""
    document = extraction.document
    return {
        "document": {
            "id": document.id,
            "title": document.title,
            "published": document.published.isoformat() if document.published else None,
            "outlet": document.outlet,
            "text": document.text,
            "sha256": document.sha256,
        },
        "sentences": _spans(extraction.sentences),
        "sources": [_source(source) for source in extraction.sources],
        "attributions": [_attribution(attribution) for attribution in extraction.attributions],
        "claims": [_claim(claim) for claim in extraction.claims],
    }


def _source(source: Source) -> SourceRecord:
    return {
        "id": source.id,
        "name": source.name,
        "kind": source.kind.value,
        "mentions": _spans(source.mentions),
    }


def _attribution(attribution: Attribution) -> AttributionRecord:
    return {
        "id": attribution.id,
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(attribution.content),
        "quotation": attribution.quotation.value,
        "sources": list(attribution.sources),
        "via": list(attribution.via),
        "confidence": _share(attribution.confidence),
    }


def _claim(claim: Claim) -> ClaimRecord:
    return {
        "id": claim.id,
        "spans": _spans(claim.spans),
        "text": claim.text,
        "attribution": claim.attribution,
        "sources": list(claim.sources),
        "via": list(claim.via),
        "checkable": claim.checkable,
        "checkworthiness": _share(claim.checkworthiness),
        "flags": [flag.value for flag in claim.flags],
    }


def _spans(spans: Iterable[Span]) -> list[SpanRecord]:
    return [[int(start), int(end)] for start, end in spans]


def _share(value: float) -> float:
    # float() because a numpy number that slips through would not be written as JSON
    return round(float(value), 3)
