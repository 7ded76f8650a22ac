"""Reports are written from the app: chosen by line, for the desk or the public, to a file that was not there."""

import json
from pathlib import Path

import pytest
from textual.widgets import Input

from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.reporting import ReportScreen
from factcheck.workbench import Workbench
from tests.tui.driving import opened, press, screen_text, settle, until


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


async def test_a_template_of_one_s_own_lays_the_report_out_and_is_offered_again(
    desk: Workbench, tmp_path: Path
) -> None:
    (tmp_path / "house.md.j2").write_text("House style: {{ report.title }}", encoding="utf-8")
    with desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "O", "t", *"nowhere.j2", "enter")
            assert "nowhere.j2: there is no such file" in screen_text(app)
            await press(pilot, "t", *"house.md.j2", "enter")
            assert "Reports for the desk · laid out by house.md.j2" in screen_text(app)
            await press(pilot, "j", "j", "enter")
            await until(pilot, lambda: isinstance(app.focused, Input))
            await press(pilot, "home", *"own-", "enter")
            await until(pilot, lambda: any(tmp_path.glob("own-*.md")))
            (written,) = tmp_path.glob("own-*.md")
            assert written.read_text(encoding="utf-8") == "House style: Kim vows more \\[sic\\] tests\n"
        again = ReviewApp(desk, "story", left=app.left)
        async with again.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "O", "t")
            assert again.screen.query_one(Input).value == "house.md.j2"


async def test_a_template_that_does_not_work_is_told_with_its_line(desk: Workbench, tmp_path: Path) -> None:
    (tmp_path / "broken.j2").write_text("a\n{{ report.", encoding="utf-8")
    with desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "O", "t", *"broken.j2", "enter", "enter", "enter")
            assert "! " in screen_text(app) and "broken.j2" in screen_text(app) and "written:" not in screen_text(app)
    assert not list(tmp_path.glob("*.html"))


async def test_what_is_signed_off_is_published_as_a_claimreview_each(desk: Workbench, tmp_path: Path) -> None:
    (tmp_path / "pub.toml").write_text(
        'url = "https://news.example/checks/{document}/{claim}"\n[author]\nname = "The Desk"\n', encoding="utf-8"
    )
    desk.set_desk(Desk(one_person=True))
    claim = desk.document("story").claims[0]
    decision = Decision(State.CHECKED, Finding.WRONG, AttributionCheck.CORRECT, reason="counted")
    desk.decide(claim.id, 1, decision)
    with desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "O", "G", "enter", *"pub.toml", "enter", "enter")
            assert "no claim of story makes a ClaimReview" in screen_text(app)
            assert not (tmp_path / "story-claimreview").exists()
            desk.decide(claim.id, desk.claim(claim.id).review.version, Decision(state=State.SIGNED_OFF))
            await press(pilot, "enter", "enter", "enter")
            assert "written: 1 ClaimReview into story-claimreview" in screen_text(app)
            assert "2 claims not signed off" in screen_text(app)
            files = list((tmp_path / "story-claimreview").iterdir())
            assert [json.loads(path.read_text(encoding="utf-8"))["@type"] for path in files] == ["ClaimReview"]
            await press(pilot, "enter", "enter", "enter")
            assert "is there already; name another folder" in screen_text(app)
