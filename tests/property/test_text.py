"""Whatever the text: spans lie inside it, in order, and nothing raises."""

import io
import json
import unicodedata
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck.domain.errors import InputError
from factcheck.domain.spans import Span
from factcheck.text.articles import read_jsonl, read_stream
from factcheck.text.display import one_line, visible
from factcheck.text.markdown import prose
from factcheck.text.metadata import body, calendar_date, head
from factcheck.text.paragraphs import paragraphs
from factcheck.text.quotations import quotations
from factcheck.text.sentences import sentences

PIECES = (
    *"“”\"'‘’«»„`.,!?…:;()[]—–-#>* \n\r\t\u2028\u00a0\u200b\u202e\x1b\x00Aa1ßéЖ日ا",
    *(
        "''",
        "``",
        "...",
        "\n\n",
        "\r\n",
        " said",
        " Kim",
        " He",
        " U.S.",
        " Sen.",
        " a.m.",
        " No. 5",
        "---\n",
        "title: x\n",
    ),
    *(
        "date 2024-12-29 ",
        "SEOUL (AP) — ",
        "# ",
        "Monday, May 4, 2015 ",
        " Image: ",
        " In the ",
        "\ud800",
        "👨\u200d👩",
    ),
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
OFTEN = settings(deadline=None, max_examples=150)


def ordered(spans: list[Span], text: str) -> bool:
    inside = all(0 <= s.start < s.end <= len(text) for s in spans)
    return inside and all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS)
@OFTEN
def test_paragraphs_body_and_sentences_are_ordered_and_trimmed(text: str) -> None:
    for spans in (paragraphs(text), body(text), sentences(text)):
        assert ordered(spans, text)
        assert all(s.of(text) == s.of(text).strip() for s in spans)


@given(TEXTS)
@OFTEN
def test_no_sentence_crosses_a_paragraph_and_no_word_is_lost(text: str) -> None:
    found, blocks = sentences(text), body(text)
    assert all(any(block.covers(s) for block in blocks) for s in found)
    covered = {place for s in found for place in range(s.start, s.end)}
    assert all(at in covered for b in blocks for at in range(b.start, b.end) if text[at].isalpha())


@given(TEXTS)
@OFTEN
def test_quotations_are_well_formed(text: str) -> None:
    found = quotations(text)
    for one in found:
        assert 0 <= one.span.start <= one.inner.start <= one.inner.end <= one.span.end <= len(text)
        assert one.depth >= 0
    assert [(q.span.start, -q.span.end) for q in found] == sorted((q.span.start, -q.span.end) for q in found)


@given(TEXTS)
@OFTEN
def test_what_is_shown_holds_nothing_hidden(text: str) -> None:
    for shown in (visible(text), one_line(text)):
        kinds = {unicodedata.category(c) for c in shown if c not in "\n\t" and not "\u0600" <= c <= "\u08ff"}
        assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
        assert not any(c in shown for c in "\x1b\u202e\u2066\u200b\u200d\ufeff")
        assert visible(shown) == shown
    assert "\n" not in one_line(text)


@given(TEXTS)
@OFTEN
def test_head_and_dates_never_raise(text: str) -> None:
    found = head(text)
    assert 0 <= found.end <= len(text)
    assert found.title is None or (found.title == one_line(found.title) and found.title)
    calendar_date(text)


@given(st.one_of(st.binary(max_size=200), TEXTS.map(lambda text: text.encode("utf-8", "replace"))))
@OFTEN
def test_bytes_are_an_article_or_refused(data: bytes) -> None:
    try:
        read = read_stream(data)
    except InputError as error:
        assert str(error).isprintable()
        return
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\x00\x00")):
        assert read.text.encode() == data


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | TEXTS, st.lists, max_leaves=3)


@given(st.dictionaries(st.sampled_from(["id", "text", "title", "date", "published", "outlet", "publisher", "x"]), JSON))
@OFTEN
def test_a_line_is_an_article_or_refused(row: dict[str, object]) -> None:
    try:
        (read,) = read_jsonl(io.BytesIO(json.dumps(row).encode()))
    except InputError as error:
        assert str(error).isprintable()
        return
    assert read.text == row["text"]
    read.id.encode()


MARKED = st.lists(
    st.sampled_from(
        (
            *PIECES,
            *"_~|\\<&",
            "**",
            "](a)",
            "[^1]",
            "[^1]: ",
            "![",
            "&amp;",
            "~~",
            "\n> ",
            "\n- ",
            "\n1. ",
            "\n```\n",
            "|-|\n",
        )
    ),
    max_size=60,
).map("".join)


@OFTEN
@given(MARKED)
def test_prose_lies_in_its_markdown_in_order(text: str) -> None:
    read = prose(text)
    assert len(read.places) == len(read.text)
    assert all(0 <= place < len(text) for place in read.places)
    assert all(one <= other for one, other in pairwise(read.places))
    for character, place in zip(read.text, read.places, strict=True):
        assert character == text[place] or character.isspace() or text[place] in "&\x00"
