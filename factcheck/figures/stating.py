"""Say who states each figure: the sources of the claim that it stands in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from factcheck.domain.desk import DocumentView
from factcheck.domain.extraction import Extraction
from factcheck.domain.figures import Figure, StatedFigure
from factcheck.domain.spans import Span
from factcheck.figures.dates import SUNDAY
from factcheck.figures.reading import figures


@dataclass(frozen=True, slots=True)
class _Claim:
    """As much of a claim as a figure wants to know."""

    number: int
    spans: tuple[Span, ...]
    sources: tuple[str, ...]
    via: tuple[str, ...]


def of_extraction(extraction: Extraction, week: int = SUNDAY) -> list[StatedFigure]:
    """The figures of an article that was just read; claims count from 1."""
    names = [source.name for source in extraction.sources]
    claims = [
        _Claim(
            claim.id + 1,
            claim.spans,
            tuple(names[n] for n in claim.sources),
            tuple(names[n] for n in claim.via),
        )
        for claim in extraction.claims
    ]
    document = extraction.document
    return _stated(document.id, document.text, extraction.sentences, claims, document.published, week)


def of_document(view: DocumentView, week: int = SUNDAY) -> list[StatedFigure]:
    """The figures of a document on the desk, with who its claims are credited to now."""
    claims = [
        _Claim(
            claim.number,
            claim.spans,
            tuple(source.name for source in claim.sources),
            tuple(source.name for source in claim.via),
        )
        for claim in view.claims
    ]
    return _stated(view.summary.name, view.text, view.sentences, claims, view.summary.published, week)


def _stated(
    name: str, text: str, sentences: Sequence[Span], claims: Sequence[_Claim], published: date | None, week: int
) -> list[StatedFigure]:
    found = []
    for figure in figures(text, sentences, published, week):
        claim = _claim_of(figure, claims)
        around = next((span for span in sentences if span.overlaps(figure.span)), figure.span)
        found.append(
            StatedFigure(
                figure=figure,
                document=name,
                claim=claim.number if claim else None,
                sources=claim.sources if claim else (),
                via=claim.via if claim else (),
                as_of=published,
                quoted=" ".join(figure.span.of(text).split()),
                sentence=" ".join(around.of(text).split()),
            )
        )
    return found


def _claim_of(figure: Figure, claims: Iterable[_Claim]) -> _Claim | None:
    """The claim that holds most of the figure; of several the shortest."""
    held = [
        (
            sum(
                min(span.end, figure.span.end) - max(span.start, figure.span.start)
                for span in claim.spans
                if span.overlaps(figure.span)
            ),
            -sum(map(len, claim.spans)),
            -claim.number,
            claim,
        )
        for claim in claims
    ]
    best = max(held, default=None, key=lambda one: one[:3])
    return best[3] if best is not None and best[0] > 0 else None
