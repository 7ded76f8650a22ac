"""What the review shows: article, queue and detail, the cursor, search and filter. Reading it all is in `reading`."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from factcheck.domain.desk import ClaimView, DocumentView, Event
from factcheck.domain.drafts import Earlier
from factcheck.domain.errors import FactcheckError
from factcheck.domain.review import Finding, State
from factcheck.tui.commands import REVIEW
from factcheck.tui.content import one_line, shown
from factcheck.tui.drafts import Drafts
from factcheck.tui.keymap import key_of
from factcheck.tui.labels import progress_bar
from factcheck.tui.legend import Legend
from factcheck.tui.messages import Asked, ClaimPointed
from factcheck.tui.widgets.article import Article
from factcheck.tui.widgets.detail import Detail, wanted
from factcheck.tui.widgets.letters import Letters
from factcheck.tui.widgets.note import NoteEditor
from factcheck.tui.widgets.panes import Panes
from factcheck.tui.widgets.prompt import Answer, Prompt
from factcheck.tui.widgets.queue import Queue
from factcheck.tui.widgets.status import Status
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench


class ShowingScreen(Screen[None]):
    """The article, the queue of its claims and the detail of the current one.

    The queue's cursor is the current claim; whatever asks for it asks the queue.
    """

    COMMANDS_OF = REVIEW

    def __init__(self, workbench: Workbench, writer: Writer, name: str) -> None:
        super().__init__()
        self.workbench = workbench
        self.writer = writer
        self.document_name = name
        self.drafts = Drafts(writer, name, self._draft_kept)
        self.document: DocumentView | None = None
        self.claims: dict[int, ClaimView] = {}
        self.legend = Legend()
        self._histories: dict[int, Sequence[Event]] = {}
        self._earlier: dict[int, Earlier | None] = {}
        self._needle = ""
        self._open_only = False
        self._mine_only = False
        self._title_shown = ""
        self.told = ""
        """What the line at the foot says."""

    def compose(self) -> ComposeResult:
        """Title, panes, prompt, status, footer."""
        yield Static("Factcheck", id="title", markup=False)
        with Panes(id="panes"):
            yield Article(id="article")
            with Container(id="aside"):
                yield Detail(id="detail")
                yield NoteEditor(self.keep_note, self.note_left, id="note")
            yield Queue(self.show_current, id="queue")
        yield Letters(id="letters")
        yield Prompt(self.answered, self.prompt_left, self.drafts, id="prompt")
        yield Status(id="status")
        yield Footer(show_command_palette=False)

    @work(group="writes")
    async def _draft_kept(self, future: "Future[None]") -> None:
        """Say where what is typed cannot be kept: it is on the screen and nowhere else."""
        try:
            await asyncio.shield(asyncio.wrap_future(future))
        except FactcheckError as error:
            self.tell(f"what you type is not kept: {error}", "error")

    @property
    def _is_typing(self) -> bool:
        return self.prompt.asked is not None or self.note.claim is not None or self.article.is_marking

    def on_resize(self) -> None:
        """Give the title the width there is."""
        self._show_title()

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

    # what reading and deciding do

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

    def arrived(self, claim: ClaimView) -> None:
        """See that what is not known of the current claim is read."""
        raise NotImplementedError

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
            self.arrived(claim)
            self._show_detail()
        elif self.claims:
            detail.tell(f"No claim fits. Esc or {self.key('review.open_only')} shows all again.")

    def _show_detail(self) -> None:
        if self.claim is not None and self.document is not None:
            number = self.claim.id
            self.query_one(Detail).show(
                self.claim, self.document, self._histories.get(number), self._earlier.get(number)
            )

    def refill(self, current: int | None) -> None:
        """Fill the queue with what search and filter let through, the cursor on `current` if it is there."""
        chosen = [claim for claim in self.claims.values() if self._fits(claim)]
        self.queue.show(chosen, current, self.legend)
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
        self.queue.entitle(Content(title))

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
        self.told = text
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
