"""That the words were confirmed never reads as truth: in no form, in no layout, and not by a glance at one line."""

import csv
import io
import json
import re
from html import unescape

import pytest
from docx import Document

from factcheck.domain.desk import AttributionView
from factcheck.domain.extraction import QuotationType
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.forms import LAID_OUT, Form, written_as
from factcheck.reports.view import Layout, Report, report
from factcheck.reports.words import SAID_ONLY
from tests.reporting import AT, KIM, claim, document, event

SAID = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.9)


@pytest.fixture
def said_only() -> Report:
    """One claim, signed off: its words are confirmed, its truth was not looked at."""
    review = Review(
        State.SIGNED_OFF,
        Finding.NONE,
        AttributionCheck.CORRECT,
        checked_by="ann",
        signed_by="ben",
        correction="We test",
    )
    one = claim(1, "“We will test,”", review, attribution=SAID, sources=(KIM,))
    return report(document(one), [event(1, 10, "state", "signed_off", "ben")], Desk(), AT)


def plain(made: Report, form: Form, layout: Layout) -> str:
    """What a person reads, one block of text a line."""
    content = written_as(made, form, layout)
    if isinstance(content, bytes):
        opened = Document(io.BytesIO(content))
        lines = [paragraph.text for paragraph in opened.paragraphs]
        lines += ["; ".join(cell.text for cell in row.cells) for table in opened.tables for row in table.rows]
        lines += [comment.text for comment in opened.comments]
        return "\n".join(lines)
    if form is Form.HTML:
        content = re.sub(r"<(style|script)>.*?</\1>", "", content, flags=re.S)
        return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(p|tr|dd|li|h\d)>", "\n", content)))
    return content.replace("\\", "")


@pytest.mark.parametrize("form", sorted(LAID_OUT))
@pytest.mark.parametrize("layout", Layout)
def test_the_answer_about_truth_says_that_only_the_words_are_confirmed(
    said_only: Report, form: Form, layout: Layout
) -> None:
    text = plain(said_only, form, layout)
    assert "Is it true?" in text and "Was it said?" in text
    assert f"not judged yet; {SAID_ONLY}" in " ".join(text.split())
    for line in text.splitlines():
        if "That something was said does not make it true" not in line:
            # nothing says yes to the truth, and “confirmed” stands only where it is said of the words alone
            assert not re.search(r"\byes\b", line), line
            assert "confirmed" not in line.replace(SAID_ONLY, ""), line


@pytest.mark.parametrize("form", sorted(LAID_OUT))
@pytest.mark.parametrize("layout", Layout)
def test_no_sign_or_colour_of_truth_stands_at_it(said_only: Report, form: Form, layout: Layout) -> None:
    assert "✓" not in plain(said_only, form, layout)
    if form is Form.HTML:
        page = str(written_as(said_only, form, layout)).split("</head>")[1]
        assert not re.search(r'class="[^"]*\bconfirmed\b', page)


def test_programs_get_two_fields_that_name_their_question(said_only: Report) -> None:
    one = json.loads(str(written_as(said_only, Form.JSON)))["claims"][0]
    assert (one["finding"], one["attribution_check"]) == ("none", "correct")
    (row,) = csv.DictReader(io.StringIO(str(written_as(said_only, Form.CSV))))
    assert (row["finding"], row["attribution_check"]) == ("none", "correct")
    annotation = json.loads(str(written_as(said_only, Form.ANNOTATIONS)))["first"]["items"][0]
    first, second = [body["value"] for body in annotation["body"] if body["purpose"] == "assessing"]
    assert first == f"Is it true? not judged yet; {SAID_ONLY}"
    assert second.startswith("Was it said? ")
