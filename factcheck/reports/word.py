"""Word documents that an editor can comment on, made from the Markdown layouts.

Under the claim cards and the checking sheet stands the article, with a comment on each claim.
"""

import io
import math
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.reports.apart import composed
from factcheck.reports.article import paragraphs_of
from factcheck.reports.escaping import is_plain_address
from factcheck.reports.quotations import gravest_first, outcome
from factcheck.reports.rendering import Family
from factcheck.reports.view import Layout, Report, ReportedClaim
from factcheck.reports.words import credited, truth, wording
from factcheck.text.display import visible

_WITH_ARTICLE = frozenset({Layout.CLAIM_CARDS, Layout.CHECKING_SHEET})
# a table with more columns than this wants the page on its side
_COLUMNS_UPRIGHT = 6
# characters of a column that holds next to nothing
_NARROWEST = 8
# a line breaks between words and after hyphens, but a date stays whole
_BREAK = re.compile(r"\s+|(?<=-)(?!\d)")
# what is longer, an address, say, may be broken anywhere
_LONGEST_WORD = 16
# the width of a character, in parts of the type's size; the wider ones of the usual typefaces
_PLAIN_WIDTH, _BOLD_WIDTH = 0.6, 0.7
_CELL_MARGIN = Cm(0.12)
_INK = RGBColor(0x1F, 0x2D, 0x4A)
_COMMENTER = "Fact-check"
_DEEPEST_HEADING = 9
# the earliest moment that a zip archive can hold; a moment of now would differ from export to export
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NOT_XML = str.maketrans({"\ufffe": "⟨U+FFFE⟩", "\uffff": "⟨U+FFFF⟩"})


def word_report(report: Report, layout: Layout = Layout.CLAIM_CARDS, template: Path | None = None) -> bytes:
    """The report as a .docx file. Raises InputError for a template that does not work."""
    tokens = (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        .parse(composed(report, Family.MARKDOWN, layout, template))
    )
    document = Document()
    _set_up(document, report, tokens)
    _Writer(document).write(tokens)
    if template is None and layout in _WITH_ARTICLE and report.claims:
        _write_article(document, report)
    return _packed(document)


class _Writer:
    """Puts Markdown tokens into a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._styles: dict[str, str] = {}

    def _paragraph(self, style: str | None = None) -> Paragraph:
        """A new paragraph at the end; python-docx looks a style up among all at each use."""
        paragraph: Paragraph = self._document.add_paragraph()
        if style is not None:
            if style not in self._styles:
                self._styles[style] = self._document.styles[style].style_id
            paragraph._p.style = self._styles[style]
        return paragraph

    def write(self, tokens: Sequence[Token]) -> None:
        depth, at = 0, 0
        ordered: list[bool] = []
        while at < len(tokens):
            token = tokens[at]
            if token.type in ("bullet_list_open", "ordered_list_open"):
                depth += 1
                ordered.append(token.type == "ordered_list_open")
            elif token.type in ("bullet_list_close", "ordered_list_close"):
                depth -= 1
                ordered.pop()
            elif token.type == "heading_open":
                level = min(int(token.tag[1:]), _DEEPEST_HEADING)
                _inline(self._paragraph(f"Heading {level}"), tokens[at + 1].children or [])
            elif token.type == "paragraph_open":
                style = None
                if depth:
                    name = "List Number" if ordered[-1] else "List Bullet"
                    style = name if depth == 1 else f"{name} {min(depth, 3)}"
                _inline(self._paragraph(style), tokens[at + 1].children or [])
            elif token.type in ("fence", "code_block"):
                _run(self._document.add_paragraph(), token.content).font.name = "Consolas"
            elif token.type == "table_open":
                end = next(n for n in range(at, len(tokens)) if tokens[n].type == "table_close")
                self._table(tokens[at:end])
                at = end
            at += 1

    def _table(self, tokens: Sequence[Token]) -> None:
        rows = list(_rows(tokens))
        table: Table = self._document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
        table.autofit = False
        _set_margins(table)
        size = Pt(8) if len(rows[0]) > _COLUMNS_UPRIGHT else Pt(9.5)
        widths = _widths(rows, _room(self._document), size)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for number, cells in enumerate(rows):
            row = table.add_row()  # type: ignore[no-untyped-call]
            if number == 0:
                # read out, and printed again, as the head of each page
                row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for cell, inline, width in zip(row.cells, cells, widths, strict=True):
                cell.width = width
                _inline(cell.paragraphs[0], inline, size, bold=number == 0)
        # two tables without anything between them would be one
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)


def _rows(tokens: Sequence[Token]) -> Iterator[list[list[Token]]]:
    row: list[list[Token]] = []
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            row.append(token.children or [])
        elif token.type == "tr_close":
            yield row


def _room(document: Any) -> int:
    section = document.sections[0]
    return int(section.page_width - section.left_margin - section.right_margin)


def _widths(rows: Sequence[Sequence[Sequence[Token]]], room: int, size: Length) -> list[Length]:
    """A width for each column: the more it holds the wider, but no more than by the square root of it.

    None is narrower than its longest word, unless there is no room for all of these; then the longest give way.
    """
    columns = range(len(rows[0]))
    held = [max(_NARROWEST, *(sum(len(t.content) for t in row[at]) for row in rows)) for at in columns]
    shares = [math.sqrt(most) for most in held]
    least = _fitted([_least(rows, at, size) for at in columns], room)
    narrow = set[int]()
    while True:
        left = room - sum(least[at] for at in narrow)
        whole = sum(shares[at] for at in columns if at not in narrow)
        more = {at for at in columns if at not in narrow and left * shares[at] / whole < least[at]}
        if not more:
            return [Length(int(least[at] if at in narrow else left * shares[at] / whole)) for at in columns]
        narrow |= more


def _least(rows: Sequence[Sequence[Sequence[Token]]], at: int, size: Length) -> float:
    """How wide a column has to be for its longest word; its head is bold."""
    most = 0.0
    for number, row in enumerate(rows):
        words = _BREAK.split("".join(token.content or " " for token in row[at]))
        character = _PLAIN_WIDTH if number else _BOLD_WIDTH
        most = max(most, character * min(_LONGEST_WORD, max(map(len, words))))
    return most * size + 2 * _CELL_MARGIN


def _fitted(least: Sequence[float], room: int) -> list[float]:
    """`least`, the longest of them cut to one level where they are more than `room` together."""
    left = float(room)
    for done, one in enumerate(sorted(least)):
        level = left / (len(least) - done)
        if one > level:
            return [min(each, level) for each in least]
        left -= one
    return [*least]


def _set_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(round(_CELL_MARGIN.pt * 20)))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = table._tbl.tblPr
    # the schema wants the margins right before the look
    look = properties.find(qn("w:tblLook"))
    properties.append(margins) if look is None else look.addprevious(margins)


def _inline(paragraph: Paragraph, tokens: Sequence[Token], size: Length | None = None, bold: bool = False) -> None:
    marks: list[str] = []
    address = ""
    for token in tokens:
        kind = token.type
        if kind.endswith("_open"):
            marks.append(kind.removesuffix("_open"))
            address = str(token.attrGet("href") or "") if kind == "link_open" else address
        elif kind.endswith("_close"):
            marks.remove(kind.removesuffix("_close"))
        elif kind == "hardbreak":
            paragraph.add_run().add_break()
        elif kind == "softbreak":
            _run(paragraph, " ")
        else:
            run = _run(paragraph, token.content)
            # python-docx makes room in the file even for what is said not to be so
            if bold or "strong" in marks:
                run.bold = True
            if size is not None:
                run.font.size = size
            if "em" in marks:
                run.italic = True
            if "s" in marks:
                run.font.strike = True
            if kind == "code_inline":
                run.font.name = "Consolas"
            if "link" in marks and is_plain_address(address):
                _linked(paragraph, run, address)


def _run(paragraph: Paragraph, text: str) -> Run:
    return paragraph.add_run(visible(text).translate(_NOT_XML))


def _linked(paragraph: Paragraph, run: Run, address: str) -> None:
    run.font.underline = True
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    paragraph._p.append(link)
    link.append(run._r)


def _write_article(document: Any, report: Report) -> None:
    document.add_heading("The article, with a comment on each claim", level=2)
    runs: dict[int, list[Run]] = {}
    for segments in paragraphs_of(report):
        paragraph = document.add_paragraph()
        for segment in segments:
            run = _run(paragraph, segment.text)
            for one in segment.claims:
                runs.setdefault(one.claim.number, []).append(run)
                run.font.underline = True
            for one in segment.ending:
                number = _run(paragraph, f"\u00a0{one.claim.number}")
                number.font.superscript = True
    for one in report.in_order:
        if one.claim.number in runs:
            comment = document.add_comment(runs[one.claim.number], _remark(one), _COMMENTER, "FC")
            comment._comment_elm.date = report.at


def _remark(reported: ReportedClaim) -> str:
    claim = reported.claim
    lines = [
        f"{claim.number}. Is it true? {truth(claim)}",
        f"Was it said? {wording(claim)}",
        f"Source: {credited(claim)}",
        *(f"Compared by the program: “{one.quoted.text}” {outcome(one)}" for one in gravest_first(reported.quotations)),
        f"To read: {claim.review.correction}" if claim.review.correction else "",
        claim.review.note.strip(),
    ]
    return "\n".join(visible(line) for line in lines if line).translate(_NOT_XML)


def _set_up(document: Any, report: Report, tokens: Sequence[Token]) -> None:
    about = document.core_properties
    about.title = visible(report.title or report.name).translate(_NOT_XML)[:255]
    about.author = about.last_modified_by = "Factcheck"
    about.comments = about.keywords = about.subject = ""
    about.created = about.modified = report.at.replace(tzinfo=None)
    about.revision = 1
    for level in (1, 2, 3):
        document.styles[f"Heading {level}"].font.color.rgb = _INK
    section = document.sections[0]
    if max((len(row) for row in _rows(tokens)), default=0) > _COLUMNS_UPRIGHT:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.8)


def _packed(document: Any) -> bytes:
    """The file, with nothing in it of the moment at which it was written."""
    written = io.BytesIO()
    document.save(written)
    packed = io.BytesIO()
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return packed.getvalue()
