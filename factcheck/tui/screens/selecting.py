"""Deciding on several claims at once: what is marked in the queue, and whose work it is."""

import asyncio
from collections.abc import Callable, Sequence

from factcheck.domain.desk import ClaimView, Together
from factcheck.domain.errors import FactcheckError
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision
from factcheck.tui.content import one_line
from factcheck.tui.labels import counted
from factcheck.tui.messages import Asked
from factcheck.tui.screens.correcting import CorrectingScreen
from factcheck.tui.writing import evidence_parts

_NAMED = 4


class SelectingScreen(CorrectingScreen):
    """While claims are marked a decision is one on all of them, and one undo takes it back."""

    @property
    def chosen(self) -> list[ClaimView]:
        """The marked claims, in the order of the queue."""
        return [self.claims[key] for key in self.queue.keys if key in self.queue.marked and key in self.claims]

    def action_mark_row(self) -> None:
        """Mark the claim or unmark it, and go on to the next one."""
        current = self.queue.current
        if current is not None:
            self.queue.mark(current, current not in self.queue.marked)
            self.queue.action_move(1)
            self._tell_marked()

    def action_mark_all(self) -> None:
        """Mark all claims that are shown, or none where all are marked."""
        all_marked = len(self.queue.marked) == len(self.queue.keys)
        self.queue.unmark()
        for key in [] if all_marked else self.queue.keys:
            self.queue.mark(key, True)
        self._tell_marked()

    def action_all(self) -> None:
        """Unmark what is marked; else show all claims again."""
        if self.queue.marked:
            self.queue.unmark()
            self._tell_marked()
        else:
            super().action_all()

    def _tell_marked(self) -> None:
        self.show_heading()
        count = len(self.queue.marked)
        self.tell(f"{counted(count, 'claim')} marked: a decision is one on all of them · Esc unmarks" if count else "")

    def action_copy(self) -> None:
        """Copy the words of the claim, or of all that are marked, to the clipboard of the person's own terminal."""
        claims = self.chosen or [claim for claim in (self.claim,) if claim is not None]
        if claims:
            self.app.copy_to_clipboard("\n".join(claim.text for claim in claims))
            what = f"claim {claims[0].number}" if len(claims) == 1 else counted(len(claims), "claim")
            self.tell(f"copied {what}: {one_line(claims[0].text, 80)}")

    # whose work

    async def action_assign(self) -> None:
        """Ask whose work the claim is, or those that are marked."""
        claims = self.chosen or [claim for claim in (self.claim,) if claim is not None]
        if not claims:
            return
        try:
            names = await asyncio.to_thread(self.workbench.reviewers)
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        what = counted(len(claims), "claim") if self.chosen else f"Claim {claims[0].number}"
        others = one_line(", ".join(name for name in names if name != self.workbench.reviewer), 40)
        question = f"{what}: whose work? ({self.workbench.reviewer}{', ' + others if others else ''}; empty: nobody's)"
        only = None if self.chosen else claims[0].id
        self.prompt.ask(Asked.ASSIGN, question, only, names=names)

    # deciding

    async def decide_marked(self, decision: Decision, said: str, then_ask: bool = False) -> Together | None:
        """Apply `decision` to what is marked; None where the database refused altogether."""
        return await self._together(lambda seen: self.workbench.decide_all(seen, decision), said, then_ask)

    async def ground_marked(self, text: str, decision: Decision, said: str) -> Together | None:
        """Attach the evidence `text` to what is marked, and decide."""
        title, url = evidence_parts(text)
        citation = Citation(title=title, url=url)
        return await self._together(lambda seen: self.workbench.ground_all(seen, citation, decision), said)

    async def _together(
        self, decide: Callable[[dict[int, int]], Together], said: str, then_ask: bool = False
    ) -> Together | None:
        numbers = [claim.id for claim in self.chosen]

        def job() -> Together:
            done = decide({number: self.writer.version(number) for number in numbers})
            for claim in (*done.decided, *(claim for claim, _ in done.refused)):
                self.writer.remember(claim)
            return done

        try:
            done = await asyncio.shield(asyncio.wrap_future(self.writer.submit(job)))
        except FactcheckError as error:
            self.tell(str(error), "error")
            return None
        self.take_all([*done.decided, *(claim for claim, _ in done.refused)])
        if not then_ask:
            for claim in done.decided:
                self.queue.mark(claim.id, False)
        self.show_heading()
        refused = told_refused(done.refused)
        self.tell(
            f"{counted(len(done.decided), 'claim')}: {said}{self.undo_hint}{f'. Not {refused}' if refused else ''}",
            "warning" if refused else "",
        )
        return done

    def take_all(self, claims: Sequence[ClaimView]) -> None:
        """Show several claims as they are now."""
        for claim in claims:
            self.forget_history(claim.id)
            self.take(claim)
        self.show_current()


def told_refused(refused: Sequence[tuple[ClaimView, str]]) -> str:
    """The claims on which nothing was decided, each with why, those with the same reason together."""
    reasons: dict[str, list[int]] = {}
    for claim, why in refused:
        reasons.setdefault(why, []).append(claim.number)
    parts = []
    for why, numbers in list(reasons.items())[:_NAMED]:
        named = ", ".join(map(str, numbers[:12])) + (" …" if len(numbers) > 12 else "")
        parts.append(f"{named} ({why})")
    if len(reasons) > _NAMED:
        parts.append(f"{len(reasons) - _NAMED} other reasons")
    return "; ".join(parts)
