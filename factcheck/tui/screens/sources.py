"""The sources: every person and body that claims are credited to, with their claims."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.worker import get_current_worker

from factcheck.domain.desk import ClaimView, SourceSummary
from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import SOURCES, bindings_of
from factcheck.tui.content import one_line
from factcheck.tui.labels import counted, signs, words
from factcheck.tui.messages import ReadFailed, SourceClaimsRead, SourcesRead
from factcheck.tui.screens.listing import FilteredScreen
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_SOURCES = (
    Column("Source"),
    Column("Kind", 12),
    Column("Document", 18),
    Column("Claims", 6, right=True),
    Column("Open", 5, right=True),
)
_CLAIMS = (Column("#", 4, right=True), Column("Signs", 5), Column("Claim"))


class SourcesScreen(FilteredScreen):
    """Sources above, the claims of the one under the cursor below."""

    COMMANDS_OF = SOURCES
    FILTER_QUESTION = "Sources with"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SOURCES), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, document: str | None = None) -> None:
        super().__init__(workbench, writer)
        self._document = document
        self._known: dict[int, SourceSummary] = {}
        self._claims: dict[int, ClaimView] = {}

    def panes(self) -> ComposeResult:
        """Both lists, and the prompt."""
        yield Rows[int](_SOURCES, id="sources")
        yield Rows[int](_CLAIMS, id="claims")
        yield self.prompt()

    @property
    def sources(self) -> Rows[int]:
        """The list of sources."""
        return self.query_one("#sources", Rows)

    @property
    def claims(self) -> Rows[int]:
        """The list of the source's claims."""
        return self.query_one("#claims", Rows)

    def on_mount(self) -> None:
        """Name what is shown."""
        self.title_is(f"Sources of {self._document}" if self._document else "Sources of the desk")
        self.set_focus(self.sources)
        self.tell("Reading…")

    def on_screen_resume(self) -> None:
        """Read, also when a review was left."""
        self.read()

    def read(self) -> None:
        """Read the sources."""
        named = self.words or None
        self.fetch(lambda: SourcesRead(self.workbench.sources(self._document, text=named)))

    @work(thread=True, exclusive=True, group="claims")
    def read_claims(self, source: int) -> None:
        """Read the claims of a source."""
        worker = get_current_worker()
        try:
            claims = self.workbench.claims_of(source, document=self._document)
        except FactcheckError as error:
            self.post_message(ReadFailed(error))
            return
        if not worker.is_cancelled:
            self.post_message(SourceClaimsRead(source, claims))

    @on(SourcesRead)
    def _read(self, message: SourcesRead) -> None:
        current = self.sources.current
        self._known = {source.id: source for source in message.sources}
        self.sources.fill(self._known, lambda number: _cells(self._known[number]), current)
        self.sources.border_title = self.with_words(counted(len(self._known), "source"))
        self.tell("" if self._known else "no source has this name" if self.words else "no source was found yet")
        self._show_claims()
        self.refresh_bindings()

    @on(Rows.Highlighted, "#sources")
    def _show_claims(self) -> None:
        if self.sources.current is not None:
            self.read_claims(self.sources.current)
        else:
            self._claims_are(())

    @on(SourceClaimsRead)
    def _claims_read(self, message: SourceClaimsRead) -> None:
        if message.source == self.sources.current:
            self._claims_are(message.claims)

    def _claims_are(self, claims: Sequence[ClaimView]) -> None:
        self._claims = {claim.id: claim for claim in claims}
        self.claims.fill(self._claims, lambda number: _claim_cells(self._claims[number]), self.claims.current)
        source = self._known.get(self.sources.current or 0)
        name = "" if source is None else f" of {one_line(source.name, 50)}"
        self.claims.border_title = Content(f"{counted(len(claims), 'claim')}{name}")

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """From a source to its claims; from a claim to its place in the document."""
        if self.claims.has_focus:
            claim = self._claims.get(self.claims.current or 0)
            if claim is not None:
                self.review(claim.document_name, claim.id)
        elif self.claims.row_count:
            self.set_focus(self.claims)

    def action_merges(self) -> None:
        """What may be one source."""
        from factcheck.tui.screens.merges import MergesScreen

        self.app.push_screen(MergesScreen(self.workbench, self.writer))

    def filtered(self) -> None:
        """Read the sources that have the words."""
        self.read()

    async def action_leave(self) -> None:
        """From the claims to the sources, from there to where one came from."""
        if self.claims.has_focus:
            self.set_focus(self.sources)
        else:
            await super().action_leave()


def _cells(source: SourceSummary) -> tuple[str, ...]:
    many = len(source.documents)
    where = source.documents[0] if many == 1 else f"{many} documents"
    return source.name, words(source.kind), where, str(source.claims), str(source.open)


def _claim_cells(claim: ClaimView) -> tuple[str, ...]:
    return str(claim.number), signs(claim.review), claim.text
