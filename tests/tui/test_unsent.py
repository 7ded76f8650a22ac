"""What is typed at a prompt or in a picker and not sent waits in the database, whatever becomes of the terminal."""

import signal
import sys
from pathlib import Path

import pexpect
import pytest
from textual.widgets import Input

from factcheck.domain.review import Decision, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.picker import SourcePicker
from tests.tui.driving import current, opened, press, read_until, screen_text, settle, until

ROOT = Path(__file__).parents[2]


async def test_what_is_typed_at_a_prompt_is_kept_while_it_is_typed_and_back_in_another_terminal(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("R", *"the figure is [sic]")
            await until(pilot, lambda: {"text": "the figure is [sic]"} in desk.all_unfinished().values())
        other = ReviewApp(desk, "story")
        async with other.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert "what you had begun waits: claim 1, why it is returned (R)" in screen_text(other)
            await press(pilot, "j", "R")
            assert other.screen.query_one(Input).value == ""
            await press(pilot, "escape", "k", "R")
            assert other.screen.query_one(Input).value == "the figure is [sic]"
            await press(pilot, *", says KCNA", "enter")
            review = desk.document("story").claims[0].review
            assert (review.state, review.note) == (State.RETURNED, "the figure is [sic], says KCNA")
            await until(pilot, lambda: desk.all_unfinished() == {})


async def test_what_a_finding_rests_on_waits_for_the_key_that_asks_for_it_later(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "w", *"nobody answ", "escape", "j", "c", *"https://example.org", "escape")
            assert len(desk.all_unfinished()) == 2
            await press(pilot, "k", "plus")
            assert app.screen.query_one(Input).value == ""
            await press(pilot, "escape", "r")
            assert app.screen.query_one(Input).value == "nobody answ"
            await press(pilot, *"ered", "enter", "j", "plus")
            assert app.screen.query_one(Input).value == "https://example.org"
            await press(pilot, *"/a", "enter")
            first, second, _ = desk.document("story").claims
            assert first.review.reason == "nobody answered"
            assert [piece.url for piece in second.evidence] == ["https://example.org/a"]
            await until(pilot, lambda: desk.all_unfinished() == {})


async def test_an_answer_that_was_refused_waits(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        claim = desk.document("story").claims[0]
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("r", *"mine")
            other.decide(claim.id, claim.review.version, Decision(reason="theirs"))
            await press(pilot, "enter", "t")
            assert desk.claim(claim.id).review.reason == "theirs"
            await press(pilot, "r")
            assert app.screen.query_one(Input).value == "mine"
            await press(pilot, "enter")
            assert desk.claim(claim.id).review.reason == "mine"
            await until(pilot, lambda: desk.all_unfinished() == {})


async def test_an_emptied_prompt_leaves_nothing_waiting(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        desk.decide(claim.id, 1, Decision(finding=Finding.WRONG, reason="known"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "g", "r", "escape")
            assert desk.all_unfinished() == {}
            await press(pilot, "R", "x", "escape")
            assert len(desk.all_unfinished()) == 1
            await press(pilot, "R", "backspace", "escape")
            await until(pilot, lambda: desk.all_unfinished() == {})


async def test_each_reviewer_has_their_own_unsent_texts(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "R", *"why", "escape")
            assert len(desk.all_unfinished()) == 1
            assert other.all_unfinished() == {}


async def test_a_name_that_is_being_picked_waits_until_it_is_taken_or_left(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await pilot.press("s", *"KCNA", "tab", *"Reuters")
            form = f"source of claim {desk.document('story').claims[0].id}"
            await until(pilot, lambda: desk.unfinished(form).get("typed") == "Reuters")
        other = ReviewApp(desk, "story")
        async with other.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "claim 1, its source (s)" in screen_text(other)
            await press(pilot, "s")
            assert isinstance(other.screen, SourcePicker)
            assert other.screen.query_one(Input).value == "Reuters"
            assert "✓ KCNA" in screen_text(other)
            await press(pilot, "tab", "enter")
            assert sorted(source.name for source in current(other).sources) == ["KCNA", "Reuters"]
            await until(pilot, lambda: desk.all_unfinished() == {})
            await press(pilot, "s", *"x", "escape")
            assert desk.all_unfinished() == {}


def test_a_killed_terminal_keeps_the_answer_that_was_being_typed(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        arguments = ["-m", "factcheck", "review", "--database", str(tmp_path / "desk.db"), "--as", "ann", "story"]

        def spawned() -> "pexpect.spawn[str]":
            return pexpect.spawn(
                sys.executable, arguments, dimensions=(24, 80), encoding="utf-8", timeout=60, cwd=str(ROOT)
            )

        child = spawned()
        child.expect("Claim 1")
        child.send("w")
        child.expect("why none")
        child.send("the minutes say")
        read_until(child, lambda: desk.all_unfinished() != {})
        child.kill(9)
        child.close()
        assert desk.verify() == []
        child = spawned()
        child.expect("what you had begun waits")
        child.send("gr")
        child.expect("the minutes say")
        child.send(" otherwise\r")
        read_until(child, lambda: desk.document("story").claims[0].review.reason != "")
        child.kill(9)
        child.close()
        assert desk.document("story").claims[0].review.reason == "the minutes say otherwise"


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM])
def test_a_broken_connection_keeps_all_that_was_typed(tmp_path: Path, sent: signal.Signals) -> None:
    with opened(tmp_path) as desk:
        arguments = ["-m", "factcheck", "review", "--database", str(tmp_path / "desk.db"), "--as", "ann", "story"]
        child = pexpect.spawn(
            sys.executable, arguments, dimensions=(24, 80), encoding="utf-8", timeout=60, cwd=str(ROOT)
        )
        child.expect("Claim 1")
        child.send("n")
        child.expect("Note on claim")
        child.send("ß")
        child.expect("ß")
        child.kill(sent)
        child.expect(pexpect.EOF)
        child.close()
        assert desk.document("story").claims[0].review.note == "ß"
        assert desk.verify() == []
