"""Keys on the review screen: what the database holds after them, and what the screen says."""

from pathlib import Path

import pytest
from textual import events

from factcheck.domain.review import Decision, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.commands import CHECK_KEYS, FINDING_KEYS
from tests.tui.driving import current, opened, press, review_of, screen_text, settle


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_opens_on_the_first_open_claim_with_all_three_panes(tmp_path: Path, size: tuple[int, int]) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            text = screen_text(app)
            assert current(app).number == 1
            assert "[1A○] “We will test,”" in text
            assert "Was it said?" in text and "Is it true?" in text
            assert "Kim Jong Un via" in text
            assert "Claims · 3 of 3" in text
            assert "q Back" in text


async def test_moves_with_letters_arrows_and_edges(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            for key, number in (
                ("j", 2),
                ("down", 3),
                ("k", 2),
                ("up", 1),
                ("G", 3),
                ("g", 1),
                ("right_square_bracket", 2),
            ):
                await press(pilot, key)
                assert current(app).number == number, key
            assert "Claim 2" in screen_text(app)


@pytest.mark.parametrize("key", FINDING_KEYS)
async def test_a_finding_key_decides_at_once(tmp_path: Path, key: str) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        desk.decide(claim.id, claim.review.version, Decision(finding=Finding.DISPUTED))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, key)
            review = desk.claim(claim.id).review
            assert review.finding is FINDING_KEYS[key]
            assert review.state is State.IN_PROGRESS
            assert ("why none?" in screen_text(app)) is (review.finding is not Finding.NONE)


@pytest.mark.parametrize("key", CHECK_KEYS)
async def test_a_digit_answers_whether_it_was_said_and_nothing_else(tmp_path: Path, key: str) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "2", key)
            review = desk.document("story").claims[0].review
            assert (review.attribution_check, review.finding) == (CHECK_KEYS[key], Finding.NONE)
            assert "no finding yet" in screen_text(app)


async def test_a_url_is_evidence_and_the_cursor_goes_on(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "c", *"https://example.org/a", "enter")
            claim = desk.document("story").claims[0]
            assert claim.review.state is State.CHECKED
            assert [piece.url for piece in claim.evidence] == ["https://example.org/a"]
            assert current(app).number == 2
            assert "u undoes it" in screen_text(app)
            assert "[1A●]" in screen_text(app)


async def test_tab_makes_a_citation_evidence(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "c", *"KCNA", "tab")
            assert "Enter stores it as evidence" in screen_text(app)
            await press(pilot, "enter")
            claim = desk.document("story").claims[0]
            assert [piece.title for piece in claim.evidence] == ["KCNA"]
            assert (claim.review.state, claim.review.reason) == (State.CHECKED, "")


async def test_escape_from_the_evidence_prompt_keeps_the_finding(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "w", "x", "escape")
            review = desk.document("story").claims[0].review
            assert (review.finding, review.state, review.wants_evidence) == (Finding.WRONG, State.IN_PROGRESS, True)
            assert "wants evidence" in screen_text(app)
            await press(pilot, "m")
            assert "! the finding has no evidence" in screen_text(app)
            assert current(app).number == 1


async def test_evidence_reason_waiting_return_and_check_by_their_keys(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "plus", *"report https://example.org", "enter")
            await press(pilot, "1", "m")
            first = desk.document("story").claims[0]
            assert (first.evidence[0].title, first.evidence[0].url) == ("report", "https://example.org")
            assert first.review.state is State.CHECKED
            await press(pilot, "W")
            assert desk.document("story").claims[1].review.state is State.WAITING
            await press(pilot, "W")
            assert desk.document("story").claims[1].review.state is State.IN_PROGRESS
            await press(pilot, "r", *"none", "enter", "n", *"mine", "escape", "R", *"look again", "enter")
            review = desk.document("story").claims[1].review
            assert (review.state, review.reason) == (State.RETURNED, "none")
            assert review.note == "mine\n\nlook again"


async def test_signing_off_what_one_checked_oneself_is_refused_in_one_line(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "1", "m", "k", "S")
            assert desk.document("story").claims[0].review.state is State.CHECKED
            assert "! ann checked this claim, so somebody else has to sign it off" in screen_text(app)


async def test_somebody_else_signs_off(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        desk.decide(claim.id, 1, Decision(finding=Finding.CONFIRMED, reason="known", state=State.CHECKED))
    with opened(tmp_path, reviewer="bob") as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "g", "S")
            review = desk.claim(claim.id).review
            assert (review.state, review.signed_by) == (State.SIGNED_OFF, "bob")
            assert "■ signed off" in screen_text(app)


async def test_undo_goes_back_step_by_step_and_says_what_it_did(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "w", *"seen", "enter", "u")
            assert current(app).number == 1
            assert desk.document("story").claims[0].review.state is State.IN_PROGRESS
            await press(pilot, "u")
            assert "undid on claim 1: is it true, wrong → none" in screen_text(app)
            assert desk.document("story").claims[0].review.state is State.UNSTARTED
            await press(pilot, "u")
            assert "nothing left to undo" in screen_text(app)
            assert desk.verify() == []


async def test_a_conflict_shows_both_values_and_the_claim_as_it_is(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            claim = other.document("story").claims[0]
            other.decide(claim.id, claim.review.version, Decision(finding=Finding.CONFIRMED))
            await press(pilot, "w")
            text = screen_text(app)
            assert "Claim 1 was changed meanwhile by bob" in text
            assert "bob decided  confirmed" in text and "you decided  wrong" in text
            await press(pilot, "t")
            assert current(app).review.finding is Finding.CONFIRMED
            assert review_of(app).prompt.asked is None


async def test_keys_sent_at_once_take_their_turns(tmp_path: Path) -> None:
    """Letters of an answer that arrive before the prompt is drawn are no findings."""
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert app._driver is not None
            for key in ("c", *"xwvd", "enter", "b"):
                app._driver.send_message(events.Key(key, key if len(key) == 1 else None))
            await settle(pilot)
            await settle(pilot)
            first, second, _ = desk.document("story").claims
            assert (first.review.finding, first.review.reason) == (Finding.CONFIRMED, "xwvd")
            assert second.review.finding is Finding.NOT_CHECKABLE


async def test_redo_does_again_what_undo_took_back_until_something_new_is_decided(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "1", "w", *"seen", "enter", "g", "u", "u", "u")
            first = desk.document("story").claims[0]
            assert (first.review.state, first.review.attribution_check) == (State.UNSTARTED, "none")
            await press(pilot, "U")
            assert "did again on claim 1: was it said, none → correct · u undoes it" in screen_text(app)
            await press(pilot, "U", "U")
            review = desk.document("story").claims[0].review
            assert (review.state, review.finding, review.reason) == (State.CHECKED, Finding.WRONG, "seen")
            await press(pilot, "U")
            assert "nothing to do again" in screen_text(app)
            await press(pilot, "u", "2", "U")
            assert "nothing to do again" in screen_text(app)
            assert desk.document("story").claims[0].review.state is State.IN_PROGRESS
            assert desk.verify() == []


async def test_a_note_taken_back_comes_back_whole(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        for text in ("a", "a b", "a b c"):
            claim = desk.decide(claim.id, claim.review.version, Decision(note=text))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "u")
            assert desk.claim(claim.id).review.note == ""
            await press(pilot, "U")
            assert desk.claim(claim.id).review.note == "a b c"
            await press(pilot, "u")
            assert desk.claim(claim.id).review.note == ""
