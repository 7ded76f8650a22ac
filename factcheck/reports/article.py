"""The article with its claims marked where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.domain.spans import Span
from factcheck.reports.view import Report, ReportedClaim
from factcheck.text.paragraphs import paragraphs


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one paragraph that the same claims carry; `ending` are those whose last words these are."""

    text: str
    claims: tuple[ReportedClaim, ...]
    ending: tuple[ReportedClaim, ...] = ()


def paragraphs_of(report: Report) -> list[list[Segment]]:
    """The paragraphs of the article, each cut wherever a claim begins or ends in it."""
    found = [_cut(report.text, paragraph, report.in_order) for paragraph in paragraphs(report.text)]
    # from the back, so that the first place met is a claim's last
    ended: set[int] = set()
    for segments in reversed(found):
        for at in reversed(range(len(segments))):
            segment = segments[at]
            ending = tuple(one for one in segment.claims if one.claim.number not in ended)
            ended.update(one.claim.number for one in ending)
            segments[at] = replace(segment, ending=ending)
    return found


def _cut(text: str, paragraph: Span, claims: Sequence[ReportedClaim]) -> list[Segment]:
    inside = [(span, one) for one in claims for span in one.claim.spans if span.overlaps(paragraph)]
    borders = {paragraph.start, paragraph.end}
    for span, _ in inside:
        borders.update(place for place in span if paragraph.start < place < paragraph.end)
    return [
        Segment(Span(*places).of(text), tuple(one for span, one in inside if span.covers(Span(*places))))
        for places in pairwise(sorted(borders))
    ]
