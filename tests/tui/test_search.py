"""The search screen: words and filters over the whole desk, saved searches, opening what was found."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Flag
from factcheck.domain.review import Decision, Finding, State
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.desk import DeskScreen
from factcheck.tui.screens.search import SearchScreen
from factcheck.workbench import ClaimFilter, Workbench
from factcheck.workbench.searching import parsed
from tests.builders import TEXT, build
from tests.tui.driving import current, opened, press, review_of, screen_text, settle


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ("", ClaimFilter()),
        ("missile tests", ClaimFilter(words="missile tests")),
        ("state:checked finding:wr", ClaimFilter(states=(State.CHECKED,), findings=(Finding.WRONG,))),
        ('source:"Kim Jong Un" rain', ClaimFilter(source="Kim Jong Un", words="rain")),
        ("flag:figure is:open is:check", ClaimFilter(flags=(Flag.FIGURE,), open_only=True, checkable_only=True)),
        ("https://example.org it's", ClaimFilter(words="https://example.org it's")),
        ('source:"Kim J', ClaimFilter(source="Kim", words="J")),
        ("state:", ClaimFilter()),
    ],
)
def test_a_search_is_read_as_it_is_typed(asked: str, chosen: ClaimFilter) -> None:
    assert parsed(asked) == chosen


@pytest.mark.parametrize("asked", ["state:nope", "finding:c", "since:monday", "is:x", "by:a by:b"])
def test_a_filter_that_means_nothing_says_what_it_may_be(asked: str) -> None:
    with pytest.raises(InputError, match=r"may be|write it as|leave one out"):
        parsed(asked)


def test_words_are_found_in_claims_notes_and_sources_on_both_engines(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        first, second, third = desk.document("story").claims
        desk.decide(second.id, 1, Decision(note="Ask the ministère, 3,000 times o'clock"))

        def found(asked: str) -> list[int]:
            return [claim.number for claim in desk.search(parsed(asked)).claims]

        assert found("RAIN") == [3]
        assert found("ministère") == [2] and found("minis ask") == [2] and found("3,000") == [2]
        assert found("kim") == [1] and found("kcna test") == [1] and found("kim rained") == []
        assert found("o'clock") == [2] and found("[/ruling]") == [2] and found("“ …") == [1, 2, 3]
        desk.undo("story")
        assert found("ministère") == []
        desk.decide(third.id, 1, Decision(finding=Finding.WRONG))
        today = datetime.now().astimezone().date().isoformat()
        assert found("by:an finding:wrong") == [3] and found(f"since:{today} until:{today}") == [2, 3]
        assert found("until:2020-01-01") == [] and found("by:bob") == []
        assert desk.search(parsed("kim"), limit=1).total == 1
        assert first.number == 1 and datetime.now(UTC)


def test_saved_searches_are_the_reviewers_own(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        assert desk.save_search("kim is:open") == ["kim is:open"]
        assert desk.saved_searches() == ["kim is:open"] and other.saved_searches() == []
        assert desk.save_search("kim is:open", kept=False) == []


async def test_searching_and_opening_a_claim_and_coming_back(tmp_path: Path) -> None:
    with opened(tmp_path, build(), build(TEXT + " More.", "other")) as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "F", *"rain document:story")
            assert isinstance(app.screen, SearchScreen)
            assert "─ 1 claim ─" in screen_text(app)
            await press(pilot, "enter", "enter")
            assert review_of(app).document_name == "story" and current(app).number == 3
            await press(pilot, "1", "q")
            assert isinstance(app.screen, SearchScreen) and "◐ ” ·" in screen_text(app)
            await press(pilot, "q", "escape")
            assert isinstance(app.screen, DeskScreen)


async def test_a_wrong_filter_is_told_and_a_search_is_saved_and_run_again(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "F", *"state:x")
            assert "! state:x is not known; it may be unstarted" in screen_text(app)
            await press(pilot, *(["backspace"] * 7), *"three", "enter", "s")
            assert desk.saved_searches() == ["three"]
            await press(pilot, "slash", *(["backspace"] * 5))
            assert "Saved searches" in screen_text(app)
            await press(pilot, "down", "enter")
            assert "─ 1 claim ─" in screen_text(app) and "Three men [/ruling] left." in screen_text(app)
