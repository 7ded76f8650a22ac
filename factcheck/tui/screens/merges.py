"""The merges: sources of several documents that may be one real person or body, for a reviewer to accept or refuse."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from factcheck.domain.bodies import MergeProposal, Side
from factcheck.domain.desk import Event
from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import MERGES, bindings_of
from factcheck.tui.labels import counted, words
from factcheck.tui.messages import MergesRead
from factcheck.tui.screens.listing import FilteredScreen
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

_COLUMNS = (Column("Score", 5, right=True), Column("One", 26), Column("Other", 26), Column("Why"))
_NEEDS_ROW = frozenset({"accept", "refuse", "filter"})
_NAMED = 3


class MergesScreen(FilteredScreen):
    """Proposals, the likeliest first; what is decided is stored before the next key is looked at."""

    COMMANDS_OF = MERGES
    FILTER_QUESTION = "Names with"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(MERGES), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer) -> None:
        super().__init__(workbench, writer)
        self._proposals: list[MergeProposal] = []
        self._said = ""

    def panes(self) -> ComposeResult:
        """The list and the prompt."""
        yield Rows[int](_COLUMNS, id="merges")
        yield self.prompt()

    @property
    def _rows(self) -> Rows[int]:
        return self.query_one("#merges", Rows)

    @property
    def _current(self) -> MergeProposal | None:
        return None if self._rows.current is None else self._proposals[self._rows.current]

    def on_mount(self) -> None:
        """Read what may be one."""
        self.title_is("Sources that may be one")
        self.set_focus(self._rows)
        self.tell("Comparing names…")
        self.read()

    def read(self) -> None:
        """Read what may be one."""
        self.fetch(lambda: MergesRead(self.workbench.merge_proposals()))

    @on(MergesRead)
    def _read(self, message: MergesRead) -> None:
        self._proposals = message.proposals
        self.filtered(keep=True)

    def filtered(self, keep: bool = False) -> None:
        """Show the proposals that have the words; with `keep` the cursor stays at its place."""
        needle = self.words.casefold()
        chosen = [
            number
            for number, proposal in enumerate(self._proposals)
            if needle in f"{proposal.one.name} {proposal.other.name}".casefold()
        ]
        place = min(self._rows.cursor_row, len(chosen) - 1) if keep and chosen else 0
        self._rows.fill(chosen, lambda number: _cells(self._proposals[number]), chosen[place] if chosen else None)
        self._rows.border_title = self.with_words(counted(len(chosen), "proposal"))
        self._tell_current()
        self.refresh_bindings()

    @on(Rows.Highlighted)
    def _tell_current(self) -> None:
        proposal = self._current
        if self._said:
            self.tell(self._said)
            self._said = ""
        elif proposal is None:
            self.tell("no proposal has this name" if self.words else "no two sources look like one")
        else:
            self.tell(f"{words(proposal.one.kind)}: {_side(proposal.one)} =? {_side(proposal.other)}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a proposal while there is none."""
        if action in _NEEDS_ROW and self.is_mounted:
            return bool(self._proposals)
        return super().check_action(action, parameters)

    @on(Rows.Chosen)
    async def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        await self.action_accept()

    async def action_accept(self) -> None:
        """Say that the two are one."""
        proposal = self._current
        if proposal is not None:
            told = f"merged: {proposal.one.name} = {proposal.other.name}"
            await self._decide(lambda: self.workbench.accept_merge(proposal), told)

    async def action_refuse(self) -> None:
        """Say that the two are two."""
        proposal = self._current
        if proposal is not None:
            told = f"kept apart: {proposal.one.name} ≠ {proposal.other.name}"
            await self._decide(lambda: self.workbench.decline_merge(proposal), told)

    async def action_undo(self) -> None:
        """Take back the last decision on sources."""
        await self._decide(self.workbench.undo_merge, "your last word on sources is taken back")

    async def _decide(self, job: Callable[[], Event | None], told: str) -> None:
        try:
            event = await asyncio.shield(asyncio.wrap_future(self.writer.submit(job)))
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        undone = event is not None and event.undoes is not None
        self._said = told + ("" if undone else " · u undoes it")
        if event is None:
            self._said = "there is nothing of yours to take back"
        try:
            self._proposals = await asyncio.to_thread(self.workbench.merge_proposals)
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        self.filtered(keep=True)


def _side(side: Side) -> str:
    named = ", ".join(side.documents[:_NAMED])
    more = f" and {len(side.documents) - _NAMED} more" if len(side.documents) > _NAMED else ""
    return f"{side.name} ({named}{more})"


def _cells(proposal: MergeProposal) -> tuple[str, ...]:
    return f"{proposal.score:.2f}", proposal.one.name, proposal.other.name, proposal.reason
