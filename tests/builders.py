"""Extractions made by hand, for tests that need no tagger."""

import hashlib

from factcheck.domain.extraction import (
    Attribution,
    Claim,
    Document,
    Extraction,
    Flag,
    QuotationType,
    Source,
    SourceKind,
)
from factcheck.domain.spans import Span

TEXT = "Kim vows more [sic] tests\n\n“We will test,” Kim said. Three men [/ruling] left.\n\nIt rained =1+1 all day."


def build(text: str = TEXT, name: str = "story") -> Extraction:
    """An article with one quotation by Kim and the outlet's own voice."""
    document = Document(name, "Kim vows more [sic] tests", None, "AP", text, hashlib.sha256(text.encode()).hexdigest())
    said = Span(text.index("“"), text.index("”") + 1)
    source = Span(said.end + 1, said.end + 4)
    cue = Span(said.end + 5, said.end + 9)
    own = [Span(text.index("Three"), text.index(" left.") + 6), Span(text.index("It rained"), len(text))]
    return Extraction(
        document=document,
        sentences=(Span(0, text.index("\n")), Span(said.start, cue.end + 1), *own),
        sources=(
            Source(0, "Kim Jong Un", SourceKind.PERSON, (source,)),
            Source(1, "KCNA", SourceKind.ORGANIZATION, ()),
        ),
        attributions=(Attribution(0, (source,), (cue,), (said,), QuotationType.DIRECT, (0,), (1,), 0.9),),
        claims=(
            Claim(0, (said,), said.of(text), 0, (0,), (1,), False, 0.2, (Flag.PREDICTION, Flag.RELAYED)),
            *(Claim(n, (s,), s.of(text), None, (), (), True, 0.6, (Flag.FIGURE,)) for n, s in enumerate(own, 1)),
        ),
    )
