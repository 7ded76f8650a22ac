"""Choosing who said it: the document's sources by what is typed, or a new one."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from factcheck.domain.desk import SourceView
from factcheck.tui.commands import PICKER, bindings_of
from factcheck.tui.content import one_line
from factcheck.tui.labels import words
from factcheck.tui.pause import Pause
from factcheck.tui.widgets.rows import Column, Rows

Choice = list[int | str]
_NEW = 0
_LIKE = 50.0
_MISSPELT, _SAME = 70.0, 86.0
"""Scores from which one word, or several, are a name that is known."""
_TELLING = 4
"""Letters from which a score tells anything."""


class SourcePicker(ModalScreen[Choice | None]):
    """Enter takes the marked sources, or the one under the cursor; Tab marks, for joint ones; None when left.

    It begins with what was `begun`; `keep` stores what is typed and marked meanwhile, and is given nothing when it is
    left on purpose.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(PICKER, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
    ]

    def __init__(
        self,
        question: str,
        sources: Sequence[SourceView],
        may_be_none: bool,
        begun: Mapping[str, str],
        keep: Callable[[dict[str, str]], object],
    ) -> None:
        super().__init__()
        self._question = question
        self._sources = {source.id: source for source in sources}
        self._may_be_none = may_be_none
        self._begun = begun.get("typed", "")
        self._chosen: Choice = [one for one in json.loads(begun.get("chosen", "[]")) if self._is_known(one)]
        self._keep = keep
        self._pause = Pause(self, self.finish)

    def _is_known(self, one: int | str) -> bool:
        return isinstance(one, str) or one in self._sources

    def compose(self) -> ComposeResult:
        """The question, the line, the names, and what the keys do."""
        with Vertical(id="picker") as pane:
            pane.border_title = Content(one_line(self._question, 60))
            yield Input(self._begun, placeholder="a name", id="picker-line", compact=True, select_on_focus=False)
            yield Rows[int]((Column("", 2), Column("Name"), Column("Kind", 12)), id="picker-names")
            none = " · empty: nobody" if self._may_be_none else ""
            yield Static(f"Enter takes it · Tab adds it to others · Esc leaves{none}", markup=False)

    def on_mount(self) -> None:
        """Show all names."""
        self._show(self._begun)
        self.set_focus(self.query_one(Input))

    def finish(self) -> None:
        """Send what is typed and marked on its way to the database."""
        self._pause.stop()
        typed, chosen = self.query_one(Input).value, self._chosen
        self._keep({"typed": typed, "chosen": json.dumps(chosen)} if typed or chosen else {})

    @property
    def _names(self) -> Rows[int]:
        return self.query_one(Rows)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._show(event.value)
        if event.value != self._begun:
            self._pause.touch()

    def _show(self, typed: str) -> None:
        names = {number: source.name for number, source in self._sources.items()}
        typed = typed.strip()
        if not typed:
            keys = list(names)
        else:
            from rapidfuzz import fuzz, process, utils

            found = process.extract(
                typed, names, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_LIKE, limit=50
            )
            # what only looks a little alike comes behind the new name: Enter must not credit somebody else
            keys = [number for name, score, number in found if _is_meant(typed, name, score)]
            if typed.casefold() not in {name.casefold() for name in names.values()}:
                keys.append(_NEW)
            keys += [number for _, _, number in found if number not in keys]
        self._names.fill(keys, lambda key: self._cells(key, typed))
        marked = [names.get(one, "") if isinstance(one, int) else one for one in self._chosen]
        told = one_line(" + ".join(marked), 50)
        self.query_one("#picker").border_subtitle = Content(f"✓ {told}" if marked else "")

    def _cells(self, key: int, typed: str) -> tuple[str, ...]:
        if key == _NEW:
            return ("✓" if typed in self._chosen else ""), typed, "a new source"
        source = self._sources[key]
        return ("✓" if key in self._chosen else ""), source.name, words(source.kind)

    def _current(self) -> int | str | None:
        key = self._names.current
        return self.query_one(Input).value.strip() if key == _NEW else key

    def action_move(self, by: int) -> None:
        """Move the cursor; the line keeps the focus."""
        self._names.action_move(by)

    def action_mark(self) -> None:
        """Put the name among those to be taken, or out again."""
        current = self._current()
        if current in self._chosen:
            self._chosen.remove(current)
        elif current is not None:
            self._chosen.append(current)
        # the next name is typed into an empty line
        self.query_one(Input).clear()
        self._show("")
        self._pause.touch()

    def action_leave(self) -> None:
        """Choose nobody; nothing waits any more."""
        self._pause.stop()
        self._keep({})
        self.dismiss(None)

    def action_choose(self) -> None:
        """Take what is marked, else the name under the cursor."""
        self._pause.stop()
        typed = self.query_one(Input).value.strip()
        current = self._current()
        if self._chosen:
            self.dismiss(self._chosen)
        elif self._may_be_none and not typed and self._names.cursor_row == 0:
            self.dismiss([])
        elif current is not None:
            self.dismiss([current])


def _is_meant(typed: str, name: str, score: float) -> bool:
    """Whether `typed` is `name`, begun, abbreviated to some of its words, or misspelt."""
    told = name.casefold().split()
    asked = typed.casefold().split()
    if all(any(word.startswith(one) for word in told) for one in asked):
        return True
    return len(typed) >= _TELLING and score >= (_SAME if len(asked) > 1 else _MISSPELT)
