"""The article with its claims highlighted in place, numbered, and in the letters and colours of their sources."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.strip import Strip

from factcheck.domain.desk import ClaimView, DocumentView
from factcheck.domain.spans import Span
from factcheck.tui.content import ShownText
from factcheck.tui.keymap import key_of
from factcheck.tui.legend import Legend, in_one_line
from factcheck.tui.messages import ClaimPointed, Marked
from factcheck.tui.themes import SOURCE_COLOURS
from factcheck.tui.widgets.drawn import Drawn
from factcheck.tui.widgets.stretches import Stretch, boundaries, label_of, stretches

# A no-break space is part of a word; so is the one between a label and what it labels.
_WORD = re.compile(r"[\S\xa0]+[^\S\xa0]*|[^\S\xa0]+")
_TOKEN = re.compile(r"\w+|[^\w\s]")
_GUTTER = 2
_MARK = "▌ "


class Article(Drawn, can_focus=True):
    """Draws the lines in sight and nothing else, so that the cursor is quick in a text of any length.

    The text is wrapped once a width; moving the cursor or deciding redraws the lines of the claims it is about.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--claim",
        "article--label",
        "article--current",
        "article--source",
        "article--cue",
        "article--gutter",
        "article--marked",
        *(f"article--source-{number}" for number in range(1, SOURCE_COLOURS + 1)),
    }

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text = ""
        self._lines: list[tuple[int, int]] = []
        self._marked: list[list[Stretch]] = []
        self._stretches: list[Stretch] = []
        self._labels: dict[int, str] = {}
        self._legend = Legend()
        self._letters: dict[int, str] = {}
        self._colours: dict[int, str] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._rows: dict[int, list[int]] = {}
        self._strips: dict[int, Strip] = {}
        self._wrapped_at = 0
        self._current: int | None = None
        self._document: DocumentView | None = None
        self._words: list[Span] = []
        self._ends = [0, 0]
        self._active = 1
        self._selection = (0, 0)
        self._shown: ShownText | None = None
        self._held: int | None = None

    def show(self, document: DocumentView, legend: Legend, keep_place: bool = False) -> None:
        """Show `document` from its top, or where it was; `legend` knows its sources."""
        self._document, self._legend = document, legend
        self._letters = {claim.id: legend.letters(claim) for claim in document.claims}
        credited = ((claim.id, legend.of(claim)) for claim in document.claims)
        self._colours = {claim: f"source-{entries[0].colour}" for claim, entries in credited if entries}
        self._words = []
        self._lay_out(document)
        if not keep_place:
            self._current = None
            self.scroll_home(animate=False)

    def _lay_out(self, document: DocumentView, marked: Span | None = None) -> None:
        labels: dict[int, list[ClaimView]] = {}
        for claim in document.claims:
            labels.setdefault(claim.spans[0].start, []).append(claim)
        self._labels = {claim.id: label_of(claim, self._letters[claim.id]) for claim in document.claims}
        texts = {at: "".join(self._labels[c.id] for c in claims) for at, claims in labels.items()}
        text = ShownText(document.text, [*boundaries(document.claims), *(marked or ())], texts)
        self._selection = (text.start(marked.start), text.end(marked.end)) if marked else (0, 0)
        self._shown = text
        self._text = text.plain
        self._stretches = sorted(stretches(document.claims, text, labels, self._labels))
        self._places = {}
        for stretch in self._stretches:
            start, end = self._places.get(stretch.claim, (stretch.start, stretch.end))
            if stretch.kind in ("claim", "label"):
                self._places[stretch.claim] = min(start, stretch.start), max(end, stretch.end)
        self._wrap()

    def mark(self, text: str, begin: Span, whole: bool) -> None:
        """Let words of `text` be marked with keys, from `begin` on: all of it, or (not `whole`) its first word."""
        words = [Span(*match.span()) for match in _TOKEN.finditer(text)]
        if not words:
            return
        first = min(bisect_left(words, begin.start, key=lambda word: word.end - 1), len(words) - 1)
        last = bisect_left(words, begin.end, key=lambda word: word.start) - 1 if whole else first
        self._words, self._ends = words, [first, min(max(first, last), len(words) - 1)]
        self._active = 1
        self._mark_shown()

    @property
    def is_marking(self) -> bool:
        """Whether keys mark words."""
        return bool(self._words)

    def _mark_shown(self) -> None:
        ends = Span(self._words[self._ends[0]].start, self._words[self._ends[1]].end)
        assert self._document is not None
        self._lay_out(self._document, ends)
        place = self._selection[self._active]
        line = next((y for y, (_, end) in enumerate(self._lines) if end >= place), 0)
        height = self.scrollable_content_region.height
        if not self.scroll_offset.y <= line < self.scroll_offset.y + height:
            self.scroll_to(y=max(0, line - height // 2), animate=False)
        self.refresh()

    async def on_key(self, event: events.Key) -> None:
        """Move an end of what is marked, take it, or leave."""
        if not self.is_marking:
            return
        event.stop()
        event.prevent_default()
        steps = {"left": -1, "h": -1, "right": 1, "l": 1, "up": -10, "k": -10, "down": 10, "j": 10}
        if event.key in steps:
            at = self._ends[self._active] + steps[event.key]
            low, high = (0, self._ends[1]) if self._active == 0 else (self._ends[0], len(self._words) - 1)
            self._ends[self._active] = min(max(at, low), high)
            self._mark_shown()
        elif event.key == "tab":
            self._active = 1 - self._active
            self._mark_shown()
        elif event.key in ("enter", "escape"):
            span = Span(self._words[self._ends[0]].start, self._words[self._ends[1]].end)
            self._words, self._selection = [], (0, 0)
            assert self._document is not None
            self._lay_out(self._document)
            self.refresh()
            self.post_message(Marked(span if event.key == "enter" else None))

    def point(self, claim: int | None) -> None:
        """Mark `claim` as the current one and bring it into sight."""
        before, self._current = self._current, claim
        if before != claim:
            self._repaint(before)
            self._repaint(claim)
        self._reveal()

    def update(self, claim: ClaimView) -> None:
        """Show the state of `claim` in its label, which keeps its length."""
        label = label_of(claim, self._letters.get(claim.id, ""))
        if self._labels.get(claim.id) != label:
            self._labels[claim.id] = label
            self._repaint(claim.id)

    def _repaint(self, claim: int | None) -> None:
        rows = self._rows.get(claim, []) if claim is not None else []
        for row in rows:
            self._strips.pop(row, None)
        self.refresh_rows(rows)

    def notify_style_update(self) -> None:
        """The theme changed."""
        super().notify_style_update()
        self._strips.clear()

    def on_resize(self) -> None:
        """Wrap anew when the width changed; keep the current claim in sight."""
        if self.scrollable_content_region.width != self._wrapped_at:
            self._wrap()
        if not self.is_marking:
            self._reveal()

    def on_click(self, event: events.Click) -> None:
        """Make the claim under the mouse the current one."""
        place = self._under(event)
        if place is None or self.is_marking:
            return
        at, y = place
        under = [s for s in self._marked[y] if s.start <= at < s.end]
        if under:
            # The shortest stretch is the most precise one where claims lie within each other.
            self.post_message(ClaimPointed(min(under, key=lambda s: s.end - s.start).claim))

    def _under(self, event: events.MouseEvent) -> tuple[int, int] | None:
        """The place in the shown text, and the line, that the mouse is on."""
        offset = event.get_content_offset(self)
        if offset is None:
            return None
        y = offset.y + self.scroll_offset.y
        x = offset.x - _GUTTER
        if not 0 <= y < len(self._lines):
            return None
        start, end = self._lines[y]
        at = start
        while at < end and cell_len(self._text[start : at + 1]) <= x:
            at += 1
        return at, y

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to mark words, where words are being marked."""
        word = self._word_under(event)
        if word is not None:
            event.stop()
            self._held = word
            self._ends, self._active = [word, word], 1
            self.capture_mouse()
            self._mark_shown()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark as far as the mouse goes."""
        word = self._word_under(event) if self._held is not None else None
        if word is None or self._held is None:
            return
        ends = sorted((self._held, word))
        if ends != self._ends:
            self._ends, self._active = ends, 1 if word >= self._held else 0
            self._mark_shown()

    def on_mouse_up(self) -> None:
        """Let go; Enter takes what is marked."""
        if self._held is not None:
            self._held = None
            self.release_mouse()

    def _word_under(self, event: events.MouseEvent) -> int | None:
        place = self._under(event) if self.is_marking else None
        if place is None or self._shown is None:
            return None
        offset = self._shown.original(place[0])
        found = bisect_left(self._words, offset + 1, key=lambda word: word.end)
        return min(found, len(self._words) - 1)

    def render_line(self, y: int) -> Strip:
        """One line of the pane."""
        y += self.scroll_offset.y
        if y >= len(self._lines):
            return Strip.blank(self.line_width, self.base)
        if y not in self._strips:
            self._strips[y] = self._drawn(y)
        return self._strips[y]

    def _drawn(self, y: int) -> Strip:
        width, base = self.line_width, self.base
        start, end = self._lines[y]
        # The white space at a break is not drawn: underlined it would look like a word left out.
        end = start + len(self._text[start:end].rstrip())
        marked = [s for s in self._marked[y] if s.start < end]
        here = any(s.claim == self._current and s.kind in ("claim", "label") for s in marked)
        gutter = base + self._part("gutter") if here else base
        segments = [Segment(_MARK if here else " " * _GUTTER, gutter)]
        chosen = [min(max(start, place), end) for place in self._selection]
        cuts = sorted({start, end, *chosen, *(max(start, s.start) for s in marked), *(min(end, s.end) for s in marked)})
        for left, right in pairwise(cuts):
            segments.append(self._segment(left, right, marked, base))
        return Strip(segments).adjust_cell_length(width, base)

    def _segment(self, left: int, right: int, marked: Sequence[Stretch], base: Style) -> Segment:
        over = [s for s in marked if s.start <= left and right <= s.end]
        text = self._text[left:right]
        style = base
        for stretch in over:
            current = stretch.claim == self._current
            if stretch.kind == "label":
                # Labels hold the state as it is now; the text holds the one at the time of wrapping.
                text = self._labels[stretch.claim][left - stretch.start : right - stretch.start]
                style = base + self._part("current" if current else "label")
                return Segment(text.replace("\xa0", " "), style if current else style + self._colour(stretch.claim))
            if stretch.kind == "claim":
                style += self._part("current") if current else self._part("claim") + self._colour(stretch.claim)
            elif current:
                style += self._part(stretch.kind)
                if stretch.kind == "source":
                    style += self._colour(stretch.claim)
        if any(s.claim == self._current and s.kind == "claim" for s in over):
            # Where claims overlap the current one is on top, whatever the order of the text.
            style += self._part("current")
        if self._selection[0] <= left and right <= self._selection[1]:
            style += self._part("marked")
        return Segment(text, style)

    def _colour(self, claim: int) -> Style:
        """The colour of who stands behind `claim`, which their letter in its label tells as well."""
        return self._part(self._colours[claim]) if claim in self._colours else Style()

    def _part(self, kind: str) -> Style:
        # what has a background of its own is blended with what lies behind; the others leave theirs as it is
        return self.get_component_rich_style(f"article--{kind}", partial=kind not in ("current", "marked"))

    def _wrap(self) -> None:
        self._wrapped_at = self.scrollable_content_region.width
        if self._wrapped_at <= _GUTTER:
            return
        self._lines = list(wrapped(self._text, self._wrapped_at - _GUTTER - 1))
        self._marked = [[] for _ in self._lines]
        self._rows = {}
        self._strips.clear()
        line = 0
        for stretch in self._stretches:
            while line < len(self._lines) - 1 and self._lines[line][1] <= stretch.start:
                line += 1
            for y in range(line, len(self._lines)):
                if self._lines[y][0] >= stretch.end:
                    break
                self._marked[y].append(stretch)
                rows = self._rows.setdefault(stretch.claim, [])
                if not rows or rows[-1] != y:
                    rows.append(y)
        self.virtual_size = Size(self._wrapped_at, len(self._lines))
        self.refresh()
        self._tell_legend()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other sources are in sight now."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._tell_legend()

    def _tell_legend(self) -> None:
        """Say below the article who the letters are that are in sight."""
        top = round(self.scroll_y)
        lines = self._marked[top : top + self.scrollable_content_region.height]
        seen = {self._letters[s.claim] for marked in lines for s in marked if s.claim in self._letters}
        letters = {letter for joint in seen for letter in joint.split("+")}
        entries = [entry for entry in self._legend.entries if entry.letter in letters]
        self.subtitle(in_one_line(entries, self._wrapped_at - 3, key_of(self.app, "review.legend")))

    def _reveal(self) -> None:
        height = self.scrollable_content_region.height
        if self._current not in self._places or not self._lines or height <= 0:
            return
        start, end = self._places[self._current]
        first = min(bisect_right(self._lines, start, key=itemgetter(1)), len(self._lines) - 1)
        last = min(max(first, bisect_left(self._lines, end, key=itemgetter(1))), len(self._lines) - 1)
        top = self.scroll_offset.y
        if first < top or min(last, first + height - 1) >= top + height:
            spare = max(0, height - (last - first + 1))
            self.scroll_to(y=max(0, first - spare // 2), animate=False)


def wrapped(text: str, width: int) -> Iterable[tuple[int, int]]:
    """The lines of `text` as (start, end), none wider than `width` cells unless one character is.

    White space at a break hangs past the edge, where it is not seen; line breaks are in no line.
    """
    at = 0
    for paragraph in text.split("\n"):
        start = at
        used = 0
        for match in _WORD.finditer(paragraph):
            word_start, word = at + match.start(), match.group()
            wide = cell_len(word.rstrip())
            if used and used + wide > width:
                yield start, word_start
                start, used = word_start, 0
            if wide > width:
                # A word longer than a line (a URL, a run of signs) is broken where the line ends.
                for place, character in enumerate(word.rstrip()):
                    size = cell_len(character)
                    if used and used + size > width:
                        yield start, word_start + place
                        start, used = word_start + place, 0
                    used += size
                used += len(word) - len(word.rstrip())
            else:
                used += cell_len(word)
        yield start, at + len(paragraph)
        at += len(paragraph) + 1
