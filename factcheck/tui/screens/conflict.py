"""Two people on one claim: both versions, and which one is to stand."""

from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from factcheck.domain.errors import Conflict
from factcheck.tui.changes import field_name, field_value
from factcheck.tui.commands import CONFLICT, bindings_of, commands_of
from factcheck.tui.content import one_line, shown
from factcheck.tui.keymap import key_of

_TEXTS = frozenset({"note", "reason", "correction", "public_note"})


class Stands(Enum):
    """What is to stand after a conflict."""

    THEIRS = auto()
    MINE = auto()
    BOTH = auto()


class ConflictScreen(ModalScreen[Stands]):
    """Gives what is to stand; `mine` says in words what this person decided.

    With `theirs`, which says what the other did, both stand in these words and not in those of the log.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings_of(CONFLICT)

    def __init__(self, conflict: Conflict, number: int, mine: str, theirs: str = "") -> None:
        super().__init__()
        self._conflict, self._number, self._mine, self._theirs = conflict, number, mine, theirs

    def compose(self) -> ComposeResult:
        """Whose version is which, and the keys."""
        conflict = self._conflict
        theirs = self._theirs or field_value(conflict.field, conflict.theirs) or "none"
        mine = self._mine if self._theirs else field_value(conflict.field, conflict.mine) or self._mine
        lines = [
            Content(f"{field_name(conflict.field).capitalize()} is another than when you looked."),
            Content(""),
            Content.assemble((f"{conflict.by} decided  ", "$text-muted"), shown(one_line(theirs, 400), "bold")),
            Content.assemble(("you decided  ", "$text-muted"), shown(one_line(mine, 400), "bold")),
            Content(""),
        ]
        for command in commands_of(CONFLICT):
            if self.check_action(command.action.partition("(")[0], (command.id,)):
                lines.append(Content.assemble((f"{key_of(self.app, command.id)}  ", "bold"), command.tooltip))
        with Vertical(id="conflict") as pane:
            pane.border_title = Content(f"Claim {self._number} was changed meanwhile by {conflict.by}")
            yield Static(Content("\n").join(lines), markup=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Two texts can both stand; of two findings one does."""
        return action != "both" or self._conflict.field in _TEXTS

    def action_theirs(self) -> None:
        """Leave it as the other decided."""
        self.dismiss(Stands.THEIRS)

    def action_mine(self) -> None:
        """Decide again, over what the other decided."""
        self.dismiss(Stands.MINE)

    def action_both(self) -> None:
        """Keep both texts, theirs first."""
        self.dismiss(Stands.BOTH)
