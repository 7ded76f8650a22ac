"""Finding one's way on the review screen: cursor, search in the document, other screens, zoom."""

from textual import on
from textual.widget import Widget

from factcheck.tui.content import one_line
from factcheck.tui.labels import counted
from factcheck.tui.messages import Asked, PromptChanged
from factcheck.tui.screens.proving import ProvingScreen
from factcheck.tui.widgets.letters import Letters
from factcheck.tui.widgets.panes import Panes, pane_of
from factcheck.tui.widgets.queue import next_open


class MovingScreen(ProvingScreen):
    """Nothing here changes what the database holds. Other screens are imported when they are asked for."""

    def action_move(self, by: int) -> None:
        """Move the cursor by a row."""
        self.queue.action_move(by)

    def action_edge(self, place: int) -> None:
        """Go to the first (0) or the last (-1) claim."""
        self.queue.action_edge(place)

    def action_next_open(self) -> None:
        """Go to the next open claim."""
        if not self.to_next_open():
            self.tell("no other claim is open" if self.claims else "there is no claim here")

    def to_next_open(self) -> bool:
        """Go to the next open claim of the list; False where there is none but the current one."""
        order = [self.claims[claim] for claim in self.queue.keys]
        found = next_open(order, self.queue.current)
        if found is None:
            return False
        self.point(found.id)
        return True

    def action_search(self) -> None:
        """Ask for a word."""
        self.prompt.ask(Asked.SEARCH, "Claims with", text=self._needle)

    @on(PromptChanged)
    def _typed(self, message: PromptChanged) -> None:
        if message.asked is Asked.SEARCH and message.text.strip() != self._needle:
            self._needle = message.text.strip()
            self.refill(self.queue.current)

    def searched(self, text: str) -> None:
        """Keep what the search found."""
        self._needle = text
        self.refill(self.queue.current)
        self.set_focus(self.queue)
        if text:
            self.tell(f"{counted(self.queue.row_count, 'claim')} with “{one_line(text, 40)}” · Esc shows all again")

    def prompt_left(self, asked: Asked, claim: int | None) -> None:
        """Go back to the queue."""
        self.set_focus(self.queue)
        if asked is Asked.SEARCH:
            self.action_all()
        elif asked is Asked.GROUND and claim in self.claims:
            number = self.claims[claim].number
            self.tell(f"claim {number} stays in progress: it {self.wanted}", "warning")

    def action_all(self) -> None:
        """Show all claims again."""
        if self._needle or self._open_only or self._mine_only:
            self.show_everything()
            self.refill(self.queue.current)
            self.tell("all claims are shown")

    def action_open_only(self) -> None:
        """Show only open claims, or all again."""
        self._open_only = not self._open_only
        self.refill(self.queue.current)
        self.tell(
            f"open claims only · {self.key('review.open_only')} shows all again"
            if self._open_only
            else "all claims are shown"
        )

    def action_mine(self) -> None:
        """Show only the claims that are this reviewer's work, or all again."""
        self._mine_only = not self._mine_only
        self.refill(self.queue.current)
        self.tell(
            f"your own work only · {self.key('review.mine')} shows all again"
            if self._mine_only
            else "all claims are shown"
        )

    def action_sources(self) -> None:
        """The sources of this document."""
        from factcheck.tui.screens.sources import SourcesScreen

        self.app.push_screen(SourcesScreen(self.workbench, self.writer, self.document_name))

    def action_report(self) -> None:
        """Write a report of this document."""
        from factcheck.tui.screens.reporting import ReportScreen

        self.app.push_screen(ReportScreen(self.workbench, self.writer, self.document_name))

    def action_log(self) -> None:
        """The changes in this document."""
        from factcheck.tui.screens.log import LogScreen

        self.app.push_screen(LogScreen(self.workbench, self.writer, self.document_name))

    def action_legend(self) -> None:
        """Show all sources with their letters, or only those in sight again."""
        self.query_one(Letters).turn()

    def action_zoom(self) -> None:
        """Give the window to the pane that has the focus, or to all again."""
        self.query_one(Panes).zoom(self._focused_pane())

    def action_resize(self, side: str, by: int) -> None:
        """Move a border between the panes."""
        percent = self.query_one(Panes).resize(side, by)
        what = "article" if side == "width" else "upper panes"
        self.tell(f"{what} {percent}% · remembered")

    def _focused_pane(self) -> str | None:
        node: Widget | None = self.focused
        while node is not None and not pane_of(node.id):
            node = node.parent if isinstance(node.parent, Widget) else None
        return None if node is None else node.id
