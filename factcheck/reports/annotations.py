"""Claims as annotations of the article: W3C Web Annotation (https://www.w3.org/TR/annotation-model/) in JSON-LD."""

import base64
import uuid

from factcheck.domain.spans import Span
from factcheck.reports.escaping import is_plain_address
from factcheck.reports.structured import json_text
from factcheck.reports.view import Audience, Report, ReportedClaim
from factcheck.reports.words import share, truth, wording

# enough for a reader to find the place again in a text that changed elsewhere
_AROUND = 32
_SPACE = uuid.UUID("5f0f7d0e-9a0c-5b52-8a54-3f6e3c0a7d11")


def annotations(report: Report) -> str:
    """A collection with one annotation a claim, in order of the text."""
    items = [_annotation(report, reported) for reported in report.in_order]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": _id(report, "collection"),
        "type": "AnnotationCollection",
        "label": f"Fact-check: {report.title or report.name}{_left_out(report)}",
        "total": len(items),
        "first": {
            "id": _id(report, "page"),
            "type": "AnnotationPage",
            "partOf": _id(report, "collection"),
            "startIndex": 0,
            "items": items,
        },
        "last": _id(report, "page"),
    }
    return json_text(collection, indent=2).replace("<", "\\u003c") + "\n"


def _left_out(report: Report) -> str:
    if not report.withheld:
        return ""
    return f" ({share(len(report.claims), report.total)}, {report.withheld:,} not signed off yet and left out)"


def _annotation(report: Report, reported: ReportedClaim) -> dict[str, object]:
    claim = reported.claim
    targets = [_target(report, span) for span in claim.spans]
    annotation: dict[str, object] = {
        "id": _id(report, f"claim {claim.number}"),
        "type": "Annotation",
        "motivation": "assessing",
        "body": _bodies(reported, report.audience),
        "target": targets[0] if len(targets) == 1 else targets,
    }
    if reported.events:
        annotation["created"] = _time(reported.events[0].at)
        annotation["modified"] = _time(reported.events[-1].at)
        who = dict.fromkeys(name for name in (claim.review.checked_by, claim.review.signed_by) if name)
        if who:
            annotation["creator"] = [{"type": "Person", "name": name} for name in who]
    return annotation


def _time(at: object) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _bodies(reported: ReportedClaim, audience: Audience) -> list[dict[str, object]]:
    claim, review = reported.claim, reported.claim.review
    # what to look out for is for who checks
    flags = claim.flags if audience is Audience.DESK else ()
    texts = [
        ("assessing", f"Is it true? {truth(claim)}"),
        ("assessing", f"Was it said? {wording(claim)}"),
        ("tagging", f"state:{review.state.value}"),
        ("tagging", f"finding:{review.finding.value}"),
        ("tagging", f"attribution_check:{review.attribution_check.value}"),
        *(("tagging", f"flag:{flag.value}") for flag in flags),
        ("editing", review.correction),
        ("commenting", review.public_note),
        ("commenting", review.note),
    ]
    bodies: list[dict[str, object]] = [
        {"type": "TextualBody", "purpose": purpose, "format": "text/plain", "language": "en", "value": text}
        for purpose, text in texts
        if text
    ]
    links = (url for piece in claim.evidence for url in (piece.url, piece.archive_url) if is_plain_address(url))
    return bodies + [{"type": "SpecificResource", "purpose": "linking", "source": url} for url in dict.fromkeys(links)]


def _target(report: Report, span: Span) -> dict[str, object]:
    text = report.text
    return {
        "type": "SpecificResource",
        # the text itself, whatever page it stands on: RFC 6920
        "source": f"ni:///sha-256;{_digest(report)}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.of(text),
                "prefix": text[max(0, span.start - _AROUND) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }


def _digest(report: Report) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(report.sha256)).decode("ascii").rstrip("=")


def _id(report: Report, what: str) -> str:
    return f"urn:uuid:{uuid.uuid5(_SPACE, f'{report.sha256} {what}')}"
