"""Reports are written from the app: chosen by line, for the desk or the public, to a file that was not there."""

from pathlib import Path

import pytest

from factcheck.domain.review import Decision, Finding
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.reporting import ReportScreen
from factcheck.workbench import Workbench
from tests.tui.driving import opened, press, screen_text, settle


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workbench:
    monkeypatch.chdir(tmp_path)
    return opened(tmp_path)


async def test_a_change_list_goes_to_the_file_that_is_named(desk: Workbench, tmp_path: Path) -> None:
    claim = desk.document("story").claims[1]
    desk.decide(claim.id, 1, Decision(finding=Finding.WRONG, correction="Two men left.", note="ask Oleh"))
    with desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "O")
            assert isinstance(app.screen, ReportScreen)
            assert "Reports for the desk" in screen_text(app) and "Change list" in screen_text(app)
            await press(pilot, *["j"] * 14, "enter")
            assert "story-change-list.md" in screen_text(app)
            await press(pilot, "enter")
            assert "written: story-change-list.md" in screen_text(app)
            text = (tmp_path / "story-change-list.md").read_text(encoding="utf-8")
            assert "Two men left." in text and "ask Oleh" in text
            await press(pilot, "enter", "enter")
            assert "is there already; name another file" in screen_text(app)
            assert (tmp_path / "story-change-list.md").read_text(encoding="utf-8") == text
            await press(pilot, "escape")
            assert not isinstance(app.screen, ReportScreen)


async def test_the_public_gets_nothing_of_the_desk_s_own(desk: Workbench, tmp_path: Path) -> None:
    claim = desk.document("story").claims[1]
    desk.decide(claim.id, 1, Decision(finding=Finding.WRONG, note="ask Oleh"))
    with desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "O", "a", "enter", "enter")
            assert "written: story-public.html" in screen_text(app)
            text = (tmp_path / "story-public.html").read_text(encoding="utf-8")
            assert "for the public" in text and "Oleh" not in text


async def test_a_file_that_cannot_be_written_is_told_and_asked_for_again(desk: Workbench, tmp_path: Path) -> None:
    with desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "O", "enter", "home", *"no/", "enter")
            assert "its folder does not exist" in screen_text(app)
            await press(pilot, "enter", "escape")
            assert "nothing was written" in screen_text(app)
    assert not list(tmp_path.glob("*.html"))
