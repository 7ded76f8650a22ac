"""What came of holding quotations against documents is told to the desk, apart from what a reviewer answers."""

import csv
import io
import json
import re
from html import unescape
from pathlib import Path

import jsonschema
import pytest
from docx import Document

from factcheck.domain.desk import AttributionView
from factcheck.domain.extraction import QuotationType
from factcheck.domain.matching import Change, ChangeKind, Place, QuotationCheck, Quoted, Verdict
from factcheck.domain.papers import DiffPiece, Piece, QuotationResult
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.audience import public
from factcheck.reports.forms import LAID_OUT, Form, Told, told_in, written_as
from factcheck.reports.quotations import by_words, gravest_first, outcome
from factcheck.reports.view import Audience, Layout, Report, report
from tests.reporting import AT, KIM, claim, document

SAID = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.9)
QUOTED = Quoted((Span(1, 14),), "We will test,", ("Kim Jong Un",))
DIFF = (
    DiffPiece(Piece.AROUND, "Comrades! "),
    DiffPiece(Piece.SAME, "We will"),
    DiffPiece(Piece.SAID, " not"),
    DiffPiece(Piece.SAME, " test,"),
    DiffPiece(Piece.AROUND, " I promise."),
)
ALL = {Layout.CLAIM_CARDS, Layout.CHECKING_SHEET, Layout.SIGN_OFF_SHEET}


def held(verdict: Verdict, quoted: Quoted = QUOTED) -> QuotationResult:
    places = () if verdict in (Verdict.NOT_FOUND, Verdict.CANNOT_TELL) else (Place("speech", (Span(10, 27),), 0.9),)
    changes = (Change(ChangeKind.NEGATION, "not", ""),) if verdict is Verdict.MEANING_ALTERED else ()
    return QuotationResult(quoted, (10,), 2, QuotationCheck(quoted, verdict, places, changes), DIFF if places else ())


@pytest.fixture
def made() -> Report:
    """A quotation that leaves out a “not”, which a reviewer found right, and one that nothing was held against."""
    review = Review(State.SIGNED_OFF, Finding.NONE, AttributionCheck.CORRECT, checked_by="ann", signed_by="ben")
    quoted = claim(1, "“We will test,”", review, attribution=SAID, sources=(KIM,))
    other = claim(2, "Three ships left port", attribution=SAID, sources=(KIM,))
    unread = QuotationResult(Quoted((Span(40, 45),), "ships", ("Kim Jong Un",)), (20,), 0, None)
    return report(document(quoted, other), [], Desk(), AT, quotations=[held(Verdict.MEANING_ALTERED), unread])


def read(made: Report, form: Form, layout: Layout) -> str:
    """What a person reads, in one line."""
    content = written_as(made, form, layout)
    if isinstance(content, bytes):
        opened = Document(io.BytesIO(content))
        parts = [paragraph.text for paragraph in opened.paragraphs]
        content = " ".join(
            [*parts, *(cell.text for table in opened.tables for row in table.rows for cell in row.cells)]
        )
    if form is Form.HTML:
        content = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<(style|script)>.*?</\1>", "", content, flags=re.S)))
    return " ".join(re.sub(r"[~*\\]", "", content).split())


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML, Form.DOCX])
def test_layouts_tell_what_differs_and_that_no_reviewer_said_so(made: Report, form: Form, layout: Layout) -> None:
    text = read(made, form, layout)
    told = "worded otherwise than in speech (characters 10–27), which changes what is said; negation: said “not”, not "
    assert (told in text) == (layout in ALL)
    assert ("…Comrades! We will not test, I promise.…" in text) == (layout in ALL)
    assert ("by the program" in text) == (layout in ALL)
    if layout is Layout.SIGN_OFF_SHEET:
        assert "Quotations held against documents: 1 of 2" in text
        assert "No document is kept of those who are quoted in claim 2." in text


def test_the_diff_marks_both_sides(made: Report) -> None:
    assert "We will ~~not~~ test, I promise.…" in str(written_as(made, Form.MARKDOWN))
    assert "We will <del>not</del> test," in str(written_as(made, Form.HTML))
    swapped = held(Verdict.WORDING_ALTERED)
    pieces = (DiffPiece(Piece.SAID, "will"), DiffPiece(Piece.PRINTED, "shall"), DiffPiece(Piece.AROUND, " ."))
    told = by_words(QuotationResult(swapped.quoted, (10,), 1, swapped.check, pieces))
    assert [(one.text, one.is_apart) for one in told] == [("will", False), ("shall", True)]
    assert by_words(held(Verdict.VERBATIM)) == []


def test_every_verdict_has_words_and_the_worst_comes_first() -> None:
    results = [held(verdict) for verdict in Verdict]
    told = {outcome(one) for one in results}
    assert len(told) == len(Verdict) and all("{" not in words for words in told)
    first = gravest_first([*results, QuotationResult(QUOTED, (), 0, None)])
    assert [one.check.verdict for one in first if one.check][::7] == [Verdict.MEANING_ALTERED, Verdict.VERBATIM]
    assert len(first) == len(Verdict)


def test_json_and_csv_hold_it_too(made: Report) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    data = json.loads(written_as(made, Form.JSON))
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)
    by_number = {one["number"]: one["quotations"] for one in data["claims"]}
    assert [(one["verdict"], one["claims"]) for one in by_number[1]] == [("meaning_altered", [10])]
    assert (by_number[2][0]["verdict"], by_number[2][0]["documents"]) == (None, 0)
    rows = {row["number"]: row for row in csv.DictReader(io.StringIO(str(written_as(made, Form.CSV))))}
    assert "worded otherwise than in speech" in rows["1"]["compared"] and rows["2"]["compared"] == ""


def test_the_public_reads_nothing_of_the_desks_documents(made: Report) -> None:
    for form in Form:
        if form is not Form.CLAIMREVIEW:
            for layout in Layout if form in LAID_OUT else [Layout.CLAIM_CARDS]:
                text = read(public(made), form, layout)
                assert "Comrades" not in text and "speech" not in text and "held against" not in text.lower()


def test_what_a_form_has_no_place_for_is_not_read() -> None:
    assert told_in(Form.DOCX, None, Audience.DESK) == Told(figures=True, quotations=True, alike=True)
    assert told_in(Form.HTML, Layout.SIGN_OFF_SHEET, Audience.DESK) == Told(quotations=True)
    assert told_in(Form.JSON, None, Audience.DESK) == Told(quotations=True, alike=True)
    assert told_in(Form.ANNOTATIONS, None, Audience.DESK) == Told()
    assert told_in(Form.HTML, Layout.CHANGE_LIST, Audience.DESK) == Told()
    assert told_in(Form.HTML, Layout.CHANGE_LIST, Audience.DESK, is_own_template=True) == Told(True, True, True)
    assert all(told_in(form, layout, Audience.PUBLIC) == Told() for form in Form for layout in Layout)
