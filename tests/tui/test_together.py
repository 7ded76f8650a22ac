"""Two terminals on one database: each sees what the other decides, and keeps its place."""

from pathlib import Path

from factcheck.domain.review import AttributionCheck, Decision, Finding
from factcheck.tui.app import ReviewApp
from factcheck.tui.messages import DocumentRead
from factcheck.tui.widgets.detail import Detail
from tests.tui.driving import current, opened, press, review_of, screen_text, settle, until


async def test_what_another_decides_shows_by_itself_and_the_place_stays(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            await until(pilot, lambda: review_of(app)._seen > 0)
            first, second, _ = other.document("story").claims
            other.decide(first.id, 1, Decision(finding=Finding.WRONG))
            await until(pilot, lambda: review_of(app).claims[first.id].review.finding is Finding.WRONG)
            assert current(app).id == second.id and "[1A◐]" in screen_text(app)
            await press(pilot, "1", "k", "c")
            assert desk.claim(first.id).review.finding is Finding.CONFIRMED
            assert desk.verify() == []


async def test_a_note_that_is_being_written_is_not_overwritten_by_what_arrives(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await until(pilot, lambda: review_of(app)._seen > 0)
            await pilot.press("n")
            claim = other.document("story").claims[0]
            other.decide(claim.id, 1, Decision(note="from bob"))
            await pilot.pause(1.5)
            await press(pilot, *"mine", "escape")
            await until(pilot, lambda: desk.claim(claim.id).review.note == "from bob\n\nmine")


async def test_what_was_read_before_a_decision_never_makes_a_conflict_with_oneself(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            review = review_of(app)
            old, after = desk.document("story"), review.writer.asked
            await press(pilot, "2")
            review.post_message(DocumentRead(old, desk.desk, after, {}))
            await settle(pilot)
            assert current(app).review.attribution_check is AttributionCheck.WRONG_SOURCE
            await press(pilot, "1")
            assert app.screen is review
            assert desk.claim(current(app).id).review.attribution_check is AttributionCheck.CORRECT


async def test_a_cursor_that_goes_past_claims_reads_nothing_and_one_that_stays_shows_the_history(
    tmp_path: Path,
) -> None:
    with opened(tmp_path) as desk:
        claims = desk.document("story").claims
        desk.decide(claims[2].id, 1, Decision(note="seen"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 60)) as pilot:
            await settle(pilot)
            review = review_of(app)
            await until(pilot, lambda: claims[0].id in review._histories)
            await pilot.press("j", "j")
            await until(pilot, lambda: "note written" in review.query_one(Detail).text)
            assert current(app).id == claims[2].id
