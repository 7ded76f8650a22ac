"""The marked parts of an article: labels, claims, and who says them by what words."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from factcheck.domain.desk import ClaimView
from factcheck.tui.content import ShownText
from factcheck.tui.labels import STATE_GLYPHS


class Stretch(NamedTuple):
    """A marked part of the shown text: `kind` names the component style."""

    start: int
    end: int
    kind: str
    claim: int


def label_of(claim: ClaimView, letters: str) -> str:
    """What stands before the claim: its number, the `letters` of its sources and its state."""
    return f"[{claim.number}{letters}{STATE_GLYPHS[claim.review.state]}]\u00a0"


def boundaries(claims: Sequence[ClaimView]) -> Iterable[int]:
    """Offsets in the article where something that is marked begins or ends."""
    for claim in claims:
        for span in claim.spans:
            yield from span
        if claim.attribution is not None:
            for span in (*claim.attribution.source, *claim.attribution.cue):
                yield from span


def stretches(
    claims: Sequence[ClaimView], text: ShownText, labels: dict[int, list[ClaimView]], written: dict[int, str]
) -> Iterable[Stretch]:
    """All that is marked in `text`; `labels` are claims by where they begin, `written` their labels by their ids."""
    for offset, labelled in labels.items():
        at = text.label(offset)[0]
        for claim in labelled:
            yield Stretch(at, at + len(written[claim.id]), "label", claim.id)
            at += len(written[claim.id])
    for claim in claims:
        marks = [("claim", claim.spans)]
        if claim.attribution is not None:
            marks += [("source", claim.attribution.source), ("cue", claim.attribution.cue)]
        for kind, spans in marks:
            for span in spans:
                yield Stretch(text.start(span.start), text.end(span.end), kind, claim.id)
