"""What speaks for and against a claim by itself: its quotations in documents, checks of before."""

import asyncio
from functools import partial

from textual import on, work
from textual.worker import get_current_worker

from factcheck.domain.desk import ClaimView, DocumentView
from factcheck.domain.errors import FactcheckError
from factcheck.domain.extraction import QuotationType
from factcheck.domain.papers import Kept
from factcheck.domain.review import Desk
from factcheck.tui.messages import QuotationsRead
from factcheck.tui.screens.papers import Attach, DocumentPicker
from factcheck.tui.screens.reading import ReadingScreen
from factcheck.tui.widgets.detail import Detail


class ProvingScreen(ReadingScreen):
    """It proposes; what it finds decides nothing."""

    _proved: object = None
    _everywhere = False

    def _take_all(self, document: DocumentView, desk: Desk, current: int | None) -> None:
        super()._take_all(document, desk, current)
        self.prove()

    def prove(self, again: bool = False) -> None:
        """Hold the quotations against documents, unless nothing that they rest on has changed."""
        if self.document is None:
            return
        credited = tuple(
            (claim.id, *(source.id for source in (*claim.sources, *claim.via))) for claim in self.document.claims
        )
        rests_on = (self.document.sha256, credited, self._everywhere)
        quoted = any(
            claim.attribution is not None and claim.attribution.quotation is not QuotationType.INDIRECT
            for claim in self.document.claims
        )
        if quoted and (again or rests_on != self._proved):
            self._proved = rests_on
            self.read_quotations(self._everywhere)

    @work(thread=True, exclusive=True, group="quotations")
    def read_quotations(self, everywhere: bool) -> None:
        """Hold the document's quotations against what is kept."""
        worker = get_current_worker()
        try:
            results = self.workbench.quotation_results(self.document_name, everywhere)
        except FactcheckError:
            # what is wrong is told when something is decided; the claims can be read without
            return
        if not worker.is_cancelled:
            self.post_message(QuotationsRead(results))

    @on(QuotationsRead)
    def _quotations(self, message: QuotationsRead) -> None:
        self.query_one(Detail).quote(message.results)

    def action_everywhere(self) -> None:
        """Look in all documents, or in the source's own again."""
        self._everywhere = not self._everywhere
        self.tell(
            "quotations are looked for in all documents" if self._everywhere else "… in the source's own documents"
        )
        self.prove()

    def action_before(self) -> None:
        """What was checked before of the claim."""
        from factcheck.tui.screens.before import BeforeScreen

        if self.claim is not None:
            self.app.push_screen(BeforeScreen(self.workbench, self.writer, self.claim))

    async def action_papers(self) -> None:
        """Choose a document to attach to the claim or to its source."""
        claim = self.claim
        if claim is None:
            return
        try:
            kept = await asyncio.to_thread(self.workbench.evidence_documents)
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        if not kept:
            self.tell("no document is kept yet; factcheck evidence add FILE keeps one", "warning")
            return

        def picked(choice: Attach | None) -> None:
            if choice is not None:
                self.run_worker(self._attached(claim, choice), group="writes")

        await self.app.push_screen(DocumentPicker(claim, kept), picked)

    async def _attached(self, claim: ClaimView, choice: Attach) -> None:
        job = partial(
            self.workbench.attach_document,
            choice.document,
            None if choice.source else claim.id,
            str(choice.source) if choice.source else None,
        )

        def attached() -> Kept:
            kept = job()
            self.writer.remember(self.workbench.claim(claim.id))
            return kept

        try:
            kept = await asyncio.shield(asyncio.wrap_future(self.writer.submit(attached)))
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        await self.read_now(claim.id)
        self.tell("; ".join(kept.told) or "it is attached already")
        self.prove(again=True)
