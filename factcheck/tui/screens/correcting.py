"""Correcting what the machine read, on the review screen: who said it, where the claim lies, whether it is one."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import Conflict, FactcheckError
from factcheck.domain.spans import Span
from factcheck.tui.changes import told_conflict
from factcheck.tui.messages import Marked
from factcheck.tui.screens.conflict import ConflictScreen, Stands
from factcheck.tui.screens.moving import MovingScreen
from factcheck.tui.screens.picker import Choice, SourcePicker

_MARKING = {
    "move": "Mark the words of claim {}",
    "split": "Mark the first part of claim {}; the rest becomes a claim of its own",
    "add": "Mark a new claim",
    "cue": "Mark the words that say that claim {} was said",
    "source": "Mark the words that name the source of claim {}",
}


class CorrectingScreen(MovingScreen):
    """Each correction goes to the database at once, as an event."""

    BINDINGS: ClassVar[list[BindingType]] = []
    _purpose = ""

    async def action_credit_to(self) -> None:
        """Ask who said it."""
        await self._pick(relay=False)

    async def action_credit_via(self) -> None:
        """Ask through whom it came."""
        await self._pick(relay=True)

    async def _pick(self, relay: bool) -> None:
        claim = self.claim
        if claim is None:
            return
        form = f"{'relay' if relay else 'source'} of claim {claim.id}"
        try:
            sources, begun = await asyncio.to_thread(
                lambda: (self.workbench.sources_of(self.document_name), self.workbench.unfinished(form))
            )
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        question = f"Claim {claim.number} came through" if relay else f"Claim {claim.number} is said by"

        # what the person chooses rests on what is on the screen now; it is read anew when the picker closes
        seen = self.writer.version(claim.id)

        def credited(choice: Choice) -> ClaimView:
            return self.workbench.credit(claim.id, seen, choice, relay)

        def over(choice: Choice) -> ClaimView:
            return self.workbench.credit(claim.id, self.writer.version(claim.id), choice, relay)

        def keep(typed: dict[str, str]) -> object:
            return self._draft_kept(self.writer.submit(lambda: self.workbench.keep_unfinished(form, typed)))

        async def take(choice: Choice, said: str, mine: str) -> None:
            await self.correct(claim, partial(credited, choice), said, mine, partial(over, choice))
            # only now: what waited was there for as long as the choice could have been lost
            keep({})

        def picked(choice: Choice | None) -> None:
            if choice is not None:
                said = "its relay is corrected" if relay else "its source is corrected"
                named = {source.id: source.name for source in sources}
                mine = " + ".join(named.get(one, "") if isinstance(one, int) else one for one in choice) or "none"
                self.run_worker(take(choice, said, mine), group="writes")

        await self.app.push_screen(SourcePicker(question, sources, relay, begun, keep), picked)

    async def action_checkable(self) -> None:
        """Say whether evidence could settle the claim."""
        claim = self.claim
        if claim is not None:
            now = not claim.checkable
            said = "evidence could settle it" if now else "no evidence could settle it"
            await self.correct(
                claim, lambda: self.workbench.set_checkable(claim.id, self.writer.version(claim.id), now), said
            )

    async def action_reject(self) -> None:
        """Say that this is no claim."""
        claim = self.claim
        if claim is not None:
            await self.correct(
                claim, lambda: self.workbench.reject(claim.id, self.writer.version(claim.id)), "no claim any more"
            )

    async def action_merge(self) -> None:
        """Take the next claim of the text into this one."""
        claim = self.claim
        order = [] if self.document is None else [one.id for one in self.document.claims]
        if claim is None or claim.id not in order:
            return
        at = order.index(claim.id)
        if at + 1 == len(order):
            self.tell("no claim follows that could be merged into this one", "warning")
            return
        other = self.claims[order[at + 1]]
        version = self.writer.version
        await self.correct(
            claim,
            lambda: self.workbench.merge([(one.id, version(one.id)) for one in (claim, other)]),
            f"claim {other.number} is part of it now",
        )

    def action_mark(self, purpose: str) -> None:
        """Mark words in the article."""
        claim = self.claim
        if self.document is None or (claim is None and purpose != "add"):
            return
        self._purpose = purpose
        spans = () if claim is None else claim.spans
        said = None if claim is None else claim.attribution
        begin = spans[0] if spans else Span(0, 0)
        if purpose in ("cue", "source") and said is not None:
            named = said.cue if purpose == "cue" else said.source
            begin = named[0] if named else begin
        elif purpose == "add" and spans:
            begin = Span(spans[-1].end, spans[-1].end)
        self.article.mark(self.document.text, begin, whole=purpose != "split")
        self.set_focus(self.article)
        question = _MARKING[purpose].format("" if claim is None else claim.number)
        self.tell(
            f"{question}: ← → move the end, Tab changes ends, ↑ ↓ by ten words, or drag · Enter takes it · Esc leaves"
        )

    async def on_marked(self, message: Marked) -> None:
        """Do with the marked words what they were marked for."""
        message.stop()
        self.set_focus(self.queue)
        span, claim, purpose = message.span, self.claim, self._purpose
        if span is None:
            self.tell("nothing was changed")
            return
        if purpose == "add":
            draft = None if self.document is None else self.document.summary.draft
            await self.correct(
                claim, lambda: self.workbench.add_claim(self.document_name, [span], draft), "a new claim"
            )
            return
        if claim is None:
            return
        number = claim.id
        said = claim.attribution
        source, cue = ((), ()) if said is None else (said.source, said.cue)

        def job() -> ClaimView:
            version = self.writer.version(number)
            if purpose == "move":
                return self.workbench.move(number, version, [span])
            if purpose == "split":
                return self.workbench.split(number, version, span.end)[0]
            if purpose == "cue":
                return self.workbench.attribute(number, version, source, [span])
            return self.workbench.attribute(number, version, [span], cue)

        told = {"move": "its words are corrected", "split": "what follows is a claim of its own"}
        marked = "" if self.document is None else span.of(self.document.text)
        await self.correct(claim, job, told.get(purpose, "its attribution is corrected"), marked)

    async def correct(
        self,
        claim: ClaimView | None,
        job: Callable[[], ClaimView],
        said: str,
        mine: str = "",
        again: Callable[[], ClaimView] | None = None,
    ) -> None:
        """Do `job` and show the document as it is then, on the claim that it gives.

        Where somebody else corrected the same meanwhile both versions are shown, this person's as `mine` (default:
        `said`), and `again` (default: `job`) writes it over the other's if they say so.
        """
        try:
            future = self.writer.submit(lambda: self.writer.remember(job()))
            view = await asyncio.shield(asyncio.wrap_future(future))
        except Conflict as conflict:
            await self._conflicting(claim, conflict, again or job, said, mine or said)
            return
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        await self.read_now(view.id)
        self.tell(f"claim {view.number}: {said}{self.undo_hint}")

    async def _conflicting(
        self, claim: ClaimView | None, conflict: Conflict, again: Callable[[], ClaimView], said: str, mine: str
    ) -> None:
        """Show what the other made of the claim; where the text is another one, or it is gone, nothing is to choose."""
        await self.read_now(conflict.claim)
        number = claim.number if claim is not None else 0
        self.tell(told_conflict(conflict, number), "error")
        if type(conflict) is not Conflict or conflict.claim not in self.claims:
            return

        def settled(stands: Stands | None) -> None:
            if stands is Stands.MINE:
                self.run_worker(self.correct(claim, again, said, mine), group="writes")
            else:
                self.tell(f"claim {number}: it stays as {conflict.by} has it")

        await self.app.push_screen(
            ConflictScreen(conflict, number, mine, _standing(self.claims[conflict.claim], conflict)), settled
        )


def _standing(claim: ClaimView, conflict: Conflict) -> str:
    """What of a claim the conflict is about, as it stands now, in words."""
    if conflict.field in ("sources", "via"):
        credited = claim.sources if conflict.field == "sources" else claim.via
        return " + ".join(source.name for source in credited) or "none"
    if conflict.field in ("spans", "words"):
        return claim.quoted
    return ""
