"""What the screens with one list share: title, list, prompt, status line and moving about."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from factcheck.domain.errors import FactcheckError
from factcheck.tui.content import one_line, shown
from factcheck.tui.messages import Asked, PromptChanged, ReadFailed
from factcheck.tui.widgets.prompt import Answer, Prompt
from factcheck.tui.widgets.rows import Rows
from factcheck.tui.widgets.status import Status
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_NEEDS_ROW = frozenset({"open", "move", "edge"})


class ListScreen(Screen[None]):
    """A screen around one list of lines. What is read from the database comes as a message."""

    COMMANDS_OF: ClassVar[str] = ""

    def __init__(self, workbench: Workbench, writer: Writer) -> None:
        super().__init__()
        self.workbench = workbench
        self.writer = writer
        self._title = ""

    def compose(self) -> ComposeResult:
        """Title, the screen's own panes, status, footer."""
        yield Static("Factcheck", id="title", markup=False)
        yield from self.panes()
        yield Status(id="status")
        yield Footer(show_command_palette=False)

    def panes(self) -> ComposeResult:
        """What stands between title and status."""
        raise NotImplementedError

    @property
    def list(self) -> Rows[Any]:
        """The list that the moving keys move in: the one with the focus, else the first."""
        return self.focused if isinstance(self.focused, Rows) else self.query(Rows).first()

    @on(events.Resize)
    def _entitle_anew(self) -> None:
        """Give the title the width there is."""
        if self._title:
            self.title_is(self._title)

    def title_is(self, text: str) -> None:
        """Say at the top where one is."""
        self._title = text
        facts = f" {one_line(self.workbench.reviewer, 20)} "
        room = max(10, self.size.width - len(facts) - 2)
        self.query_one("#title", Static).update(Content(f" {one_line(text, room):<{room}}{facts}"))

    def tell(self, text: str, kind: str = "muted") -> None:
        """Say one line at the foot of the screen; `kind` is `muted`, `warning` or `error`."""
        sign = "! " if kind != "muted" else ""
        style = f"bold $text-{kind}" if sign else "$text-muted"
        self.query_one(Status).say(shown(sign + one_line(text, 600), style))

    @work(thread=True, exclusive=True, group="reads")
    def fetch(self, job: Callable[[], Message]) -> None:
        """Read with `job`, behind whatever is still being written; what it gives is posted unless a newer one began."""
        self.writer.drain()
        worker = get_current_worker()
        try:
            message = job()
        except FactcheckError as error:
            message = ReadFailed(error)
        if not worker.is_cancelled:
            self.post_message(message)

    @on(ReadFailed)
    def _failed(self, message: ReadFailed) -> None:
        self.tell(str(message.error), "error")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a line while there is none."""
        if action in _NEEDS_ROW and self.is_mounted:
            return bool(self.list.row_count)
        return True

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.list.action_move(by)

    def action_edge(self, place: int) -> None:
        """Go to the first (0) or the last (-1) line."""
        self.list.action_edge(place)

    def action_pane(self) -> None:
        """Go to the other list."""
        lists: list[Widget] = [rows for rows in self.query(Rows) if rows.display]
        at = lists.index(self.list) if self.list in lists else -1
        self.set_focus(lists[(at + 1) % len(lists)])

    async def action_leave(self) -> None:
        """Back to where one came from."""
        self.app.pop_screen()

    def review(self, document: str, claim: int | None) -> None:
        """Open a document, at `claim`."""
        # the review opens these screens in its turn
        from factcheck.tui.screens.review import ReviewScreen

        self.app.push_screen(ReviewScreen(self.workbench, self.writer, document, claim))


class FilteredScreen(ListScreen):
    """A list of the lines that have the words typed at its prompt; Escape in the prompt shows all again."""

    FILTER_QUESTION: ClassVar[str] = ""

    def __init__(self, workbench: Workbench, writer: Writer) -> None:
        super().__init__(workbench, writer)
        self.words = ""

    def prompt(self) -> Prompt:
        """The prompt, for `panes`."""
        return Prompt(self._answered, self._left, id="prompt")

    def filtered(self) -> None:
        """Show the lines that have `words`."""
        raise NotImplementedError

    def with_words(self, title: str) -> Content:
        """`title` of a list, with what it is filtered by."""
        return Content(title + (f" with “{one_line(self.words, 40)}”" if self.words else ""))

    def action_filter(self) -> None:
        """Ask for words."""
        self.query_one(Prompt).ask(Asked.SEARCH, self.FILTER_QUESTION, text=self.words)

    @on(PromptChanged)
    def _typed(self, message: PromptChanged) -> None:
        self._filter(message.text.strip())

    async def _answered(self, answer: Answer) -> None:
        self.set_focus(self.query(Rows).first())
        self._filter(answer.text)

    def _left(self, asked: Asked, claim: int | None) -> None:
        self.set_focus(self.query(Rows).first())
        self._filter("")

    def _filter(self, words: str) -> None:
        self.words = words
        self.filtered()
