"""The looks of the app: two with colours of its own, of which every text stands out, and two of the terminal's."""

from textual.theme import BUILTIN_THEMES, Theme

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
    },
)

THEMES = {
    "dark": _DARK,
    "light": _LIGHT,
    "ansi": BUILTIN_THEMES["ansi-dark"],
    "ansi-light": BUILTIN_THEMES["ansi-light"],
}
"""By the names that people know."""
