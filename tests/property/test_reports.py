"""Whatever an article, a note, a name or an address holds, each form of report shows it and obeys none of it."""

import csv
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from factcheck.domain.desk import AttributionView, DocumentSummary, DocumentView, Event, Progress, SourceView
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.extraction import QuotationType, SourceKind
from factcheck.domain.matching import Change, ChangeKind, Place, QuotationCheck, Quoted, Verdict
from factcheck.domain.papers import DiffPiece, Piece, QuotationResult
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.annotations import annotations
from factcheck.reports.audience import public
from factcheck.reports.claimreview import claim_reviews
from factcheck.reports.forms import LAID_OUT, Form, written_as
from factcheck.reports.publication import Publication, scale
from factcheck.reports.view import Layout, Report, report
from factcheck.text.display import one_line, visible
from tests.reporting import AT, claim

SHARP = (
    "</script><script>alert(1)</script>", "]]>", "<!--", "javascript:alert(1)", "=HYPERLINK(1)", "+1", "-1", "@SUM(1)",
    "\u202eevil\u202c", "\u2066", "\x00", "\x1b[2J", "\x07", "\ud800", "\udfff", "\ufffe", "\uffff", "\ufeff", "\u2028",
    "{{ 7*7 }}", "{% raw %}", "![a](b)", "[a](javascript:b)", "| a |", "\n# b\n", "``", "&lt;", "&#60;", "<b>", "\\",
    "' onx='1", '" onx="1', "\r\n", "\t", "\x85", "\u00a0", "\U0001f600", "\U000e0041", "e\u0301",
    "http://a.example/?b=c&d",
    "~~a~~", "__a__", "1. a", "\n\n- a", "\v\f",
)  # fmt: skip
hostile = st.lists(st.one_of(st.sampled_from(SHARP), st.text(st.characters(), max_size=8)), min_size=1, max_size=5).map(
    "".join
)
worded = hostile.map(lambda text: f"x{text}y")
few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def made(text: str, written: str, address: str) -> Report:
    """A signed claim on all of `text`, with `written` wherever somebody writes something."""
    review = Review(
        State.SIGNED_OFF, Finding.WRONG, AttributionCheck.CORRECT, note=written, reason=written, correction=written,
        rating="", public_note=written, checked_by=written, signed_by=written, second_by=written, assigned_to=written,
    )  # fmt: skip
    said = AttributionView((Span(0, 1),), (), (Span(0, len(text)),), QuotationType.INDIRECT, 0.5)
    piece = Evidence(
        id=1, title=written, url=address, archive_url=address, locator=written, quotation=written, file=written,
        added_by=written, added_at=AT,
    )  # fmt: skip
    reply = Reply(id=1, person=written, asked=AT, answer=written, added_by=written, added_at=AT)
    one = claim(
        1, "T", review, spans=(Span(0, len(text)),), quoted=text, text=text, attribution=said,
        sources=(SourceView(1, written, SourceKind.PERSON),), via=(SourceView(2, written, SourceKind.GROUP),),
        evidence=(piece,), replies=(reply,),
        document_name=written,
    )  # fmt: skip
    summary = DocumentSummary(1, written, written, written, None, AT, 1, Progress(1, 0, 0, 1, 0, 1))
    view = DocumentView(summary, text, "ab" * 32, (Span(0, len(text)),), (one,))
    compared = QuotationCheck(
        Quoted((Span(0, 1),), written, (written,)), Verdict.WORDING_ALTERED, (Place(written, (Span(0, 1),), 0.9),),
        (Change(ChangeKind.WORD, written, written),),
    )  # fmt: skip
    pieces = tuple(DiffPiece(kind, f" {written}") for kind in Piece)
    held = QuotationResult(compared.quoted, (one.id,), 1, compared, pieces)
    return report(view, [], Desk(), AT, quotations=[held])


class _Page(HTMLParser):
    """Tags, addresses and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.order: list[str] = []
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        self.tags = set(self.order)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.order.append(tag)
        self.attributes.update(name for name, _ in attrs)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@given(worded, worded, hostile)
@pytest.mark.parametrize("layout", Layout)
@few
def test_html_holds_only_its_own_markup_and_all_of_the_text(
    layout: Layout, text: str, written: str, address: str
) -> None:
    page = str(written_as(made(text, written, address), Form.HTML, layout))
    plain = str(written_as(made("xy", "xy", "xy"), Form.HTML, layout))
    read, own = _Page(page), _Page(plain)
    # an address or a change adds these
    assert read.tags <= own.tags | {"a", "br", "del", "ins"}
    assert read.attributes <= own.attributes | {"href", "rel"}
    assert all(re.match(r"#|https?://", one) for one in read.addresses)
    page.encode("utf-8")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", page)
    if layout is Layout.CLAIM_CARDS:
        assert " ".join(visible(text).split()) in " ".join("".join(read.text).split())


# as sites render it, raw HTML included; "gfm-like" is what most repositories and editors show
RENDERERS = (
    MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]),
    MarkdownIt("gfm-like", {"html": True, "linkify": False}),
)
# what begins a block stands at the beginning
BLOCKS = (
    "- a", "+ b", "* c", "# h", "> q", "1. a", "1) a", "\t- a", "    code", "```\nx\n```", "~~~", "---", "***",
    "a\n===", "| a | b |\n|--|--|", "[x]: http://e.example", "[^1]: n", "<http://e.example>", "<script>1</script>",
    "![i](http://e/x)",
    "a  \nb", "<!-- c", "<?x", "<![CDATA[", "&lt;script&gt;",
)  # fmt: skip
leading = st.one_of(hostile, st.sampled_from(BLOCKS), st.tuples(st.sampled_from(BLOCKS), hostile).map("".join))


@given(leading, leading, leading)
@pytest.mark.parametrize("layout", Layout)
@few
def test_markdown_renders_to_its_own_markup_only(layout: Layout, text: str, written: str, address: str) -> None:
    markdown = str(written_as(made(text, written, address), Form.MARKDOWN, layout))
    plain = str(written_as(made("xy", "yx", "xy"), Form.MARKDOWN, layout))
    markdown.encode("utf-8")
    for renderer in RENDERERS:
        read, own = _Page(renderer.render(markdown)), _Page(renderer.render(plain))
        assert read.tags <= own.tags | {"a", "br", "del", "s", "strong"}
        assert all(re.match("https?://", one) for one in read.addresses)
        for block in ("h1", "h2", "table", "pre", "blockquote", "hr", "img"):
            assert read.order.count(block) == own.order.count(block), block


@given(worded, worded, hostile)
@few
def test_word_documents_open_again_with_the_same_text(text: str, written: str, address: str) -> None:
    data = written_as(made(text, written, address), Form.DOCX)
    assert isinstance(data, bytes)
    document = Document(io.BytesIO(data))
    paragraphs = [paragraph.text for paragraph in document.paragraphs]
    shown = _xml(one_line(text))
    assert any(shown in " ".join(one.split()) for one in paragraphs), (shown, paragraphs)
    assert any(_xml(one_line(written)) in " ".join(one.split()) for one in paragraphs)
    with ZipFile(io.BytesIO(data)) as package:
        links = re.findall(
            r'Target="([^"]*)" TargetMode="External"', package.read("word/_rels/document.xml.rels").decode()
        )
    assert all(re.match("https?://", link) for link in links)


def _xml(text: str) -> str:
    return " ".join(text.replace("\ufffe", "⟨U+FFFE⟩").replace("\uffff", "⟨U+FFFF⟩").split())


@given(worded, worded, hostile)
@few
def test_tables_read_back_and_run_nothing(text: str, written: str, address: str) -> None:
    table = str(written_as(made(text, written, address), Form.CSV))
    table.encode("utf-8")
    rows = list(csv.reader(io.StringIO(table, newline="")))
    assert len(rows) == 2 and len(rows[0]) == len(rows[1])
    for cell in rows[1]:
        assert not re.match(r"[\s\"“\ufeff]*[=+\-@＝＠]", cell), cell


@given(worded, worded, hostile)
@few
def test_json_for_pages_ends_no_script_and_means_the_same(text: str, written: str, address: str) -> None:
    one = made(text, written, address)
    told = json.loads(str(written_as(one, Form.JSON)))
    assert (told["document"]["text"], told["claims"][0]["note"]) == (text, written)
    publication = Publication("https://c.example/{claim}", "Desk", "", scale("google", Path()), {}, {})
    reviews, _ = claim_reviews(one, "x", publication)
    for page in (annotations(one), *(review.text for review in reviews)):
        page.encode("utf-8")
        assert "<" not in page and not re.search("[\x00-\x09\x0b-\x1f\x7f\u2028-\u202e\u2066-\u2069]", page)
        json.loads(page)
    assert reviews[0].record["claimReviewed"] == " ".join(text.split())


@given(worded, worded, hostile)
@few
def test_annotations_find_their_words_again_by_either_selector(text: str, written: str, address: str) -> None:
    around = f"Before all. {text} After all."
    one = made(around, written, address)
    inside = claim(2, "T", spans=(Span(12, 12 + len(text)),), quoted=text, text=text)
    summary = DocumentSummary(1, written, written, written, None, AT, 1, Progress(1, 0, 0, 1, 0, 1))
    one = report(DocumentView(summary, around, "ab" * 32, (), (inside,)), [], Desk(), AT)
    quote, position = json.loads(annotations(one))["first"]["items"][0]["target"]["selector"]
    assert around[position["start"] : position["end"]] == quote["exact"] == text
    found = around.find(quote["prefix"] + quote["exact"] + quote["suffix"])
    assert found + len(quote["prefix"]) == position["start"]


@given(worded, worded, hostile)
@few
def test_every_form_can_be_written_for_the_public(text: str, written: str, address: str) -> None:
    one = public(made(text, written, address))
    for form in Form:
        if form is not Form.CLAIMREVIEW:
            for layout in Layout if form in LAID_OUT and form is not Form.DOCX else (Layout.CLAIM_CARDS,):
                assert written_as(one, form, layout)


names = st.lists(
    st.text(st.sampled_from("abcdefghijklmnoprstuvwyzäöéñçß"), min_size=3, max_size=7).map("Qx{}".format),
    min_size=2,
    max_size=3,
).map(" ".join)


def _written_about(name: str) -> list[str]:
    """Ways in which a desk writes of somebody."""
    first, *_, last = name.split()
    return [
        name, name.upper(), last, f"{last}’s", f"({last})", f"{first}\n{last}", f"“{last}”,", f"ask {first} or {last}",
        f"{first.lower()}_{last.lower()}", f"{last}2024", f"x@y.example {last}",
    ]  # fmt: skip


def _addresses_of(name: str) -> list[str]:
    first, *_, last = (quote(part) for part in name.lower().split())
    return [
        f"https://files.example.org/{first}-{last}.pdf", f"https://files.example.org/interview{last}2.mp3",
        f"https://files.example.org/?q={first}+{last}", f"https://{last.replace('%', 'x')}{first}.example.org/",
        f"https://files.example.org/{quote(last)}", f"https://archive.example.org/2024/http://desk.local/{first}",
        "https://archive.example.org/2024/https%3A%2F%2F10.0.0.1/x", "https://files.example.org/a?X-Amz-Signature=abc",
        "https://files.example.org/a?b=c&access_token=abc", "https://10.0.0.1/a", "http://desk/a",
        "https://u:p@files.example.org/",
    ]  # fmt: skip


@given(names, names, st.data())
@settings(few, phases=[Phase.explicit, Phase.generate])
def test_the_public_never_learns_of_whom_the_desk_wrote(hidden: str, checker: str, data: st.DataObject) -> None:
    secret = data.draw(st.sampled_from(_written_about(hidden) + _written_about(checker)))
    address = data.draw(st.sampled_from(_addresses_of(hidden) + _addresses_of(checker)))
    text = "It rained all day, an official said. Two ships left port."
    review = Review(
        State.SIGNED_OFF, Finding.WRONG, AttributionCheck.CORRECT, note=secret, reason=secret, correction=secret,
        public_note=secret, checked_by=checker, signed_by=checker, second_by=checker, assigned_to=checker,
    )  # fmt: skip
    said = AttributionView((Span(19, 30),), (), (Span(0, 17),), QuotationType.INDIRECT, 0.5)
    piece = Evidence(
        id=1, title=secret, url=address, archive_url=address, locator=secret, quotation=secret, file=secret,
        sha256="ab" * 32, added_by=checker, added_at=AT,
    )  # fmt: skip
    reply = Reply(id=1, person=hidden, asked=AT, answer=secret, added_by=checker, added_at=AT)
    unnamed, named = SourceView(1, hidden, SourceKind.ANONYMOUS), SourceView(2, "The port", SourceKind.ORGANIZATION)
    rained = claim(
        1, "T", review, spans=(Span(0, 17),), quoted=text[:17], text=text[:17], attribution=said, sources=(unnamed,),
        evidence=(piece,), replies=(reply,), document_name=hidden,
    )  # fmt: skip
    ships = claim(
        2, "T", review, spans=(Span(37, 57),), quoted=text[37:], text=text[37:], attribution=said, sources=(named,),
        via=(unnamed,) if data.draw(st.booleans()) else (), evidence=(piece, piece), replies=(reply,),
        document_name=hidden,
    )  # fmt: skip
    summary = DocumentSummary(1, hidden, "", "AP", None, AT, 1, Progress(2, 0, 0, 2, 0, 2))
    log = [Event(n, n * 10, AT, checker, "state", secret, "signed_off", secret) for n in (1, 2)]
    one = public(
        report(DocumentView(summary, text, "ab" * 32, (Span(0, len(text)),), (rained, ships)), log, Desk(), AT)
    )
    publication = Publication("https://c.example/{claim}", "Desk", "", scale("google", Path()), {}, {})
    written = [("claimreview", review.text) for review in claim_reviews(one, "x", publication)[0]]
    for form in Form:
        if form is not Form.CLAIMREVIEW:
            for layout in Layout if form in LAID_OUT and form is not Form.DOCX else (Layout.CLAIM_CARDS,):
                written.append((f"{form} {layout}", _everything(written_as(one, form, layout))))
    for part in {*hidden.split(), *checker.split()}:
        for where, content in written:
            content = unquote(unquote(content)).casefold()
            assert part.casefold() not in content, (where, part, secret, address)
            for way in ("10.0.0.1", "desk.local", "signature=", "access_token", "u:p@", "http://desk/"):
                assert way not in content, (where, way)


def _everything(content: str | bytes) -> str:
    """All that a file holds, attributes and properties included."""
    if isinstance(content, bytes):
        with ZipFile(io.BytesIO(content)) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return content.replace("\\", "")
