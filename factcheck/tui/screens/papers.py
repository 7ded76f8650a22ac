"""Choosing an evidence document by what is typed, for a claim or for its source."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from factcheck.domain.desk import ClaimView
from factcheck.domain.papers import EvidenceDocument
from factcheck.tui.content import one_line
from factcheck.tui.widgets.rows import Column, Rows

_LIKE = 50.0


@dataclass(frozen=True, slots=True)
class Attach:
    """The name of a document, and the number of the source that it is for, 0 for the claim."""

    document: str
    source: int = 0


class DocumentPicker(ModalScreen[Attach | None]):
    """Enter cites the document under the cursor for the claim, Tab gives it to the claim's source; None when left."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Leave", id="papers.leave"),
        Binding("tab", "take(True)", "Source", priority=True, id="papers.source"),
        Binding("enter", "take(False)", "Claim", priority=True, id="papers.claim"),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
    ]

    def __init__(self, claim: ClaimView, documents: Sequence[EvidenceDocument]) -> None:
        super().__init__()
        self._claim = claim
        self._documents = {document.id: document for document in documents}

    def compose(self) -> ComposeResult:
        """The line, the documents, and what the keys do."""
        source = self._claim.sources[0].name if self._claim.sources else ""
        told = f" · Tab: words of {one_line(source, 24)}" if source else ""
        with Vertical(id="picker") as pane:
            pane.border_title = Content(f"A document for claim {self._claim.number}")
            yield Input(placeholder="a name, a title, a speaker", id="picker-line", compact=True)
            yield Rows[int]((Column("Document"), Column("Whose words", 20)), id="picker-names")
            yield Static(f"Enter: evidence for the claim{told} · Esc leaves", markup=False)

    def on_mount(self) -> None:
        """Show all documents."""
        self._show("")
        self.set_focus(self.query_one(Input))

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)

    def _show(self, typed: str) -> None:
        told = {n: f"{d.name} {d.title} {d.speaker} {' '.join(d.sources)}" for n, d in self._documents.items()}
        keys = list(told)
        if typed.strip():
            from rapidfuzz import fuzz, process, utils

            found = process.extract(
                typed, told, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_LIKE, limit=50
            )
            keys = [number for _, _, number in found]
        self.query_one(Rows).fill(keys, self._cells)

    def _cells(self, key: int) -> tuple[str, ...]:
        document = self._documents[key]
        return document.title or document.name, ", ".join(document.sources) or document.speaker or "–"

    def action_move(self, by: int) -> None:
        """Move the cursor; the line keeps the focus."""
        self.query_one(Rows).action_move(by)

    def action_take(self, for_source: bool) -> None:
        """Take the document under the cursor."""
        current = self.query_one(Rows).current
        if current is None or (for_source and not self._claim.sources):
            return
        self.dismiss(Attach(self._documents[current].name, self._claim.sources[0].id if for_source else 0))
