"""The line at the foot of a screen that says what was done."""

from textual.content import Content
from textual.widgets import Static


class Status(Static):
    """Grows to three lines where it must; a text of as many lines as the last moves nothing else on the screen."""

    _lines = 1

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)

    def say(self, content: Content) -> None:
        """Show `content`."""
        width = max(1, self.size.width - 2)
        lines = min(3, max(1, len(content.wrap(width))))
        # a layout of the whole screen costs more than the key that asked for the text
        self.update(content, layout=lines != self._lines)
        self._lines = lines
