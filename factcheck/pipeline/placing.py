"""What was read of an article's prose, placed in the article's own text."""

from dataclasses import replace

from factcheck.domain.extraction import Extraction
from factcheck.domain.spans import Span
from factcheck.text.markdown import Prose


def placed(extraction: Extraction, prose: Prose) -> Extraction:
    """`extraction`, whose offsets are those of `prose`, with the offsets of the text that the prose was taken from."""

    def original(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(prose.original(span) for span in spans)

    return replace(
        extraction,
        sentences=original(extraction.sentences),
        sources=tuple(replace(one, mentions=original(one.mentions)) for one in extraction.sources),
        attributions=tuple(
            replace(one, source=original(one.source), cue=original(one.cue), content=original(one.content))
            for one in extraction.attributions
        ),
        claims=tuple(replace(one, spans=original(one.spans)) for one in extraction.claims),
    )
