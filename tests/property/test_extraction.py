"""Whatever the text, the pipeline gives ordered spans inside it and never raises."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factcheck.attribution.tagger import shipped
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.text.articles import document
from factcheck.text.display import visible
from factcheck.text.paragraphs import paragraphs
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

MARKS = st.sampled_from([*"“”\"'‘’«»„ .,!?\n\u2028\u202e\u200b\x1b—Aa1ß", "''", " said ", "Kim", "\n\n", "U.S."])
TEXTS = st.one_of(st.text(max_size=200), st.lists(MARKS, max_size=60).map("".join))
SLOWLY = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ordered(spans: list[Span], text: str) -> bool:
    inside = all(0 <= s.start < s.end <= len(text) for s in spans)
    return inside and all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS)
@SLOWLY
def test_paragraphs_and_sentences_are_ordered_stretches(text: str) -> None:
    assert ordered(paragraphs(text), text)
    assert ordered(sentences(text), text)
    assert all(0 <= q.span.start < q.span.end <= len(text) for q in quotations(text))


@given(TEXTS)
@SLOWLY
def test_reading_never_raises_and_stays_inside(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    if not text.strip():
        return
    result = extract(document(text, id="x"))
    for attribution in result.attributions:
        for spans in (attribution.source, attribution.cue, attribution.content):
            assert ordered(list(spans), text)
    for claim in result.claims:
        assert claim.spans and ordered(list(claim.spans), text)
        assert set(claim.sources) <= set(range(len(result.sources)))


@given(st.text(max_size=300))
@SLOWLY
def test_what_is_shown_holds_no_control(text: str) -> None:
    shown = visible(text)
    assert not any((c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or "\u202a" <= c <= "\u202e" for c in shown)


@pytest.mark.parametrize("before", ["", "Another article, somebody said. " * 40])
def test_the_same_text_reads_the_same_whatever_was_read_before(before: str) -> None:
    text = "“We will win,” Jane Roe told reporters on Monday, according to Reuters.\n\nShe said it twice."
    alone = shipped().read(text)
    shipped().read(before)
    assert shipped().read(text) == alone
