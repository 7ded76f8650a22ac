"""A document whose text changes under the reviewers' eyes."""

from pathlib import Path

import pytest

from factcheck.domain.review import Decision, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.review import ReviewScreen
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.tui.driving import current, opened, press, review_of, screen_text, settle, until

CHANGED = TEXT.replace("Three men", "Three women")


def decided(desk: Workbench) -> None:
    """All claims checked."""
    for claim in desk.document("story").claims:
        desk.decide(claim.id, 1, Decision(finding=Finding.CONFIRMED, reason="seen", state=State.CHECKED))


async def test_a_stale_claim_shows_what_changed_and_what_was_decided(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        decided(desk)
        desk.add(build(CHANGED))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            assert current(app).number == 2
            screen = screen_text(app)
            # the third claim says "it", and the sentence before it is another
            assert "2 stale" in screen and "draft 2" in screen
            assert "Changed since draft 1" in screen and "[-men-]" in screen and "{+women+}" in screen
            assert "Was: checked, confirmed, checked by ann" in screen
            await press(pilot, "Y")
            assert "claim 2 still right: checked, confirmed" in screen_text(app)
            review = desk.claim(desk.document("story").claims[1].id).review
            assert (review.state, review.finding, review.checked_by) == (State.CHECKED, Finding.CONFIRMED, "ann")
            await press(pilot, "u")
            assert "Changed since draft 1" in screen_text(app)
            await press(pilot, "w")
            assert desk.claim(current(app).id).review.finding is Finding.WRONG
            await press(pilot, "escape", "Y")
            assert desk.claim(current(app).id).review.finding is Finding.WRONG
            assert desk.verify() == []


async def test_a_draft_that_comes_while_the_review_is_open_shows_by_itself(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        decided(other)
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await until(pilot, lambda: review_of(app)._seen > 0)
            other.add(build(CHANGED))
            await until(pilot, lambda: "draft 2" in screen_text(app))
            await settle(pilot)
            assert "Three women" in screen_text(app)


async def test_a_key_pressed_on_the_old_text_decides_nothing_on_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReviewScreen, "_look", lambda _: None)
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            claim = current(app).id
            other.add(build(CHANGED))
            await press(pilot, "w")
            assert desk.claim(claim).review.finding is Finding.NONE
            screen = screen_text(app)
            assert "bob added draft 2 of the text meanwhile; look again and decide" in screen
            assert "Three women" in screen and current(app).id == claim
            await press(pilot, "w")
            assert desk.claim(claim).review.finding is Finding.WRONG


async def test_a_note_goes_on_while_the_text_changes_and_nothing_else_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReviewScreen, "_look", lambda _: None)
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        decided(other)
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            claim = current(app).id
            await pilot.press("n", *"one")
            other.add(build(CHANGED))
            await until(pilot, lambda: desk.claim(claim).review.note == "one")
            await pilot.press(*" two")
            await until(pilot, lambda: desk.claim(claim).review.note == "one two")
            await press(pilot, "escape", "w")
            assert desk.claim(claim).review.finding is Finding.NONE
            assert desk.claim(claim).review.state is State.STALE
            await until(pilot, lambda: "Changed since draft 1" in screen_text(app))


async def test_the_desk_shows_drafts_and_how_much_is_stale(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        decided(desk)
        desk.add(build(CHANGED))
        for width in (80, 160):
            app = ReviewApp(desk)
            async with app.run_test(size=(width, 24)) as pilot:
                await settle(pilot)
                line = next(line for line in screen_text(app).splitlines() if "Kim vows" in line)
                assert "d2 Kim vows" in line if width == 80 else line.split("AP")[1].split()[1] == "2"
                await press(pilot, "L")
                screen = screen_text(app)
                assert "draft 1 → 2" in screen and "draft 2: altered" in screen and "draft 2: kept" in screen
