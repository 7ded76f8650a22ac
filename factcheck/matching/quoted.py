"""The quotations of an article with who is credited with each, as they are to be held against documents."""

import re
from bisect import bisect_left

from factcheck.domain.extraction import Attribution, Extraction
from factcheck.domain.matching import Quoted
from factcheck.domain.spans import Span, trimmed
from factcheck.text.quotations import Quotation, quotations

_MOST_BETWEEN = 160
_BEFORE_WHOLE = re.compile(r"(?:^|[\r\n]|[.,:;!?—–])[\s\"'“”‘’«»(—–-]*$")
_ENDS_SENTENCE = re.compile(r"[.!?][\s\"”’)]*(?:[A-Z]|$)")
_LONGEST_LEAD = 160


def quoted(extraction: Extraction) -> list[Quoted]:
    """Every stretch in quotation marks of the sentences, in order; nested ones belong to the one around them.

    Paragraphs of one quotation, and parts that only the crediting interrupts (“We will,” Kim said, “and …”), are one.
    """
    text = extraction.document.text
    found: list[Quoted] = []
    starts = [sentence.start for sentence in extraction.sentences]
    for run in _runs(text, extraction.attributions):
        # code and tables of Markdown are no sentences
        before = bisect_left(starts, run[0].span.end) - 1
        if before < 0 or not extraction.sentences[before].overlaps(run[0].span):
            continue
        spans = tuple(span for one in run if len(span := trimmed(text, *one.inner)))
        if not any(letter.isalnum() for span in spans for letter in span.of(text)):
            continue
        words = "\n\n" if run[0].continued else " "
        found.append(
            Quoted(
                spans,
                words.join(span.of(text) for span in spans),
                _sources(extraction, spans),
                _whole(text, run[0]),
                _lead(text, run[0]),
            )
        )
    return found


def _runs(text: str, attributions: tuple[Attribution, ...]) -> list[list[Quotation]]:
    """Quotations in running text, those that belong together side by side."""
    runs: list[list[Quotation]] = []
    end = -1
    for one in quotations(text):
        if one.depth or one.span.start < end:
            continue
        end = one.span.end
        last = runs[-1][-1] if runs else None
        if last is not None and (last.continued or _interrupted(text, last, one, attributions)):
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def _interrupted(text: str, last: Quotation, one: Quotation, attributions: tuple[Attribution, ...]) -> bool:
    """Whether only the crediting stands between, inside one sentence."""
    between = Span(last.span.end, one.span.start)
    words = between.of(text)
    begins = one.inner.of(text).lstrip()[:1]
    ends = last.inner.of(text).rstrip()[-1:]
    if len(between) > _MOST_BETWEEN or not begins.islower() or ends != "," or _ENDS_SENTENCE.search(words):
        return False
    return words.rstrip().endswith(",") and any(
        cue.overlaps(between) for attribution in attributions for cue in attribution.cue
    )


def _sources(extraction: Extraction, spans: tuple[Span, ...]) -> tuple[str, ...]:
    """The names of those whose words these are said to be: of several attributions around them, the innermost's."""
    around = [
        attribution
        for attribution in extraction.attributions
        if attribution.sources and any(content.overlaps(span) for content in attribution.content for span in spans)
    ]
    inner = min(around, key=lambda one: sum(map(len, one.content)), default=None)
    return tuple(extraction.sources[number].name for number in inner.sources) if inner else ()


def _whole(text: str, one: Quotation) -> bool:
    """Whether the quotation is set as a sentence of its own: after a comma, colon or full stop, with a capital."""
    begins = one.inner.of(text).lstrip()[:1]
    return begins.isupper() and _BEFORE_WHOLE.search(text[max(0, one.span.start - 12) : one.span.start]) is not None


def _lead(text: str, one: Quotation) -> str:
    """What the article says before the quotation in its sentence."""
    before = text[max(0, one.span.start - _LONGEST_LEAD) : one.span.start]
    return re.split(r"[.!?][\"'“”‘’»)\]]*\s+(?=[^\sa-z])|[\r\n]", before)[-1]
