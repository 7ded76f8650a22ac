"""The app: theme, screens and palette; what it does is on the screens."""

import asyncio
import gc
import os
import signal
from collections.abc import Iterable, Mapping
from functools import partial
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import APP, bindings_of, commands_of
from factcheck.tui.keymap import keymap, shown
from factcheck.tui.keys import KeysInTurn
from factcheck.tui.screens.desk import DeskScreen
from factcheck.tui.screens.form import FormScreen
from factcheck.tui.screens.help import HelpScreen
from factcheck.tui.screens.lesson import LessonScreen
from factcheck.tui.screens.picker import SourcePicker
from factcheck.tui.screens.review import ReviewScreen
from factcheck.tui.screens.search import SearchScreen
from factcheck.tui.themes import DEFAULTS, THEMES
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench
from factcheck.workbench.preferences import Preferences, remember

_NONE = Preferences()
_LEFT = {"lesson": "shown"}
_WIDE = 120
"""Columns from which the article stands beside the claims and not above them."""


class ReviewApp(KeysInTurn):
    """Review at the terminal on one database. `document` is opened at once, and closing it ends the app.

    `chosen` is the person's settings file, `left` what is remembered of how they left the program.
    Raises InputError for settings that cannot be.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(APP, priority=True)

    TITLE = "Factcheck"
    CSS_PATH = "styles.tcss"

    def __init__(
        self,
        workbench: Workbench,
        document: str | None = None,
        chosen: Preferences = _NONE,
        left: Mapping[str, str] = _LEFT,
    ) -> None:
        super().__init__()
        self.keys_given = keymap(chosen.keys)
        """The keys of commands that the settings file changes."""
        self.left = dict(left)
        """How the person left the program: theme, sizes, and whether the lesson was shown."""
        self._chosen = chosen
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]
        self.workbench = workbench
        self.writer = Writer(workbench)
        self._document = document

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of the style sheet that Textual does not know."""
        return {**super().get_theme_variable_defaults(), **DEFAULTS}

    def on_mount(self) -> None:
        """Look as the person likes it; teach whoever is here for the first time."""
        self.set_keymap(self.keys_given)
        for theme in THEMES.values():
            self.register_theme(theme)
        name = self._chosen.theme or self.left.get("theme", "dark")
        self.theme = THEMES.get(name, THEMES["dark"]).name
        if not self.is_headless:
            loop = asyncio.get_running_loop()
            loop.add_signal_handler(signal.SIGHUP, self._hung_up)
            loop.add_signal_handler(signal.SIGTERM, lambda: self.call_later(self.action_quit))
        if "lesson" not in self.left:
            self.remember(lesson="shown")
            self.action_lesson()

    def _hung_up(self) -> None:
        """The terminal is gone, as when a connection breaks: keep what is being typed, and end."""
        self._finish()
        self.writer.drain()
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGHUP)

    def on_ready(self) -> None:
        """Collect garbage from here on, but never again look through what the start has made."""
        if not gc.isenabled():
            gc.freeze()
            gc.enable()

    def remember(self, **values: str) -> None:
        """Keep how the person leaves the program; that it could not be kept is said on the way out of the screen."""
        self.left.update(values)
        try:
            remember(**values)
        except FactcheckError as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_theme(self) -> None:
        """Go on to the next theme."""
        names = list(THEMES)
        now = next((name for name in names if THEMES[name].name == self.theme), names[-1])
        name = names[(names.index(now) + 1) % len(names)]
        self.theme = THEMES[name].name
        self.remember(theme=name)
        only = f"; the settings file says {self._chosen.theme}, which is how it starts" if self._chosen.theme else ""
        self.notify(f"Theme: {name}{only}", timeout=3, markup=False)

    def action_lesson(self) -> None:
        """Show how to work here."""
        if not isinstance(self.screen, LessonScreen):
            self.push_screen(LessonScreen())

    def get_default_screen(self) -> Screen[None]:
        """The desk, or the one document asked for."""
        if self._document is None:
            return DeskScreen(self.workbench, self.writer)
        return ReviewScreen(self.workbench, self.writer, self._document)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """What the palette offers: the commands of the screen that are valid now, then Textual's own."""
        name = getattr(screen, "COMMANDS_OF", "")
        for command in (*commands_of(name), *commands_of(APP)):
            action = command.action.removeprefix("app.").partition("(")[0]
            if command.palette and screen.check_action(action, ()) is not False:
                yield SystemCommand(
                    f"{command.group.rstrip('?')}: {command.label} ({shown(command, self.keys_given)})",
                    command.tooltip,
                    partial(screen.run_action, command.action),
                )
        for own in super().get_system_commands(screen):
            if own.title == "Screenshot":
                yield own

    def action_find(self) -> None:
        """Search the whole desk."""
        self.push_screen(SearchScreen(self.workbench, self.writer))

    def action_help(self) -> None:
        """Show the keys of the screen."""
        self.push_screen(HelpScreen(getattr(self.screen, "COMMANDS_OF", "")))

    async def action_quit(self) -> None:
        """Leave, with every note and decision on its way to the database."""
        self._finish()
        await asyncio.to_thread(self.writer.drain)
        self.exit()

    def _finish(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReviewScreen | FormScreen | SourcePicker):
                screen.finish()
