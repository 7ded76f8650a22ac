"""Checked before: what others, and the desk itself, have checked that may be the same as a claim."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from factcheck.domain.desk import ClaimView
from factcheck.domain.earlier import CheckedBefore
from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import BEFORE, bindings_of
from factcheck.tui.content import one_line, shown
from factcheck.tui.labels import counted
from factcheck.tui.messages import CheckedBeforeRead
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.widgets.proofs import alike_lines, match_lines
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_COLUMNS = (
    Column("", 2),
    Column("Score", 5, right=True),
    Column("Checked before"),
    Column("Rating", 16),
    Column("By", 14),
)
_MOST = 20
_NOTHING = """Nothing like this claim was checked before.

factcheck checks import FILE brings in what others have checked."""


class BeforeScreen(ListScreen):
    """The likeliest first, those that were accepted above them; a claim inherits nothing by accepting."""

    COMMANDS_OF = BEFORE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(BEFORE), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, claim: ClaimView) -> None:
        super().__init__(workbench, writer)
        self._claim = claim
        self._found: list[CheckedBefore] = []
        self._said = ""

    def panes(self) -> ComposeResult:
        """The claim, what was checked before, and the match under the cursor in full."""
        yield Static(id="of-claim", markup=False)
        yield Rows[int](_COLUMNS, id="before")
        yield Static(_NOTHING, id="empty", markup=False)
        yield Static(id="piece", markup=False)
        yield Static(id="alike", markup=False)

    def on_mount(self) -> None:
        """Say whose, and look."""
        self.title_is(f"Checked before · claim {self._claim.number} of {self._claim.document_name}")
        self.query_one("#of-claim", Static).update(shown(one_line(self._claim.text, 400), "bold"))
        self.query_one("#empty").display = self.query_one("#alike").display = False
        self.set_focus(self.list)
        self.tell("Looking…")
        self.read()

    def read(self) -> None:
        """Read what was checked before."""
        number = self._claim.id
        self.fetch(
            lambda: CheckedBeforeRead(self.workbench.checked_before(number, _MOST), self.workbench.alike(number))
        )

    @on(CheckedBeforeRead)
    def _read(self, message: CheckedBeforeRead) -> None:
        alike = self.query_one("#alike", Static)
        alike.display = bool(message.alike)
        alike.update(Content("\n").join(alike_lines(message.alike, self._claim.id)))
        self._show(message.found)

    def _show(self, found: list[CheckedBefore]) -> None:
        place = min(self.list.cursor_row, len(found) - 1)
        self._found = found
        self.list.display, self.query_one("#empty").display = bool(found), not found
        self.list.fill(range(len(found)), self._cells, max(place, 0))
        self.list.border_title = Content(counted(len(found), "earlier check"))
        self._preview()
        self.tell(self._said)
        self._said = ""
        self.refresh_bindings()

    def _cells(self, place: int) -> tuple[str, ...]:
        one = self._found[place]
        check = one.match.check
        return (
            "✓" if one.accepted else "",
            f"{one.match.score:.2f}",
            check.claim,
            check.rating or "–",
            check.reviewer or ("this desk" if one.twin.claim else "–"),
        )

    @on(Rows.Highlighted)
    def _preview(self) -> None:
        one = self._current
        lines = list(match_lines(one.match)) if one is not None else []
        self.query_one("#piece", Static).update(Content("\n").join(lines))

    @property
    def _current(self) -> CheckedBefore | None:
        place = self.list.current
        return self._found[place] if place is not None and place < len(self._found) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a match while there is none."""
        if action in ("accept", "refuse") and self.is_mounted:
            return bool(self._found)
        return super().check_action(action, parameters)

    @on(Rows.Chosen)
    async def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        await self.action_accept()

    async def action_accept(self) -> None:
        """Say that both are one; again: leave it open."""
        one = self._current
        if one is None:
            return
        number, twin, score = self._claim.id, one.twin, one.match.score
        if one.accepted:
            await self._decide(lambda: self.workbench.leave_check(number, twin), "left open again")
        else:
            told = "the same; the claim inherits nothing by it"
            await self._decide(lambda: self.workbench.accept_check(number, twin, score), told)

    async def action_refuse(self) -> None:
        """Say that both are two."""
        one = self._current
        if one is not None:
            number, twin, score = self._claim.id, one.twin, one.match.score
            told = "another; it is not shown again"
            await self._decide(lambda: self.workbench.refuse_check(number, twin, score), told)

    async def action_undo(self) -> None:
        """Take back the last change in the document."""

        def job() -> ClaimView:
            if self.workbench.undo(self._claim.document_name) is None:
                self._said = "there is nothing of yours to undo"
            return self.workbench.claim(self._claim.id)

        await self._decide(job, "your last change in the document is taken back")

    async def _decide(self, job: Callable[[], ClaimView], told: str) -> None:
        try:
            future = self.writer.submit(lambda: self.writer.remember(job()))
            await asyncio.shield(asyncio.wrap_future(future))
            found = await asyncio.to_thread(self.workbench.checked_before, self._claim.id, _MOST)
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        self._said = self._said or f"claim {self._claim.number}: {told}"
        self._show(found)
