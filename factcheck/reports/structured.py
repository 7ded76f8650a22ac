"""Reports for other programs: raw text, enum values as the database has them, times in UTC."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

from factcheck.domain.desk import ClaimView, Event, SourceView
from factcheck.domain.drafts import Earlier, Reading
from factcheck.domain.earlier import CheckLink
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.independence import Independence
from factcheck.domain.review import Review
from factcheck.reports.alike import alike_record, others
from factcheck.reports.quotations import quotation_record
from factcheck.reports.view import Entry, Report, ReportedClaim

Kind = TypeVar("Kind", bound=StrEnum)

VERSION = 2

# DEL and C1 controls, bidirectional and zero-width characters, line and paragraph separators, tags,
# surrogates: printed raw they could steer a terminal or hide text, as escapes they mean the same
_STEERING = re.compile(
    "[\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]"
)


def json_text(value: object, indent: int | None = None) -> str:
    """`value` as JSON that is safe to print: characters that steer a terminal are written as escapes."""
    return _STEERING.sub(_escape, json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False))


def json_report(report: Report) -> str:
    """The report as one JSON object."""
    return json_text(as_json(report), indent=2) + "\n"


def as_json(report: Report) -> dict[str, object]:
    """The report as plain values."""
    return {
        "report": VERSION,
        "audience": report.audience.value,
        "at": _time(report.at),
        "document": {
            "name": report.name,
            "title": report.title,
            "outlet": report.outlet,
            "published": report.published.isoformat() if report.published else None,
            "draft": report.draft,
            "added_at": _time(report.added_at),
            "sha256": report.sha256,
            "length": len(report.text),
            "text": report.text,
        },
        "desk": {
            "one_person": report.desk.one_person,
            "signed_by_their_checker": report.signed_by_their_checker,
        },
        "counts": {
            "claims": len(report.claims),
            "withheld": report.withheld,
            "open": len(report.open),
            "state": _counts(report.states),
            "finding": _counts(report.findings),
            "attribution_check": _counts(report.attribution_checks),
        },
        "claims": [_reported(reported) for reported in report.claims],
        "sources": [_entry(entry) for entry in report.ledger],
        "struck": [
            {
                "number": one.claim.number,
                "text": one.claim.text,
                "quoted": one.claim.quoted,
                "spans": [list(span) for span in one.claim.spans],
                "why": one.why,
                "by": one.by,
                "at": _time(one.at),
            }
            for one in report.struck
        ],
    }


def claim_record(claim: ClaimView) -> dict[str, object]:
    """A claim with what is known and decided about it, without its history."""
    review, attribution = claim.review, claim.attribution
    return {
        "id": claim.id,
        "document": claim.document_name,
        "number": claim.number,
        "text": claim.text,
        "quoted": claim.quoted,
        "spans": [list(span) for span in claim.spans],
        "sources": [_source(source) for source in claim.sources],
        "via": [_source(source) for source in claim.via],
        "attribution": None
        if attribution is None
        else {
            "source": [list(span) for span in attribution.source],
            "cue": [list(span) for span in attribution.cue],
            "content": [list(span) for span in attribution.content],
            "quotation": attribution.quotation.value,
            "confidence": round(attribution.confidence, 3),
        },
        "checkable": claim.checkable,
        "checkworthiness": round(claim.checkworthiness, 3),
        "flags": [flag.value for flag in claim.flags],
        "state": review.state.value,
        "finding": review.finding.value,
        "attribution_check": review.attribution_check.value,
        "evidence": [_evidence(piece) for piece in claim.evidence],
        "replies": [_reply(reply) for reply in claim.replies],
        "checked_before": [_check_link(link) for link in claim.checked_before],
        "reason": review.reason,
        "note": review.note,
        "correction": review.correction,
        "rating": review.rating,
        "public_note": review.public_note,
        "checked_by": review.checked_by,
        "signed_by": review.signed_by,
        "second_by": review.second_by,
        "assigned_to": review.assigned_to,
        "version": review.version,
        "draft": claim.draft,
        "cut": claim.cut,
    }


def _reported(reported: ReportedClaim) -> dict[str, object]:
    last = reported.last
    return {
        **claim_record(reported.claim),
        "words": [{"span": list(words.span), "text": words.text} for words in reported.words],
        "open": reported.claim.review.is_open,
        "checked_at": _time(reported.checked_at),
        "signed_at": _time(reported.signed_at),
        "evidence_withheld": reported.withheld,
        "quotations": [quotation_record(one) for one in reported.quotations],
        "alike": [alike_record(one) for one in others(reported.alike, reported.claim.id)],
        "independence": _independence(reported.claim.independence),
        "earlier": _earlier(reported.earlier),
        "corrected_by": reported.corrected_by,
        "corrected_at": _time(reported.corrected_at),
        "last_changed_by": last.by if last else None,
        "last_changed_at": _time(last.at) if last else None,
        "history": [_event(event) for event in reported.events],
    }


def _earlier(earlier: Earlier | None) -> dict[str, object] | None:
    if earlier is None:
        return None
    return {
        "reading": reading_record(earlier.before),
        "decided": review_record(earlier.review),
        "by": earlier.by,
        "at": _time(earlier.at),
    }


def reading_record(reading: Reading | None) -> dict[str, object] | None:
    """A claim as one draft has it, as plain values."""
    if reading is None:
        return None
    return {
        "draft": reading.draft,
        "text": reading.text,
        "quoted": reading.quoted,
        "context": reading.context,
        "sources": list(reading.sources),
    }


def review_record(review: Review) -> dict[str, object]:
    """What was decided, as plain values."""
    fields = ("note", "reason", "correction", "rating", "public_note", "checked_by", "signed_by")
    return {
        "state": review.state.value,
        "finding": review.finding.value,
        "attribution_check": review.attribution_check.value,
        **{field: getattr(review, field) for field in fields},
    }


def _evidence(piece: Evidence) -> dict[str, object]:
    return {
        "number": piece.number,
        "title": piece.title,
        "url": piece.url,
        "archive_url": piece.archive_url,
        "locator": piece.locator,
        "accessed": piece.accessed.isoformat() if piece.accessed else None,
        "rank": piece.rank.value if piece.rank else None,
        "bearing": piece.bearing.value if piece.bearing else None,
        "independent_of": list(piece.independent_of),
        "quotation": piece.quotation,
        "file": piece.file,
        "sha256": piece.sha256,
        "by": piece.added_by,
        "at": _time(piece.added_at),
    }


def _independence(found: Independence | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "links": found.links,
        "effective": found.effective,
        "wanted": found.wanted,
        "shared": [{"evidence": list(one.numbers), "reason": one.reason} for one in found.shared],
    }


def _check_link(link: CheckLink) -> dict[str, object]:
    check = link.check
    return {
        "id": check.id,
        "claimReviewed": check.claim,
        "rating": check.rating,
        "url": check.url,
        "reviewer": check.reviewer,
        "score": round(link.score, 3),
        "by": link.added_by,
        "at": _time(link.added_at),
    }


def _reply(reply: Reply) -> dict[str, object]:
    return {
        "number": reply.number,
        "person": reply.person,
        "asked": _time(reply.asked),
        "deadline": _time(reply.deadline),
        "answer": reply.answer,
        "answered": _time(reply.answered),
        "by": reply.added_by,
        "at": _time(reply.added_at),
    }


def _entry(entry: Entry) -> dict[str, object]:
    return {
        **_source(entry.source),
        "aliases": list(entry.aliases),
        "claims": [reported.claim.number for reported in entry.claims],
        "relayed": [reported.claim.number for reported in entry.relayed],
    }


def _event(event: Event) -> dict[str, object]:
    return {
        "id": event.id,
        "at": _time(event.at),
        "by": event.by,
        "field": event.field,
        "before": event.before,
        "after": event.after,
        "note": event.note,
        "undoes": event.undoes,
    }


def _source(source: SourceView) -> dict[str, object]:
    return {"name": source.name, "kind": source.kind.value}


def _counts(counts: Mapping[Kind, int]) -> dict[str, int]:
    return {kind.value: number for kind, number in counts.items()}


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    code -= 0x10000
    return f"\\u{0xD800 + (code >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
