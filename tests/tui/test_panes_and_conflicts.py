"""Borders that move, words marked with the mouse, and conflicts that ask."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.domain.review import Decision, Finding
from factcheck.tui.app import ReviewApp
from factcheck.tui.content import ShownText
from factcheck.tui.screens.conflict import ConflictScreen
from factcheck.tui.widgets.article import Article
from factcheck.workbench.preferences import remembered
from tests.tui.driving import current, opened, press, screen_text, settle


def width(app: ReviewApp) -> int:
    return app.screen.query_one(Article).region.width


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_borders_move_by_keys_and_stay_where_they_were_put(tmp_path: Path, size: tuple[int, int]) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            before, below = width(app), app.screen.query_one("#queue").region.height
            await press(pilot, "less_than_sign", "ctrl+left")
            assert width(app) < before - size[0] // 20 and "remembered" in screen_text(app)
            await press(pilot, "ctrl+up")
            assert app.screen.query_one("#queue").region.height > below
            await press(pilot, "tab", "z")
            assert width(app) == size[0]
            await press(pilot, "z")
            narrowed = width(app)
            assert narrowed < before
            await press(pilot, *["greater_than_sign"] * 20)
            assert width(app) < size[0]
            await press(pilot, *["less_than_sign"] * 20, "greater_than_sign")
            kept = width(app)
        again = ReviewApp(desk, "story", left=remembered())
        async with again.run_test(size=size) as pilot:
            await settle(pilot)
            assert width(again) == kept


async def test_a_border_is_dragged_with_the_mouse(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            region = app.screen.query_one(Article).region
            await pilot.mouse_down(offset=(region.right - 1, 10))
            await pilot.hover(offset=(60, 12))
            await pilot.mouse_up(offset=(60, 12))
            await settle(pilot)
            assert width(app) == 60 or abs(width(app) - 60) <= 2
            assert remembered()["width_wide"] == "38"


async def _cell(app: ReviewApp, words: str) -> tuple[int, int]:
    """Where on the screen the article has `words`."""
    region = app.screen.query_one(Article).region
    for y, line in enumerate(screen_text(app).splitlines()):
        at = line[: region.right].find(words)
        if at >= 0 and region.y < y < region.bottom:
            return at, y
    raise AssertionError(f"{words} is not in sight")


async def drag(pilot: Pilot[None], app: ReviewApp, begin: str, end: str) -> None:
    """Drag the mouse from the first letter of `begin` to that of `end`."""
    await pilot.mouse_down(offset=await _cell(app, begin))
    target = await _cell(app, end)
    await pilot.hover(offset=target)
    await pilot.mouse_up(offset=target)
    await settle(pilot)


async def test_words_are_marked_with_the_mouse(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            await press(pilot, "A")
            await drag(pilot, app, "vows", "[sic]")
            await press(pilot, "enter")
            assert desk.document("story").claims[0].quoted == "vows more ["
            await press(pilot, "u", "A")
            await drag(pilot, app, "left.", "men")
            await press(pilot, "enter")
            assert "men [/ruling] left" in [claim.quoted for claim in desk.document("story").claims]
            assert desk.verify() == []


def test_a_place_on_the_screen_is_a_place_in_the_text() -> None:
    shown = ShownText("ab\x1bcd", [2, 3], {3: "[1] "})
    assert shown.plain.endswith("[1] cd")
    assert [shown.original(shown.plain.index(letter)) for letter in "abcd"] == [0, 1, 3, 4]
    assert shown.original(0) == 0 and shown.original(len(shown.plain)) == 5


async def test_a_conflict_asks_and_theirs_or_mine_stands(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        for key, theirs in (("escape", Finding.CONFIRMED), ("m", Finding.DISPUTED)):
            app = ReviewApp(desk, "story")
            async with app.run_test(size=(80, 24)) as pilot:
                await settle(pilot)
                await press(pilot, "g")
                other.decide(1, other.claim(1).review.version, Decision(finding=theirs))
                app.writer._versions[1] = desk.claim(1).review.version - 1
                await press(pilot, "w")
                assert isinstance(app.screen, ConflictScreen)
                text = screen_text(app)
                assert "Claim 1 was changed meanwhile by bob" in text
                assert f"bob decided  {theirs}" in text and "you decided  wrong" in text
                assert "Keep both" not in text
                await press(pilot, "b", key)
                assert desk.claim(1).review.finding is (Finding.WRONG if key == "m" else theirs)
                if key == "escape":
                    assert "claim 1: it stays as bob decided" in screen_text(app)
                    assert current(app).review.finding is Finding.CONFIRMED
        assert desk.verify() == []


async def test_two_reasons_can_both_stand(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "r", *"no records")
            other.decide(1, 1, Decision(reason="nobody [/x] kept any"))
            await press(pilot, "enter")
            assert isinstance(app.screen, ConflictScreen) and "nobody [/x] kept any" in screen_text(app)
            await press(pilot, "b")
            assert desk.claim(1).review.reason == "nobody [/x] kept any\n\nno records"
            await press(pilot, "u")
            assert desk.claim(1).review.reason == "nobody [/x] kept any"
            assert desk.verify() == []
