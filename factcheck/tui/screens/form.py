"""A form over the screen: saved with Enter, left with Escape, and never lost in between."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import Future
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from factcheck.domain.errors import FactcheckError
from factcheck.tui.commands import FORM, bindings_of
from factcheck.tui.content import one_line
from factcheck.tui.pause import Pause
from factcheck.tui.widgets.form import Choice, Field, Fields

_HINT = "Tab ↓ next · Enter saves (in a text: Ctrl+S) · Esc: it waits · Ctrl+R: anew"


class FormScreen(ModalScreen[bool]):
    """Gives whether it was saved.

    `save` gives why what is typed cannot be stored, None when it is; `keep` puts what is not finished on its way to
    the database, and is given nothing when nothing waits any more. Both are called and not sent as messages: they must
    be on their way before the app can end.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(FORM),
        Binding("down", "app.focus_next", "Next field", show=False),
        Binding("up", "app.focus_previous", "Field before", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: tuple[Field, ...],
        values: Mapping[str, str],
        unfinished: Mapping[str, str],
        save: Callable[[dict[str, str]], Awaitable[str | None]],
        keep: Callable[[dict[str, str]], "Future[None]"],
    ) -> None:
        super().__init__()
        self._title, self._fields = title, fields
        self._values = {field.name: values.get(field.name, "") for field in fields}
        self._unfinished = unfinished
        self._save, self._keep = save, keep
        self._kept = dict(unfinished)
        self._pause = Pause(self, self.finish)

    def compose(self) -> ComposeResult:
        """The fields, what is wrong with them, and what the keys do."""
        with Vertical(id="form") as pane:
            pane.border_title = Content(one_line(self._title, 70))
            yield Fields(self._fields, id="fields")
            yield Static(id="form-said", markup=False)
            yield Static(Content.styled(_HINT, "$text-muted"), markup=False)

    def on_mount(self) -> None:
        """Begin with what waits, else with what stands."""
        self.fields.fill({**self._values, **self._unfinished})
        self.fields.begin(self._fields[0].name)
        if self._unfinished:
            self._tell("What you had typed is back; Ctrl+R starts over.", "warning")

    @property
    def fields(self) -> Fields:
        """The fields."""
        return self.query_one(Fields)

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Turned)
    def _changed(self) -> None:
        self._pause.touch()

    @on(Input.Submitted)
    async def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        await self.action_save()

    def finish(self) -> None:
        """Send what is typed on its way to the database."""
        self._pause.stop()
        typed = self.fields.typed
        waits = {} if typed == self._values else typed
        if waits != self._kept:
            self._kept = waits
            self._told_kept(self._keep(waits))

    @work(group="writes")
    async def _told_kept(self, future: "Future[None]") -> None:
        """Say where what is typed cannot be kept: it is on the screen and nowhere else."""
        try:
            await asyncio.shield(asyncio.wrap_future(future))
        except FactcheckError as error:
            self._tell(f"! what you type is not kept: {error}", "error")

    async def action_save(self) -> None:
        """Store it, or say why that cannot be."""
        refused = await self._save(self.fields.typed)
        if refused is not None:
            self._tell("! " + refused, "error")
            return
        self._pause.stop()
        if self._kept:
            self._keep({})
        self.dismiss(True)

    def action_leave(self) -> None:
        """Leave; what is typed waits."""
        self.finish()
        self.dismiss(False)

    def action_reset(self) -> None:
        """Go back to what stands in the database."""
        self.fields.fill(self._values)
        self.finish()
        self._tell("As it was.", "muted")

    def _tell(self, text: str, kind: str) -> None:
        self.query_one("#form-said", Static).update(Content.styled(one_line(text, 300), f"$text-{kind}"))
