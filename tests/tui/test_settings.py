"""The settings file, keys of one's own, themes and the first steps."""

import json
import os
from pathlib import Path

import pytest
from textual.binding import Binding

from factcheck.domain.errors import InputError
from factcheck.domain.review import Finding
from factcheck.tui.app import ReviewApp
from factcheck.tui.commands import COMMANDS, bindings_of
from factcheck.tui.keymap import keymap
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.lesson import LessonScreen
from factcheck.workbench import settings
from factcheck.workbench.preferences import Preferences, path, preferences, remember, remembered
from tests.tui.driving import current, opened, press, screen_text, settle

KEYS = {"review.finding_wrong": "f5,z", "review.zoom": "w", "review.undo": "ctrl+k", "prompt.leave": "f2"}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of the test."""
    where = tmp_path / "settings.toml"
    monkeypatch.setenv("FACTCHECK_SETTINGS", str(where))
    return where


def test_the_file_says_who_decides_how_it_looks_and_which_keys(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text('reviewer = " Eva "\ntheme = "ansi"\n[keys]\n"review.undo" = ["ctrl+k", ","]\nreview.zoom = "w"\n')
    chosen = preferences()
    assert (chosen.reviewer, chosen.theme) == ("Eva", "ansi")
    assert chosen.keys == {"review.undo": "ctrl+k,comma", "review.zoom": "w"}
    assert settings.reviewer() == "ann"
    monkeypatch.delenv("FACTCHECK_REVIEWER")
    assert settings.reviewer() == "Eva" and settings.reviewer("bob") == "bob"


def test_without_a_file_all_is_as_it_comes() -> None:
    assert preferences() == Preferences() and path().parent.parent == Path(os.environ["HOME"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("theme =", "is no TOML"),
        ("colour = 1", "colour is not known; it may hold reviewer, theme and"),
        ("reviewer = 3", "reviewer wants a text"),
        ('theme = "pink"', "theme “pink” is not known; it may be dark, light, ansi"),
        ("keys = 1", "keys is a table"),
        ('[keys]\n"review.undo" = 1', "keys of review.undo: wants a key"),
        ('[keys]\n"review.undo" = []', "keys of review.undo: wants a key"),
        ('[keys]\n"review.undoo" = "m"', "there is no command review.undoo; factcheck keys lists them"),
        ('[keys]\n"review.undo" = "ctl+m"', "review.undo: “ctl+m” is no key"),
        ('[keys]\n"review.undo" = "backwards"', "review.undo: “backwards” is no key"),
        ('[keys]\n"review.undo" = "m"', "m would be review.checked and review.undo; give one another key"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line_that_names_it(file: Path, text: str, said: str) -> None:
    file.write_text(text)
    with pytest.raises(InputError) as caught:
        keymap(preferences().keys)
    assert said in str(caught.value) and str(file) in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_named_and_not_there_is_told(file: Path) -> None:
    with pytest.raises(InputError, match="is not there"):
        preferences()


def test_every_binding_of_ours_is_in_the_one_table() -> None:
    ids = [command.id for command in COMMANDS]
    assert len(ids) == len(set(ids))
    for screen in {command.screen for command in COMMANDS}:
        for binding in bindings_of(screen):
            assert isinstance(binding, Binding) and binding.id in ids


async def test_keys_of_one_s_own_act_and_are_shown_everywhere(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story", Preferences(keys=KEYS))
        async with app.run_test(size=(120, 60)) as pilot:
            await settle(pilot)
            await press(pilot, "f5")
            assert desk.claim(1).review.finding is Finding.WRONG
            await press(pilot, "escape")
            assert "why none?" in screen_text(app)
            await press(pilot, "f2")
            assert "Ctrl+K undoes it" in screen_text(app) or "wants evidence (+)" in screen_text(app)
            await press(pilot, "u")
            assert desk.claim(1).review.finding is Finding.WRONG
            await press(pilot, "w")
            assert desk.claim(1).review.finding is Finding.WRONG and "Article" not in screen_text(app)
            await press(pilot, "w", "ctrl+k")
            assert desk.claim(1).review.finding is Finding.NONE
            assert "F5 wrong" in screen_text(app)
            await press(pilot, "question_mark")
            assert isinstance(app.screen, HelpScreen)
            text = str(app.screen.query_one("#help Static").render())
            assert "F5 z        Wrong" in text
            assert "Ctrl+K      Undo" in text
            assert "w           Zoom" in text
            titles = [command.title for command in app.get_system_commands(app.screen_stack[0])]
            assert "Is it true: Wrong (F5 z)" in titles and "Look: Theme (Ctrl+T)" in titles


async def test_themes_are_switched_and_remembered(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            seen = [app.theme]
            for _ in range(3):
                await press(pilot, "ctrl+t")
                seen.append(app.theme)
                assert "Was it said?" in screen_text(app)
            assert seen == ["factcheck-dark", "factcheck-light", "ansi-dark", "ansi-light"]
        assert remembered()["theme"] == "ansi-light"
        again = ReviewApp(desk, "story", left=remembered())
        async with again.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert again.theme == "ansi-light"
        set_in_file = ReviewApp(desk, "story", Preferences(theme="light"), remembered())
        async with set_in_file.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert set_in_file.theme == "factcheck-light"
            await press(pilot, "ctrl+t")
            said = [notice.message for notice in set_in_file._notifications]
            assert "the settings file says light" in said[-1]


async def test_the_first_steps_are_shown_once_and_again_from_anywhere(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story", Preferences(keys={"review.next": "n", "review.note": "j"}), {})
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert isinstance(app.screen, LessonScreen)
            text = screen_text(app)
            assert "n  k        move through the claims" in text and text.count("│") >= 12
            await press(pilot, "w")
            assert not isinstance(app.screen, LessonScreen)
            assert desk.claim(1).review.finding is Finding.NONE and current(app).number == 1
            await press(pilot, "f1", "space", "question_mark", "f1")
            assert isinstance(app.screen, LessonScreen)
        assert remembered()["lesson"] == "shown"
        again = ReviewApp(desk, "story", left=remembered())
        async with again.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert not isinstance(again.screen, LessonScreen)


def test_what_is_remembered_survives_what_cannot_be_read() -> None:
    remember(theme="light")
    remember(width="40")
    where = Path(os.environ["HOME"]) / "factcheck" / "remembered.json"
    assert json.loads(where.read_text()) == remembered() == {"lesson": "shown", "theme": "light", "width": "40"}
    where.write_text("{")
    assert remembered() == {}
    where.unlink()
    where.mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        remember(theme="dark")
