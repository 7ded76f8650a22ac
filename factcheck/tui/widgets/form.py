"""The fields of a form: lines, choices from a closed set, and texts of several lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from factcheck.tui.labels import words


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `options` make it a choice, `lines` above one a text."""

    name: str
    label: str
    hint: str = ""
    options: tuple[str, ...] = ()
    lines: int = 1


class Choice(Widget, can_focus=True):
    """One of a few words; the first of them is empty and says nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", "Next", show=False),
        Binding("left", "turn(-1)", "Previous", show=False),
    ]

    @dataclass
    class Turned(Message):
        """Another word was chosen."""

        choice: "Choice"

    def __init__(self, options: tuple[str, ...], id: str | None = None) -> None:
        super().__init__(id=id)
        self._options = options
        self._at = 0

    @property
    def value(self) -> str:
        """The word that is chosen."""
        return self._options[self._at]

    @value.setter
    def value(self, value: str) -> None:
        self._at = self._options.index(value) if value in self._options else 0
        self.refresh()

    def action_turn(self, by: int) -> None:
        """Choose another word."""
        self._at = (self._at + by) % len(self._options)
        self.refresh()
        self.post_message(self.Turned(self))

    def on_click(self) -> None:
        """As the key."""
        self.action_turn(1)

    def render(self) -> RenderResult:
        """The word between marks that say that it can be changed."""
        word = words(self.value) if self.value else "not stated"
        return Content(f"‹ {word} ›") if self.has_focus else Content(f"  {word}")


class Fields(VerticalScroll):
    """Labels with what is typed for each."""

    def __init__(self, fields: tuple[Field, ...], id: str | None = None) -> None:
        super().__init__(id=id, can_focus=False)
        self._fields = fields

    def compose(self) -> ComposeResult:
        """A row a field."""
        for field in self._fields:
            with Horizontal(classes="field") as row:
                row.styles.height = field.lines
                yield Static(field.label, classes="field-name", markup=False)
                yield self._made(field)

    def _made(self, field: Field) -> Widget:
        name = f"field-{field.name}"
        if field.options:
            return Choice(field.options, id=name)
        if field.lines > 1:
            return TextArea(id=name, soft_wrap=True, show_line_numbers=False, compact=True)
        return Input(placeholder=field.hint, id=name, compact=True, select_on_focus=False)

    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _went(self, event: events.DescendantFocus | events.DescendantBlur) -> None:
        """Say by its label which field the keys go to."""
        if isinstance(event.widget.parent, Horizontal):
            event.widget.parent.set_class(isinstance(event, events.DescendantFocus), "-here")

    @property
    def typed(self) -> dict[str, str]:
        """What every field holds."""
        found: dict[str, str] = {}
        for field in self._fields:
            widget = self.query_one(f"#field-{field.name}")
            found[field.name] = widget.text if isinstance(widget, TextArea) else getattr(widget, "value", "")
        return found

    def fill(self, typed: Mapping[str, str]) -> None:
        """Put `typed` into the fields."""
        with self.prevent(Input.Changed, TextArea.Changed, Choice.Turned):
            for field in self._fields:
                widget, value = self.query_one(f"#field-{field.name}"), typed.get(field.name, "")
                if isinstance(widget, TextArea):
                    widget.load_text(value)
                elif isinstance(widget, Input):
                    widget.value = value
                    widget.cursor_position = len(value)
                elif isinstance(widget, Choice):
                    widget.value = value

    def begin(self, name: str) -> None:
        """Give the focus to a field."""
        self.screen.set_focus(self.query_one(f"#field-{name}"))
