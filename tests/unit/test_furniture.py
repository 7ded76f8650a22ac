"""What stands around an article on its page is no claim; what only looks like it is one."""

import pytest

from factcheck.pipeline import extract
from factcheck.text.articles import document

STORY = "The bridge was closed on Monday."


def claimed(line: str) -> list[str]:
    return [claim.text for claim in extract(document(f"{STORY}\n\n{line}\n\nTen men left.", id="x")).claims]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe",
        "By Jane Doe and Tom J. Poe",
        "By Jane Doe, Associated Press",
        "10:42 a.m.",
        "10.42 ET",
        "Photo: AP",
        "Photo by Jane Doe",
        "Image credit: Jane Doe/AP",
        "Advertisement",
        "Read more: Ten dead in bridge collapse",
        "Related stories: Who built it",
        "Sign up for our newsletter.",
        "From: press@example.gov",
        "Date: Mon, 4 Mar 2024 10:00:00 +0000",
    ],
)
def test_furniture_is_no_claim(line: str) -> None:
    assert claimed(line) == [STORY, "Ten men left."]


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the bridge was open again.",
        "By noon, Mayor Jane Roe had left.",
        "10:42 trains were late.",
        "Photos of the mayor were burned.",
        "Video by police shows ten men.",
        "Video of the attack was released by police.",
        "Related charges were dropped.",
        "Subject: Ten people died on Sunday",
        "From Monday on the road is closed.",
    ],
)
def test_what_only_looks_like_it_is_a_claim(line: str) -> None:
    assert len(claimed(line)) > 2


def test_signs_that_nobody_sees_hide_no_end_of_a_sentence() -> None:
    text = (
        "Jane Roe said that the bridge was \u2066safe.\u2069 \u200bThree men left\ufeff. It rained.\u200b Nobody came."
    )
    found = extract(document(text, id="x"))
    assert [sentence.of(text).strip("\u200b") for sentence in found.sentences] == [
        "Jane Roe said that the bridge was \u2066safe.\u2069",
        "Three men left\ufeff.",
        "It rained.",
        "Nobody came.",
    ]
