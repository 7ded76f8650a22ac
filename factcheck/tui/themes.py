"""The looks of the app: two with colours of its own, of which every text stands out, and two of the terminal's."""

from collections.abc import Sequence
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

SOURCE_COLOURS = 6
"""Colours that tell sources apart, `$source-1` and on; who comes later has one of them again, but not their letter."""


def _for_sources(colours: Sequence[str]) -> dict[str, str]:
    return {f"source-{number}": colours[(number - 1) % len(colours)] for number in range(1, SOURCE_COLOURS + 1)}


_DARK_SOURCES = _for_sources(("#7ab8f0", "#7fd99a", "#e39be0", "#e5d36b", "#5fd0d0", "#ff9c8a"))

_DARK = Theme(
    name="factcheck-dark",
    primary="#0178D4",
    secondary="#004578",
    accent="#ffa62b",
    warning="#ffa62b",
    error="#ff8aa5",
    success="#7fd99a",
    foreground="#e0e0e0",
    background="#121212",
    surface="#1e1e1e",
    panel="#2b2b2b",
    variables={
        "text-primary": "#7ab8f0",
        "text-error": "#ff8aa5",
        "text-muted": "#a8a8a8",
        "block-cursor-background": "#0b5fa8",
        "block-cursor-foreground": "#ffffff",
        "footer-key-foreground": "#ffa62b",
        "border": "#3d9be9",
        **_DARK_SOURCES,
    },
)
_LIGHT = Theme(
    name="factcheck-light",
    primary="#004578",
    secondary="#0178D4",
    accent="#944a00",
    warning="#7d4e00",
    error="#a3123a",
    success="#0b6b2e",
    foreground="#1a1a1a",
    background="#fafafa",
    surface="#f0f0f0",
    panel="#e2e2e2",
    dark=False,
    variables={
        "text-primary": "#00487d",
        "text-accent": "#944a00",
        "text-warning": "#7d4e00",
        "text-error": "#a3123a",
        "text-success": "#0b6b2e",
        "text-muted": "#555555",
        "block-cursor-background": "#004578",
        "block-cursor-foreground": "#ffffff",
        "footer-key-foreground": "#00487d",
        "border": "#004578",
        **_for_sources(("#00569c", "#0b6b2e", "#8a1a86", "#6b5a00", "#006a70", "#a3301a")),
    },
)

# of the terminal's colours those that are legible as xterm has them: blue is not on black, green and cyan not on white
_ON_BLACK = ("ansi_bright_green", "ansi_bright_magenta", "ansi_bright_cyan", "ansi_bright_yellow", "ansi_bright_red")
_ON_WHITE = ("ansi_blue", "ansi_magenta", "ansi_red")


def _ansi(name: str, focus: str, sources: Sequence[str]) -> Theme:
    """A theme of the terminal's own colours; the border of the pane that has the focus is of the colour `focus`."""
    theme = BUILTIN_THEMES[name]
    return replace(theme, variables={**theme.variables, "border": focus, **_for_sources(sources)})


THEMES = {
    "dark": _DARK,
    "light": _LIGHT,
    "ansi": _ansi("ansi-dark", "ansi_bright_cyan", _ON_BLACK),
    "ansi-light": _ansi("ansi-light", "ansi_magenta", _ON_WHITE),
}
"""By the names that people know."""

# what a style sheet that names them needs before any of the themes is there
DEFAULTS = _DARK_SOURCES
