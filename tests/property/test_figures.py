"""Whatever the text, figures are read without a fault, in order, inside their sentences, with limits in order."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain.figures import FigureKind
from factcheck.domain.spans import Span
from factcheck.figures.arithmetic import reckonings
from factcheck.figures.grouping import compared
from factcheck.figures.reading import figures
from factcheck.figures.writing import comparison, value

WORDS = """
3 1,000 10,000 2.5 $1.2bn €3 % percent points million a half third dozen dozens of two and to from between more than
nearly troops people killed rose fell doubled , . ( ) - – : on Friday Oct. 12 2019 1990s last week ago years since until
, $ 1/2 ½ May March 29 30 31 Feb. 0 00 000 one in five tens thousands °C km 5-4 No. age 56 ;
"""
PIECES = st.sampled_from(WORDS.split())
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=24).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))


@settings(max_examples=300, deadline=None)
@given(TEXTS, DAYS, st.sampled_from([0, 6]))
def test_figures_lie_in_the_text_and_have_limits_in_order(text: str, day: date | None, week: int) -> None:
    found = figures(text, [Span(0, len(text))], day, week)
    assert list(found) == sorted(found, key=lambda one: one.span)
    for one in found:
        assert 0 <= one.span.start < one.span.end <= len(text)
        assert value(one)
        if one.low is not None and one.high is not None:
            assert one.low <= one.high
        if one.kind is not FigureKind.DATE:
            assert one.low is not None or one.high is not None
        for other in found:
            if other.kind is one.kind:
                assert comparison(compared(one, other, 0, 1), other)
    reckonings(text, [Span(0, len(text))], day)
