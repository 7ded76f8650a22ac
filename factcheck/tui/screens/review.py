"""The review of a document: deciding on its claims, with notes, evidence and undo."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import Conflict, FactcheckError
from factcheck.domain.review import AttributionCheck, Decision, Finding, State
from factcheck.tui.commands import REVIEW, bindings_of
from factcheck.tui.labels import CHECK_WORDS, FINDING_WORDS, counted, words
from factcheck.tui.messages import Asked
from factcheck.tui.screens.conflict import ConflictScreen, Stands
from factcheck.tui.screens.noting import NotingScreen, Stored
from factcheck.tui.undoing import redo, undo
from factcheck.tui.widgets.prompt import Answer
from factcheck.workbench import Workbench

_NEEDS_CLAIM = frozenset(
    {
        "find",
        "credit",
        "evidence",
        "grounds",
        "papers",
        "everywhere",
        "before",
        "reason",
        "note",
        "edit_note",
        "versions",
        "copy",
        "check",
        "wait",
        "give_back",
        "sign_off",
        "second_check",
        "assign",
        "mark_row",
        "mark_all",
        "sign_document",
        "next_open",
        "edge",
        "credit_to",
        "credit_via",
        "checkable",
        "merge",
        "reject",
    }
)


class ReviewScreen(NotingScreen):
    """A key that decides waits for the database before anything shows.

    What the screen says is stored is stored, whatever happens to the terminal. The wait is in a thread: the screen
    paints on, and keys typed meanwhile take their turns after it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(REVIEW),
        Binding("escape", "all", "All claims", show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a claim where there is none. What the rules forbid stays: its key says why."""
        if action == "search" and self.is_mounted and (self.prompt.asked is not None or self.note.claim is not None):
            # Its key types there; the footer cannot tell by itself.
            return False
        if action == "still_right" and not any(c.review.state is State.STALE for c in self.claims.values()):
            return False
        return not (action in _NEEDS_CLAIM and not self.claims)

    # deciding

    async def action_find(self, finding: str) -> None:
        """Answer "is it true"; then ask what the answer rests on."""
        if self.claim is None:
            return
        found = Decision(finding=Finding(finding))
        if self.chosen:
            done = await self.decide_marked(found, FINDING_WORDS[Finding(finding)], then_ask=True)
            if done is not None and any(claim.review.wants_evidence for claim in done.decided):
                what = f"{counted(len(self.chosen), 'claim')} {FINDING_WORDS[Finding(finding)]}"
                self.prompt.ask(Asked.GROUND, f"{what}: evidence (URL or citation), or why none?")
            return
        view = await self._decide(self.claim, found)
        if view is not None and view.review.wants_evidence:
            question = (
                f"Claim {view.number} {FINDING_WORDS[view.review.finding]}: evidence (URL or citation), or why none?"
            )
            self.prompt.ask(Asked.GROUND, question, view.id)

    async def action_credit(self, check: str) -> None:
        """Answer "was it said"."""
        await self._decide_here(Decision(attribution_check=AttributionCheck(check)))

    async def action_check(self) -> None:
        """Mark the claim checked and go on to the next open one."""
        if self.chosen:
            await self.decide_marked(Decision(state=State.CHECKED), "checked")
        elif self.claim is not None and await self._decide(self.claim, Decision(state=State.CHECKED)):
            self.to_next_open()

    async def action_sign_off(self) -> None:
        """Sign the claim off."""
        await self._decide_here(Decision(state=State.SIGNED_OFF))

    async def action_second_check(self) -> None:
        """Check what somebody else checked once more."""
        await self._decide_here(Decision(second_check=True))

    async def action_sign_document(self) -> None:
        """Show what of the document is still open, to sign it off."""
        from factcheck.tui.screens.signing import SigningScreen

        seen = {claim.id: claim.review.version for claim in self.claims.values()}
        await self.app.push_screen(SigningScreen(self.workbench, self.writer, self.document_name, seen, self.point))

    async def action_still_right(self) -> None:
        """Say of a claim whose words changed that what was decided on it holds."""
        claim = self.claim
        if claim is None:
            return
        view = await self._write(claim.id, lambda: self.writer.reaffirm(claim.id))
        if view is not None:
            self.tell(f"claim {view.number} still right: {_told_review(view)}{self.undo_hint}")
            self.to_next_open()

    async def action_wait(self) -> None:
        """Set the claim waiting, or in progress again."""
        if self.claim is not None:
            waits = all(claim.review.state is State.WAITING for claim in self.chosen or [self.claim])
            await self._decide_here(Decision(state=State.IN_PROGRESS if waits else State.WAITING))

    def action_give_back(self) -> None:
        """Ask why the claim is returned."""
        if self.chosen:
            self.prompt.ask(Asked.RETURN, f"Return {counted(len(self.chosen), 'claim')}: why?")
        elif self.claim is not None:
            self.prompt.ask(Asked.RETURN, f"Return claim {self.claim.number}: why?", self.claim.id)

    def action_evidence(self) -> None:
        """Ask for evidence."""
        if self.chosen:
            question = f"Evidence for {counted(len(self.chosen), 'claim')}: a URL, a citation, or both"
            self.prompt.ask(Asked.EVIDENCE, question)
        elif self.claim is not None:
            question = f"Evidence for claim {self.claim.number}: a URL, a citation, or both"
            self.prompt.ask(Asked.EVIDENCE, question, self.claim.id)

    def action_grounds(self) -> None:
        """All evidence and rights of reply of the claim."""
        from factcheck.tui.screens.evidence import EvidenceScreen

        if self.claim is not None:
            self.app.push_screen(EvidenceScreen(self.workbench, self.writer, self.claim))

    def action_reason(self) -> None:
        """Ask why there is no evidence."""
        if self.chosen:
            self.prompt.ask(Asked.REASON, f"{counted(len(self.chosen), 'claim')}: why is there no evidence?")
        elif self.claim is not None:
            question = f"Claim {self.claim.number}: why is there no evidence?"
            self.prompt.ask(Asked.REASON, question, self.claim.id, self.claim.review.reason)

    async def answered(self, answer: Answer) -> None:
        """Act on an answer to the prompt."""
        self.set_focus(self.queue)
        claim = None if answer.claim is None else self.claims.get(answer.claim)
        if answer.asked is Asked.SEARCH:
            self.searched(answer.text)
        elif not answer.text and answer.asked not in (Asked.REASON, Asked.ASSIGN):
            self.prompt_left(answer.asked, answer.claim)
        elif claim is None:
            await self._answered_together(answer)
        elif answer.asked is Asked.RETURN:
            await self._decide(claim, Decision(state=State.RETURNED, add_note=answer.text))
        elif answer.asked is Asked.ASSIGN:
            await self._decide(claim, Decision(assigned_to=answer.text))
        elif answer.as_evidence:
            await self._add_evidence(claim, answer.text, done=answer.asked is Asked.GROUND)
        elif answer.asked is Asked.GROUND:
            if await self._decide(claim, Decision(reason=answer.text, state=State.CHECKED)):
                self.to_next_open()
        else:
            await self._decide(claim, Decision(reason=answer.text))

    async def _answered_together(self, answer: Answer) -> None:
        """Act on an answer about what is marked; where it was refused for some the text waits for another try."""
        if answer.asked is Asked.RETURN:
            done = await self.decide_marked(Decision(state=State.RETURNED, add_note=answer.text), "returned")
        elif answer.asked is Asked.ASSIGN:
            said = f"now {answer.text}'s work" if answer.text else "nobody's work now"
            done = await self.decide_marked(Decision(assigned_to=answer.text), said)
        elif answer.as_evidence:
            state = State.CHECKED if answer.asked is Asked.GROUND else None
            done = await self.ground_marked(answer.text, Decision(state=state), "evidence added")
        else:
            state = State.CHECKED if answer.asked is Asked.GROUND else None
            reason = Decision(reason=answer.text, state=state)
            done = await self.decide_marked(reason, "why there is no evidence is said")
        if done is not None and not done.refused:
            self.drafts.sent(answer.asked, None)

    async def _decide_here(self, decision: Decision) -> None:
        """Decide on what is marked, else on the current claim."""
        if self.chosen:
            await self.decide_marked(decision, _told(decision, Finding.NONE))
        elif self.claim is not None:
            await self._decide(self.claim, decision)

    async def _add_evidence(self, claim: ClaimView, text: str, done: bool) -> None:
        def add() -> ClaimView:
            view = self.writer.add_evidence(claim.id, text)
            return self.writer.decide(claim.id, Decision(state=State.CHECKED)) if done else view

        view = await self._write(claim.id, add)
        if view is None:
            return
        self.drafts.sent(Asked.EVIDENCE, claim.id)
        if done:
            self.tell(
                f"claim {claim.number} checked: {FINDING_WORDS[view.review.finding]}, with evidence{self.undo_hint}"
            )
            self.to_next_open()
        else:
            ready = view.review.finding is not Finding.NONE and view.review.is_open
            self.tell(f"claim {claim.number}: evidence added{self._checked_hint if ready else ''}{self.undo_hint}")

    async def _decide(self, claim: ClaimView, decision: Decision) -> ClaimView | None:
        def asked(conflict: Conflict, number: int) -> None:
            def settled(stands: Stands | None) -> None:
                self._settle(claim.id, decision, conflict, stands)

            self.app.push_screen(ConflictScreen(conflict, number, _told(decision, Finding.NONE)), settled)

        view = await self._write(claim.id, lambda: self.writer.decide(claim.id, decision), asked)
        if view is not None:
            for asked_for in _answers(decision):
                self.drafts.sent(asked_for, claim.id)
            review = view.review
            ready = decision.finding not in (None, Finding.NONE) and not review.wants_evidence
            hint = self._checked_hint if ready else ""
            self.tell(f"claim {view.number}: {_told(decision, review.finding)}{hint}{self.undo_hint}")
        return view

    def _settle(self, claim: int, decision: Decision, conflict: Conflict, stands: Stands | None) -> None:
        """Do what a conflict was settled to: the other's version is known by now, so deciding again goes over it."""
        if stands is Stands.BOTH:
            both: dict[str, Any] = {conflict.field: f"{conflict.theirs}\n\n{conflict.mine}"}
            decision = replace(decision, **both)
        if stands in (Stands.MINE, Stands.BOTH):
            self.run_worker(self._decide(self.claims[claim], decision), group="writes")
        else:
            self.tell(f"claim {self.claims[claim].number}: it stays as {conflict.by} decided")

    async def action_undo(self) -> None:
        """Take back the last change and go to its claim."""
        await self._stepped(undo)

    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        await self._stepped(redo)

    async def _stepped(self, step: Callable[[Workbench, str], tuple[ClaimView | None, str]]) -> None:
        def take() -> tuple[Stored | None, str]:
            view, said = step(self.workbench, self.document_name)
            if view is None:
                return None, said
            return (self.writer.remember(view), self.workbench.history(view.id)), said

        try:
            stored, said = await asyncio.shield(asyncio.wrap_future(self.writer.submit(take)))
        except Conflict as conflict:
            await self._refused(conflict.claim, conflict)
            return
        except FactcheckError as error:
            await self._refused(None, error)
            return
        if stored is not None:
            await self.read_now(stored[0].id)
            self.know_history(stored[0].id, stored[1])
            said += f" · {self.key('review.redo')} does it again" if step is undo else self.undo_hint
        self.tell(said)

    @property
    def _checked_hint(self) -> str:
        return f"; {self.key('review.checked')} marks it checked"

    # leaving

    def finish(self) -> None:
        """Send what is still being typed on its way to the database."""
        self.note.close()
        self.prompt.store()

    async def action_leave(self) -> None:
        """Back to the documents, or out where this document was opened alone."""
        self.finish()
        if len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        else:
            await self.app.action_quit()


def _told_review(view: ClaimView) -> str:
    review = view.review
    parts = [words(review.state)]
    parts += [] if review.finding is Finding.NONE else [FINDING_WORDS[review.finding]]
    parts += [] if review.attribution_check is AttributionCheck.NONE else [CHECK_WORDS[review.attribution_check]]
    return ", ".join(parts)


def _answers(decision: Decision) -> Iterator[Asked]:
    """The questions that a decision answers."""
    if decision.reason is not None:
        yield Asked.REASON
    if decision.add_note is not None:
        yield Asked.RETURN
    if decision.assigned_to is not None:
        yield Asked.ASSIGN


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
    if decision.assigned_to is not None:
        parts.append(f"now {decision.assigned_to}'s work" if decision.assigned_to else "nobody's work now")
    if decision.second_check:
        parts.append("checked a second time")
    return ", ".join(parts)
