"""The versions of a claim's note, out of the log."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from factcheck.domain.desk import ClaimView, Event
from factcheck.domain.errors import Conflict, FactcheckError
from factcheck.tui.changes import told_conflict
from factcheck.tui.commands import VERSIONS, bindings_of
from factcheck.tui.content import one_line, shown
from factcheck.tui.labels import counted
from factcheck.tui.messages import HistoryRead
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_SITTING = timedelta(minutes=1)
_COLUMNS = (Column("When", 16), Column("Who", 12), Column("Note"))


class VersionsScreen(ListScreen):
    """One line a sitting, the latest first; Enter brings a version back as a new event."""

    COMMANDS_OF = VERSIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(VERSIONS), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, claim: ClaimView) -> None:
        super().__init__(workbench, writer)
        self._claim = claim
        self._events: dict[int, Event] = {}

    def panes(self) -> ComposeResult:
        """The versions, and the one under the cursor in full."""
        yield Rows[int](_COLUMNS, id="versions")
        with VerticalScroll(id="version", can_focus=False):
            yield Static(id="version-text", markup=False)

    def on_mount(self) -> None:
        """Name what is shown."""
        self.title_is(f"Note on claim {self._claim.number} of {self._claim.document_name}")
        self.set_focus(self.list)
        self.read()

    def read(self) -> None:
        """Read the events of the claim."""
        self.fetch(lambda: HistoryRead(self._claim.id, self.workbench.history(self._claim.id)))

    @on(HistoryRead)
    def _read(self, message: HistoryRead) -> None:
        self._events = {event.id: event for event in reversed(versions(message.events))}
        self.list.fill(self._events, self._cells, self.list.current)
        self.list.border_title = Content(counted(len(self._events), "version"))
        if not self._events:
            self.tell("no note was written yet")
        self._preview()
        self.refresh_bindings()

    def _cells(self, number: int) -> tuple[str, ...]:
        event = self._events[number]
        back = " (taken back)" if event.undoes is not None else ""
        return f"{event.at.astimezone():%Y-%m-%d %H:%M}", event.by, (event.after or "(empty)") + back

    @on(Rows.Highlighted)
    def _preview(self) -> None:
        event = self._events.get(self.list.current or 0)
        self.query_one("#version-text", Static).update("" if event is None else shown(event.after))

    @on(Rows.Chosen)
    async def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        await self.action_open()

    async def action_open(self) -> None:
        """Make the version under the cursor the note again."""
        event = self._events.get(self.list.current or 0)
        if event is None:
            return
        try:
            future = self.writer.submit(lambda: self.writer.rewrite_note(self._claim.id, event.after))
            await asyncio.shield(asyncio.wrap_future(future))
        except Conflict as conflict:
            self.tell(told_conflict(conflict, self._claim.number), "error")
            return
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        self.tell(f"the note is again: {one_line(event.after, 80) or '(empty)'} · undo on the review takes it back")
        self.read()

    def action_copy(self) -> None:
        """Copy the version."""
        event = self._events.get(self.list.current or 0)
        if event is not None:
            self.app.copy_to_clipboard(event.after)
            self.tell("copied")


def versions(events: Sequence[Event]) -> list[Event]:
    """The last event of each sitting of a note, the oldest first."""
    found: list[Event] = []
    for event in events:
        if event.field != "note":
            continue
        same = found and found[-1].by == event.by and (found[-1].undoes is None) == (event.undoes is None)
        if same and event.at - found[-1].at <= _SITTING:
            found[-1] = event
        else:
            found.append(event)
    return found
