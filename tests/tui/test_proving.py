"""Quotations held against documents, documents attached, and checks of before, on the review screen."""

from pathlib import Path

from factcheck.domain.papers import Origin
from factcheck.domain.review import AttributionCheck, Finding
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.before import BeforeScreen
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.db.test_checks import OTHER, RULING
from tests.db.test_papers import paper
from tests.tui.driving import current, opened, press, screen_text, settle


async def test_a_document_is_attached_to_the_source_and_the_quotation_held_against_it(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.keep_document(paper("Comrades! We will not test, I promise."), Origin())
        desk.keep_document(paper(name="other"), Origin())
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            assert "no document of Kim Jong Un; K attaches one" in screen_text(app)
            await press(pilot, "K", *"speech")
            assert "A document for claim 1" in screen_text(app)
            await press(pilot, "tab")
            assert "speech holds words of Kim Jong Un" in screen_text(app)
            text = screen_text(app)
            assert "meaning altered in speech" in text and "[-not-]" in text and "speaks for: wording altered" in text
            assert current(app).review.attribution_check is AttributionCheck.NONE
            await press(pilot, "K", *"other", "enter")
            assert [piece.title for piece in current(app).evidence] == ["other"]
            await press(pilot, "u")
            assert current(app).evidence == ()
            await press(pilot, "l")
            assert "verbatim in other" in screen_text(app)
    assert desk.verify() == []


async def test_without_documents_the_key_says_how_to_keep_one(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "K")
            assert "factcheck evidence add FILE keeps one" in screen_text(app)
            await press(pilot, "B")
            assert "Nothing like this claim was checked before" in screen_text(app)
            await press(pilot, "a", "r", "escape")
            assert current(app).number == 1


async def test_near_duplicates_of_the_desk_stand_under_what_was_checked_before(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.add(build(f"{TEXT} Again.", "two [/ruling]"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "j", "B")
            assert "Nearly the same on this desk (1); nothing is inherited" in screen_text(app)
            assert "two [/ruling] 2" in screen_text(app)


async def test_what_was_checked_before_is_accepted_left_open_and_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.import_checks([RULING, OTHER], "feed")
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            await press(pilot, "j", "B")
            assert isinstance(app.screen, BeforeScreen)
            assert "Three men left the building." in screen_text(app) and "different:" in screen_text(app)
            await press(pilot, "enter")
            assert "the same; the claim inherits nothing" in screen_text(app) and "✓" in screen_text(app)
            await press(pilot, "escape")
            assert "Checked before" in screen_text(app) and "same, says ann" in screen_text(app)
            assert current(app).review.finding is Finding.NONE
            await press(pilot, "B", "a", "r")
            assert "it is not shown again" in screen_text(app)
            assert "Nothing like this claim" in screen_text(app)
            await press(pilot, "u", "escape", "c")
            assert current(app).review.finding is Finding.CONFIRMED
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        assert desk.verify() == []
        assert len(desk.checked_before(2)) == 1
