"""The list widget: cursor, scrolling, clicks, selection, and text that is not ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from textual.app import App, ComposeResult

from factcheck.tui.themes import DEFAULTS
from factcheck.tui.widgets.rows import Column, Rows


class OneList(App[None]):
    """A list of a hundred thousand lines."""

    CSS_PATH = "../../factcheck/tui/styles.tcss"

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return {**super().get_theme_variable_defaults(), **DEFAULTS}

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self._texts = texts
        self.made = 0
        self.opened: list[int] = []

    def compose(self) -> ComposeResult:
        yield Rows[int]((Column("#", 6, right=True), Column("Text")), id="rows")

    @property
    def rows(self) -> Rows[int]:
        return self.query_one(Rows)

    def on_mount(self) -> None:
        self.rows.fill(range(len(self._texts)), self._cells)
        self.set_focus(self.rows)

    def _cells(self, key: int) -> tuple[str, ...]:
        self.made += 1
        return str(key), self._texts[key]

    def on_rows_chosen(self, message: Rows.Chosen) -> None:
        self.opened.append(self.rows.current or 0)


@contextmanager
def shown(app: OneList) -> Iterator[list[str]]:
    strips = app.screen._compositor.render_strips()
    yield ["".join(segment.text for segment in strip) for strip in strips]


async def test_only_the_lines_in_sight_are_made() -> None:
    app = OneList(["text"] * 100_000)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.press("end", "pageup", "home", "down", "pagedown")
        assert app.rows.current == 9 and app.made < 200
        await pilot.press("end")
        with shown(app) as lines:
            assert any("99999" in line for line in lines) and "#  Text" in lines[1]
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.opened == [99_999]


async def test_a_click_moves_and_a_second_one_opens() -> None:
    app = OneList([f"line {n}" for n in range(50)])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.click(offset=(5, 4))
        assert app.rows.current == 2 and app.opened == []
        await pilot.click(offset=(5, 4), times=2)
        assert app.opened == [2]
        await pilot.click(offset=(5, 1))
        assert app.rows.current == 2


async def test_a_line_is_one_line_whatever_is_in_it() -> None:
    app = OneList(["[/x] [bold]a\nb\x1b[31m \u202e", "漢" * 60, ""])
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        with shown(app) as lines:
            assert "[/x] [bold]a b␛[31m" in lines[2] and "\x1b" not in lines[2] and "\u202e" not in lines[2]
            assert "漢…" in lines[3]
        app.rows.mark(1, True)
        await pilot.pause()
        with shown(app) as lines:
            assert "+" in lines[3]
        app.rows.fill([], app._cells)
        await pilot.press("down", "enter", "end")
        assert app.rows.current is None and app.opened == []
