"""A list of lines with a cursor, of which only those in sight are made: as quick with 100,000 lines as with ten."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from factcheck.tui.content import one_line
from factcheck.tui.widgets.drawn import Drawn

K = TypeVar("K", bound=Hashable)
# before the line: in the selection or not, under the cursor or not; where colours show nothing it is this that tells
_SIGNS = {(False, False): " ", (True, False): "+", (False, True): "▸", (True, True): "⊕"}
_READABLE = 18
"""Cells that the column without a width wants before others may be shown that can be done without."""
_KEPT = 2000
"""Strips that are kept ready to be drawn again."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, and its width in cells; 0 takes what the others leave.

    One that is `spare` goes where the column without a width would have too few cells to be read.
    """

    label: str
    width: int = 0
    right: bool = False
    spare: bool = False


class Rows(Drawn, Generic[K], can_focus=True, inherit_bindings=False):
    """Lines known by their keys. Untrusted text is safe in a cell: it is shown verbatim on one line."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--head", "rows--cursor", "rows--cursor-blurred", "rows--marked"}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """The cursor went to another line."""

        rows: "Rows[Any]"

        @property
        def control(self) -> "Rows[Any]":
            """The list, for selectors."""
            return self.rows

    @dataclass
    class Chosen(Message):
        """The line under the cursor was opened."""

        rows: "Rows[Any]"

        @property
        def control(self) -> "Rows[Any]":
            """The list, for selectors."""
            return self.rows

    def __init__(self, columns: Sequence[Column], id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.keys: list[K] = []
        self.marked: set[K] = set()
        self._places: dict[K, int] = {}
        self._cells: Callable[[K], Sequence[str]] = lambda key: ()
        self._cursor = 0
        self._strips: dict[tuple[K, bool, bool], Strip] = {}

    # what is in it

    def fill(self, keys: Iterable[K], cells: Callable[[K], Sequence[str]], current: K | None = None) -> None:
        """Show `keys`, each by its `cells`, the cursor on `current` or on the first of them."""
        self.keys = list(keys)
        self._places = {key: place for place, key in enumerate(self.keys)}
        self.marked &= self._places.keys()
        self._cells = cells
        self._cursor = self._places.get(current, 0) if current is not None else 0
        self._forget()
        self._reveal()

    def touch(self, key: K) -> None:
        """Make the line of `key` anew: what it shows has changed."""
        for marked in (False, True):
            for cursor in (False, True):
                self._strips.pop((key, marked, cursor), None)
        if key in self._places:
            self._refresh_row(self._places[key])

    def mark(self, key: K, on: bool) -> None:
        """Put `key` into the selection or take it out."""
        (self.marked.add if on else self.marked.discard)(key)
        self._refresh_row(self._places[key])

    def unmark(self) -> None:
        """Select nothing."""
        self.marked.clear()
        self.refresh()

    @property
    def row_count(self) -> int:
        """The number of lines."""
        return len(self.keys)

    # the cursor

    @property
    def cursor_row(self) -> int:
        """The place of the cursor, from 0."""
        return self._cursor

    @property
    def current(self) -> K | None:
        """The key under the cursor, None where there is no line."""
        return self.keys[self._cursor] if self.keys else None

    def move_cursor(self, row: int) -> None:
        """Put the cursor on a place; past an end it stays at the end."""
        row = max(0, min(row, len(self.keys) - 1))
        if row == self._cursor or not self.keys:
            return
        old, self._cursor = self._cursor, row
        self._refresh_row(old)
        self._refresh_row(row)
        self._reveal()
        self.moved()

    def moved(self) -> None:
        """Tell that the cursor went to another line."""
        self.post_message(self.Highlighted(self))

    def point(self, key: K) -> None:
        """Put the cursor on `key`, if it is there."""
        if key in self._places:
            self.move_cursor(self._places[key])

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.move_cursor(self._cursor + by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        self.move_cursor(self._cursor + by * max(1, self.scrollable_content_region.height - 2))

    def action_edge(self, place: int) -> None:
        """Go to the first (0) or the last (-1) line."""
        self.move_cursor(place if place >= 0 else len(self.keys) - 1)

    def action_choose(self) -> None:
        """Open the line under the cursor."""
        if self.keys:
            self.post_message(self.Chosen(self))

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is; a click on the cursor opens."""
        self.focus()
        offset = event.get_content_offset(self)
        if offset is None or not offset.y:
            return
        row = offset.y - 1 + self.scroll_offset.y
        if row == self._cursor and event.chain > 1:
            self.action_choose()
        elif row < len(self.keys):
            self.move_cursor(row)

    def on_resize(self) -> None:
        """Lay the lines out anew."""
        self._forget()
        self._reveal()

    def on_focus(self) -> None:
        """Show that keys go here."""
        self._refresh_row(self._cursor)

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._refresh_row(self._cursor)

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._strips.clear()

    def _reveal(self) -> None:
        height = self.scrollable_content_region.height - 1
        top = self.scroll_offset.y
        if height > 0 and not top <= self._cursor < top + height:
            y = self._cursor if self._cursor < top else self._cursor - height + 1
            self.scroll_to(y=y, animate=False, force=True)

    def _refresh_row(self, row: int) -> None:
        self.refresh_line(row + 1)

    def _forget(self) -> None:
        self._strips.clear()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.keys) + 1)
        self.refresh()

    # drawing

    def render_line(self, y: int) -> Strip:
        """The head, or one of the lines in sight."""
        width, base = self.line_width, self.base
        if y == 0:
            style = base + self._part("head")
            heads = [column.label for column in self.columns]
            return Strip([Segment(self._laid_out(" ", heads, width), style)])
        row = y - 1 + self.scroll_offset.y
        if row >= len(self.keys):
            return Strip.blank(width, base)
        key = self.keys[row]
        marked, cursor = key in self.marked, row == self._cursor
        if not cursor and (strip := self._strips.get((key, marked, cursor))) is not None:
            return strip
        style = base
        if marked:
            style += self._part("marked")
        if cursor:
            style += self._part("cursor" if self.has_focus else "cursor-blurred")
        text = self._laid_out(_SIGNS[marked, cursor], self._cells(key), width)
        strip = Strip([Segment(text, style)])
        if len(self._strips) > _KEPT:
            self._strips.clear()
        self._strips[key, marked, cursor] = strip
        return strip

    def _part(self, name: str) -> Style:
        # what has a background of its own is blended with what lies behind: only so its colours can be relied upon
        return self.get_component_rich_style(f"rows--{name}", partial=name == "marked")

    def _laid_out(self, mark: str, cells: Sequence[str], width: int) -> str:
        room = width - 1 - sum(column.width + 2 for column in self.columns if column.width)
        is_short = room < _READABLE
        if is_short:
            room += sum(column.width + 2 for column in self.columns if column.spare)
        line = mark
        for column, text in zip(self.columns, cells, strict=True):
            if is_short and column.spare:
                continue
            size = column.width or max(4, room)
            shown = one_line(text, 4 * size)
            if cell_len(shown) > size:
                shown = set_cell_size(shown, size - 1).rstrip() + "…"
            blank = " " * (size - cell_len(shown))
            line += (blank + shown if column.right else shown + blank) + "  "
        return set_cell_size(line, width)
