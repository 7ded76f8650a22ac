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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The European Union met. [1:Brussels] {1:said} <1:the tariffs were illegal>.",
            ["European Union"],
        ),
        ("Belgium and the European Union met. [1:Brussels] {1:said} <1:it was late>.", ["Brussels"]),
        (
            "The African Development Bank (AfDB) lent money. [1:The AfDB] {1:said} <1:roads were built>.",
            ["African Development Bank"],
        ),
        (
            "The report, seen by the Guardian, [1:the regulator] {1:said}, <1:contained errors>.",
            ["regulator"],
        ),
        ("[1:The Houthis] {1:claimed} <1:the attack>. [2:The group] {2:said} <2:it hit ships>.", ["Houthis"] * 2),
    ],
)
def test_a_name_stands_for_the_body_that_the_text_gives_it(text: str, expected: list[str]) -> None:
    assert names(read(text)) == expected


def test_one_of_several_officials_stays_unnamed() -> None:
    assert read("[1:One of the officials] {1:said} <1:the talks had failed>.").sources[0].kind is SourceKind.ANONYMOUS


@pytest.mark.parametrize(
    ("text", "who", "via"),
    [
        (
            "Russia will cut output, Bloomberg reported, citing people familiar with the matter.",
            ["people familiar with the matter"],
            ["Bloomberg"],
        ),
        ("Russia will cut output, Bloomberg reported, citing legal risks.", ["Bloomberg"], []),
        ("Tass reported that Russia will cut output, quoting oil officials.", ["oil officials"], ["Tass"]),
        (
            "Russia will cut output, Tass reported, quoting the civil defense chief, Ali Saleh.",
            ["Ali Saleh"],
            ["Tass"],
        ),
    ],
)
def test_what_a_medium_reports_by_citing_others_are_their_words(text: str, who: list[str], via: list[str]) -> None:
    found = extract(document(text, id="made"))
    claim = next(claim for claim in found.claims if "cut output" in claim.text)
    assert [found.sources[n].name for n in claim.sources] == who
    assert [found.sources[n].name for n in claim.via] == via
