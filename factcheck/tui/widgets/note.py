"""The note editor: what is typed is stored while it is typed."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TextArea

from factcheck.tui.commands import NOTE, bindings_of
from factcheck.tui.pause import Pause


class NoteEditor(Vertical):
    """Edits the note of one claim. Escape leaves it; leaving stores what is there.

    `keep` and `left` are called and not sent as messages: the note must be on its way before the app can end.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(NOTE)

    def __init__(self, keep: Callable[[int, str], None], left: Callable[[int], None], id: str | None = None) -> None:
        super().__init__(id=id)
        self._keep, self._left = keep, left
        self._claim: int | None = None
        self._number = 0
        self._stored = ""
        self._pause = Pause(self, self.store)

    def compose(self) -> ComposeResult:
        """A plain text area."""
        yield TextArea(id="note-text", show_line_numbers=False, soft_wrap=True)

    @property
    def area(self) -> TextArea:
        """The text area."""
        return self.query_one(TextArea)

    @property
    def claim(self) -> int | None:
        """The claim whose note is being written, None while the editor is closed."""
        return self._claim

    def open(self, claim: int, number: int, note: str) -> None:
        """Edit `note` of `claim`, with the cursor at its end."""
        self._claim, self._number, self._stored = claim, number, note
        with self.prevent(TextArea.Changed):
            self.area.load_text(note)
        self.area.move_cursor(self.area.document.end)
        self._tell("Esc leaves and keeps it")
        self.display = True
        # At once, not when idle: keys typed after n belong to the note.
        self.screen.set_focus(self.area)

    def close(self) -> None:
        """Store what is typed and go out of sight."""
        self.store()
        self._claim = None
        self.display = False

    def store(self) -> None:
        """Ask for what is typed to be stored, if it is not yet."""
        self._pause.stop()
        if self._claim is not None and self.area.text != self._stored:
            self._stored = self.area.text
            self._keep(self._claim, self._stored)

    def stored(self, claim: int, note: str) -> None:
        """Take notice that the database now has `note`; it has more than was typed where two people wrote."""
        if claim != self._claim:
            return
        if note != self._stored and note != self.area.text:
            typed_since = self.area.text.removeprefix(self._stored) if self.area.text != self._stored else ""
            with self.prevent(TextArea.Changed):
                self.area.load_text(note + typed_since)
            self.area.move_cursor(self.area.document.end)
            self._stored = note
        if self._pause.is_waiting:
            return
        if self.area.text == self._stored:
            self._tell("stored · Esc leaves")
        else:
            self._pause.touch()

    def failed(self, claim: int) -> None:
        """Take notice that the note could not be stored: it stays here, and the next pause tries again."""
        if claim == self._claim:
            self._stored = "\0"
            self._tell("! not stored")

    @on(TextArea.Changed)
    def _changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self._claim is not None and not self._pause.is_waiting:
            self._tell("…")
            self._pause.touch()

    def action_leave(self) -> None:
        """Leave the note."""
        claim = self._claim
        self.close()
        if claim is not None:
            self._left(claim)

    def _tell(self, text: str) -> None:
        self.border_title = Content(f"Note on claim {self._number}")
        self.border_subtitle = Content(text)
