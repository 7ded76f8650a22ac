"""The review of a document: deciding on its claims, with notes, evidence and undo."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import Conflict, FactcheckError, RuleBroken
from factcheck.domain.review import AttributionCheck, Decision, Finding, State, decided
from factcheck.tui.commands import REVIEW, bindings_of
from factcheck.tui.labels import FINDING_WORDS, words
from factcheck.tui.messages import Asked, Undone, WriteFailed, Written
from factcheck.tui.screens.reading import ReadingScreen
from factcheck.tui.undoing import undo
from factcheck.tui.widgets.prompt import Answer
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_UNDO = " · u undoes it"
_NEEDS_CLAIM = frozenset(
    {"find", "credit", "evidence", "reason", "note", "check", "wait", "give_back", "sign_off", "next_open", "edge"}
)


class ReviewScreen(ReadingScreen):
    """A decision shows at once, by the same rules that the database applies, and is written behind the key press.

    What comes back from the database replaces what was shown; what it refuses is taken back and said.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(REVIEW), Binding("escape", "all", "All claims", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, name: str) -> None:
        super().__init__(workbench, writer, name)
        self._pending: Counter[int] = Counter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a claim where there is none. What the rules forbid stays: its key says why."""
        if action == "search" and self.is_mounted and (self.prompt.asked is not None or self.note.claim is not None):
            # Its key types there; the footer cannot tell by itself.
            return False
        return not (action in _NEEDS_CLAIM and not self.claims)

    # deciding

    def action_find(self, finding: str) -> None:
        """Answer "is it true"; then ask what the answer rests on."""
        claim = self.claim
        if claim is None or not self._decide(claim, Decision(finding=Finding(finding))):
            return
        after = self.claims[claim.id].review
        if after.wants_evidence:
            question = f"Claim {claim.number} {FINDING_WORDS[after.finding]}: evidence (URL or citation), or why none?"
            self.prompt.ask(Asked.GROUND, question, claim.id)

    def action_credit(self, check: str) -> None:
        """Answer "was it said"."""
        if self.claim is not None:
            self._decide(self.claim, Decision(attribution_check=AttributionCheck(check)))

    def action_check(self) -> None:
        """Mark the claim checked and go on to the next open one."""
        if self.claim is not None and self._decide(self.claim, Decision(state=State.CHECKED)):
            self.to_next_open()

    def action_sign_off(self) -> None:
        """Sign the claim off."""
        if self.claim is not None:
            self._decide(self.claim, Decision(state=State.SIGNED_OFF))

    def action_wait(self) -> None:
        """Set the claim waiting, or in progress again."""
        if self.claim is not None:
            waits = self.claim.review.state is State.WAITING
            self._decide(self.claim, Decision(state=State.IN_PROGRESS if waits else State.WAITING))

    def action_give_back(self) -> None:
        """Ask why the claim is returned."""
        if self.claim is not None:
            self.prompt.ask(Asked.RETURN, f"Return claim {self.claim.number}: why?", self.claim.id)

    def action_evidence(self) -> None:
        """Ask for evidence."""
        if self.claim is not None:
            question = f"Evidence for claim {self.claim.number}: a URL, a citation, or both"
            self.prompt.ask(Asked.EVIDENCE, question, self.claim.id)

    def action_reason(self) -> None:
        """Ask why there is no evidence."""
        if self.claim is not None:
            question = f"Claim {self.claim.number}: why is there no evidence?"
            self.prompt.ask(Asked.REASON, question, self.claim.id, self.claim.review.reason)

    def answered(self, answer: Answer) -> None:
        """Act on an answer to the prompt."""
        self.set_focus(self.queue)
        claim = None if answer.claim is None else self.claims.get(answer.claim)
        if answer.asked is Asked.SEARCH:
            self.searched(answer.text)
        elif claim is None or not answer.text:
            self.prompt_left(answer.asked, answer.claim)
        elif answer.asked is Asked.RETURN:
            note = f"{claim.review.note}\n\n{answer.text}".strip()
            self._decide(claim, Decision(state=State.RETURNED, note=note))
        elif answer.as_evidence:
            self._add_evidence(claim, answer.text, done=answer.asked is Asked.GROUND)
        elif answer.asked is Asked.GROUND:
            if self._decide(claim, Decision(reason=answer.text, state=State.CHECKED)):
                self.to_next_open()
        else:
            self._decide(claim, Decision(reason=answer.text))

    def _add_evidence(self, claim: ClaimView, text: str, done: bool) -> None:
        after = replace(claim.review, evidence=claim.review.evidence + 1)
        checked = Decision(state=State.CHECKED)
        said = f"claim {claim.number}: evidence added"
        if done:
            after = decided(after, checked, self.workbench.reviewer, self.desk)
            said = f"claim {claim.number} checked: {FINDING_WORDS[after.finding]}, with evidence"
        elif after.finding is not Finding.NONE and after.is_open:
            said += "; m marks it checked"

        def add() -> ClaimView:
            view = self.writer.add_evidence(claim.id, text)
            return self.writer.decide(claim.id, checked) if done else view

        self.take(replace(claim, review=after))
        self._write(claim.id, add, said + _UNDO)
        if done:
            self.to_next_open()

    def _decide(self, claim: ClaimView, decision: Decision) -> bool:
        try:
            after = decided(claim.review, decision, self.workbench.reviewer, self.desk)
        except RuleBroken as error:
            self.tell(str(error), "error")
            return False
        self.take(replace(claim, review=after))
        said = f"claim {claim.number}: {_told(decision, after.finding)}{_UNDO}"
        if decision.finding is not None and after.finding is not Finding.NONE and not after.wants_evidence:
            said = f"claim {claim.number}: {_told(decision, after.finding)}; m marks it checked{_UNDO}"
        self._write(claim.id, lambda: self.writer.decide(claim.id, decision), said)
        return True

    # notes

    def action_note(self) -> None:
        """Write the note of the claim."""
        if self.claim is not None:
            self.note.open(self.claim.id, self.claim.number, self.claim.review.note)
            self.query_one("#aside").add_class("writing")

    def keep_note(self, claim: int, note: str) -> None:
        """Store what is written of a note."""
        view = self.claims[claim]
        self.take(replace(view, review=replace(view.review, note=note)))
        self._write(claim, lambda: self.writer.keep_note(claim, note), "", field="note")

    def note_left(self, claim: int) -> None:
        """Go back from the note to the queue."""
        self.query_one("#aside").remove_class("writing")
        self.set_focus(self.queue)
        self.tell(f"claim {self.claims[claim].number}: the note is kept{_UNDO}")

    # writing

    def _write(self, claim: int, job: Callable[[], ClaimView], said: str, field: str = "") -> None:
        def write() -> None:
            try:
                view = job()
                self.post_message(Written(view, self.writer.history(claim), said, field))
            except FactcheckError as error:
                self._refused(claim, error, field)

        self._pending[claim] += 1
        self.writer.queue(write)
        self._work_off()

    @work(thread=True, group="writes")
    def _work_off(self) -> None:
        self.writer.run_next()

    def _refused(self, claim: int | None, error: FactcheckError, field: str = "") -> None:
        """Runs in the writing thread: tell of a refusal with the claim as it is now."""
        view, events = None, []
        try:
            if claim is not None:
                view = self.writer.remember(self.workbench.claim(claim))
                events = self.workbench.history(claim)
        except FactcheckError:
            # The database is out of reach altogether, which is what `error` says.
            view = None
        self.post_message(WriteFailed(view, events, error, field))

    @on(Written)
    def _written(self, message: Written) -> None:
        claim = message.claim
        self._settle(claim)
        self.know_history(claim.id, message.events)
        if message.field == "note":
            self.note.stored(claim.id, claim.review.note)
        if message.said:
            self.tell(message.said)

    @on(WriteFailed)
    def _write_failed(self, message: WriteFailed) -> None:
        claim = message.claim
        if claim is not None:
            self._settle(claim)
            self.know_history(claim.id, message.events)
            if self.prompt.asked is Asked.GROUND:
                # The finding that the prompt asks about did not come to be.
                self.prompt.close()
                self.set_focus(self.queue)
            if message.field != "note":
                self.point(claim.id)
        if message.field == "note" and self.note.claim is not None:
            self.note.failed(self.note.claim)
        text = str(message.error)
        if isinstance(message.error, Conflict) and claim is not None:
            # The person knows claims by their number in the document, the database by another.
            error = message.error
            text = (
                f"claim {claim.number} was changed meanwhile by {error.by}: {words(error.field)} is now "
                f"“{words(error.theirs)}”, you wanted “{words(error.mine)}”; look again and decide"
            )
        self.tell(text, "error")

    def _settle(self, claim: ClaimView) -> None:
        """Show what the database has, unless later changes are still on their way there."""
        self._pending[claim.id] = max(0, self._pending[claim.id] - 1)
        if not self._pending[claim.id]:
            self.take(claim)

    # undo

    def action_undo(self) -> None:
        """Take back the last change."""
        cursor = self.queue.current

        def take_back() -> None:
            try:
                view, said = undo(self.workbench, self.document_name)
                events = [] if view is None else self.workbench.history(view.id)
                if view is not None:
                    self.writer.remember(view)
                self.post_message(Undone(view, events, said, cursor))
            except Conflict as conflict:
                self._refused(conflict.claim, conflict)
            except FactcheckError as error:
                self._refused(None, error)

        self.writer.queue(take_back)
        self._work_off()

    @on(Undone)
    def _undone(self, message: Undone) -> None:
        if message.claim is not None:
            if not self._pending[message.claim.id]:
                self.take(message.claim)
            self.know_history(message.claim.id, message.events)
            if self.queue.current == message.cursor:
                # Not where the person has gone on meanwhile: the next key must not meet another claim.
                self.point(message.claim.id)
        self.tell(message.said)

    # leaving

    def finish(self) -> None:
        """Send what is still being typed on its way to the database."""
        if self.document is not None:
            self.note.close()

    async def action_leave(self) -> None:
        """Back to the documents, or out where this document was opened alone."""
        self.finish()
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            await self.app.action_quit()


def _told(decision: Decision, finding: Finding) -> str:
    parts = []
    if decision.state is not None:
        parts.append(words(decision.state))
        if decision.state is State.CHECKED and finding is not Finding.NONE:
            parts.append(FINDING_WORDS[finding])
    if decision.finding is not None:
        parts.append(FINDING_WORDS[decision.finding])
    if decision.attribution_check is not None:
        check = decision.attribution_check
        none = check is AttributionCheck.NONE
        parts.append("attribution check taken away" if none else f"attribution {words(check)}")
    if decision.reason is not None:
        parts.append("reason for no evidence stored")
    return ", ".join(parts)
