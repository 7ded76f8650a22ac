"""Correcting the machine by keys: the database holds what was meant, and undo takes it back."""

from pathlib import Path

import pytest

from factcheck.domain.spans import Span
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.conflict import ConflictScreen
from factcheck.tui.screens.picker import SourcePicker
from tests.tui.driving import current, opened, press, review_of, screen_text, settle


async def test_a_source_is_chosen_by_a_few_letters_or_new(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "s", *"kcn")
            assert isinstance(app.screen, SourcePicker) and "KCNA" in screen_text(app)
            await press(pilot, "enter")
            assert [s.name for s in desk.document("story").claims[0].sources] == ["KCNA"]
            assert "claim 1: its source is corrected · u undoes it" in screen_text(app)
            await press(pilot, "s", *"[x] Pak", "tab", *(["backspace"] * 7), *"kim", "tab", "enter")
            assert [s.name for s in desk.document("story").claims[0].sources] == ["[x] Pak", "Kim Jong Un"]
            await press(pilot, "V", "enter")
            assert desk.document("story").claims[0].via == ()
            await press(pilot, "s", "escape", "u", "u", "u")
            claim = desk.document("story").claims[0]
            assert [s.name for s in claim.sources] == ["Kim Jong Un"] and [s.name for s in claim.via] == ["KCNA"]
            assert "undid on claim 1: undid said by: KCNA → Kim Jong Un" in screen_text(app)
            assert desk.verify() == []


async def test_words_are_marked_with_keys(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(100, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "j", "i", *(["left"] * 6), "enter")
            assert desk.document("story").claims[1].text == "Three men"
            await press(pilot, "G", "I", "right", "enter")
            texts = [claim.text for claim in desk.document("story").claims]
            assert texts[2:] == ["It rained", "=1+1 all day."]
            assert current(app).text == "It rained"
            await press(pilot, "M")
            assert [claim.text for claim in desk.document("story").claims][2:] == ["It rained =1+1 all day."]
            await press(pilot, "g", "A", "right", "enter")
            assert current(app).text == "Kim said" and current(app).number == 5
            assert [claim.number for claim in desk.document("story").claims] == [1, 5, 2, 3]
            await press(pilot, "X")
            assert [claim.number for claim in desk.document("story").claims] == [1, 2, 3]
            await press(pilot, "g", "Q", "tab", "left", "escape")
            assert "nothing was changed" in screen_text(app) and review_of(app).queue.has_focus
            await press(pilot, "Q", "tab", "left", "enter")
            said = desk.document("story").claims[0].attribution
            assert said is not None and [s.of(desk.document("story").text) for s in said.cue] == ["Kim said"]
            await press(pilot, "p")
            assert desk.document("story").claims[0].checkable
            await press(pilot, *(["u"] * 7))
            document = desk.document("story")
            assert [claim.text for claim in document.claims][1:] == [
                "Three men [/ruling] left.",
                "It rained =1+1 all day.",
            ]
            assert desk.verify() == []


async def test_of_two_corrections_both_are_shown_and_one_is_chosen(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            claim = other.document("story").claims[0]
            await press(pilot, "s")
            other.credit(claim.id, 1, ["Jo [/x] Pak"])
            await press(pilot, *"kcna", "enter")
            assert isinstance(app.screen, ConflictScreen)
            assert "bob decided  Jo [/x] Pak" in screen_text(app) and "you decided  KCNA" in screen_text(app)
            await press(pilot, "escape")
            assert [s.name for s in desk.claim(claim.id).sources] == ["Jo [/x] Pak"] == [current(app).sources[0].name]
            assert "claim 1: it stays as bob has it" in screen_text(app)
            await press(pilot, "s")
            other.credit(claim.id, desk.claim(claim.id).review.version, ["Ida Roe"])
            await press(pilot, *"kcna", "enter", "m")
            assert [s.name for s in desk.claim(claim.id).sources] == ["KCNA"]
            await press(pilot, "u")
            assert [s.name for s in desk.claim(claim.id).sources] == ["Ida Roe"]
            assert desk.verify() == []


async def test_of_two_markings_both_are_shown_in_words(tmp_path: Path) -> None:
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            claim = other.document("story").claims[1]
            await press(pilot, "j", "i", *(["left"] * 6))
            start = claim.spans[0].start
            other.move(claim.id, 1, [Span(start, start + 5)])
            await press(pilot, "enter")
            assert "bob decided  Three" in screen_text(app) and "you decided  Three men" in screen_text(app)
            await press(pilot, "m")
            assert desk.claim(claim.id).quoted == "Three men"
            assert desk.verify() == []


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("kim", "Kim Jong Un"),
        ("jong un", "Kim Jong Un"),
        ("Kim Jong Unn", "Kim Jong Un"),
        ("Kim Yong Nam", "Kim Yong Nam"),
        ("Maria Larsson", "Maria Larsson"),
        ("put", "put"),
    ],
)
async def test_enter_takes_the_name_that_is_meant_and_no_other_that_looks_a_little_alike(
    tmp_path: Path, typed: str, taken: str
) -> None:
    with opened(tmp_path) as desk:
        first = desk.document("story").claims[1]
        desk.credit(first.id, first.review.version, ["AP wire", "Maria Lindqvist"])
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 40)) as pilot:
            await settle(pilot)
            await press(pilot, "g", "s", *("space" if letter == " " else letter for letter in typed), "enter")
            assert [source.name for source in desk.document("story").claims[0].sources] == [taken]
