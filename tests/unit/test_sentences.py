"""Sentences end where they end, and nowhere else."""

import pytest

from factcheck.text.sentences import sentences


@pytest.mark.parametrize(
    "text",
    [
        "Kim vowed the toughest anti-U.S. policy on Friday.",
        "The U.S.-South Korea-Japan partnership is expanding.",
        "Sen. Smith met George W. Bush at 9 a.m. Friday.",
        "Growth was 3.5 percent, or $1.2 billion.",
        "“Really?” he asked.",
        "“No way!” said the minister, who left.",
        "On Jan. 6 No. 5 lost.",
        "The U.S. Senate voted.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert [s.of(text) for s in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The war went on.", ["He left the U.S.", "The war went on."]),
        ("He said “no.” She left.", ["He said “no.”", "She left."]),
        ("One paragraph\n\nAnother one.", ["One paragraph", "Another one."]),
        ("Was it so? It was.", ["Was it so?", "It was."]),
        ("SEOUL, South Korea (AP) — Kim spoke. He left.", ["Kim spoke.", "He left."]),
        ("---\ntitle: A\n---\nKim spoke.", ["Kim spoke."]),
    ],
)
def test_two_sentences_are_two(text: str, expected: list[str]) -> None:
    assert [s.of(text) for s in sentences(text)] == expected
