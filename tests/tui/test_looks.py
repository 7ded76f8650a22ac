"""What the screens show can be read: in every theme of the app's own, and where there are no colours at all."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.color import Color
from rich.segment import Segment

from factcheck.domain.review import Decision, Finding
from factcheck.tui.app import ReviewApp
from factcheck.workbench.preferences import Preferences
from tests.tui.driving import opened, press, screen_text, settle
from tests.unit.test_contrast import TEXT, contrast

SCREENS: dict[str, tuple[str, ...]] = {
    "desk": (),
    "review": ("enter",),
    "marked": ("enter", "space", "space"),
    "prompt": ("enter", "j", "w"),
    "words": ("enter", "i"),
    "evidence": ("enter", "E"),
    "searched": ("F", *"kim"),
    "search": ("F",),
    "log": ("L",),
    "sources": ("P",),
    "reports": ("O",),
    "signing": ("enter", "D"),
}
# frames, bars and rules say nothing
_DRAWN = " ─│╭╮╰╯▔▁▂▃▄▅▆▇█▊▎▌░"


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_every_text_stands_out_from_what_is_behind_it(tmp_path: Path, theme: str) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        desk.decide(claim.id, claim.review.version, Decision(finding=Finding.WRONG, note="ask"))
        for name, keys in SCREENS.items():
            app = ReviewApp(desk, None, Preferences(theme=theme))
            async with app.run_test(size=(120, 36)) as pilot:
                await settle(pilot)
                await press(pilot, *keys)
                faint = {
                    (segment.text.strip(), pair)
                    for strip in app.screen._compositor.render_strips()
                    for segment in strip
                    if segment.text.strip(_DRAWN) and segment.style is not None
                    for pair in [(hexed(segment.style.color), hexed(segment.style.bgcolor))]
                    if all(pair) and contrast(*pair) < TEXT
                }
            assert not faint, f"{name} in {theme}: {sorted(faint)}"


def hexed(colour: Color | None) -> str:
    return "" if colour is None else colour.get_truecolor().hex


async def test_the_cursor_shows_by_a_sign_and_not_by_its_colour_alone(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "▸  1  ○ unstarted" in screen_text(app)
            await press(pilot, "space")
            assert "+  1  ○ unstarted" in screen_text(app) and "▸  2  ○ unstarted" in screen_text(app)
            await press(pilot, "k")
            assert "⊕  1  ○ unstarted" in screen_text(app)
            await press(pilot, "R")
            assert "⊕  1  ○ unstarted" in screen_text(app)


@pytest.mark.parametrize("theme", ["ansi", "light"])
async def test_a_hint_in_a_field_does_not_look_like_what_was_typed(tmp_path: Path, theme: str) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story", Preferences(theme=theme))
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "a", "down", *"https")
            segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
            slanted = {text: _slanted(segments, text) for text in ("p. 12, para. 4", "https")}
            assert slanted == {"p. 12, para. 4": True, "https": False}


def _slanted(segments: Sequence[Segment], text: str) -> bool:
    style = next(segment.style for segment in segments if segment.text.startswith(text))
    return style is not None and bool(style.italic)
