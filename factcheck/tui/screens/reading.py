"""Reading a document, and what others change in it meanwhile. Deciding is in `review`."""

import asyncio
from collections.abc import Sequence
from time import monotonic

from textual import on, work
from textual.timer import Timer
from textual.worker import get_current_worker

from factcheck.domain.desk import ClaimView, DocumentView, Event
from factcheck.domain.errors import FactcheckError
from factcheck.domain.review import Desk, State
from factcheck.tui.drafts import note_form, told
from factcheck.tui.editor import left_papers
from factcheck.tui.messages import DocumentRead, HistoryRead, Looked, ReadFailed
from factcheck.tui.screens.showing import ShowingScreen
from factcheck.tui.widgets.detail import Detail
from factcheck.tui.widgets.letters import Letters
from factcheck.tui.widgets.queue import next_open
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_LOOK_SECONDS = 1.0
_REST_SECONDS = 0.1
_NAMED = 3
"""How many of the texts that wait are named."""


class ReadingScreen(ShowingScreen):
    """Reads the document, and again whatever others change in it."""

    def __init__(self, workbench: Workbench, writer: Writer, name: str, claim: int | None = None) -> None:
        super().__init__(workbench, writer, name)
        self._begin_at = claim
        self.desk = Desk()
        self._seen = -1
        self._looking = False
        self._before = writer.asked, self.told
        self._moved_at = 0.0
        self._rest: Timer | None = None

    def on_mount(self) -> None:
        """Read the document."""
        self.article.border_title = "Article"
        self.query_one(Detail).border_title = "Claim"
        self.query_one(Detail).tell("Reading…")
        self.set_focus(self.queue)

        self.set_interval(_LOOK_SECONDS, self._look)

    def _look(self) -> None:
        """See whether others changed something, unless the person is in the middle of typing or marking."""
        busy = self._is_typing or self._looking or not self.writer.is_idle
        if self.is_current and self.document is not None and not busy:
            self._looking = True
            self._read_last()

    @work(thread=True, group="looks")
    def _read_last(self) -> None:
        after = self.writer.asked
        try:
            self.post_message(Looked(self.workbench.last_event(), after))
        except FactcheckError:
            # what is wrong is told when something is decided; looking goes on
            self._looking = False

    @on(Looked)
    def _looked(self, message: Looked) -> None:
        self._looking = False
        if message.after != self.writer.asked:
            # one's own change may be the latest event, or not: the next look tells
            return
        changed = -1 < self._seen < message.event
        self._seen = max(self._seen, message.event)
        if changed:
            self.read()

    def on_screen_suspend(self) -> None:
        """Remember what was done, and told, when another screen came on top."""
        self._before = self.writer.asked, self.told

    def on_screen_resume(self) -> None:
        """Read the document, at first and whenever another screen was left."""
        asked, told = self._before
        if self.writer.asked != asked and self.told == told:
            # the key that undoes what is told of would undo what was done on the other screen
            self.tell("")
        self.read()

    # reading

    @work(thread=True, exclusive=True, group="reads")
    def read(self) -> None:
        """Read the document, behind whatever is still being written."""
        after = self.writer.asked
        self.writer.drain()
        try:
            document, desk = self.workbench.document(self.document_name), self.workbench.desk
            papers = {note_form(paper.claim): {"note": text} for paper, text in left_papers(self.workbench)}
            unfinished = {**self.workbench.all_unfinished(), **papers}
            self.post_message(DocumentRead(document, desk, after, unfinished))
        except FactcheckError as error:
            self.post_message(ReadFailed(error))

    @work(thread=True, exclusive=True, group="histories")
    def read_history(self, claim: int) -> None:
        """Read the events of `claim`."""
        worker = get_current_worker()
        try:
            events = self.workbench.history(claim)
            earlier = self.workbench.earlier(claim) if self.claims[claim].review.state is State.STALE else None
        except FactcheckError as error:
            self.post_message(ReadFailed(error))
            return
        if not worker.is_cancelled:
            self.post_message(HistoryRead(claim, events, earlier))

    async def read_now(self, current: int | None) -> None:
        """Read the document before the next key is looked at, and stand on `current` where it still is a claim."""
        try:
            document, desk = await asyncio.to_thread(
                lambda: (self.workbench.document(self.document_name), self.workbench.desk)
            )
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        self._take_all(document, desk, current)

    @on(DocumentRead)
    def _read(self, message: DocumentRead) -> None:
        if self.document is not None and self._is_typing:
            # what is being typed rests on what was on the screen when it was begun; the next look reads again
            self._seen = min(self._seen, 0)
            return
        if message.after != self.writer.asked:
            self.read()
            return
        first_time = self.document is None
        current = self._begin_at if first_time else self.queue.current
        self._take_all(message.document, message.desk, current)
        if first_time:
            self.drafts.begin(message.unfinished)
            if waits := list(told(message.unfinished, self.claims, self.key)):
                more = f" and {len(waits) - _NAMED} more" if len(waits) > _NAMED else ""
                self.tell(f"what you had begun waits: {'; '.join(waits[:_NAMED])}{more}")

    def _take_all(self, document: DocumentView, desk: Desk, current: int | None) -> None:
        first_time = self.document is None
        place = self.queue.cursor_row
        self.document, self.desk = document, desk
        self.claims = {claim.id: claim for claim in document.claims}
        self._histories.clear()
        self._earlier.clear()
        self.writer.saw(document.claims)
        self.legend.take(document.claims)
        self.article.show(document, self.legend, keep_place=not first_time)
        self.query_one(Letters).show(self.legend)
        if current not in self.claims:
            first = next_open(document.claims, None)
            if not first_time and document.claims:
                # a claim that is none any more leaves the cursor where it was
                first = document.claims[min(place, len(document.claims) - 1)]
            current = None if first is None else first.id
        elif current not in self.queue.keys and not first_time:
            self.show_everything()
        self.refill(current)
        if not self.claims:
            self.query_one(Detail).tell("No claim was found in this article.")
        # the keys that need a claim may be shown now, or no longer
        self.refresh_bindings()

    @on(ReadFailed)
    def _failed(self, message: ReadFailed) -> None:
        self.tell(str(message.error), "error")

    @on(HistoryRead)
    def _history(self, message: HistoryRead) -> None:
        self._earlier[message.claim] = message.earlier
        self.know_history(message.claim, message.events)

    def forget_history(self, claim: int) -> None:
        """Read the events of `claim` anew when it is shown next."""
        self._histories.pop(claim, None)

    def know_history(self, claim: int, events: Sequence[Event]) -> None:
        """Keep the events of `claim`, and show them if it is the current one."""
        self._histories[claim] = events
        if events and events[-1].decision == self._seen + 1:
            # one's own change, which is shown already; where others wrote meanwhile the next look reads all
            self._seen = events[-1].id
        if claim == self.queue.current:
            self._show_detail()

    # the cursor

    def _knows_history(self, claim: ClaimView) -> bool:
        return claim.id in self._histories and (claim.review.state is not State.STALE or claim.id in self._earlier)

    def arrived(self, claim: ClaimView) -> None:
        """Read the history of the current claim when the cursor has stood for a moment: going past is free."""
        if self._knows_history(claim):
            return
        self._moved_at = monotonic()
        if self._rest is None:
            self._rest = self.set_timer(_REST_SECONDS, self._rested)

    def _rested(self) -> None:
        still = monotonic() - self._moved_at
        self._rest = None if still >= _REST_SECONDS else self.set_timer(_REST_SECONDS - still, self._rested)
        if self._rest is None and self.claim is not None and not self._knows_history(self.claim):
            self.read_history(self.claim.id)

    def take(self, claim: ClaimView) -> None:
        """Show `claim` as it is now, wherever it is shown; in another draft that waits until the text is read."""
        if self.document is not None and claim.draft != self.document.summary.draft:
            self._seen = min(self._seen, 0)
            return
        self.claims[claim.id] = claim
        self.article.update(claim)
        self.queue.update(claim)
        if claim.id == self.queue.current:
            self._show_detail()
        self._show_title()
