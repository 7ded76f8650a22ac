"""The log: every event of the desk or of one document, the latest first, and undo from there."""

import asyncio
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from factcheck.domain.desk import LogLine, who
from factcheck.domain.errors import FactcheckError
from factcheck.tui.changes import change
from factcheck.tui.commands import LOG, bindings_of
from factcheck.tui.content import one_line, shown
from factcheck.tui.labels import counted
from factcheck.tui.messages import LogRead
from factcheck.tui.screens.listing import FilteredScreen
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_PAGE = 200
_COLUMNS = (Column("When", 12), Column("Who", 10), Column("Document", 18), Column("#", 4, right=True), Column("What"))
_DOCUMENT_AT = 2
T = TypeVar("T")


class LogScreen(FilteredScreen):
    """Pages of events; going down past the last one reads the next page."""

    COMMANDS_OF = LOG
    FILTER_QUESTION = "Events with (who, what, document)"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(LOG), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, document: str | None = None) -> None:
        super().__init__(workbench, writer)
        self._document = document
        self._lines: dict[int, LogLine] = {}
        self._all = False

    def panes(self) -> ComposeResult:
        """The events, and the one under the cursor in full."""
        yield Rows[int](self._of_interest(_COLUMNS), id="events")
        yield Static(id="preview", markup=False)
        yield self.prompt()

    def _of_interest(self, columns: tuple[T, ...]) -> tuple[T, ...]:
        """The log of one document says nothing in the column that names it, and has no room for it."""
        return (*columns[:_DOCUMENT_AT], *columns[_DOCUMENT_AT + 1 :]) if self._document else columns

    def on_mount(self) -> None:
        """Name what is shown."""
        self.title_is(f"Log of {self._document}" if self._document else "Log of the desk")
        self.set_focus(self.list)

    def on_screen_resume(self) -> None:
        """Read, also when a review was left."""
        self.read()

    def read(self, before: int | None = None) -> None:
        """Read a page of events."""
        words = self.words
        self.fetch(
            lambda: LogRead(
                self.workbench.log_page(self._document, words, before, _PAGE), words, more=before is not None
            )
        )

    @on(LogRead)
    def _read(self, message: LogRead) -> None:
        if message.words != self.words:
            return
        current = self.list.current
        known = {line.event.id: line for line in message.lines}
        self._lines = {**self._lines, **known} if message.more else known
        self._all = len(message.lines) < _PAGE
        self.list.fill(self._lines, lambda number: self._of_interest(_cells(self._lines[number])), current)
        more = "" if self._all else " and more"
        self.list.border_title = self.with_words(f"{counted(len(self._lines), 'event')}{more}")
        if not self._lines:
            self.tell("no event has this" if self.words else "nothing was decided yet")
        self._preview()
        self.refresh_bindings()

    @on(Rows.Highlighted)
    def _preview(self) -> None:
        line = self._lines.get(self.list.current or 0)
        self.query_one("#preview", Static).update("" if line is None else _described(line))
        if line is not None and not self._all and self.list.cursor_row == self.list.row_count - 1:
            self.read(line.event.id)

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the claim that the event changed."""
        line = self._lines.get(self.list.current or 0)
        if line is not None and line.document:
            self.review(line.document, line.event.claim or None)

    async def action_take_back(self) -> None:
        """Take back the whole decision that the event was part of."""
        line = self._lines.get(self.list.current or 0)
        if line is None:
            return
        try:
            future = self.writer.submit(lambda: self.workbench.take_back(line.event.decision))
            await asyncio.shield(asyncio.wrap_future(future))
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        self.tell(f"taken back: {line.event.by}'s decision on claim {line.number} of {line.document}")
        self.read()

    def filtered(self) -> None:
        """Read the events that have the words."""
        self.read()


def _cells(line: LogLine) -> tuple[str, ...]:
    event = line.event
    what = change(event) + ("" if line.stands else "  (taken back)")
    number = str(line.number) if line.number else ""
    return f"{event.at.astimezone():%d %b %H:%M}", event.by, line.document, number, what


def _described(line: LogLine) -> Content:
    event = line.event
    where = f"claim {line.number} of {line.document}" if line.number else line.document or "the desk"
    head = f"event {event.id} · {event.at.astimezone():%Y-%m-%d %H:%M:%S} · {who(event.by, event.role)} · {where}"
    lines = [Content.styled(one_line(head), "$text-muted"), shown(one_line(change(event), 400))]
    if event.note:
        lines.append(shown(one_line(event.note, 400)))
    return Content("\n").join(lines)
