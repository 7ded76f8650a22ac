"""The prompt line at the foot of the screen: one question, answered with Enter, left with Escape."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from factcheck.tui.commands import PROMPT, bindings_of
from factcheck.tui.drafts import Drafts
from factcheck.tui.messages import Asked, PromptChanged
from factcheck.tui.pause import Pause
from factcheck.tui.writing import is_url


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed; `as_evidence` says how a ground is to be stored."""

    asked: Asked
    claim: int | None
    text: str
    as_evidence: bool


class PromptLine(Input):
    """The line itself. Enter answers within the key press, so that the next key already means something else."""

    async def action_submit(self) -> None:
        """Answer."""
        assert isinstance(self.parent, Prompt)
        await self.parent.submit()


class Prompt(Vertical):
    """Asks for a line of text without covering the claim it is about.

    `answered` and `left` are called and not sent as messages: the key after Enter must find the work done. What is
    typed waits in `drafts` until its answer is stored; without them it goes with the prompt.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(PROMPT)

    def __init__(
        self,
        answered: Callable[[Answer], Awaitable[None]],
        left: Callable[[Asked, int | None], None],
        drafts: Drafts | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._answered, self._left, self._drafts = answered, left, drafts
        self._asked: Asked | None = None
        self._claim: int | None = None
        self._switched = False
        self._offered = ""
        self._pause = Pause(self, self.store)

    def compose(self) -> ComposeResult:
        """The question, the line, and what Enter will do."""
        yield Static(id="prompt-question", markup=False)
        yield PromptLine(id="prompt-line", compact=True, select_on_focus=False)
        yield Static(id="prompt-hint", markup=False)

    @property
    def asked(self) -> Asked | None:
        """What is being asked, None while the prompt is closed."""
        return self._asked

    def ask(
        self, asked: Asked, question: str, claim: int | None = None, text: str = "", names: Sequence[str] = ()
    ) -> None:
        """Ask `question` about `claim`; `names` complete the answer.

        `text`, or what was typed and not sent before, is there to be changed.
        """
        self._offered = text
        begun = None if self._drafts is None else self._drafts.text(asked, claim)
        text = text if begun is None else begun
        self._asked, self._claim, self._switched = asked, claim, False
        self.query_one("#prompt-question", Static).update(Content.styled(question, "bold"))
        line = self.query_one(Input)
        line.suggester = SuggestFromList(names, case_sensitive=False) if names else None
        with self.prevent(Input.Changed):
            line.value = text
        line.cursor_position = len(text)
        self._hint(text)
        self.display = True
        # At once, not when idle: keys typed after the one that asked belong to the answer.
        self.screen.set_focus(line)

    def close(self) -> None:
        """Go out of sight."""
        self.store()
        self._asked = None
        self.display = False

    def action_leave(self) -> None:
        """Leave the question unanswered."""
        asked, claim = self._asked, self._claim
        self.close()
        if asked is not None:
            self._left(asked, claim)

    def action_switch(self) -> None:
        """Change between evidence and a reason for none."""
        if self._asked is Asked.GROUND:
            self._switched = not self._switched
            self._hint(self.query_one(Input).value)

    def _as_evidence(self, text: str) -> bool:
        if self._asked is Asked.GROUND:
            return is_url(text) is not self._switched
        return self._asked is Asked.EVIDENCE

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._hint(event.value)
        if self._asked is not None:
            self.post_message(PromptChanged(self._asked, event.value))
            self._pause.touch()

    def store(self) -> None:
        """Send what is typed on its way to the database; it is let go when the answer is stored."""
        self._pause.stop()
        if self._asked is not None and self._drafts is not None:
            text = self.query_one(Input).value
            self._drafts.keep(self._asked, self._claim, "" if text.strip() == self._offered.strip() else text)

    async def submit(self) -> None:
        """Take the answer."""
        if self._asked is None:
            return
        text = self.query_one(Input).value
        answer = Answer(self._asked, self._claim, text.strip(), self._as_evidence(text))
        self.close()
        await self._answered(answer)

    def _hint(self, text: str) -> None:
        hint = "Enter stores it · Esc leaves, what is typed waits"
        if self._asked is Asked.SEARCH:
            hint = "Enter keeps the list · Esc shows all again"
        elif self._asked is Asked.FILE:
            hint = "Enter writes it · Esc leaves"
        elif self._asked in (Asked.TEMPLATE, Asked.PUBLICATION):
            hint = "Enter takes it · Esc leaves" + (" · empty: none" if self._asked is Asked.TEMPLATE else "")
        elif self._asked is Asked.ASSIGN:
            hint = "Enter assigns it · → completes a name · Esc leaves"
        elif self._asked is Asked.GROUND:
            kind, other = ("evidence", "the reason for none")
            if not self._as_evidence(text):
                kind, other = other, "evidence"
            hint = f"Enter stores it as {kind} · Tab: as {other} · Esc: later"
            if not text.strip():
                hint = "A URL is evidence, other text the reason for none (Tab swaps) · Esc: later"
        self.query_one("#prompt-hint", Static).update(Content.styled(hint, "$text-muted"))
