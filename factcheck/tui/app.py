"""The app: theme, screens and palette; what it does is on the screens."""

import asyncio
from collections.abc import Iterable
from functools import partial

from textual.app import SystemCommand
from textual.screen import Screen

from factcheck.tui.commands import commands_of
from factcheck.tui.keys import KeysInTurn
from factcheck.tui.screens.desk import DeskScreen
from factcheck.tui.screens.form import FormScreen
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.review import ReviewScreen
from factcheck.tui.screens.search import SearchScreen
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_WIDE = 120
"""Columns from which the article stands beside the claims and not above them."""


class ReviewApp(KeysInTurn):
    """Review at the terminal on one database. `document` is opened at once, and closing it ends the app."""

    TITLE = "Factcheck"
    CSS_PATH = "styles.tcss"

    def __init__(self, workbench: Workbench, document: str | None = None) -> None:
        super().__init__()
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
        self.workbench = workbench
        self.writer = Writer(workbench)
        self._document = document

    def get_default_screen(self) -> Screen[None]:
        """The desk, or the one document asked for."""
        if self._document is None:
            return DeskScreen(self.workbench, self.writer)
        return ReviewScreen(self.workbench, self.writer, self._document)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: the commands of the screen that are valid now, then Textual's own."""
        name = getattr(screen, "COMMANDS_OF", "")
        for command in commands_of(name):
            action = command.action.removeprefix("app.").partition("(")[0]
            if command.palette and screen.check_action(action, ()) is not False:
                yield SystemCommand(
                    f"{command.group.rstrip('?')}: {command.label} ({command.shown})",
                    command.tooltip,
                    partial(screen.run_action, command.action),
                )
        for own in super().get_system_commands(screen):
            if own.title in ("Theme", "Quit", "Screenshot"):
                yield own

    def action_find(self) -> None:
        """Search the whole desk."""
        self.push_screen(SearchScreen(self.workbench, self.writer))

    def action_help(self) -> None:
        """Show the keys of the screen."""
        self.push_screen(HelpScreen(getattr(self.screen, "COMMANDS_OF", "")))

    async def action_quit(self) -> None:
        """Leave, with every note and decision on its way to the database."""
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen | FormScreen):
                screen.finish()
        await asyncio.to_thread(self.writer.drain)
        self.exit()
