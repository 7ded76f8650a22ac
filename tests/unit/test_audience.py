"""What is the desk's own never reaches the public, in any form."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from docx import Document

from factcheck.domain.desk import AttributionView, Event, SourceView
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.audience import public
from factcheck.reports.claimreview import claim_reviews
from factcheck.reports.forms import LAID_OUT, Form, written_as
from factcheck.reports.publication import publication
from factcheck.reports.view import Layout, Report, report
from tests.reporting import AT, KIM, claim, document

# every one of these is internal; each stands somewhere in the review below
SECRETS = (
    "Deepthroat Dobson", "dobson@ministry.example", "+1 202 555 0143", "annabel", "benedict", "internal-slug",
    "secret note", "secret reason", "secret log", "safe/ledger.pdf", "feed" * 16, "Handed over in a car park",
    "intranet.example.local", "token:pw@", "Interview on file", "Press Contact Pia", "unsigned gossip", "carol",
    "Dobson agreed",
)  # fmt: skip
SAID = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.91)
DOBSON = SourceView(7, "Deepthroat Dobson", SourceKind.ANONYMOUS)


def piece(number: int, **changed: object) -> Evidence:
    values: dict[str, object] = {"id": number, "number": number, "added_by": "carol", "added_at": AT, **changed}
    return Evidence(**values)  # type: ignore[arg-type]


@pytest.fixture
def secretive() -> Report:
    signed = Review(
        State.SIGNED_OFF,
        Finding.WRONG,
        AttributionCheck.CORRECT,
        note="secret note of dobson@ministry.example",
        reason="secret reason",
        correction="Two ships left, Deepthroat Dobson told annabel",
        rating="False",
        public_note="We were wrong. Write to dobson@ministry.example or +1 202 555 0143, benedict says. 2024-12-30. "
        "Dobson agreed.",
        checked_by="annabel",
        signed_by="benedict",
    )
    named = claim(
        1,
        "“We will test,”",
        signed,
        attribution=SAID,
        sources=(KIM,),
        document_name="internal-slug",
        evidence=(
            piece(1, title="Port log, seen by annabel", url="https://port.example/log", quotation="two, says benedict"),
            piece(2, title="Interview on file", file="safe/ledger.pdf", sha256="feed" * 16, independent_of=(1,)),
            piece(3, title="Wiki", url="https://intranet.example.local/x"),
            piece(4, title="Store", url="https://token:pw@store.example/x"),
            piece(
                5, title="Mine", url="https://files.example/annabel/x", archive_url="https://intranet.example.local/"
            ),
        ),
        replies=(
            Reply(
                id=1,
                person="Press Contact Pia",
                asked=AT,
                answer="No. Call +1 202 555 0143",
                added_by="carol",
                added_at=AT,
            ),
        ),
    )
    anonymous = claim(
        2,
        "Three ships left port",
        signed,
        attribution=SAID,
        text="Three ships left port [Deepthroat Dobson said]",
        sources=(DOBSON,),
        document_name="internal-slug",
        evidence=(piece(1, title="Handed over in a car park", url="https://open.example"),),
        replies=(Reply(id=1, person="Press Contact Pia", asked=AT, added_by="carol", added_at=AT),),
    )
    unsigned = claim(
        3,
        "It rained *all* day.",
        Review(State.CHECKED, Finding.WRONG, reason="unsigned gossip", checked_by="annabel"),
        text="It rained, unsigned gossip says",
        document_name="internal-slug",
    )
    view = document(named, anonymous, unsigned)
    view = replace(view, summary=replace(view.summary, name="internal-slug"))
    log = [
        Event(n, number * 10, AT + timedelta(minutes=n), "benedict", field, "secret log", after)
        for n, (number, field, after) in enumerate(
            [(1, "correction", "secret log"), (1, "state", "signed_off"), (2, "state", "signed_off")], 1
        )
    ]
    return report(view, log, Desk())


def texts(made: Report) -> Iterator[tuple[str, str]]:
    """What each form in each layout says, under a name for it."""
    for form in Form:
        if form is Form.CLAIMREVIEW:
            continue
        for layout in Layout if form in LAID_OUT else (Layout.CLAIM_CARDS,):
            content = written_as(made, form, layout)
            if isinstance(content, bytes):
                with zipfile.ZipFile(io.BytesIO(content)) as package:
                    content = "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
            yield f"{form} {layout}", content


def test_no_internal_string_survives_in_any_form(secretive: Report, tmp_path: Path) -> None:
    kept = " ".join(text for _, text in texts(secretive))
    for secret in SECRETS:
        assert secret in kept or secret in kept.replace("\\", ""), f"{secret} is not in the desk's own reports"
    made = public(secretive)
    (tmp_path / "p.toml").write_text("url = 'https://c.example/{claim}'\nauthor = {name = 'Desk'}", encoding="utf-8")
    reviews, _ = claim_reviews(made, "x", publication(tmp_path / "p.toml"))
    assert len(reviews) == 2
    for name, text in [*texts(made), *(("claimreview", one.text) for one in reviews)]:
        plain = text.replace("\\", "")
        for secret in SECRETS:
            assert secret.casefold() not in plain.casefold(), (name, secret)


def test_what_readers_need_stays(secretive: Report) -> None:
    made = public(secretive)
    text = str(written_as(made, Form.MARKDOWN))
    for kept in (
        "https://port.example/log",
        "an unnamed source",
        "We were wrong.",
        "2024-12-30",
        "1 claim not signed off yet",
        "4 pieces kept by the desk",
        "those it concerns, asked 2024-12-30",
        "for the public",
    ):
        assert kept in text, kept
    assert "[withheld]" in text.replace("\\", "")
    assert made.text == secretive.text and made.sha256 == secretive.sha256


@pytest.mark.parametrize("form", [Form.MARKDOWN, Form.HTML, Form.DOCX])
@pytest.mark.parametrize("signed", [2, 0])
def test_no_form_reads_as_if_what_is_left_out_were_checked(secretive: Report, form: Form, signed: int) -> None:
    unsigned = [one.claim for one in secretive.claims if one.claim.review.state is not State.SIGNED_OFF]
    shown = [one.claim for one in secretive.done if one.claim.review.state is State.SIGNED_OFF][:signed]
    made = public(report(document(*shown, *unsigned), [], Desk()))
    assert made.total == signed + 1
    for layout in Layout:
        content = written_as(made, form, layout)
        if isinstance(content, bytes):
            content = "\n".join(text(Document(io.BytesIO(content))))
        read = " ".join(re.sub(r"<style>.*?</style>|<script>.*?</script>|<[^>]*>", " ", content, flags=re.S).split())
        assert "1 claim not signed off yet" in read, layout
        for promise in ("0 open", "Nothing is open", "Nothing waits", "no claims", "| no claim |", "credits nobody"):
            assert promise not in read, (layout, promise)
        if layout in (Layout.CLAIM_CARDS, Layout.SIGN_OFF_SHEET):
            assert f"{signed} of {signed + 1} claim" in read and f"{signed} signed off, 1 not signed off yet" in read


def text(document: Any) -> Iterator[str]:
    """What stands in the paragraphs and cells of a Word document."""
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (cell.text for table in document.tables for row in table.rows for cell in row.cells)


def test_a_description_that_the_article_prints_gives_nobody_away(secretive: Report) -> None:
    # the words of the article stay as they were published
    described = replace(DOBSON, name="KCNA")
    one = replace(secretive.done[1].claim, sources=(described,), text="KCNA reported")
    made = public(report(document(one), [], Desk()))
    assert made.done[0].claim.text == "KCNA reported"
    assert made.done[0].claim.sources[0].name == "an unnamed source"


def test_who_signed_what_they_checked_is_still_told(secretive: Report) -> None:
    self_signed = replace(secretive.done[0].claim.review, checked_by="benedict")
    made = public(report(document(replace(secretive.done[0].claim, review=self_signed)), [], Desk(one_person=True)))
    assert "1 of 1 sign-offs" in str(written_as(made, Form.MARKDOWN))


def test_the_public_json_keeps_to_the_schema(secretive: Report) -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text(encoding="utf-8"))
    data = json.loads(written_as(public(secretive), Form.JSON))
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)
    assert data["audience"] == "public" and data["counts"]["withheld"] == 1


@pytest.mark.parametrize("layout", Layout)
def test_what_is_the_desks_own_work_leaves_no_trace_in_a_layout(secretive: Report, layout: Layout) -> None:
    made = public(secretive)
    for form in (Form.MARKDOWN, Form.HTML):
        text = str(written_as(made, form, layout))
        for own in ("For the lawyer", "Look out for", "Second reader", "Checked by", "Signed for publication"):
            assert own not in text, (form, own)


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("of", [lambda report: report, public])
def test_every_row_of_a_markdown_table_has_a_cell_for_each_column(secretive: Report, layout: Layout, of: Any) -> None:
    for line in (lines := str(written_as(of(secretive), Form.MARKDOWN, layout)).splitlines()):
        assert not line.strip() or not line.startswith(" |"), line
    rows = [line for line in lines if line.startswith("|")]
    cells = [len(re.findall(r"(?<!\\)\|", row)) for row in rows]
    heads = [at for at, row in enumerate(rows) if at + 1 < len(rows) and rows[at + 1].startswith(("| --", "| :--"))]
    for head, behind in pairwise([*heads, len(rows)]):
        assert set(cells[head:behind]) == {cells[head]}, rows[head]


def noted(secretive: Report, note: str, *, text: str = "Kim vows", **changed: Any) -> str:
    """What the public reads of a note to readers on the claim of an anonymous source."""
    one = secretive.done[1]
    review = replace(one.claim.review, public_note=note)
    view = document(replace(one.claim, review=review, **changed))
    return (
        public(report(replace(view, text=f"{view.text} {text}"), one.events, Desk())).done[0].claim.review.public_note
    )


def test_a_name_within_another_word_is_not_in_print(secretive: Report) -> None:
    li = replace(DOBSON, name="Li")
    assert noted(secretive, "Li told us.", text="Politics.", sources=(li,)) == "[withheld] told us."
    assert noted(secretive, "Li told us.", text="Li spoke.", sources=(li,)) == "Li told us."


def test_a_name_in_capitals_is_the_same_name(secretive: Report) -> None:
    weiss = replace(DOBSON, name="Ada Weiß")
    assert noted(secretive, "WEISS and Weiß told us.", sources=(weiss,)) == "[withheld] and [withheld] told us."


def test_the_name_that_a_claim_was_credited_to_before_is_none_for_readers(secretive: Report) -> None:
    credit = Event(9, 20, AT, "benedict", "sources", "7: Maria Voss + Kim Jong Un", "8: an official")
    one = secretive.done[1]
    review = replace(one.claim.review, public_note="Voss and Kim Jong Un say so.")
    made = public(report(document(replace(one.claim, review=review, via=(KIM,))), [*one.events, credit], Desk()))
    assert made.done[0].claim.review.public_note == "[withheld] and Kim Jong Un say so."


def test_reviewers_are_not_told_by_part_of_their_name(secretive: Report) -> None:
    one = secretive.done[1]
    review = replace(one.claim.review, checked_by="Ann Whitby", public_note="Whitby was there, at Kim’s.")
    made = public(report(document(replace(one.claim, review=review)), one.events, Desk()))
    assert made.done[0].claim.review.public_note == "[withheld] was there, at Kim’s."


def test_the_source_of_a_claim_that_was_taken_out_stays_unnamed(secretive: Report) -> None:
    one = secretive.done[0]
    review = replace(one.claim.review, public_note="As Deepthroat Dobson says.")
    out = replace(secretive.done[1].claim, review=Review())
    view = replace(document(replace(one.claim, review=review)), struck=(out,))
    log = [Event(1, 20, AT, "zoltan", "struck", "false", "true", "")]
    made = public(report(view, log, Desk()))
    assert made.done[0].claim.review.public_note == "As [withheld] says."


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example.org/deepthroat_dobson.pdf",
        "https://files.example.org/DobsonInterview.mp3",
        "https://files.example.org/deepthroat%2520dobson",
        "https://archive.example.org/web/2024/http://intranet.local/x",
        "https://archive.example.org/web/2024/https%3A%2F%2F10.1.2.3%2Fx",
        "https://files.example.org/x?X-Amz-Signature=abc",
        "https://files.example.org/x?id=1&access_token=abc",
        "https://files.example.org/x#session=abc",
    ],
)
def test_an_address_that_tells_of_somebody_or_opens_a_door_is_kept(secretive: Report, url: str) -> None:
    one = secretive.done[0]
    evidence = (piece(1, title="Log", url=url), piece(2, title="Log", url="https://port.example/x", archive_url=url))
    view = document(replace(one.claim, evidence=evidence), secretive.done[1].claim)
    made = public(report(view, [], Desk())).done[0]
    assert [(one.url, one.archive_url) for one in made.claim.evidence] == [("https://port.example/x", "")]
    assert made.withheld == 1


def test_an_address_of_everybody_stays(secretive: Report) -> None:
    one = secretive.done[0]
    urls = ("https://port.example/log?monkey=1&sort=key", "https://archive.example/web/2024/https://port.example/a")
    view = document(replace(one.claim, evidence=tuple(piece(n, title="Log", url=url) for n, url in enumerate(urls, 1))))
    assert tuple(one.url for one in public(report(view, [], Desk())).done[0].claim.evidence) == urls


def test_a_table_and_annotations_say_how_many_claims_are_left_out(secretive: Report) -> None:
    rows = list(csv.DictReader(io.StringIO(str(written_as(public(secretive), Form.CSV)))))
    assert [(row["claims_shown"], row["claims_total"]) for row in rows] == [("2", "3")] * 2
    label = json.loads(str(written_as(public(secretive), Form.ANNOTATIONS)))["label"]
    assert label.endswith("(2 of 3 claims, 1 not signed off yet and left out)")
    assert "claims" not in json.loads(str(written_as(secretive, Form.ANNOTATIONS)))["label"]
    unsigned = [one.claim for one in secretive.claims if one.claim.review.state is not State.SIGNED_OFF]
    nothing = public(report(document(*unsigned), [], Desk()))
    (row,) = csv.DictReader(io.StringIO(str(written_as(nothing, Form.CSV))))
    assert (row["number"], row["claims_shown"], row["claims_total"]) == ("", "0", "1")


def test_what_the_desk_looks_out_for_is_for_the_desk() -> None:
    one = claim(1, "Three ships left port", Review(State.SIGNED_OFF, Finding.WRONG, reason="so"), flags=tuple(Flag))
    made = report(document(one), [], Desk())
    for form in (Form.HTML, Form.ANNOTATIONS):
        assert "single_source" in str(written_as(made, form))
        assert "single_source" not in str(written_as(public(made), form))
