"""The legend: every source of the article with its letter and colour, below the panes."""

from typing import Protocol, cast

from textual.content import Content
from textual.widgets import Static

from factcheck.tui.keymap import key_of
from factcheck.tui.legend import Legend, in_lines

_SHARE = 8
"""It takes at most one line of so many of the screen's."""


class _Remembering(Protocol):
    left: dict[str, str]

    def remember(self, **values: str) -> None: ...


class Letters(Static):
    """Out of sight until it is asked for; it stays as it was left."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._legend = Legend()

    @property
    def _app(self) -> _Remembering:
        return cast(_Remembering, self.app)

    def on_mount(self) -> None:
        """As it was left."""
        self.border_title = "Sources, with the number of their claims"
        self.display = self._app.left.get("legend") == "shown"

    def on_resize(self) -> None:
        """Lay the names out in the new width."""
        self.show(self._legend)

    def show(self, legend: Legend) -> None:
        """Show the sources of `legend`."""
        self._legend = legend
        if not self.display:
            return
        height = max(2, self.screen.size.height // _SHARE)
        width = self.screen.size.width - 2
        if legend.entries:
            self.update(in_lines(legend.entries, width, height, key_of(self.app, "review.sources")))
        else:
            self.update(Content("nobody is credited with anything here"))

    def turn(self) -> None:
        """Come into sight, or go out of it."""
        self.display = not self.display
        self._app.remember(legend="shown" if self.display else "hidden")
        self.show(self._legend)
