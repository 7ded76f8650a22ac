"""Untrusted text shows verbatim: never as markup, never as a control sequence, never a crash."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Size

from factcheck.text.display import visible
from factcheck.tui.app import ReviewApp
from factcheck.tui.content import ShownText, cell, one_line, plain, shown
from factcheck.tui.widgets.article import wrapped
from tests.builders import build
from tests.tui.driving import opened, press, screen_text, settle

HOSTILE = st.text(
    st.one_of(st.sampled_from("[]/\\\x1b\x07\t\n\r\u202e\u200b $abc“”é漢👍"), st.characters(codec="utf-8"))
)


@settings(max_examples=150, deadline=None)
@given(HOSTILE)
def test_arbitrary_text_is_shown_as_it_stands(text: str) -> None:
    expected = visible(text).replace("\t", "    ")
    assert shown(text).plain == expected
    assert shown(text, "bold").plain == expected
    assert one_line(text, 10_000).split() == plain(" ".join(text.split())).split()
    assert cell(text, longest=10_000).plain == one_line(text, 10_000)


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.lists(st.integers(0, 60), max_size=6))
def test_marked_places_are_found_in_the_shown_text(text: str, places: list[int]) -> None:
    places = sorted(min(place, len(text)) for place in places)
    labels = dict.fromkeys(places[:2], "[1] ")
    shown_text = ShownText(text, places, labels)
    for start, end in pairwise(places):
        part = shown_text.plain[shown_text.start(start) : shown_text.end(end)]
        assert part.replace("[1] ", "") == plain(text[start:end]).replace("[1] ", "") or start == end


@settings(max_examples=150, deadline=None)
@given(HOSTILE, st.integers(1, 30))
def test_wrapping_loses_nothing_but_line_breaks(text: str, width: int) -> None:
    text = plain(text)
    lines = [text[start:end] for start, end in wrapped(text, width)]
    assert "".join(lines) == text.replace("\n", "")


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_hostile_article_shows_and_leaves_the_terminal_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    text = "“We will [bold]test[/bold] \x1b[31m\u202e,” Kim said. Three [/ruling] [sic] left.\n\n"
    text += "It rained \x07 [/] [@click=x]all"
    with opened(tmp_path, build(text)) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            text = " ".join(screen_text(app).split())
            assert "[/ruling]" in text and "[sic]" in text
            assert "[bold]test[/bold]" in text and "␛[31m" in text and "U+202E" in text
            await press(pilot, "n", *"[/x]", "escape", "plus", *"[/ruling]", "enter", "j", "k", "slash", *"[/", "enter")
            assert "\x1b" not in screen_text(app) and "\u202e" not in screen_text(app)
            assert desk.document("story").claims[0].review.note == "[/x]"


async def test_a_click_in_the_article_chooses_the_claim(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            lines = screen_text(app).splitlines()
            y, x = next((y, line.index("rained")) for y, line in enumerate(lines) if "rained" in line)
            await pilot.click(offset=(x, y))
            await settle(pilot)
            assert "Claim 3" in screen_text(app)


async def test_a_long_article_is_wrapped_once_and_not_at_every_key(tmp_path: Path) -> None:
    text = build().document.text + "\n\n" + "word " * 10_000
    with opened(tmp_path, build(text)) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            article = app.screen.query_one("#article")
            lines = article._lines  # type: ignore[attr-defined]
            await press(pilot, "j", "1", "k")
            assert article._lines is lines  # type: ignore[attr-defined]
            await pilot.resize_terminal(100, 30)
            await settle(pilot)
            assert article.virtual_size != Size(0, 0) and article._lines is not lines  # type: ignore[attr-defined]
