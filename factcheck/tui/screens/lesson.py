"""What a person sees the first time: how to work here, in six lines."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from factcheck.tui.keymap import key_of

_LESSON = (
    (("review.next", "review.previous"), "move through the claims; article and detail follow"),
    (("review.check_correct", "review.finding_confirmed"), "“was it said” is a digit, “is it true” a letter"),
    (("review.evidence", "review.reason"), "what a finding rests on: evidence, or why there is none"),
    (("review.note", "review.checked"), "write a note; claim checked, on to the next open one"),
    (("review.undo", "review.redo"), "undo and redo anything; all is stored the moment you see it"),
    (("review.help", "app.palette"), "the keys of where you are; every command by name"),
)


class LessonScreen(ModalScreen[None]):
    """Any key leaves it."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """Six lines, with the keys as they are set."""
        lines = []
        for commands, what in _LESSON:
            keys = "  ".join(key_of(self.app, command) for command in commands)
            lines.append(Content.assemble((f"{keys:<12}", "bold $text-accent"), what))
        with Vertical(id="lesson") as pane:
            pane.border_title = "Checking an article"
            pane.border_subtitle = f"any key goes on · {key_of(self.app, 'app.lesson')} shows this again"
            yield Static(Content("\n").join(lines), markup=False)

    def on_key(self, event: events.Key) -> None:
        """Go on."""
        event.stop()
        self.dismiss(None)

    def on_click(self) -> None:
        """Go on."""
        self.dismiss(None)
