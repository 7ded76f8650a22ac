"""Sentences end where they end, and nowhere else."""

import time
from pathlib import Path

import pytest

from factcheck.text.articles import read_file
from factcheck.text.sentences import sentences


def split(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Kim vowed the toughest anti-U.S. policy on Friday.",
        "The U.S.-South Korea-Japan partnership is expanding.",
        "Sen. Smith met George W. Bush at 9 a.m. Friday.",
        "The law passed when then-Sen. Barack Obama was absent.",
        "P. Diddy met Sen. P. V. Roe on p. 5 of the book.",
        "It began at 9 a.m. (0900 GMT) on Sunday.",
        "He praised the film “Lost In the Sun” on Sunday.",
        "The S.&P. 500 fell.",
        "Police came at 9:30 p.m. EST on Sunday.",
        "Growth was 3.5 percent, or $1.2 billion.",
        "On Jan. 6 No. 5 lost.",
        "Apple Inc. Chief Executive Tim Cook left.",
        "Apple Inc. said so, and Ford Motor Co. agreed.",
        "The U.S. Senate voted.",
        "The U.S. Under Secretary spoke.",
        "Lt. Gen. A. I. Roe of St. Paul, Minn. won.",
        "J.K. Rowling, Joseph R. Biden Jr. and Donald J. Trump met.",
        "Roe vs. Wade, No. 70-18, was decided in 1973.",
        "“Really?” he asked.",
        "“No!” Kim said.",
        "“No!” Kim Jong Un, 40, said on Monday.",
        "“Are you sure?” U.S. President Donald Trump asked.",
        "“Go away!” I said.",
        "“It is gone.” Kim said.",
        "**U.S.** *Senate* voted.",
        "“No way!” said the minister, who left.",
        "“We will win!” – Jane Roe",
        "She heard chants of “Lock her up! Lock her up!” that went on.",
        "I just ... I don’t know.",
        "It was … well, strange.",
        "He called it (wrongly!) a success.",
        "The winner [George H. W.] Bush left.",
        "Visit example.com or U.S.A. Swimming.",
        "1. Wash your hands.",
        "U.S. and South Korea Respond to U.S. In New Year",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    "expected",
    [
        ["He left the U.S.", "The war went on."],
        ["He said “no.”", "She left."],
        ['He said "no."', '"Why?"', "She left."],
        ["“Is it so?”", "The crowd was silent."],
        ["He called it “wrong.”", "Kim said nothing."],
        ["“Stop!”", "He said that twice."],
        ["Was it so?", "It was."],
        ["He works at Apple Inc.", "It is large."],
        ["He came at 9 a.m.", "Police were there."],
        ["It happened in Dec.", "The police came."],
        ["He said no.", "The vote failed."],
        ["They sell food, drinks, etc.", "Most people like it."],
        ["It was wrong (he admitted it).", "She left."],
        ["It was wrong.", "(He admitted it.)", "She left."],
        ["Nobody knows…", "The minister left."],
        ["He fell ill.", "Doctors came."],
        ["He was there.", "... The rest is known."],
        ["“We lost voters!”", "After that he left."],
        ["**He left.**", "*She* stayed.", "_Why?_", "**Nobody** knows."],
        ["He left.[1]", "She stayed.[12][3]", "[They] knew."],
        ["He left.", "eBay and iPhone makers stayed."],
        ["He paid.", "$5 was enough."],
        ["He paid.", "10 others did not."],
        ["Plan B.", "The end."],
        ["他说不。", "她走了。"],
        ["Tuesday, May 5, 2015", "Two people died."],
        ["The team at the airport", "Image: Jane Roe."],
        ["Eddie Chu won most votes", "In the western district, he was first."],
    ],
)
def test_several_sentences_are_several(expected: list[str]) -> None:
    assert split(" ".join(expected).replace("。 ", "。")) == expected
    assert split("   ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n… * * *\n--- ", []),
        ("One paragraph\n\nAnother one.", ["One paragraph", "Another one."]),
        ("U.S.\n\nSenate", ["U.S.", "Senate"]),
        ("One.\r\nTwo.\rThree.", ["One.", "Two.", "Three."]),
        ("SEOUL, South Korea (AP) — Kim spoke. He left.", ["Kim spoke.", "He left."]),
        ("A headline\n\nKYIV, Ukraine, Dec. 29 (UPI) -- Kim spoke.", ["A headline", "Kim spoke."]),
        ("---\ntitle: A\n---\nKim spoke.", ["Kim spoke."]),
        (" date 2024-12-29 Kim vows more\n\nHe spoke.", ["Kim vows more", "He spoke."]),
        (
            "# A heading\n\n- An item.\n- Another one.\n\n> Quoted.",
            ["A heading", "An item.", "Another one.", "Quoted."],
        ),
        ("A heading\n=====\n\nText.", ["A heading", "Text."]),
        ("![A map](map.png)\n\nText.\n\n<!-- todo -->\n\n[1]: http://x.org A title", ["Text."]),
        ("Glued.”After it.", ["Glued.”", "After it."]),
    ],
)
def test_paragraphs_and_what_is_no_part_of_a_sentence(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_the_example_has_its_sentences(article: Path) -> None:
    text = read_file(article).text
    found = split(text)
    assert len(found) == 23
    assert found[0] == "North Korea's Kim vows the toughest anti-US policy before Trump takes office"
    assert found[1].startswith("North Korean leader Kim Jong Un vowed")


@pytest.mark.parametrize(
    "piece",
    [".", ". ", "A. ", "U.S. ", '"a. A ', ".”", "(", "a! [", "1. ", "“a. Bc ", "He (a b c d. E) ", "In the a ", "\n"],
)
def test_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    begun = time.perf_counter()
    sentences(text)
    assert time.perf_counter() - begun < 15
