"""The note editor: nothing typed is lost, and nothing typed decides."""

import sys
from pathlib import Path

import pexpect
from textual.widgets import TextArea

from factcheck.domain.review import Decision, Finding
from factcheck.tui.app import ReviewApp
from tests.tui.driving import opened, press, read_until, screen_text, settle, until

ROOT = Path(__file__).parents[2]


async def test_a_note_is_stored_while_it_is_typed(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("n", *"ask [/ruling]")
            await until(pilot, lambda: desk.document("story").claims[0].review.note == "ask [/ruling]")
            await until(pilot, lambda: "stored · Esc leaves" in screen_text(app))
            assert desk.document("story").claims[0].review.finding is Finding.NONE


async def test_escape_leaves_and_keeps_the_note(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            await press(pilot, "n", *"wxc", "enter", *"1", "escape")
            assert desk.document("story").claims[0].review.note == "wxc\n1"
            assert "wxc" in screen_text(app)
            await press(pilot, "1")
            assert desk.document("story").claims[0].review.attribution_check == "correct"


async def test_quitting_in_the_middle_of_a_note_keeps_it(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("n", *"half a th", "ctrl+q")
        app.writer.drain()
        assert desk.document("story").claims[0].review.note == "half a th"


async def test_undo_takes_a_sitting_back_at_once(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await pilot.press("n", *"one")
            await until(pilot, lambda: desk.document("story").claims[0].review.note == "one")
            await press(pilot, *" two", "escape")
            assert desk.document("story").claims[0].review.note == "one two"
            await press(pilot, "u")
            assert desk.document("story").claims[0].review.note == ""
            assert "undid the note on claim 1: it is empty again" in screen_text(app)


async def test_two_people_on_one_note_lose_neither_text(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            claim = other.document("story").claims[0]
            await pilot.press("n")
            other.decide(claim.id, claim.review.version, Decision(note="from bob"))
            await pilot.press(*"from ann")
            await until(pilot, lambda: desk.claim(claim.id).review.note == "from bob\n\nfrom ann")
            await until(pilot, lambda: app.screen.query_one(TextArea).text == "from bob\n\nfrom ann")
            await press(pilot, *"!", "escape")
            assert desk.claim(claim.id).review.note == "from bob\n\nfrom ann!"


def test_a_killed_terminal_keeps_what_was_typed_before_the_last_half_second(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        arguments = ["-m", "factcheck", "review", "--database", str(tmp_path / "desk.db"), "story"]
        child = pexpect.spawn(
            sys.executable, arguments, dimensions=(24, 80), encoding="utf-8", timeout=60, cwd=str(ROOT)
        )
        # a key before the claims are read would find none to write a note on
        child.expect("Claim 1")
        child.send("nin the middle of")
        # storing may take several goes where the machine is slow: what counts is the database, not a word on the screen
        read_until(child, lambda: desk.document("story").claims[0].review.note == "in the middle of")
        child.kill(9)
        child.close()
        assert desk.document("story").claims[0].review.note == "in the middle of"
        assert desk.verify() == []
