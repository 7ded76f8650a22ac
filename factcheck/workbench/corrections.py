"""What the machine read of a claim as fields of the log: each is written so that it can be read back."""

import re
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from db.models import AttributionRow, ClaimRow, CreditRow, DraftRow, EventRow
from factcheck.domain.spans import Span

SOURCES, VIA, SPANS, WORDS, CHECKABLE, ATTRIBUTION, STRUCK = (
    "sources",
    "via",
    "spans",
    "words",
    "checkable",
    "attribution",
    "struck",
)
FIELDS = (SOURCES, VIA, SPANS, WORDS, CHECKABLE, ATTRIBUTION, STRUCK)
_MOVED, _GONE = "draft", "cut in "
_SPAN = re.compile(r"(\d+)-(\d+)")


def shown(row: ClaimRow, field: str) -> str:
    """A field of `row` as the log has it: what is needed to read it back first, then words for people."""
    if field in (SOURCES, VIA):
        return credited(credit for credit in row.credits if credit.relay is (field == VIA))
    if field == SPANS:
        return ranges(row.spans)
    if field == WORDS:
        return row.text
    if field == ATTRIBUTION:
        return attributed(row.attribution)
    return "true" if getattr(row, field) else "false"


def put(session: Session, row: ClaimRow, field: str, value: str) -> None:
    """Bring a field of `row` to what the log has."""
    if field in (SOURCES, VIA):
        _credit(session, row, numbers(value), relay=field == VIA)
    elif field == SPANS:
        text = session.get_one(DraftRow, row.draft_id).text
        row.spans = [list(span) for span in spans(value)]
        row.quoted = [Span(start, end).of(text) for start, end in row.spans]
    elif field == WORDS:
        row.text = value
    elif field == ATTRIBUTION:
        row.attribution = session.get_one(AttributionRow, numbers(value)[0]) if value else None
    else:
        setattr(row, field, value == "true")


def numbers(value: str) -> list[int]:
    """The ids that a value begins with."""
    return [int(number) for number in value.partition(":")[0].split(",") if number]


def spans(value: str) -> tuple[Span, ...]:
    """The spans that a value lists."""
    return tuple(Span(int(start), int(end)) for start, end in _SPAN.findall(value))


def ranges(pairs: Iterable[Sequence[int]]) -> str:
    """Spans as the log has them."""
    return ",".join(f"{start}-{end}" for start, end in pairs)


def credited(credits: Iterable[CreditRow]) -> str:
    """Sources as the log has them."""
    found = [credit.source for credit in credits]
    return f"{','.join(str(s.id) for s in found)}: {' + '.join(s.name for s in found)}" if found else ""


def attributed(row: AttributionRow | None) -> str:
    """An attribution as the log has it."""
    if row is None:
        return ""
    return f"{row.id}: source {ranges(row.source)}; cue {ranges(row.cue)}; content {ranges(row.content)}"


def unlogged(row: ClaimRow, events: Iterable[EventRow]) -> Iterator[str]:
    """A line for each field that is not what it was corrected to since the claim last moved with its text."""
    told: dict[str, str] = {}
    moved = ""
    for event in events:
        if event.field == _MOVED:
            moved = event.after
            # whether it is a claim stays as a reviewer said
            told = {field: value for field, value in told.items() if field == STRUCK}
        elif event.field in FIELDS:
            told[event.field] = event.after
    told.setdefault(STRUCK, "false")
    for field, value in told.items():
        now = shown(row, field)
        if now != value:
            yield f"claim {row.id}: {field} is “{now}”, but the log says “{value}”"
    cut = moved.removeprefix(_GONE) if moved.startswith(_GONE) else ""
    if ("" if row.cut is None else str(row.cut)) != cut:
        yield f"claim {row.id}: the log does not say that it was cut in draft {row.cut or 'none'}"


def gone(number: int) -> str:
    """That a draft has a claim no longer, as the log has it."""
    return f"{_GONE}{number}"


def _credit(session: Session, row: ClaimRow, sources: Sequence[int], relay: bool) -> None:
    others = [credit.source_id for credit in row.credits if credit.relay is not relay]
    behind, via = (others, sources) if relay else (sources, others)
    session.execute(delete(CreditRow).where(CreditRow.claim_id == row.id))
    session.expire(row, ["credits"])
    listed = [*((number, False) for number in behind), *((number, True) for number in via)]
    session.add_all(
        CreditRow(claim_id=row.id, position=place, source_id=number, relay=kind)
        for place, (number, kind) in enumerate(listed)
    )
    session.flush()
