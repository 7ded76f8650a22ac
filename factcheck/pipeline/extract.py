"""The way of the data: document → sentences → attributions → sources → claims."""

from factcheck.attribution.mending import mended
from factcheck.attribution.nested import nested
from factcheck.attribution.quoting import quotation_types
from factcheck.attribution.tagger import shipped
from factcheck.claims.claiming import claims
from factcheck.domain.extraction import Document, Extraction, Source, SourceKind
from factcheck.sources.citing import cited
from factcheck.sources.resolution import THE_OUTLET, resolve
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences


def extract(document: Document) -> Extraction:
    """Read `document`: the same text gives the same result, whatever was read before."""
    if not document.markdown:
        return _read(document, document.text)
    # deferred: the parser takes 60 ms to load, and few articles are Markdown
    from factcheck.pipeline.placing import placed
    from factcheck.text.markdown import prose

    words = prose(document.text)
    return placed(_read(document, words.text), words)


def _read(document: Document, text: str) -> Extraction:
    """All that `text` yields, the words of `document`; offsets are those of `text`."""
    stretches = sentences(text)
    marks = quotations(text)
    read = shipped().read
    tagged = nested(text, mended(text, read(text, marks), stretches, marks), stretches, marks, read)
    tagged = cited(text, tagged)
    kinds = quotation_types(text, [one.content for one in tagged], marks)
    name = document.outlet or THE_OUTLET
    resolved = resolve(text, stretches, tagged, kinds, name)
    sources = resolved.sources
    outlet = next((s for s in sources if s.kind is SourceKind.OUTLET), None)
    if outlet is None:
        outlet = Source(len(sources), name, SourceKind.OUTLET, ())
        sources = (*sources, outlet)
    found = claims(text, stretches, resolved.attributions, sources, outlet.id)
    return Extraction(
        document=document,
        sentences=tuple(stretches),
        sources=sources if any(outlet.id in claim.sources for claim in found) else resolved.sources,
        attributions=resolved.attributions,
        claims=found,
    )
