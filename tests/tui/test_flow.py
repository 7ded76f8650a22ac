"""Keys on the review screen decide in the database, and the screen says so."""

import asyncio
import sys
from pathlib import Path

import pexpect
import pytest
from textual.pilot import Pilot

from factcheck.domain.review import AttributionCheck, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.workbench import Workbench
from tests.builders import build


@pytest.fixture
def desk(tmp_path: Path) -> Workbench:
    workbench = Workbench.open(str(tmp_path / "desk.db"), "ann")
    workbench.add(build())
    return workbench


async def settle(pilot: Pilot[None]) -> None:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def test_a_finding_with_a_reason_is_checked_and_undone(desk: Workbench) -> None:
    app = ReviewApp(desk, "story")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("w")
        await settle(pilot)
        assert desk.document("story").claims[0].review.finding is Finding.WRONG
        await pilot.press(*"seen", "enter")
        await settle(pilot)
        review = desk.document("story").claims[0].review
        assert (review.state, review.reason, review.checked_by) == (State.CHECKED, "seen", "ann")
        await pilot.press("1")
        await settle(pilot)
        assert desk.document("story").claims[1].review.attribution_check is AttributionCheck.CORRECT
        await pilot.press("u")
        await settle(pilot)
        assert desk.document("story").claims[1].review.attribution_check is AttributionCheck.NONE
    desk.close()


async def test_letters_in_a_note_decide_nothing_and_escape_keeps_it(desk: Workbench) -> None:
    app = ReviewApp(desk, "story")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("n", *"wxc", "escape")
        await settle(pilot)
        review = desk.document("story").claims[0].review
        assert (review.note, review.finding) == ("wxc", Finding.NONE)
    desk.close()


def test_the_real_program_in_a_real_terminal(desk: Workbench, tmp_path: Path) -> None:
    desk.close()
    arguments = ["-m", "factcheck", "review", "--database", str(tmp_path / "desk.db"), "story"]
    child = pexpect.spawn(
        sys.executable, arguments, dimensions=(24, 80), encoding="utf-8", timeout=30, cwd=str(Path(__file__).parents[2])
    )
    child.expect("Claims")
    child.send("d")
    child.expect("disputed")
    child.expect("why none")
    child.kill(9)
    child.close()
    with Workbench.open(str(tmp_path / "desk.db"), "bob") as again:
        assert again.document("story").claims[0].review.finding is Finding.DISPUTED
        assert again.verify() == []


async def test_keys_wait_for_the_key_before_them_however_slow_the_machine_is(desk: Workbench) -> None:
    app = ReviewApp(desk, "story")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        busy = asyncio.Event()

        async def paint() -> None:
            # what a machine under load takes for a key, on its way through the screen
            await busy.wait()

        app.screen.call_later(paint)
        pressed = asyncio.create_task(pilot.press("n", *"ix"))
        await asyncio.sleep(0.8)
        busy.set()
        await pressed
        await pilot.press("escape")
        await settle(pilot)
        assert desk.document("story").claims[0].review.note == "ix"
        assert [claim.review.finding for claim in desk.document("story").claims] == [Finding.NONE] * 3
    desk.close()
