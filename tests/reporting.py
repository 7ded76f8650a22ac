"""Reviewed documents made by hand, for tests of reports that need no database."""

from datetime import UTC, date, datetime, timedelta

from factcheck.domain.desk import (
    AttributionView,
    ClaimView,
    DocumentSummary,
    DocumentView,
    Event,
    Progress,
    SourceView,
)
from factcheck.domain.evidence import Evidence
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.view import Report, report

AT = datetime(2024, 12, 30, 9, 0, tzinfo=UTC)
TEXT = "“We will test,” Kim said, KCNA reported. Three ships left port. It rained *all* day."
KIM = SourceView(1, "Kim Jong Un", SourceKind.PERSON)
KCNA = SourceView(2, "Korean Central News Agency", SourceKind.ORGANIZATION)
HOSTILE = "# a | b *c* _d_ [e](javascript:f) <b>g</b> `h` ~~i~~ &lt; 1. \\ ![j](k) \x1b[2J \u202e"


def claim(number: int, words: str, review: Review | None = None, **changed: object) -> ClaimView:
    start = TEXT.index(words)
    values: dict[str, object] = {
        "id": number * 10,
        "document": 1,
        "document_name": "story",
        "number": number,
        "spans": (Span(start, start + len(words)),),
        "quoted": words,
        "text": words,
        "attribution": None,
        "sources": (),
        "via": (),
        "checkable": True,
        "checkworthiness": 0.5,
        "flags": (),
        "review": review or Review(),
    }
    return ClaimView(**{**values, **changed})  # type: ignore[arg-type]


def document(*claims: ClaimView) -> DocumentView:
    summary = DocumentSummary(
        1, "story", "Kim vows more tests", "AP", date(2024, 12, 29), AT, 1, Progress(len(claims), 0, 0, 0, 0, 0)
    )
    return DocumentView(summary, TEXT, "ab" * 32, (), claims)


def event(number: int, claim: int, field: str, after: str, by: str = "ann") -> Event:
    return Event(number, claim, AT + timedelta(minutes=number), by, field, "", after)


def reviewed() -> Report:
    """Three claims: a quotation signed off, a wrong figure in progress, rain that was checked."""
    said = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.91)
    quoted = claim(
        1,
        "“We will test,”",
        Review(State.SIGNED_OFF, Finding.NONE, AttributionCheck.CORRECT, checked_by="ann", signed_by="ben"),
        attribution=said,
        sources=(KIM,),
        via=(KCNA,),
        checkable=False,
        flags=(Flag.PREDICTION, Flag.RELAYED),
    )
    ships = claim(
        2,
        "Three ships left port",
        Review(State.IN_PROGRESS, Finding.WRONG, note="It was two.\n- see the log", evidence=1),
        flags=(Flag.FIGURE,),
        evidence=(Evidence(id=1, title="Port log", url="https://port.example/log?d=1", added_by="ann", added_at=AT),),
    )
    rain = claim(
        3, "It rained *all* day.", Review(State.CHECKED, Finding.CONFIRMED, reason="I was there", checked_by="ann")
    )
    log = [
        event(1, 10, "attribution_check", "correct"),
        event(2, 10, "state", "checked"),
        event(3, 10, "state", "signed_off", "ben"),
        event(4, 20, "finding", "wrong"),
        event(5, 30, "state", "checked"),
        event(6, 30, "state", "in_progress"),
        event(7, 30, "state", "checked"),
    ]
    return report(document(quoted, ships, rain), log, Desk(), AT)
