"""What a claim's finding rests on: evidence and rights of reply, to add, correct, withdraw and open."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import FactcheckError
from factcheck.domain.evidence import Evidence, Reply
from factcheck.tui import stating
from factcheck.tui.commands import EVIDENCE, bindings_of
from factcheck.tui.content import one_line, shown
from factcheck.tui.keymap import key_of
from factcheck.tui.labels import FINDING_GLYPHS, FINDING_WORDS, counted, state_label
from factcheck.tui.messages import ClaimRead
from factcheck.tui.opening import open_address
from factcheck.tui.screens.form import FormScreen
from factcheck.tui.screens.listing import ListScreen
from factcheck.tui.undoing import undo
from factcheck.tui.widgets.form import Field
from factcheck.tui.widgets.grounds import BEARINGS, evidence_lines, reply_lines, reply_standing
from factcheck.tui.widgets.rows import Column, Rows
from factcheck.tui.writing import Writer
from factcheck.workbench import Workbench

Key = tuple[str, int]
_EVIDENCE, _REPLY = "evidence", "reply"
_COLUMNS = (
    Column("#", 2, right=True),
    Column("Which way", 14),
    Column("Rank", 9),
    Column("What"),
)
_EMPTY = """Nothing is stated for this claim yet.

a adds evidence: a report, a page, a file, an interview.
t notes that somebody was asked for their side."""


class EvidenceScreen(ListScreen):
    """The pieces of one claim, in one list: evidence first, then rights of reply."""

    COMMANDS_OF = EVIDENCE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(EVIDENCE), Binding("escape", "leave", "Back", show=False)]

    def __init__(self, workbench: Workbench, writer: Writer, claim: ClaimView) -> None:
        super().__init__(workbench, writer)
        self._claim = claim
        self._begin_at: Key | None = None

    def panes(self) -> ComposeResult:
        """The claim, the list or what to do where it is empty, and the piece under the cursor in full."""
        yield Static(id="of-claim", markup=False)
        yield Rows[Key](_COLUMNS, id="grounds")
        yield Static(_EMPTY, id="empty", markup=False)
        yield Static(id="piece", markup=False)

    def on_mount(self) -> None:
        """Show what is known already."""
        self.set_focus(self.list)
        self._show(self._claim)

    def on_screen_resume(self) -> None:
        """Read, also when another screen was left."""
        self.read()

    def read(self) -> None:
        """Read the claim."""
        self.fetch(lambda: ClaimRead(self.workbench.claim(self._claim.id)))

    @on(ClaimRead)
    def _read(self, message: ClaimRead) -> None:
        self.writer.saw([message.claim])
        self._show(message.claim)

    def _show(self, claim: ClaimView) -> None:
        self._claim = claim
        review = claim.review
        self.title_is(f"Evidence · claim {claim.number} of {claim.document_name}")
        facts = f"{state_label(review.state)} · {FINDING_GLYPHS[review.finding]} {FINDING_WORDS[review.finding]}"
        lines = [shown(one_line(claim.text, 400), "bold"), Content.styled(facts, "$text-muted")]
        if review.reason.strip():
            lines.append(Content.assemble("no evidence, because: ", shown(one_line(review.reason))))
        self.query_one("#of-claim", Static).update(Content("\n").join(lines))
        keys: list[Key] = [(_EVIDENCE, piece.number) for piece in claim.evidence]
        keys += [(_REPLY, reply.number) for reply in claim.replies]
        current = self._begin_at or self.list.current
        self.list.display, self.query_one("#empty").display = bool(keys), not keys
        self.list.fill(keys, self._cells, current)
        self._begin_at = None
        said = f"{len(claim.evidence)} evidence · {counted(len(claim.replies), 'right')} of reply"
        self.list.border_title = Content(said)
        self._preview()
        self.refresh_bindings()

    def _piece(self) -> Evidence | Reply | None:
        return self._of(self.list.current) if self.list.current else None

    def _of(self, key: Key) -> Evidence | Reply | None:
        pieces: tuple[Evidence | Reply, ...] = self._claim.evidence if key[0] == _EVIDENCE else self._claim.replies
        return next((piece for piece in pieces if piece.number == key[1]), None)

    def _cells(self, key: Key) -> tuple[str, ...]:
        piece = self._of(key)
        if isinstance(piece, Reply):
            return "@", reply_standing(piece)[0], "reply", piece.person + (f": {piece.answer}" if piece.answer else "")
        assert piece is not None
        what = "  ".join(part for part in (piece.title, piece.url, piece.file) if part) or piece.quotation
        return str(piece.number), BEARINGS[piece.bearing] if piece.bearing else "–", piece.rank or "–", what

    @on(Rows.Highlighted)
    def _preview(self) -> None:
        piece = self._piece()
        lines: list[Content] = []
        if piece is not None:
            lines += reply_lines(piece) if isinstance(piece, Reply) else evidence_lines(piece)
        self.query_one("#piece", Static).update(Content("\n").join(lines))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Hide what needs a piece while there is none."""
        if action in ("correct", "withdraw", "copy") and self.is_mounted:
            return bool(self.list.row_count)
        return super().check_action(action, parameters)

    # opening

    @on(Rows.Chosen)
    def _chosen(self, message: Rows.Chosen) -> None:
        message.stop()
        self.action_open()

    def action_open(self) -> None:
        """Hand the address to the system's opener; see whether a file is still as it was attached."""
        piece = self._piece()
        if not isinstance(piece, Evidence):
            return
        try:
            if piece.url:
                open_address(self.app, piece.url)
                self.tell(f"handed to the system's opener: {piece.url}")
            elif piece.file:
                changed = self.workbench.sha256_of(Path(piece.file)) != piece.sha256
                told = "is another file than was attached: its SHA-256 differs" if changed else "is as it was attached"
                self.tell(f"{piece.file} {told}", "warning" if changed else "muted")
            else:
                self.tell(f"it has no address; {key_of(self.app, 'evidence.correct')} adds one")
        except FactcheckError as error:
            self.tell(str(error), "error")

    def action_copy(self) -> None:
        """Copy the address, the file's name or what was said."""
        piece = self._piece()
        if isinstance(piece, Evidence):
            text = piece.url or piece.file or piece.title or piece.quotation
        else:
            text = "" if piece is None else piece.answer or piece.person
        if text:
            self.app.copy_to_clipboard(text)
            self.tell(f"copied: {one_line(text, 100)}")

    # stating

    async def action_add(self) -> None:
        """Ask for a new piece of evidence."""
        await self._ask_evidence(None)

    async def action_ask_reply(self) -> None:
        """Note that somebody was asked."""
        await self._ask_reply(None)

    async def action_correct(self) -> None:
        """State the piece under the cursor anew."""
        piece = self._piece()
        if isinstance(piece, Reply):
            await self._ask_reply(piece)
        elif piece is not None:
            await self._ask_evidence(piece)

    async def _ask_evidence(self, piece: Evidence | None) -> None:
        claim = self._claim

        async def save(typed: dict[str, str]) -> str | None:
            def job() -> ClaimView:
                citation = stating.cited(typed, piece)
                if piece is None:
                    return self.workbench.add_evidence(claim.id, citation)
                return self.workbench.change_evidence(claim.id, piece.number, citation)

            said = "evidence added" if piece is None else f"evidence {piece.number} corrected"
            return await self._stored(_EVIDENCE, None if piece is None else piece.number, job, said)

        title = f"Evidence for claim {claim.number}" if piece is None else f"Evidence {piece.number}"
        form = f"{_EVIDENCE} of claim {claim.id}, {'new' if piece is None else piece.number}"
        await self._ask(title, form, stating.EVIDENCE, stating.citation_typed(piece), save)

    async def _ask_reply(self, reply: Reply | None) -> None:
        claim = self._claim

        async def save(typed: dict[str, str]) -> str | None:
            def job() -> ClaimView:
                request = stating.requested(typed)
                if reply is None:
                    return self.workbench.add_reply(claim.id, request)
                return self.workbench.change_reply(claim.id, reply.number, request)

            said = "right of reply noted" if reply is None else f"right of reply of {reply.person} corrected"
            return await self._stored(_REPLY, None if reply is None else reply.number, job, said)

        title = f"Right of reply on claim {claim.number}"
        form = f"{_REPLY} on claim {claim.id}, {'new' if reply is None else reply.number}"
        await self._ask(title, form, stating.REPLY, stating.request_typed(reply), save)

    async def _ask(
        self, title: str, form: str, fields: tuple[Field, ...], values: dict[str, str], save: stating.Save
    ) -> None:
        def keep(typed: dict[str, str]) -> "Future[None]":
            return self.writer.submit(lambda: self.workbench.keep_unfinished(form, typed))

        try:
            unfinished = await asyncio.to_thread(self.workbench.unfinished, form)
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        await self.app.push_screen(FormScreen(title, fields, values, unfinished, save, keep))

    async def action_withdraw(self) -> None:
        """Take the piece under the cursor away."""
        key = self.list.current
        if key is None:
            return
        kind, number = key
        take = self.workbench.withdraw_evidence if kind == _EVIDENCE else self.workbench.withdraw_reply
        said = f"evidence {number} is withdrawn" if kind == _EVIDENCE else "the right of reply is withdrawn"
        refused = await self._stored(kind, number, lambda: take(self._claim.id, number), said)
        if refused is not None:
            self.tell(refused, "error")

    async def _stored(self, kind: str, number: int | None, job: Callable[[], ClaimView], said: str) -> str | None:
        """Do `job` in the line of changes; gives why it was refused."""
        was_done = not self._claim.review.is_open
        try:
            view = await self._written(job)
        except FactcheckError as error:
            return str(error)
        pieces = view.evidence if kind == _EVIDENCE else view.replies
        self._begin_at = (kind, number or (pieces[-1].number if pieces else 0))
        self._show(view)
        reopened = "; the claim was checked on it and is open again" if was_done and view.review.is_open else ""
        self.tell(said + reopened + f" · {key_of(self.app, 'evidence.undo')} undoes it")
        return None

    async def _written(self, job: Callable[[], ClaimView]) -> ClaimView:
        future = self.writer.submit(lambda: self.writer.remember(job()))
        return await asyncio.shield(asyncio.wrap_future(future))

    async def action_undo(self) -> None:
        """Take back the last change in the document."""
        try:
            future = self.writer.submit(lambda: undo(self.workbench, self._claim.document_name))
            view, said = await asyncio.shield(asyncio.wrap_future(future))
        except FactcheckError as error:
            self.tell(str(error), "error")
            return
        if view is not None:
            self.writer.remember(view)
            if view.id == self._claim.id:
                self._show(view)
        self.tell(said)
