"""Whose words "the letter" and "the ruling" hold, which book "the book" is, and to whom something only seems so."""

import pytest

from factcheck.domain.extraction import SourceKind
from factcheck.pipeline import extract
from factcheck.text.articles import document
from tests.unit.test_sources import names, read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "In May, a group of angry parents sent a letter to the board. <1:“They thrive,”> [1:the letter] {1:reads}.",
            "angry parents",
        ),
        (
            "Jane Roe wrote another letter to the bank. [1:The letter] {1:said} <1:the fees were too high>.",
            "Jane Roe",
        ),
        ("A letter arrived on Monday. [1:The letter] {1:said} <1:the fees were too high>.", "letter"),
        ("[1:Jane Roe’s letter] {1:said} <1:the fees were too high>.", "Jane Roe’s letter"),
        (
            "The U.S. Court of Appeals sent the case back. <1:“No state may do so,”> {1:said} [1:the ruling].",
            "U.S. Court of Appeals",
        ),
        ("The firm lost the case. <1:“No state may do so,”> {1:said} [1:the ruling].", "ruling"),
        (
            "Roe wrote a memoir of her time entitled The Long Road. <1:“I was ill,”> [1:the book] {1:said}.",
            "The Long Road",
        ),
        ("Roe wrote a memoir of her time. <1:“I was ill,”> [1:the book] {1:said}.", "book"),
        (
            "Jane Roe, a developer and spokeswoman for the coalition, left. <1:“It is hard,”> [1:she] {1:said}.",
            "Jane Roe",
        ),
        ("{1:It is unclear whether} <1:the bank will pay>. [2:Jane Roe] {2:said} <2:it would>.", "(the outlet)"),
        ("[1:Jane Roe] {1:said} <1:the bank {2:seems} <2:to have lost the papers>>.", "Jane Roe"),
    ],
)
def test_words_are_those_of_whoever_issued_them(text: str, expected: str) -> None:
    assert names(read(text))[0] == expected


def test_what_seems_so_inside_a_statement_seems_so_to_its_speaker() -> None:
    assert names(read("[1:Jane Roe] {1:said} <1:the bank {2:seems} <2:to have lost it>>.")) == ["Jane Roe"] * 2


def test_what_a_program_allows_is_told_by_the_outlet() -> None:
    text = "The program, called EB-5, allows foreign investors to gain citizenship by investing $500,000."
    found = extract(document(text, id="made"))
    told = [claim for claim in found.claims if "gain citizenship" in claim.text]
    assert told and all(found.sources[n].kind is SourceKind.OUTLET for claim in told for n in claim.sources)
