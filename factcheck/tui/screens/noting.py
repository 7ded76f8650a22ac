"""Writing what is decided on one claim, and its note, on the review screen."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from textual import work

from factcheck.domain.desk import ClaimView, Event
from factcheck.domain.errors import Conflict, DraftChanged, FactcheckError
from factcheck.tui.changes import told_conflict
from factcheck.tui.drafts import note_form
from factcheck.tui.editor import EditorFailed, Paper, edited
from factcheck.tui.screens.selecting import SelectingScreen

Stored = tuple[ClaimView, Sequence[Event]]


class NotingScreen(SelectingScreen):
    """What the screen says is stored is stored; a note is stored while it is typed."""

    # notes

    def action_note(self) -> None:
        """Write the note of the claim."""
        if self.claim is not None:
            self.note.open(self.claim.id, self.claim.number, self.claim.review.note)
            self.query_one("#aside").add_class("writing")

    def keep_note(self, claim: int, note: str) -> None:
        """Put what is written of a note in the line to the database, at once; the editor is told when it is there."""
        self._note_kept(claim, self.writer.submit(self._with_history(lambda: self.writer.keep_note(claim, note))))

    @work(group="writes")
    async def _note_kept(self, claim: int, future: "Future[Stored]") -> None:
        view = await self._outcome(claim, future, move=False)
        if view is not None:
            self.note.stored(claim, view.review.note)
        else:
            self.note.failed(claim)

    def note_left(self, claim: int) -> None:
        """Go back from the note to the queue."""
        self.query_one("#aside").remove_class("writing")
        self.set_focus(self.queue)
        self.tell(f"claim {self.claims[claim].number}: the note is kept{self.undo_hint}")

    # writing

    def _with_history(self, job: Callable[[], ClaimView]) -> Callable[[], Stored]:
        def stored() -> Stored:
            view = job()
            return view, self.workbench.history(view.id)

        return stored

    async def _write(
        self, claim: int, job: Callable[[], ClaimView], asked: "Callable[[Conflict, int], None] | None" = None
    ) -> ClaimView | None:
        """Do `job` and show the claim it gives; None where it was refused, which is said, or of a conflict `asked`."""
        return await self._outcome(claim, self.writer.submit(self._with_history(job)), asked=asked)

    async def _outcome(
        self,
        claim: int,
        future: "Future[Stored]",
        move: bool = True,
        asked: "Callable[[Conflict, int], None] | None" = None,
    ) -> ClaimView | None:
        try:
            # Shielded: leaving the screen must not take a change out of the line.
            view, events = await asyncio.shield(asyncio.wrap_future(future))
        except FactcheckError as error:
            await self._refused(claim, error, move, asked)
            return None
        self.take(view)
        self.know_history(claim, events)
        return view

    async def _refused(
        self,
        claim: int | None,
        error: FactcheckError,
        move: bool = True,
        asked: "Callable[[Conflict, int], None] | None" = None,
    ) -> None:
        text = str(error)
        if claim is not None:
            number = claim
            again = self._with_history(lambda: self.writer.remember(self.workbench.claim(number)))
            try:
                view, events = await asyncio.shield(asyncio.wrap_future(self.writer.submit(again)))
            except FactcheckError:
                # The database is out of reach altogether, which is what `error` says.
                self.tell(text, "error")
                return
            if isinstance(error, DraftChanged) or view.cut is not None:
                # its words stand in another text than the one on the screen
                await self.read_now(claim)
            else:
                self.take(view)
                self.know_history(claim, events)
            if move and claim in self.claims:
                self.point(claim)
            if isinstance(error, Conflict):
                text = told_conflict(error, view.number)
                if asked is not None and type(error) is Conflict:
                    # where the text itself is another, neither version is about it any more
                    asked(error, view.number)
        self.tell(text, "error")

    # other ways to a note

    async def action_edit_note(self) -> None:
        """Write the note in the editor that the environment names."""
        claim = self.claim
        if claim is None:
            return
        form, paper = note_form(claim.id), Paper.of(self.workbench, claim.id)
        try:
            waiting = paper.left() or self.workbench.unfinished(form).get("note")
            begun = claim.review.note if waiting is None else waiting
            text = edited(self.app, paper, begun, claim.review.note, claim.number)
        except EditorFailed as failed:
            told = str(failed)
            if failed.text == claim.review.note:
                paper.done()
            else:
                kept = {"note": failed.text}
                await asyncio.shield(
                    asyncio.wrap_future(self.writer.submit(lambda: self.workbench.keep_unfinished(form, kept)))
                )
                paper.done()
                told += f", and what you wrote waits: {self.key('review.edit_note')} takes it up again"
            self.tell(told, "error")
            return
        except FactcheckError as error:
            self.tell(str(error), "error")
            return

        def job() -> ClaimView:
            view = self.writer.keep_note(claim.id, text)
            if waiting is not None:
                self.workbench.keep_unfinished(form, {})
            # only now: until it is stored, the file is where the text is
            paper.done()
            return view

        if text == claim.review.note:
            paper.done()
            if waiting is not None:
                self.workbench.keep_unfinished(form, {})
            self.tell(f"claim {claim.number}: the note is as it was")
        elif await self._write(claim.id, job) is not None:
            self.tell(f"claim {claim.number}: the note is kept{self.undo_hint}")

    def action_versions(self) -> None:
        """The versions of the claim's note."""
        from factcheck.tui.screens.versions import VersionsScreen

        if self.claim is not None:
            self.app.push_screen(VersionsScreen(self.workbench, self.writer, self.claim))
