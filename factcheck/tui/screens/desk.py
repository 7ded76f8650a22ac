"""The desk: every document with how far its review is."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import DataTable, Footer, Static

from factcheck.domain.desk import DocumentSummary
from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import DESK, bindings_of
from factcheck.tui.content import cell, one_line
from factcheck.tui.labels import counted, progress_bar
from factcheck.tui.messages import Asked, DocumentsRead, PromptChanged, ReadFailed
from factcheck.tui.screens.review import ReviewScreen
from factcheck.tui.widgets.prompt import Answer, Prompt
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_COLUMNS = ("Title", "Outlet", "Date", "Claims", "Open", "Checked", "Signed", "Progress")
_FIXED = 64
"""Cells that all columns but the title take, the share in percent not counted."""
_ROOMY = 100
"""Columns from which there is room for the share."""

_EMPTY = """No article on the desk yet.

Leave with q, then add one:

    factcheck add FILE

FILE is a text or Markdown file; - reads standard input.
After that, factcheck review brings you back here."""


class DeskScreen(Screen[None]):
    """A table of the documents; Enter opens one."""

    COMMANDS_OF = DESK
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(DESK)

    def __init__(self, workbench: Workbench, writer: Writer) -> None:
        super().__init__()
        self._workbench = workbench
        self._writer = writer
        self._documents: list[DocumentSummary] | None = None
        self._needle = ""
        self._current: str | None = None

    def compose(self) -> ComposeResult:
        """Title, table or empty state, prompt, status, footer."""
        yield Static("Factcheck", id="title", markup=False)
        yield Documents(id="documents", cursor_type="row")
        yield Static(_EMPTY, id="empty", markup=False)
        yield Prompt(self._answered, self._left, id="prompt")
        yield Static(id="status", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Nothing is shown until the list is read."""
        self.query_one("#documents").display = False
        self.query_one("#empty").display = False

    def on_screen_resume(self) -> None:
        """Read the list, at first and whenever a review was left."""
        self.read()

    @work(thread=True, exclusive=True, group="reads")
    def read(self) -> None:
        """Read the list, behind whatever is still being written."""
        self._writer.drain()
        try:
            self.post_message(DocumentsRead(self._workbench.documents()))
        except FactcheckError as error:
            self.post_message(ReadFailed(error))

    @on(DocumentsRead)
    def _read(self, message: DocumentsRead) -> None:
        self._documents = message.documents
        self._show()

    @on(ReadFailed)
    def _failed(self, message: ReadFailed) -> None:
        self._tell(str(message.error), "$text-error")

    def on_resize(self) -> None:
        """Give the titles the width there is."""
        if self._documents is not None:
            self._show()

    def _show(self) -> None:
        documents = self._documents or []
        needle = self._needle.casefold()
        chosen = [d for d in documents if needle in f"{d.title} {d.outlet or ''} {d.name}".casefold()]
        table = self.query_one(Documents)
        table.display = bool(documents)
        self.query_one("#empty").display = not documents
        table.show(chosen, self._current, self.size.width)
        if table.display and self.focused is None:
            self.set_focus(table)
        waiting = sum(d.progress.open for d in documents)
        title = f" Factcheck · {counted(len(documents), 'document')} · {counted(waiting, 'claim')} open"
        self.query_one("#title", Static).update(
            Content(f"{title} · {one_line(self._workbench.reviewer)} · {one_line(self._workbench.location)}")
        )
        if self._needle:
            self._tell(f"{len(chosen)} of {len(documents)} with “{one_line(self._needle)}”; / changes it")
        elif documents:
            self._tell_current()
        self.refresh_bindings()

    def _tell(self, text: str, style: str = "$text-muted") -> None:
        self.query_one("#status", Static).update(Content.styled(one_line(text, 400), style))

    @on(DataTable.RowHighlighted)
    def _tell_current(self) -> None:
        if self._needle:
            return
        # The column is too narrow for most titles.
        name = self.query_one(Documents).current
        for document in self._documents or []:
            if document.name == name:
                self._tell(f"{document.name}: {document.title}" if document.title else document.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a document while there is none."""
        if action == "filter" and self.is_mounted and self.query_one(Prompt).asked is not None:
            return False
        return not (action in ("open", "filter", "move", "edge") and not self._documents)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        table = self.query_one(Documents)
        table.move_cursor(row=table.cursor_row + by)

    def action_edge(self, place: int) -> None:
        """Go to the first (0) or the last (-1) document."""
        table = self.query_one(Documents)
        table.move_cursor(row=place if place >= 0 else table.row_count - 1)

    def action_open(self) -> None:
        """Open the document under the cursor."""
        name = self.query_one(Documents).current
        if name is not None:
            self._current = name
            self.app.push_screen(ReviewScreen(self._workbench, self._writer, name))

    @on(DataTable.RowSelected)
    def _chosen(self, message: DataTable.RowSelected) -> None:
        message.stop()
        self.action_open()

    def action_filter(self) -> None:
        """Ask for a word."""
        self.query_one(Prompt).ask(Asked.SEARCH, "Documents with", text=self._needle)

    @on(PromptChanged)
    def _typed(self, message: PromptChanged) -> None:
        self._needle = message.text.strip()
        self._show()

    async def _answered(self, answer: Answer) -> None:
        self._needle = answer.text
        self.set_focus(self.query_one(Documents))
        self._show()

    def _left(self, asked: Asked, claim: int | None) -> None:
        self._needle = ""
        self.set_focus(self.query_one(Documents))
        self._show()

    def action_reload(self) -> None:
        """Read the list again."""
        self.read()

    async def action_leave(self) -> None:
        """Leave the program."""
        await self.app.action_quit()


class Documents(DataTable[Text]):
    """The table; a row's key is the document's name."""

    @property
    def current(self) -> str | None:
        """The name of the document under the cursor."""
        if not self.row_count:
            return None
        return self.ordered_rows[self.cursor_row].key.value

    def show(self, documents: Sequence[DocumentSummary], current: str | None, width: int) -> None:
        """Show `documents`, with the cursor where it was."""
        current = self.current or current
        roomy = width >= _ROOMY
        title_width = max(14, width - _FIXED - (12 if roomy else 0))
        self.clear(columns=True)
        for label in _COLUMNS:
            self.add_column(Text(label), key=label)
        for document in documents:
            progress = document.progress
            done = progress.checked + progress.signed_off
            share = f"{100 * done // progress.claims:>3}%" if progress.claims else "  –"
            self.add_row(
                cell(document.title or document.name, longest=title_width),
                cell(document.outlet or "–", longest=8 if not roomy else 14),
                Text(f"{document.published:%Y-%m-%d}" if document.published else "–"),
                *(Text(f"{n:>4}") for n in (progress.claims, progress.open, progress.checked, progress.signed_off)),
                Text(f"{progress_bar(done, progress.claims, 8)}{share if roomy else ''}"),
                key=document.name,
            )
        if current is not None and current in self.rows:
            self.move_cursor(row=self.get_row_index(current))
