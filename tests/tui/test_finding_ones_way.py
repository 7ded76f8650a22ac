"""Desk, search, filter, help, palette, leaving."""

from pathlib import Path

from textual.command import CommandPalette

from factcheck.tui import commands
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.desk import DeskScreen
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.review import ReviewScreen
from factcheck.workbench import Workbench
from tests.builders import TEXT, build
from tests.tui.driving import current, opened, press, review_of, screen_text, settle

ROOT = Path(__file__).parents[2]


async def test_an_empty_desk_says_how_to_add_an_article(tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "factcheck add FILE" in screen_text(app)
            await press(pilot, "j", "enter", "slash", "q")
        assert app.return_value is None and not app.is_running


async def test_the_desk_opens_a_document_and_shows_its_progress_after(tmp_path: Path) -> None:
    with opened(tmp_path, build(), build(TEXT + " More.", "other")) as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "2 documents · 6 claims open" in screen_text(app)
            await press(pilot, "j", "enter")
            assert isinstance(app.screen, ReviewScreen)
            name = review_of(app).document_name
            await press(pilot, "1", "m", "q")
            assert isinstance(app.screen, DeskScreen)
            assert desk.document(name).summary.progress.checked == 1
            assert "6 claims open" not in screen_text(app) and "██░░░░░░" in screen_text(app)


async def test_the_desk_filters(tmp_path: Path) -> None:
    with opened(tmp_path, build(), build(TEXT + " More.", "other")) as desk:
        app = ReviewApp(desk)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "slash", *"other", "enter")
            assert "1 of 2 with “other”" in screen_text(app)
            await press(pilot, "enter")
            assert review_of(app).document_name == "other"


async def test_search_narrows_the_queue_and_escape_shows_all(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "slash", *"RAINED", "enter")
            assert current(app).number == 3
            assert "Claims · 1 of 3" in screen_text(app)
            await press(pilot, "escape")
            assert "Claims · 3 of 3" in screen_text(app)
            await press(pilot, "slash", *"[/none", "enter")
            assert "No claim fits" in screen_text(app)
            await press(pilot, "c", "n", "m", "u", "escape", "slash", *"kcna", "enter")
            assert current(app).number == 1


async def test_only_what_is_open(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "1", "m", "f")
            assert "Claims · 2 of 3 · open only" in screen_text(app)
            await press(pilot, "f")
            assert "Claims · 3 of 3" in screen_text(app)


async def test_zoom_gives_a_pane_the_window(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "tab", "z")
            assert "Claims ·" not in screen_text(app) and "Article" in screen_text(app)
            await press(pilot, "z")
            assert "Claims ·" in screen_text(app)


async def test_help_shows_every_key_of_the_screen(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(100, 120)) as pilot:
            await settle(pilot)
            await press(pilot, "question_mark")
            assert isinstance(app.screen, HelpScreen)
            text = screen_text(app)
            for command in commands.commands_of(commands.REVIEW):
                assert f"{command.shown} " in text and command.label in text
            await press(pilot, "escape")
            assert isinstance(app.screen, ReviewScreen)


async def test_the_palette_offers_the_commands_by_name(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            titles = [command.title for command in app.get_system_commands(app.screen)]
            assert "Is it true: Wrong (w)" in titles
            await pilot.press("ctrl+p")
            await settle(pilot)
            assert isinstance(app.screen, CommandPalette)


def test_no_key_is_used_twice_and_every_command_has_an_action() -> None:
    for screen, owner in ((commands.DESK, DeskScreen), (commands.REVIEW, ReviewScreen)):
        keys = [key for command in commands.commands_of(screen) for key in command.keys.split(",")]
        assert len(keys) == len(set(keys))
        for command in commands.commands_of(screen):
            name = "action_" + command.action.removeprefix("app.").partition("(")[0]
            assert hasattr(owner, name) or hasattr(ReviewApp, name), command.id
            assert command.tooltip and command.group in commands.GROUPS


def test_the_page_of_keys_is_the_table_of_commands() -> None:
    """`python -c "from factcheck.tui.commands import as_markdown; print(as_markdown(), end='')" > docs/keys.md`."""
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == commands.as_markdown()
