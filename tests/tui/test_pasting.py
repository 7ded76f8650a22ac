"""What is pasted is text: nothing of it is a key, and nothing of it is lost."""

from pathlib import Path

import pytest
from textual import events
from textual.message import Message
from textual.widgets import Input

from factcheck.domain.review import Finding
from factcheck.tui.app import ReviewApp
from factcheck.tui.pasting import PlainPastes
from tests.tui.driving import opened, press, settle, until

HOSTILE = "red \x1b[31mtext\x1b]0;cxw\x07 [sic]\n\x9b2J\u202ertl 日本語 😀\tend"
CLEAN = "red [31mtext]0;cxw [sic]\n2J\u202ertl 日本語 😀\tend"


def told(found: list[Message]) -> list[str]:
    """The texts pasted and the keys pressed, in order."""
    assert all(isinstance(event, events.Paste | events.Key) for event in found)
    return [
        event.text if isinstance(event, events.Paste) else event.key
        for event in found
        if isinstance(event, events.Paste | events.Key)
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 7, 1000])
def test_a_paste_is_one_text_however_it_comes(size: int) -> None:
    said = f"j\x1b[200~{HOSTILE}\x1b[201~k\x1b[A"
    parser = PlainPastes()
    found = [event for at in range(0, len(said), size) for event in parser.feed(said[at : at + size])]
    assert told(found) == ["j", CLEAN, "k", "up"]


def test_the_keys_of_a_terminal_are_as_before() -> None:
    parser = PlainPastes()
    found = [event for said in ("\x1bOP", "\x1b[2~", "\x1b[1;5C", "é", "\r") for event in parser.feed(said)]
    assert told(found) == ["f1", "insert", "ctrl+right", "é", "enter"]


async def test_all_lines_of_a_paste_are_in_an_answer_and_decide_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "w")
            app.post_message(events.Paste("the minutes\n  say otherwise\r\nc x m"))
            await until(pilot, lambda: app.screen.query_one(Input).value == "the minutes say otherwise c x m")
            await press(pilot, "enter")
            first, second, third = desk.document("story").claims
            assert first.review.reason == "the minutes say otherwise c x m"
            assert {second.review.finding, third.review.finding} == {Finding.NONE}


async def test_what_is_pasted_behind_a_key_goes_where_the_key_leads(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            app.post_message(events.Key("n", "n"))
            app.post_message(events.Paste("one\ntwo"))
            await until(pilot, lambda: desk.document("story").claims[0].review.note == "one\ntwo")
            app.screen.set_focus(None)
            app.post_message(events.Paste("cxw"))
            await settle(pilot)
            assert {claim.review.finding for claim in desk.document("story").claims} == {Finding.NONE}
