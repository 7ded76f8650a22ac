"""Tables in Word documents: no column is too narrow for its words, and none is wider than its page."""

import io
import re
from itertools import chain

import pytest
from docx import Document
from docx.shared import Cm, Length, Pt

from factcheck.reports.forms import Form, written_as
from factcheck.reports.view import Layout, Report
from tests.reporting import reviewed

# em of the widest of the typefaces that stand in for the template's
PLAIN, BOLD = 0.6, 0.69


@pytest.fixture(scope="module")
def made() -> Report:
    return reviewed()


@pytest.mark.parametrize("layout", Layout)
def test_every_word_has_room_in_its_column_and_every_table_on_its_page(made: Report, layout: Layout) -> None:
    document = Document(io.BytesIO(bytes(written_as(made, Form.DOCX, layout))))
    section = document.sections[0]
    page = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= page
        size = Pt(8) if len(table.columns) > 6 else Pt(9.5)
        for number, row in enumerate(table.rows):
            for cell in row.cells:
                words = re.split(r"\s+|(?<=-)(?!\d)", cell.text)
                longest = max((word for word in words if len(word) <= 16), key=len)
                needed = len(longest) * size * (PLAIN if number else BOLD)
                assert cell.width is not None and needed + 2 * Cm(0.1) <= cell.width, longest


def test_long_addresses_in_every_column_still_fit_the_page(tmp_path_factory: pytest.TempPathFactory) -> None:
    template = tmp_path_factory.mktemp("desk") / "wide.j2"
    address = "https://a.example/" + "x" * 60
    row = "|".join(chain("|", (f" {address} " for _ in range(19)), [" 1 |"]))
    template.write_text(f"|{'|'.join('c' * 20)}|\n|{'|'.join(['--'] * 20)}|\n{row[1:]}\n", encoding="utf-8")
    document = Document(io.BytesIO(bytes(written_as(reviewed(), Form.DOCX, template=template))))
    (table,) = document.tables
    widths: list[Length] = [column.width for column in table.columns]
    assert len(widths) == 20 and min(widths) > Cm(0.3)
    assert sum(widths) <= document.sections[0].page_width - 2 * Cm(1.8)
