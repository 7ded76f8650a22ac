"""Search over every claim, note and source of the desk, with filters."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from factcheck.domain.desk import ClaimView, Found
from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import SEARCH, bindings_of
from factcheck.tui.content import one_line, shown
from factcheck.tui.labels import FINDING_GLYPHS, FINDING_WORDS, counted, signs, state_label
from factcheck.tui.messages import ClaimsFound, SearchFailed
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.widgets.queue import named_sources
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench
from factcheck.workbench.searching import FILTERS, parsed

_COLUMNS = (
    Column("Document", 18),
    Column("#", 4, right=True),
    Column("Signs", 5),
    Column("Source", 18),
    Column("Claim"),
)


class SearchLine(Input):
    """The line that is searched for; Enter and Down go to what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down", "screen.results", "Results", show=False)]

    async def action_submit(self) -> None:
        """Go to what was found."""
        await self.run_action("screen.results")


class SearchScreen(ListScreen):
    """Finds while one types. An empty line shows the saved searches and what filters there are."""

    COMMANDS_OF = SEARCH
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SEARCH), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, asked: str = "") -> None:
        super().__init__(workbench, writer)
        self._asked = asked
        self._found: dict[int, ClaimView] = {}
        self._saved: list[str] = []
        self._wanted = ""
        self._searching = False

    def panes(self) -> ComposeResult:
        """The line, the saved searches or what was found, and the claim under the cursor in full."""
        yield SearchLine(
            self._asked, placeholder="words, state:checked source:kim flag:figure …", id="line", compact=True
        )
        yield Rows[str]([Column("Saved searches")], id="saved")
        yield Static(_explained(), id="filters", markup=False)
        yield Rows[int](_COLUMNS, id="found")
        yield Static(id="preview", markup=False)

    @property
    def found(self) -> Rows[int]:
        """What was found."""
        return self.query_one("#found", Rows)

    @property
    def saved(self) -> Rows[str]:
        """The saved searches."""
        return self.query_one("#saved", Rows)

    def on_mount(self) -> None:
        """Begin in the line."""
        self.set_focus(self.query_one(SearchLine))
        self.found.display = self.query_one("#preview").display = False
        self.title_is("Search")

    def on_screen_resume(self) -> None:
        """Search anew, also when a review was left."""
        self.search()

    @on(Input.Changed, "#line")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value != self._asked:
            self._asked = event.value
            self.search()

    def search(self) -> None:
        """Search for what stands in the line; while a search is under way only the latest one waits for its end."""
        self._wanted = self._asked.strip()
        if not self._searching:
            self._searching = True
            self._search(self._wanted)

    @work(thread=True, group="searches")
    def _search(self, asked: str) -> None:
        """Search, behind whatever is still being written."""
        self.writer.drain()
        try:
            saved = self.workbench.saved_searches()
            found = self.workbench.search(parsed(asked)) if asked else Found((), 0)
        except FactcheckError as error:
            self.post_message(SearchFailed(asked, error))
            return
        self.post_message(ClaimsFound(asked, found, saved))

    def _ended(self, asked: str) -> bool:
        """Go on to the search that waits, if one does; True where `asked` is what is still wanted."""
        self._searching = False
        if asked != self._wanted:
            self.search()
        return asked == self._wanted

    @on(SearchFailed)
    def _search_failed(self, message: SearchFailed) -> None:
        if self._ended(message.asked):
            self.tell(str(message.error), "error")

    @on(ClaimsFound)
    def _show(self, message: ClaimsFound) -> None:
        if not self._ended(message.asked):
            return
        self._saved = message.saved
        known = {claim.id: claim for claim in message.found.claims}
        current = self.found.current
        self._found = known
        self.found.fill(known, lambda claim: _cells(self._found[claim]), current)
        total = message.found.total
        more = f", the first {len(known):,} shown" if total > len(known) else ""
        self.found.border_title = Content(f"{counted(total, 'claim')}{more}")
        searched = bool(message.asked)
        self.found.display = self.query_one("#preview").display = searched
        self.query_one("#filters").display = not searched
        self.saved.display = not searched and bool(message.saved)
        self.saved.fill(message.saved, lambda search: (search,), self.saved.current)
        if searched and not known:
            self.tell("no claim has all of this; leave a word or a filter out")
        elif message.asked in message.saved:
            self.tell("a saved search · Enter: to the claims, and there: opens")
        else:
            saved = " · Enter: to the saved searches" if message.saved else ""
            self.tell("Enter: to the claims, and there: opens" if searched else f"Esc goes back{saved}")
        self._preview()
        self.refresh_bindings()

    @on(Rows.Highlighted, "#found")
    def _preview(self) -> None:
        claim = self._found.get(self.found.current or 0)
        self.query_one("#preview", Static).update("" if claim is None else _described(claim))

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the claim in its document, or run the saved search."""
        if self.saved.has_focus and self.saved.current is not None:
            line = self.query_one(SearchLine)
            line.value = self.saved.current
            line.cursor_position = len(line.value)
            self.set_focus(line)
        elif (claim := self._found.get(self.found.current or 0)) is not None:
            self.review(claim.document_name, claim.id)

    def action_results(self) -> None:
        """Go from the line to what was found, or to the saved searches."""
        for rows in (self.found, self.saved):
            if rows.display and rows.row_count:
                self.set_focus(rows)

    def action_line(self) -> None:
        """Go back to the line."""
        self.set_focus(self.query_one(SearchLine))

    def action_save(self) -> None:
        """Keep the search for another day, or let it go."""
        search = (self.saved.current or "") if self.saved.has_focus else self._asked.strip()
        if not search:
            return
        kept = search not in self._saved
        try:
            self._saved = self.workbench.save_search(search, kept)
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        self.saved.fill(self._saved, lambda name: (name,))
        self.tell(f"“{one_line(search, 60)}” is {'saved: an empty line shows it' if kept else 'no longer saved'}")

    async def action_leave(self) -> None:
        """From what was found to the line, from the line to where one came from."""
        if isinstance(self.focused, Rows):
            self.action_line()
        else:
            await super().action_leave()


def _cells(claim: ClaimView) -> tuple[str, ...]:
    return claim.document_name, str(claim.number), signs(claim.review), named_sources(claim), claim.text


def _described(claim: ClaimView) -> Content:
    review = claim.review
    facts = f"{state_label(review.state)} · {FINDING_GLYPHS[review.finding]} {FINDING_WORDS[review.finding]}"
    lines = [Content.assemble(shown(claim.text, "bold"), "\n— ", shown(one_line(named_sources(claim))), f" · {facts}")]
    if review.note.strip():
        lines.append(Content.assemble(("note  ", "$text-muted"), shown(one_line(review.note))))
    return Content("\n").join(lines)


def _explained() -> Content:
    lines = [
        Content.styled("Words are found in claims, notes and names of sources, also by how they begin.", "$text-muted")
    ]
    lines += [
        Content.styled('Filters, as in  missile state:checked source:"Kim Jong Un" since:2026-01-01', "$text-muted")
    ]
    lines += [Content.assemble((f"  {name + ':':<10}", "bold"), what) for name, what in FILTERS.items()]
    return Content("\n").join(lines)
