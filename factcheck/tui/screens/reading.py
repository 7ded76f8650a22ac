"""Reading a document: the three panes, the cursor, search and filter. Deciding is in `review`."""

import asyncio
from collections.abc import Sequence
from time import monotonic

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Footer, Static
from textual.worker import get_current_worker

from factcheck.domain.desk import ClaimView, DocumentView, Event
from factcheck.domain.drafts import Earlier
from factcheck.domain.errors import FactcheckError
from factcheck.domain.review import Desk, Finding, State
from factcheck.tui.commands import REVIEW
from factcheck.tui.content import one_line, shown
from factcheck.tui.keymap import key_of
from factcheck.tui.labels import progress_bar
from factcheck.tui.messages import (
    Asked,
    ClaimPointed,
    DocumentRead,
    HistoryRead,
    Looked,
    ReadFailed,
)
from factcheck.tui.widgets.article import Article
from factcheck.tui.widgets.detail import Detail, wanted
from factcheck.tui.widgets.note import NoteEditor
from factcheck.tui.widgets.panes import Panes
from factcheck.tui.widgets.prompt import Answer, Prompt
from factcheck.tui.widgets.queue import Queue, next_open
from factcheck.tui.widgets.status import Status
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_LOOK_SECONDS = 1.0
_REST_SECONDS = 0.1


class ReadingScreen(Screen[None]):
    """The article, the queue of its claims and the detail of the current one.

    The queue's cursor is the current claim; whatever asks for it asks the queue.
    """

    COMMANDS_OF = REVIEW

    def __init__(self, workbench: Workbench, writer: Writer, name: str, claim: int | None = None) -> None:
        super().__init__()
        self.workbench = workbench
        self.writer = writer
        self.document_name = name
        self._begin_at = claim
        self.desk = Desk()
        self.document: DocumentView | None = None
        self.claims: dict[int, ClaimView] = {}
        self._histories: dict[int, Sequence[Event]] = {}
        self._earlier: dict[int, Earlier | None] = {}
        self._needle = ""
        self._open_only = False
        self._mine_only = False
        self._seen = -1
        self._title_shown = ""
        self._looking = False
        self._moved_at = 0.0
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """Title, panes, prompt, status, footer."""
        yield Static("Factcheck", id="title", markup=False)
        with Panes(id="panes"):
            yield Article(id="article")
            with Container(id="aside"):
                yield Detail(id="detail")
                yield NoteEditor(self.keep_note, self.note_left, id="note")
            yield Queue(self.show_current, id="queue")
        yield Prompt(self.answered, self.prompt_left, id="prompt")
        yield Status(id="status")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Read the document."""
        self.article.border_title = "Article"
        self.article.border_subtitle = "underlined: claims · italic: source, cue"
        self.query_one(Detail).border_title = "Claim"
        self.query_one(Detail).tell("Reading…")
        self.set_focus(self.queue)

        self.set_interval(_LOOK_SECONDS, self._look)

    @property
    def _is_typing(self) -> bool:
        return self.prompt.asked is not None or self.note.claim is not None or self.article.is_marking

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

    def on_resize(self) -> None:
        """Give the title the width there is."""
        self._show_title()

    def on_screen_resume(self) -> None:
        """Read the document, at first and whenever another screen was left."""
        self.read()

    @property
    def queue(self) -> Queue:
        """The queue."""
        return self.query_one(Queue)

    @property
    def article(self) -> Article:
        """The article."""
        return self.query_one(Article)

    @property
    def prompt(self) -> Prompt:
        """The prompt line."""
        return self.query_one(Prompt)

    @property
    def note(self) -> NoteEditor:
        """The note editor."""
        return self.query_one(NoteEditor)

    @property
    def claim(self) -> ClaimView | None:
        """The current claim, None where none is in sight."""
        current = self.queue.current
        return None if current is None else self.claims.get(current)

    # what the deciding half does

    def keep_note(self, claim: int, note: str) -> None:
        """Store a note."""
        raise NotImplementedError

    def note_left(self, claim: int) -> None:
        """Go on after a note."""
        raise NotImplementedError

    def prompt_left(self, asked: Asked, claim: int | None) -> None:
        """Go on after a prompt that was left."""
        raise NotImplementedError

    async def answered(self, answer: Answer) -> None:
        """Act on an answer to the prompt."""
        raise NotImplementedError

    # reading

    @work(thread=True, exclusive=True, group="reads")
    def read(self) -> None:
        """Read the document, behind whatever is still being written."""
        after = self.writer.asked
        self.writer.drain()
        try:
            self.post_message(DocumentRead(self.workbench.document(self.document_name), self.workbench.desk, after))
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
        current = self._begin_at if self.document is None else self.queue.current
        self._take_all(message.document, message.desk, current)

    def _take_all(self, document: DocumentView, desk: Desk, current: int | None) -> None:
        first_time = self.document is None
        place = self.queue.cursor_row
        self.document, self.desk = document, desk
        self.claims = {claim.id: claim for claim in document.claims}
        self._histories.clear()
        self._earlier.clear()
        self.writer.saw(document.claims)
        self.article.show(document, keep_place=not first_time)
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

    def point(self, claim: int) -> None:
        """Make `claim` the current one; where a filter hides it, the filter goes."""
        if claim not in self.queue.keys:
            self.show_everything()
            self.refill(claim)
        if claim == self.queue.current:
            self.show_current()
        self.queue.point(claim)

    @on(ClaimPointed)
    def _pointed(self, message: ClaimPointed) -> None:
        self.point(message.claim)

    def show_current(self) -> None:
        """Show the current claim in the article and in the detail."""
        claim = self.claim
        self.article.point(None if claim is None else claim.id)
        detail = self.query_one(Detail)
        if claim is not None:
            if detail.scroll_offset.y:
                detail.scroll_home(animate=False)
            if not self._knows_history(claim):
                self._read_at_rest()
            self._show_detail()
        elif self.claims:
            detail.tell(f"No claim fits. Esc or {self.key('review.open_only')} shows all again.")

    def _knows_history(self, claim: ClaimView) -> bool:
        return claim.id in self._histories and (claim.review.state is not State.STALE or claim.id in self._earlier)

    def _read_at_rest(self) -> None:
        """Read the history of the current claim when the cursor has stood for a moment: going past is free."""
        self._moved_at = monotonic()
        if self._rest is None:
            self._rest = self.set_timer(_REST_SECONDS, self._rested)

    def _rested(self) -> None:
        still = monotonic() - self._moved_at
        self._rest = None if still >= _REST_SECONDS else self.set_timer(_REST_SECONDS - still, self._rested)
        if self._rest is None and self.claim is not None and not self._knows_history(self.claim):
            self.read_history(self.claim.id)

    def _show_detail(self) -> None:
        if self.claim is not None and self.document is not None:
            number = self.claim.id
            self.query_one(Detail).show(
                self.claim, self.document, self._histories.get(number), self._earlier.get(number)
            )

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

    def refill(self, current: int | None) -> None:
        """Fill the queue with what search and filter let through, the cursor on `current` if it is there."""
        chosen = [claim for claim in self.claims.values() if self._fits(claim)]
        self.queue.show(chosen, current)
        self.show_heading()
        self.show_current()
        self._show_title()

    def show_heading(self) -> None:
        """Say above the queue how much of it is shown, and marked."""
        names = [f"“{one_line(self._needle, 30)}”"] if self._needle else []
        names += ["open only"] if self._open_only else []
        names += ["mine only"] if self._mine_only else []
        names += [f"{len(self.queue.marked)} marked"] if self.queue.marked else []
        title = f"Claims · {self.queue.row_count} of {len(self.claims)}" + "".join(f" · {name}" for name in names)
        self.queue.border_title = Content(title)

    def show_everything(self) -> None:
        """Let no filter hide a claim."""
        self._needle, self._open_only, self._mine_only = "", False, False

    def _fits(self, claim: ClaimView) -> bool:
        if self._open_only and not claim.review.is_open:
            return False
        if self._mine_only and claim.review.assigned_to != self.workbench.reviewer:
            return False
        names = (source.name for source in (*claim.sources, *claim.via))
        text = " ".join((claim.text, claim.quoted, claim.review.note, claim.review.assigned_to or "", *names))
        return self._needle.casefold() in text.casefold()

    # telling

    def key(self, command: str) -> str:
        """How the key of a command is spelt, as the settings have it."""
        return key_of(self.app, command)

    @property
    def undo_hint(self) -> str:
        """That what was just done can be undone."""
        return f" · {self.key('review.undo')} undoes it"

    @property
    def wanted(self) -> str:
        """What a finding lacks that stands on nothing."""
        return wanted(self.key)

    def tell(self, text: str, kind: str = "") -> None:
        """Say one line at the foot of the screen; `kind` is empty, `warning` or `error`."""
        style = f"bold $text-{kind}" if kind else ""
        sign = "! " if kind else ""
        self.query_one(Status).say(shown(sign + one_line(text, 600), style))

    def _show_title(self) -> None:
        if self.document is None:
            return
        reviews = [claim.review for claim in self.claims.values()]
        done = sum(not review.is_open for review in reviews)
        parts = [f"{progress_bar(done, len(reviews))} {done}/{len(reviews)} done"]
        wrong = sum(review.finding is Finding.WRONG for review in reviews)
        stale = sum(review.state is State.STALE for review in reviews)
        parts += [f"{wrong} wrong"] if wrong else []
        parts += [f"{stale} stale"] if stale else []
        summary = self.document.summary
        parts += [f"draft {summary.draft}"] if summary.drafts > 1 else []
        facts = "  " + " · ".join([*parts, one_line(self.workbench.reviewer, 20)]) + " "
        room = max(10, self.size.width - len(facts) - 2)
        name = one_line(self.document.summary.title or self.document.summary.name, room)
        title = f" {name:<{room}}{facts}"
        if title != self._title_shown:
            self._title_shown = title
            self.query_one("#title", Static).update(Content(title), layout=False)
