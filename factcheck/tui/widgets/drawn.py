"""What the panes share that draw their own lines."""

from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class Drawn(ScrollView):
    """Works out once a painting what all its lines need: width and base style go up through all the widgets around."""

    line_width = 0
    """The cells of a line, for `render_line`."""
    base = Style()
    """The style that lines begin with, for `render_line`."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in `crop`."""
        self.line_width = self.scrollable_content_region.width
        self.base = self.rich_style
        return super().render_lines(crop)

    def entitle(self, title: Content) -> None:
        """Write `title` into the border and paint that line alone; `border_title` would paint the whole pane."""
        if self._border_title != title:
            self._border_title = title
            left, above = self.content_offset
            self.refresh(Region(-left, -above, self.outer_size.width, 1))

    def subtitle(self, text: Content) -> None:
        """As `entitle`, for the border below."""
        if self._border_subtitle != text:
            self._border_subtitle = text
            left, above = self.content_offset
            height = self.outer_size.height
            self.refresh(Region(-left, height - 1 - above, self.outer_size.width, 1))

    def refresh_rows(self, rows: list[int]) -> None:
        """Paint the lines `rows` (from 0, the scrolled-off ones counted) anew, those of them that are in sight."""
        top, height = self.scroll_offset.y, self.size.height
        seen = [row - top for row in rows if top <= row < top + height]
        if seen:
            self.refresh(*(Region(0, row, self.size.width, 1) for row in seen))
