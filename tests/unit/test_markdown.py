"""The marks of Markdown are no words of an article, and every word is found again where the file has it."""

import re
from pathlib import Path

import pytest

from factcheck.domain.spans import Span
from factcheck.matching.quoted import quoted
from factcheck.pipeline import extract
from factcheck.text.articles import read_file
from factcheck.text.markdown import prose

CASES = [
    ("The dam at *Helmfirth* **failed**.", "The dam at Helmfirth failed."),
    ("***Eleven*** people and __two__ _dogs_ died.", "Eleven people and two dogs died."),
    ("A 2*3*4 grid, snake_case_word and 5 * 3 * 2.", "A 234 grid, snake_case_word and 5 * 3 * 2."),
    ('The board [said so](https://e.org/a_(b).html "It\'s") on Monday.', "The board said so on Monday."),
    ("[The *board*][1] said [so].\n\n[1]: https://e.org 'x'\n", "The board said [so]."),
    ('It fell, ![a dam](dam.jpg "t") he said <https://e.org> twice.', "It fell,  he said  twice."),
    ("“It was ~~lost~~ mislaid,” they said.", "“It was  mislaid,” they said."),
    (
        "AT&amp;T paid &pound;5m &amp; left; R&D did not. &bogus; &copy",
        "AT&T paid £5m & left; R&D did not. &bogus; &copy",
    ),
    ("A \\\\ B.", "A \\ B."),
    ("It paid \\$5 \\*net\\*, C:\\dir.", "It paid $5 *net*, C:\\dir."),
    ("It runs `rm *x*` and ``a`b`` here.", "It runs rm *x* and a`b here."),
    ("Eleven died[^1] here.[^two]\n\n[^1]: Police count.\n", "Eleven died here.\n\nPolice count."),
    ("# The *dam* failed #\n\nSub\n---\nOne.", "The dam failed\n\nSub\n\nOne."),
    ("> “We warned them,\n> twice,” he said.\nLazy end.", "“We warned them, twice,” he said. Lazy end."),
    ("- One *fact*.\n- Two\n  lines.\n\n  Second.\n3. Three.", "One fact.\n\nTwo lines.\n\nSecond.\n\nThree."),
    ("One\r\nline  \r\nbroken\\\nhard.\r\n\r\nTwo.", "One line broken hard.\n\nTwo."),
    ("Before.\n\n```\nprint('The minister lied.')\n```\n\n~~~x\ny\n~~~\nAfter.", "Before.\n\nAfter."),
    ("Before.\n\n| Year | Dead |\n|---|--:|\n| 2019 | 3 |\n\nAfter.", "Before.\n\nAfter."),
    (
        '    An indented paragraph is prose.\n\n<div class="ad">So is <b>this</b>.</div>',
        "An indented paragraph is prose.\n\nSo is this.",
    ),
    ("One <!-- not *this* --> two.\n\n* * *\n\nThree.", "One  two.\n\nThree."),
    ("---\ntitle: A\n---\nOne.\n\n---\n\nTwo.", "One.\n\nTwo."),
    ("--- not front matter\n\nOne.", "--- not front matter\n\nOne."),
    ("**unclosed [link](no and `code", "**unclosed [link](no and `code"),
    ("\u2028\n“One” line.", "“One” line."),
    ("> \u2028\n> One\n> \u2003\n> two.", "One  two."),
    ("```\nonly code\n```", ""),
]


@pytest.mark.parametrize(("marked", "words"), CASES)
def test_prose_has_the_words_without_the_marks(marked: str, words: str) -> None:
    assert prose(marked).text == words


@pytest.mark.parametrize(("marked", "words"), CASES)
def test_each_word_of_the_prose_stands_where_its_place_says(marked: str, words: str) -> None:
    read = prose(marked)
    for start in range(len(read.text)):
        end = next((i for i in range(start, len(read.text)) if not read.text[i].isalnum()), len(read.text))
        if end > start and "&" not in marked:
            there = read.original(Span(start, start + 1)).of(marked)
            assert there == read.text[start]
    assert list(read.places) == sorted(read.places)


def test_an_article_in_markdown_gives_what_the_plain_article_gives(tmp_path: Path) -> None:
    plain = (
        "Dam failed after warnings\n\nThe dam at Helmfirth failed on Tuesday, officials said. It held 3.2 million "
        "cubic metres of water, according to the water board.\n\n“Nobody listened,” said Tom Brandt, an engineer. "
        "“The report was mislaid,” he said."
    )
    marked = (
        "# Dam failed after *warnings*\n\nThe dam at *Helmfirth* failed\non **Tuesday**, "
        "[officials said](https://e.org/s?id=1). It held 3.2 million cubic metres of water, according to the "
        "[water\nboard](https://wb.example)[^1].\n\n> “Nobody listened,” said **Tom Brandt**, an engineer. "
        "“The report was ~~lost~~ mislaid,” he said.\n"
    )
    (tmp_path / "dam.txt").write_text(plain, encoding="utf-8")
    (tmp_path / "dam.md").write_text(marked, encoding="utf-8")
    expected, got = extract(read_file(tmp_path / "dam.txt")), extract(read_file(tmp_path / "dam.md"))
    assert got.document.text == marked

    def words(text: str, spans: tuple[Span, ...]) -> list[str]:
        return [word for span in spans for word in re.findall(r"[^\W_]+", span.of(text))]

    assert [(source.name, source.kind) for source in got.sources] == [(s.name, s.kind) for s in expected.sources]
    assert [" ".join(claim.text.split()) for claim in got.claims] == [claim.text for claim in expected.claims]
    for one, other in zip(got.attributions, expected.attributions, strict=True):
        assert (one.sources, one.quotation) == (other.sources, other.quotation)
        assert words(marked, one.source) == words(plain, other.source)
        assert words(marked, one.cue) == words(plain, other.cue)


def test_a_plain_file_keeps_its_asterisks(tmp_path: Path) -> None:
    (tmp_path / "grades.txt").write_text("The board gave the bank a *B* and a [sic] note, it said.", encoding="utf-8")
    read = read_file(tmp_path / "grades.txt")
    assert not read.markdown
    assert "*B*" in " ".join(claim.text for claim in extract(read).claims)


def test_a_file_of_code_alone_holds_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "code.md").write_text("```\nThe minister lied.\n```\n", encoding="utf-8")
    found = extract(read_file(tmp_path / "code.md"))
    assert (found.sentences, found.claims) == ((), ())


def test_what_code_quotes_is_no_quotation_of_the_article(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        '“It held,” said Tom Brandt.\n\n```\nprint("The minister lied.")\n```\n\n“It did not,” said Ann Roe.\n',
        encoding="utf-8",
    )
    found = quoted(extract(read_file(tmp_path / "a.md")))
    assert [(one.text, one.sources) for one in found] == [
        ("It held,", ("Tom Brandt",)),
        ("It did not,", ("Ann Roe",)),
    ]
