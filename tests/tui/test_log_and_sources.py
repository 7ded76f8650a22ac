"""The screens of the log and of the sources."""

from pathlib import Path

import pytest

from factcheck.domain.errors import RuleBroken
from factcheck.domain.review import Decision, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.log import LogScreen
from factcheck.tui.screens.sources import SourcesScreen
from tests.tui.driving import current, opened, press, review_of, screen_text, settle


async def test_the_sources_with_their_claims_lead_to_the_article(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "P")
            assert isinstance(app.screen, SourcesScreen)
            assert "2 sources" in screen_text(app) and "1 claim of Kim Jong Un" in screen_text(app)
            await press(pilot, "slash", *"kcna", "enter")
            assert "1 source with “kcna”" in screen_text(app) and "1 claim of KCNA" in screen_text(app)
            await press(pilot, "enter", "enter")
            assert review_of(app).document_name == "story" and current(app).number == 1
            await press(pilot, "q", "escape", "escape")
            assert not isinstance(app.screen, SourcesScreen)


async def test_the_log_shows_every_event_and_leads_to_its_claim(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        second = desk.document("story").claims[1]
        desk.decide(second.id, 1, Decision(finding=Finding.WRONG, note="[/x] seen"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "L")
            assert isinstance(app.screen, LogScreen)
            assert "4 events" in screen_text(app) and "is it true none → wrong" in screen_text(app)
            # what every line of a document's own log would say takes no room
            heads = next(line for line in screen_text(app).splitlines() if "When" in line)
            assert "What" in heads and "Document" not in heads
            await press(pilot, "slash", *"[/x]", "enter")
            assert "1 event with “[/x]”" in screen_text(app)
            await press(pilot, "enter")
            assert current(app).number == 2
            await press(pilot, "q", "escape")
            assert review_of(app).document_name == "story"


async def test_the_log_reads_on_where_it_ends(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        for number in range(250):
            claim = desk.decide(claim.id, claim.review.version, Decision(note=f"note {number}"))
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "L")
            assert "200 events and more" in screen_text(app)
            await press(pilot, "G")
            assert "251 events" in screen_text(app)
            await press(pilot, "G")
            assert "the document was added" in screen_text(app)


async def test_any_decision_is_taken_back_from_the_log(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        first, second, _ = desk.document("story").claims
        other.decide(first.id, 1, Decision(finding=Finding.WRONG))
        desk.decide(second.id, 1, Decision(finding=Finding.CONFIRMED))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "L", "j", "j", "u")
            assert "taken back: bob's decision on claim 1 of story" in screen_text(app)
            assert desk.claim(first.id).review.finding is Finding.NONE
            assert desk.claim(second.id).review.finding is Finding.CONFIRMED
            await press(pilot, "G", "k", "u")
            assert "! this was taken back already" in screen_text(app)
            await press(pilot, "G", "u")
            assert "! only what was decided on claims can be taken back here" in screen_text(app)
            await press(pilot, "escape")
            assert current(app).review.finding is Finding.NONE
    assert desk.verify() == []


def test_nobody_brings_back_a_check_that_another_gave(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        claim = desk.document("story").claims[0]
        desk.decide(claim.id, 1, Decision(State.CHECKED, Finding.WRONG, reason="known"))
        returned = other.decide(claim.id, 2, Decision(State.RETURNED, note="why?"))
        with pytest.raises(RuleBroken, match="only bob can do that"):
            desk.take_back(desk.history(returned.id)[-1].decision)
        other.take_back(desk.history(returned.id)[-1].decision)
        assert desk.claim(claim.id).review.state is State.CHECKED
        assert desk.verify() == []
