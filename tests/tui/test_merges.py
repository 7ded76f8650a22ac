"""The screen of sources that may be one."""

from pathlib import Path

from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.merges import MergesScreen
from factcheck.workbench import Workbench
from tests.db.test_merging import NAMES, add
from tests.tui.driving import press, screen_text, settle


async def test_proposals_are_accepted_refused_and_taken_back(tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        add(desk, *NAMES)
        app = ReviewApp(desk)
        async with app.run_test(size=(100, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "P", "m")
            assert isinstance(app.screen, MergesScreen)
            assert "4 proposals" in screen_text(app)
            assert "person: Kim Jong Un (story0) =? Kim Jong-un (story1)" in screen_text(app)
            await press(pilot, "a")
            assert "merged: Kim Jong Un = Kim Jong-un · u undoes it" in screen_text(app)
            assert len(desk.sources()) == 5
            await press(pilot, "slash", *"korean", "enter")
            assert "1 proposal with “korean”" in screen_text(app)
            await press(pilot, "r")
            assert "kept apart: KCNA ≠ Korean Central News Agency" in screen_text(app)
            await press(pilot, "u")
            assert "your last word on sources is taken back" in screen_text(app)
            assert "1 proposal with “korean”" in screen_text(app)
            await press(pilot, "u", "u")
            assert "there is nothing of yours to take back" in screen_text(app)
            assert len(desk.sources()) == 6
            await press(pilot, "escape")
            assert "6 sources" in screen_text(app)
    assert desk.verify() == []


async def test_a_desk_without_likely_sources_says_so(tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "P", "m", "a")
            assert "no two sources look like one" in screen_text(app)
