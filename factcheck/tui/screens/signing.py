"""Signing off a whole document, with the list of what stands in the way."""

import asyncio
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import FactcheckError
from factcheck.domain.signing import Signing
from factcheck.tui.commands import SIGNING, bindings_of
from factcheck.tui.keymap import key_of
from factcheck.tui.labels import counted, signs
from factcheck.tui.messages import SigningRead
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.screens.selecting import told_refused
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_COLUMNS = (Column("#", 4, right=True), Column("Signs", 5), Column("Whose work", 12), Column("Claim"))


class SigningScreen(ListScreen):
    """What this reviewer can sign, and each claim that they cannot, with why."""

    COMMANDS_OF = SIGNING
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(SIGNING), Binding("escape", "leave", "Back", show=False)]

    def __init__(
        self, workbench: Workbench, writer: Writer, document: str, seen: Mapping[int, int], go: Callable[[int], None]
    ) -> None:
        super().__init__(workbench, writer)
        self._document, self._go = document, go
        self._seen_versions = dict(seen)
        self._signing: Signing | None = None
        self._missing: dict[int, tuple[ClaimView, str]] = {}

    def panes(self) -> ComposeResult:
        """How much can be signed, what cannot, and why not."""
        yield Static(id="of-claim", markup=False)
        yield Rows[int](_COLUMNS, id="missing")
        yield Static(id="preview", markup=False)

    def on_mount(self) -> None:
        """Name what is shown."""
        self.title_is(f"Sign off {self._document}")
        self.set_focus(self.list)
        self.tell("Reading…")

    def on_screen_resume(self) -> None:
        """Read, also when another screen was left."""
        self.read()

    def read(self) -> None:
        """Read how the claims stand."""
        self.fetch(lambda: SigningRead(self.workbench.signing(self._document)))

    @on(SigningRead)
    def _read(self, message: SigningRead) -> None:
        self._show(message.signing)
        self.tell("")

    def _show(self, found: Signing) -> None:
        self._signing = found
        self._missing = {claim.id: (claim, why) for claim, why in found.missing}
        lines = [
            f"{counted(len(found.signed), 'claim')} signed off",
            f"{counted(len(found.ready), 'claim')} checked by somebody else, ready for your signature",
            f"{counted(len(found.missing), 'claim')} you cannot sign off now",
        ]
        if not found.missing:
            lines[2] = "nothing stands in the way" + (
                f": {key_of(self.app, 'signing.sign')} signs the document off" if found.ready else ""
            )
        self.query_one("#of-claim", Static).update(Content("\n").join([Content(line) for line in lines]))
        self.list.fill(self._missing, self._cells, self.list.current)
        self.list.border_title = Content(f"{counted(len(self._missing), 'claim')} still open, or not yours to sign")
        self._preview()
        self.refresh_bindings()

    def _cells(self, number: int) -> tuple[str, ...]:
        claim, _ = self._missing[number]
        return str(claim.number), signs(claim.review), claim.review.assigned_to or "–", claim.text

    @on(Rows.Highlighted)
    def _preview(self) -> None:
        missing = self._missing.get(self.list.current or 0)
        said = "" if missing is None else f"Claim {missing[0].number}: {missing[1]}"
        self.query_one("#preview", Static).update(Content(said))

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """To the claim."""
        current = self.list.current
        if current is not None:
            self.app.pop_screen()
            self._go(current)

    async def action_sign(self) -> None:
        """Sign the document off; refused while something stands in the way."""
        await self._sign(partly=False)

    async def action_sign_partly(self) -> None:
        """Sign off what can be, and leave the rest open."""
        await self._sign(partly=True)

    async def _sign(self, partly: bool) -> None:
        try:
            future = self.writer.submit(
                lambda: self.workbench.sign_document(self._document, self._seen_versions, partly)
            )
            done = await asyncio.shield(asyncio.wrap_future(future))
        except FactcheckError as error:
            self.tell(f"{error} · {key_of(self.app, 'signing.partly')} signs them", "error")
            return
        for claim in (*done.decided, *(claim for claim, _ in done.refused)):
            self.writer.remember(claim)
            self._seen_versions[claim.id] = claim.review.version
        self._show(await asyncio.to_thread(self.workbench.signing, self._document))
        refused = told_refused(done.refused)
        count = len(done.decided)
        said = (
            f"{counted(count, 'claim')} signed off · undo on the review takes it back"
            if count
            else "nothing was signed"
        )
        self.tell(
            said + (f". Not {refused}" if refused else ""),
            "warning" if refused else "muted",
        )
