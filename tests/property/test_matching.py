"""Whatever is printed and said: no exception, spans inside the document, and verbatim only for the same words."""

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain.extraction import Document
from factcheck.domain.matching import QuotationCheck, Quoted, Verdict
from factcheck.domain.spans import Span
from factcheck.matching.checking import check
from factcheck.matching.languages import language
from factcheck.matching.tokens import tokens

SPEECH = """
we shall not never may attack Russia Ukraine 3,000 3000 three thousand five $5 million percent % the of and Kim said
didn’t did can't cannot it's U.S. US us May may Oct. 5 2024
anti-communism … ... [...] [he] [t]he walk[ed] ? . , — -- “x” 'y'
(Applause.)
"""
WORDS = (
    *SPEECH.split(),
    *("\n", "\n\n", "\ud800", "한국어", "é", "e\u0301", "\u200b", "\u00a0", "½", "²", "İ", "ß", "ﬁ"),
)
PIECES = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
TEXTS = st.one_of(st.text(max_size=120), PIECES)
OFTEN = settings(deadline=None, max_examples=100)


def against(printed: str, *texts: str, whole: bool = False) -> QuotationCheck:
    quoted = Quoted((Span(0, len(printed)),), printed, (), whole)
    documents = [Document(str(n), None, None, None, text, "") for n, text in enumerate(texts)]
    return check([quoted], documents, "en")[0]


def same_words(printed: str, place: str) -> bool:
    return [token.text.casefold() for token in tokens(printed)] == [token.text.casefold() for token in tokens(place)]


@given(TEXTS, st.lists(TEXTS, max_size=3), st.booleans())
@OFTEN
def test_any_texts_get_a_verdict_with_spans_inside_the_documents(printed: str, texts: list[str], whole: bool) -> None:
    found = against(printed, *texts, whole=whole)
    assert found.verdict in Verdict
    for place in found.places:
        assert 0 <= place.score <= 1
        assert place.spans
        assert all(0 <= s.start < s.end <= len(texts[int(place.document)]) for s in place.spans)
    if found.verdict in (Verdict.VERBATIM, Verdict.TYPOGRAPHIC, Verdict.SHORTENED, Verdict.NOT_FOUND):
        assert not found.changes
    if found.verdict is Verdict.MEANING_ALTERED:
        assert any(change.kind != "word" for change in found.changes)


@given(PIECES, PIECES, PIECES)
@OFTEN
def test_verbatim_only_where_the_words_are_the_same(before: str, printed: str, after: str) -> None:
    text = f"{before} {printed} {after}"
    for candidate in (printed, " ".join(printed.split()[1:]), f"{printed} indeed"):
        found = against(candidate, text)
        if found.verdict is Verdict.VERBATIM:
            (span,) = found.places[0].spans
            assert same_words(candidate, span.of(text))


@given(
    st.lists(st.sampled_from([w for w in WORDS if w.isalpha() and w.isascii()]), min_size=4, max_size=25), st.randoms()
)
@OFTEN
def test_a_word_more_or_less_is_never_verbatim(words: list[str], chance: random.Random) -> None:
    text = "Listen. " + " ".join(words) + ". Thank you."
    at = chance.randrange(1, len(words) - 1)
    for changed in ([*words[:at], "zebra", *words[at:]], [*words[:at], "zebra", *words[at + 1 :]]):
        assert against(" ".join(changed), text).verdict not in (
            Verdict.VERBATIM,
            Verdict.TYPOGRAPHIC,
            Verdict.SHORTENED,
        )


@given(TEXTS)
@OFTEN
def test_tokens_are_ordered_and_inside(text: str) -> None:
    found = tokens(text)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(a.end <= b.end for a, b in pairwise(found))
    assert language(text) is None or language(text)
