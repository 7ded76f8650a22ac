"""The panes of the review, with borders that move by keys or by the mouse and stay where they were put."""

from typing import Any, Protocol, cast

from textual import events
from textual.containers import Container
from textual.css.scalar import Scalar

_LEAST, _MOST, _STEP = 20, 80, 5
_ZOOMS = {"article": "zoom-article", "detail": "zoom-detail", "note": "zoom-detail", "queue": "zoom-queue"}
# percent of the width that the article takes, and of the height that the upper panes take
_USUAL = {"narrow": {"width": 55, "height": 60}, "wide": {"width": 50, "height": 60}}


class _Remembering(Protocol):
    left: dict[str, str]

    def remember(self, **values: str) -> None: ...


class Panes(Container):
    """Article, detail and queue. Each layout, the narrow and the wide one, has sizes of its own."""

    _dragged = ""

    @property
    def _layout(self) -> str:
        return "wide" if self.screen.has_class("-wide") else "narrow"

    @property
    def _app(self) -> _Remembering:
        return cast(_Remembering, self.app)

    def _percent(self, side: str) -> int:
        kept = self._app.left.get(f"{side}_{self._layout}", "")
        return min(_MOST, max(_LEAST, int(kept))) if kept.isdecimal() else _USUAL[self._layout][side]

    def on_resize(self) -> None:
        """Take the sizes of the layout that the screen has now."""
        self.apply()

    def apply(self) -> None:
        """Lay the panes out as they were left."""
        styles: Any = self.styles
        if any(self.has_class(name) for name in _ZOOMS.values()):
            for rule in ("grid_columns", "grid_rows"):
                styles.clear_rule(rule)
            self.refresh(layout=True)
            return
        for rule, side in (("grid_columns", "width"), ("grid_rows", "height")):
            percent = self._percent(side)
            wanted = (Scalar.parse(f"{percent}fr"), Scalar.parse(f"{100 - percent}fr"))
            if getattr(styles, rule) != wanted:
                setattr(styles, rule, f"{percent}fr {100 - percent}fr")

    def resize(self, side: str, by: int) -> int:
        """Move the border that `side` (`width`, `height`) is about by steps; gives the percent it is at."""
        return self._put(side, self._percent(side) + by * _STEP)

    def _put(self, side: str, percent: int) -> int:
        percent = min(_MOST, max(_LEAST, percent))
        if percent != self._percent(side):
            self._app.remember(**{f"{side}_{self._layout}": str(percent)})
            self.apply()
        return percent

    def zoom(self, pane: str | None) -> None:
        """Give all to `pane` (its id), or to each its own again."""
        zoomed = any(self.has_class(name) for name in _ZOOMS.values())
        self.remove_class(*_ZOOMS.values())
        if not zoomed and pane is not None:
            self.add_class(_ZOOMS[pane])
        self.apply()

    # dragging a border

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of a border."""
        if any(self.has_class(name) for name in _ZOOMS.values()):
            return
        article, queue = self.query_one("#article").region, self.query_one("#queue").region
        aside = self.query_one("#aside").region
        if event.screen_x in (article.right - 1, article.right) and event.screen_y < article.bottom:
            self._dragged = "width"
        elif event.screen_y in (queue.y - 1, queue.y) and queue.x <= event.screen_x < queue.right and queue.y > aside.y:
            self._dragged = "height"
        if self._dragged:
            event.stop()
            self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Let the border follow."""
        if self._dragged == "width":
            self._put("width", round(100 * (event.screen_x - self.region.x) / max(1, self.region.width)))
        elif self._dragged == "height":
            self._put("height", round(100 * (event.screen_y - self.region.y) / max(1, self.region.height)))

    def on_mouse_up(self) -> None:
        """Let go."""
        if self._dragged:
            self._dragged = ""
            self.release_mouse()


def pane_of(name: str | None) -> bool:
    """Whether a widget's id is that of a pane."""
    return name in _ZOOMS
