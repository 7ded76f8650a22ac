"""The desk: every document with how far its review is."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from factcheck.domain.desk import DocumentSummary
from factcheck.tui.commands import DESK, bindings_of
from factcheck.tui.content import one_line
from factcheck.tui.labels import counted, progress_bar
from factcheck.tui.messages import DocumentsRead
from factcheck.tui.screens.listing import FilteredScreen
from factcheck.tui.screens.review import ReviewScreen
from factcheck.tui.widgets.prompt import Prompt
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_ROOMY = 150
"""Columns from which there is room for every column and a title that can be read."""

_EMPTY = """No article on the desk yet.

Leave with q, then add one:

    factcheck add FILE

FILE is a text or Markdown file; - reads standard input.
After that, factcheck review brings you back here."""


class DeskScreen(FilteredScreen):
    """A table of the documents; Enter opens one.

    Screens that not everybody opens are imported when they are asked for: the first one comes sooner.
    """

    COMMANDS_OF = DESK
    FILTER_QUESTION = "Documents with"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(DESK)

    def __init__(self, workbench: Workbench, writer: Writer) -> None:
        super().__init__(workbench, writer)
        self._documents: list[DocumentSummary] | None = None
        self._sorting = 0
        self._open_only = False
        self._current: str | None = None

    def panes(self) -> ComposeResult:
        """Table or empty state, and the prompt."""
        yield Documents(id="documents")
        yield Static(_EMPTY, id="empty", markup=False)
        yield self.prompt()

    def on_mount(self) -> None:
        """Nothing is shown until the list is read."""
        self.query_one("#documents").display = False
        self.query_one("#empty").display = False

    def on_screen_resume(self) -> None:
        """Read the list, at first and whenever a review was left."""
        self.read()

    def read(self) -> None:
        """Read the list."""
        self.fetch(lambda: DocumentsRead(self.workbench.documents()))

    @on(DocumentsRead)
    def _read(self, message: DocumentsRead) -> None:
        self._documents = message.documents
        self.filtered()

    def on_resize(self) -> None:
        """Give the titles the width there is."""
        if self._documents is not None:
            self.filtered()

    def filtered(self) -> None:
        """Show the documents that have the words, in the chosen order."""
        documents = self._documents or []
        needle = self.words.casefold()
        chosen = [
            d
            for d in documents
            if needle in f"{d.title} {d.outlet or ''} {d.name} {d.last_by or ''} {_workers(d)}".casefold()
        ]
        if self._open_only:
            chosen = [d for d in chosen if d.progress.open]
        sorting = list(_SORTS)[self._sorting]
        chosen.sort(key=_SORTS[sorting])
        table = self.query_one(Documents)
        table.display = bool(documents)
        self.query_one("#empty").display = not documents
        table.show(chosen, self._current, self.size.width)
        if table.display and self.focused is None:
            self.set_focus(table)
        waiting = sum(d.progress.open for d in documents)
        title = f" Factcheck · {counted(len(documents), 'document')} · {counted(waiting, 'claim')} open"
        self.query_one("#title", Static).update(
            Content(f"{title} · {one_line(self.workbench.reviewer)} · {one_line(self.workbench.location)}")
        )
        table.border_title = Content(f"Documents · {sorting}{' · with open claims' if self._open_only else ''}")
        if self.words:
            self.tell(f"{len(chosen)} of {len(documents)} with “{one_line(self.words)}”; / changes it")
        elif documents:
            self._tell_current()
        self.refresh_bindings()

    @on(Rows.Highlighted)
    def _tell_current(self) -> None:
        if self.words:
            return
        # The column is too narrow for most titles.
        name = self.query_one(Documents).current
        for document in self._documents or []:
            if document.name == name:
                self.tell(f"{document.name}: {document.title}" if document.title else document.name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a document while there is none."""
        if action == "filter" and self.is_mounted and self.query_one(Prompt).asked is not None:
            return False
        return not (action in ("open", "filter", "move", "edge", "report") and not self._documents)

    def action_open(self) -> None:
        """Open the document under the cursor."""
        name = self.query_one(Documents).current
        if name is not None:
            self._current = name
            self.app.push_screen(ReviewScreen(self.workbench, self.writer, name))

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_sort(self) -> None:
        """Go on to the next order."""
        self._sorting = (self._sorting + 1) % len(_SORTS)
        self.filtered()

    def action_open_only(self) -> None:
        """Show only documents with open claims, or all again."""
        self._open_only = not self._open_only
        self.filtered()

    def action_sources(self) -> None:
        """All sources of the desk."""
        from factcheck.tui.screens.sources import SourcesScreen

        self.app.push_screen(SourcesScreen(self.workbench, self.writer))

    def action_report(self) -> None:
        """Write a report of the document under the cursor."""
        from factcheck.tui.screens.reporting import ReportScreen

        name = self.query_one(Documents).current
        if name is not None:
            self._current = name
            self.app.push_screen(ReportScreen(self.workbench, self.writer, name))

    def action_log(self) -> None:
        """All changes on the desk."""
        from factcheck.tui.screens.log import LogScreen

        self.app.push_screen(LogScreen(self.workbench, self.writer))

    def action_reload(self) -> None:
        """Read the list again."""
        self.read()

    async def action_leave(self) -> None:
        """Leave the program."""
        await self.app.action_quit()


_SORTS: dict[str, Callable[[DocumentSummary], Any]] = {
    "latest first": lambda d: -d.id,
    "most open first": lambda d: (-d.progress.open, -d.id),
    "most stale first": lambda d: (-d.progress.stale, -d.progress.open, -d.id),
    "last worked on first": lambda d: (-d.last_at.timestamp() if d.last_at else 0.0, -d.id),
    "by title": lambda d: ((d.title or d.name).casefold(), d.id),
}
_NARROW = (
    Column("Title"),
    Column("Outlet", 8),
    Column("Open", 5, right=True),
    Column("Stale", 5, right=True),
    Column("Signed", 6, right=True),
    Column("Who", 10),
    Column("Progress", 8),
)
_WIDE = (
    Column("Title"),
    Column("Outlet", 12),
    Column("Date", 10),
    Column("Draft", 5, right=True),
    Column("Claims", 6, right=True),
    Column("Open", 5, right=True),
    Column("Stale", 5, right=True),
    Column("Checked", 7, right=True),
    Column("Signed", 6, right=True),
    Column("Whose work", 16),
    Column("Last worked on by", 17),
    Column("Progress", 13),
)


class Documents(Rows[str]):
    """The table; a line's key is the document's name."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(_NARROW, id=id)

    def show(self, documents: Sequence[DocumentSummary], current: str | None, width: int) -> None:
        """Show `documents`, with the cursor where it was."""
        roomy = width >= _ROOMY
        self.columns = _WIDE if roomy else _NARROW
        known = {document.name: document for document in documents}
        cells = _wide_cells if roomy else _narrow_cells
        self.fill(known, lambda name: cells(known[name]), self.current or current)


def _workers(document: DocumentSummary) -> str:
    """Whose work the open claims are, with how many."""
    return ", ".join(f"{name} {count}" for name, count in document.assigned)


def _draft(document: DocumentSummary) -> str:
    return str(document.draft) if document.drafts > 1 else "·"


def _narrow_cells(document: DocumentSummary) -> tuple[str, ...]:
    progress, title = document.progress, document.title or document.name
    return (
        f"d{document.draft} {title}" if document.drafts > 1 else title,
        document.outlet or "–",
        str(progress.open),
        str(progress.stale or "·"),
        str(progress.signed_off),
        _workers(document) or document.last_by or "–",
        progress_bar(progress.done, progress.claims, 8),
    )


def _wide_cells(document: DocumentSummary) -> tuple[str, ...]:
    progress = document.progress
    share = f"{100 * progress.done // progress.claims:>3}%" if progress.claims else "–"
    worked = f"{document.last_at.astimezone():%d %b} {document.last_by}" if document.last_at else "–"
    return (
        document.title or document.name,
        document.outlet or "–",
        f"{document.published:%Y-%m-%d}" if document.published else "–",
        _draft(document),
        *(str(n) for n in (progress.claims, progress.open)),
        str(progress.stale or "·"),
        *(str(n) for n in (progress.checked, progress.signed_off)),
        _workers(document) or "–",
        worked,
        f"{progress_bar(progress.done, progress.claims, 8)} {share}",
    )
