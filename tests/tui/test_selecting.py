"""Several claims at once, whose work they are, and signing off: by keys, with what the database holds."""

from pathlib import Path

import pytest

from factcheck.domain.review import Decision, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.review import ReviewScreen
from factcheck.tui.screens.signing import SigningScreen
from factcheck.workbench import Workbench
from tests.tui.driving import current, opened, press, review_of, screen_text, settle

CONFIRMED = Decision(finding=Finding.CONFIRMED, reason="seen", state=State.CHECKED)


def states(desk: Workbench) -> list[State]:
    return [claim.review.state for claim in desk.document("story").claims]


async def test_space_marks_and_a_decision_is_on_all_that_is_marked(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "space", "space")
            assert "2 marked" in screen_text(app) and current(app).number == 3
            await press(pilot, "w")
            findings = [claim.review.finding for claim in desk.document("story").claims]
            assert findings == [Finding.WRONG, Finding.WRONG, Finding.NONE]
            assert "2 claims wrong: evidence (URL or citation), or why none?" in screen_text(app)
            await press(pilot, *"seen", "enter")
            assert states(desk) == [State.CHECKED, State.CHECKED, State.UNSTARTED]
            assert "marked" not in screen_text(app)
            await press(pilot, "u")
            assert "undid on 2 claims:" in screen_text(app)
            assert states(desk) == [State.IN_PROGRESS, State.IN_PROGRESS, State.UNSTARTED]
            await press(pilot, "u")
            assert states(desk) == [State.UNSTARTED] * 3
            await press(pilot, "U")
            assert "did again on 2 claims: is it true, none → wrong" in screen_text(app)
            assert desk.verify() == []


async def test_all_that_is_shown_is_marked_and_escape_unmarks(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "asterisk")
            assert "3 marked" in screen_text(app)
            await press(pilot, "asterisk")
            assert "marked" not in screen_text(app)
            await press(pilot, "slash", *"three", "enter", "asterisk", "1")
            checks = [claim.review.attribution_check for claim in desk.document("story").claims]
            assert checks == ["none", "correct", "none"]
            await press(pilot, "asterisk", "escape", "escape", "asterisk", "plus", *"Log https://a.example", "enter")
            assert [len(claim.evidence) for claim in desk.document("story").claims] == [1, 1, 1]


async def test_a_claim_that_another_changed_is_named_and_stays_marked(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(160, 48)) as pilot:
            await settle(pilot)
            # on a slow machine the screen would see it before the key: no look is begun while one is under way
            review_of(app)._looking = True
            other.decide(2, 1, Decision(attribution_check="correct"))
            await press(pilot, "asterisk", "2")
            assert "Not 2 (changed meanwhile by bob: attribution check is now “correct”)" in " ".join(
                screen_text(app).split()
            )
            assert "2 claims: attribution wrong source" in screen_text(app)
            assert [claim.id for claim in review_of(app).chosen] == [2]
            await press(pilot, "2")
            assert desk.claim(2).review.attribution_check == "wrong_source"


async def test_work_is_assigned_shown_filtered_and_undone(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        other.decide(3, 1, Decision(note="mine"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "t")
            assert "Claim 1: whose work? (ann, bob; empty: nobody's)" in screen_text(app)
            await press(pilot, "b", "right", "enter")
            assert desk.claim(1).review.assigned_to == "bob"
            assert "bob's work" in screen_text(app) and "Work" in screen_text(app)
            await press(pilot, "g", "space", "space", "t", *"ann", "enter")
            assert [claim.review.assigned_to for claim in desk.document("story").claims] == ["ann", "ann", None]
            await press(pilot, "o")
            assert "Claims · 2 of 3 · mine only" in screen_text(app)
            await press(pilot, "escape", "u")
            assert [claim.review.assigned_to for claim in desk.document("story").claims] == ["bob", None, None]
        app = ReviewApp(desk)
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert "bob 1" in screen_text(app)
            await press(pilot, "slash", *"bob 1", "enter")
            assert "1 of 1 with “bob 1”" in screen_text(app)


async def test_marked_claims_are_returned_with_one_note(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        desk.decide(1, 1, Decision(note="first"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "space", "space", "R", *"no dates", "enter")
            notes = [claim.review.note for claim in desk.document("story").claims]
            assert notes == ["first\n\nno dates", "no dates", ""]
            assert states(desk) == [State.RETURNED, State.RETURNED, State.UNSTARTED]
            await press(pilot, "asterisk", "W")
            assert states(desk) == [State.WAITING] * 3


async def test_a_second_check_is_somebody_else_s(tmp_path: Path) -> None:
    with opened(tmp_path, reviewer="bob") as other:
        other.decide(1, 1, CONFIRMED)
    with opened(tmp_path) as desk:
        desk.decide(2, 1, CONFIRMED)
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "g", "C")
            assert desk.claim(1).review.second_by == "ann"
            assert "checked by bob, again by ann" in screen_text(app)
            await press(pilot, "j", "C")
            assert "! ann checked this claim, so somebody else has to check it once more" in screen_text(app)
            await press(pilot, "k", "u")
            assert desk.claim(1).review.second_by is None


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_signing_a_document_lists_what_is_open_and_is_refused_until_meant(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    with opened(tmp_path, reviewer="bob") as other:
        other.decide(1, 1, CONFIRMED)
    with opened(tmp_path) as desk:
        desk.decide(2, 1, CONFIRMED)
        app = ReviewApp(desk, "story")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "D")
            assert isinstance(app.screen, SigningScreen)
            text = screen_text(app)
            assert "1 claim checked by somebody else, ready" in text and "2 claims you cannot sign off now" in text
            assert "Claim 2: ann checked this claim" in text
            await press(pilot, "j")
            assert "Claim 3: only a checked claim can be signed off" in screen_text(app)
            await press(pilot, "S")
            assert "! 2 of the claims cannot be signed off by you now (2, 3)" in screen_text(app)
            assert states(desk) == [State.CHECKED, State.CHECKED, State.UNSTARTED]
            await press(pilot, "P")
            assert states(desk) == [State.SIGNED_OFF, State.CHECKED, State.UNSTARTED]
            assert "1 claim signed off" in screen_text(app)
            await press(pilot, "P")
            assert "nothing was signed" in screen_text(app)
            await press(pilot, "G", "enter")
            assert isinstance(app.screen, ReviewScreen) and current(app).number == 3
            await press(pilot, "u")
            assert states(desk) == [State.CHECKED, State.CHECKED, State.UNSTARTED]


async def test_a_document_with_nothing_in_the_way_is_signed_in_one_step(tmp_path: Path) -> None:
    with opened(tmp_path, reviewer="bob") as other:
        other.decide_all({1: 1, 2: 1, 3: 1}, CONFIRMED)
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "D")
            assert "nothing stands in the way: S signs the document off" in screen_text(app)
            await press(pilot, "j", "enter", "S")
            assert states(desk) == [State.SIGNED_OFF] * 3
            await press(pilot, "escape", "u")
            assert states(desk) == [State.CHECKED] * 3
            assert desk.verify() == []
