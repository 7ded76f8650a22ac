"""Paragraphs are what a reader sees as paragraphs."""

import time

import pytest

from factcheck.text.paragraphs import paragraphs

WRAPPED = (
    "The minister said on Monday that the plan would go ahead as it had been\n"
    "agreed, and that the costs, which the opposition had called excessive,\n"
    "would be borne by the federal budget over a period of several years."
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t\r\n ", []),
        ("One.", ["One."]),
        ("  One.  \n\n  Two.  ", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("One.\rTwo.", ["One.", "Two."]),
        ("One.\n \t\nTwo.", ["One.", "Two."]),
        ("A headline\nIts first paragraph.", ["A headline", "Its first paragraph."]),
        ("One.\u2029Two.\u2028Three.", ["One.", "Two.", "Three."]),
        (WRAPPED, [WRAPPED]),
        (WRAPPED + "\n\nNext.", [WRAPPED, "Next."]),
        (WRAPPED.replace("\n", "\r\n"), [WRAPPED.replace("\n", "\r\n")]),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    assert [block.of(text) for block in paragraphs(text)] == expected


@pytest.mark.parametrize("piece", ["word word\n", "One. Two.\n\n", "\n", "x" * 60 + "\n", "\u2028", " "])
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    begun = time.perf_counter()
    paragraphs(text)
    assert time.perf_counter() - begun < 15
