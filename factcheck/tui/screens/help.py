"""The help screen: the keys of the screen it was called from, out of the one table of commands."""

from collections.abc import Iterable, Mapping
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from factcheck.tui.commands import APP, ELSEWHERE, GROUPS, REVIEW, commands_of
from factcheck.tui.keymap import shown
from factcheck.tui.labels import CHECK_GLYPHS, FINDING_GLYPHS, FINDING_WORDS, STATE_GLYPHS, words

_WIDTH = 12
_ROOM = 69
"""Cells of a line, where the window has room for the whole of it."""


class HelpScreen(ModalScreen[None]):
    """Keys and signs; any of Escape, q and ? leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss", "Close", id="help.close"),
        Binding("j,down", "down", "Down", show=False),
        Binding("k,up", "up", "Up", show=False),
    ]

    def __init__(self, screen: str) -> None:
        super().__init__()
        self._of = screen

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        with VerticalScroll(id="help") as pane:
            pane.border_title = "Keys"
            pane.border_subtitle = "Esc closes"
            keys: Mapping[str, str] = getattr(self.app, "keys_given", {})
            yield Static(keys_of(self._of, keys), markup=False)

    def action_down(self) -> None:
        """A line on."""
        self.query_one("#help").scroll_relative(y=1, animate=False)

    def action_up(self) -> None:
        """A line back."""
        self.query_one("#help").scroll_relative(y=-1, animate=False)


def keys_of(screen: str, keys: Mapping[str, str]) -> Content:
    """The help text of `screen`; `keys` are those that the settings give."""
    lines: list[Content] = []
    for group in GROUPS:
        commands = [command for command in commands_of(screen) if command.group == group]
        if commands:
            lines.append(Content.styled(group, "bold $text-primary"))
            lines += [
                _line(shown(command, keys), f"{command.label}: {_lower(command.tooltip)}") for command in commands
            ]
            lines.append(Content(""))
    lines.append(Content.styled("Everywhere", "bold $text-primary"))
    lines += [
        _line(shown(command, keys), f"{command.label}: {_lower(command.tooltip)}") for command in commands_of(APP)
    ]
    lines += [_line(key, what, 20) for key, what in ELSEWHERE]
    if screen == REVIEW:
        lines += [Content(""), Content.styled("Signs", "bold $text-primary")]
        lines.append(_signs("State", ((STATE_GLYPHS[state], words(state)) for state in STATE_GLYPHS)))
        lines.append(_signs("Said", ((CHECK_GLYPHS[check], words(check)) for check in CHECK_GLYPHS)))
        lines.append(
            _signs("Finding", ((FINDING_GLYPHS[finding], FINDING_WORDS[finding]) for finding in FINDING_GLYPHS))
        )
        lines.append(Content("A finding with … behind it still wants evidence or a reason for none."))
    return Content("\n").join(lines)


def _line(key: str, what: str, width: int = _WIDTH) -> Content:
    lines = wrap(what, _ROOM - width)
    return Content.assemble((f"{key:<{width}}", "bold"), f"\n{' ' * width}".join(lines).replace("\xa0", " "))


def _signs(name: str, signs: Iterable[tuple[str, str]]) -> Content:
    # a sign stays with its word
    pairs = "  ".join(f"{glyph} {word}".replace(" ", "\xa0") for glyph, word in signs)
    return _line(name, pairs)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
