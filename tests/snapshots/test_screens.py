"""Key screens, cell by cell, as text.

`FACTCHECK_UPDATE_SNAPSHOTS=1 pytest tests/snapshots` writes the stored screens anew; look at the difference before
you keep it.
"""

import os
from pathlib import Path

import pytest

from factcheck.tui.app import ReviewApp
from factcheck.workbench import Workbench
from tests.builders import build
from tests.databases import sqlite_desk
from tests.tui.driving import press, screen_text, settle

HERE = Path(__file__).parent

SCREENS = {
    "desk-empty": (80, 24, None, ()),
    "desk": (80, 24, None, ()),
    "review-80": (80, 24, "story", ()),
    "review-160": (160, 48, "story", ()),
    "evidence": (80, 24, "story", ("w", *"https://example.org")),
    "decided": (80, 24, "story", ("1", "w", *"seen", "enter")),
    "note": (80, 24, "story", ("n", *"ask [sic]", "escape", "n")),
    "search": (80, 24, "story", ("slash", *"rained")),
    "help": (80, 24, "story", ("question_mark",)),
}

PATIENCE = 40


@pytest.mark.parametrize("name", SCREENS)
async def test_the_screen_looks_as_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    width, height, document, keys = SCREENS[name]
    stored = HERE / f"{name}.txt"
    monkeypatch.setattr(Workbench, "location", property(lambda _: "desk.db"))
    with Workbench.open(sqlite_desk(tmp_path / "desk.db"), "ann") as desk:
        if name != "desk-empty":
            desk.add(build())
        app = ReviewApp(desk, document)
        app.animation_level = "none"
        async with app.run_test(size=(width, height)) as pilot:
            await settle(pilot)
            await press(pilot, *keys)
            screen = screen_text(app) + "\n"
            for _ in range(PATIENCE):
                # the footer is drawn a moment after the rest
                if not stored.exists() or screen == stored.read_text(encoding="utf-8"):
                    break
                await pilot.pause(0.05)
                screen = screen_text(app) + "\n"
    if os.environ.get("FACTCHECK_UPDATE_SNAPSHOTS"):
        stored.write_text(screen, encoding="utf-8")
    assert screen == stored.read_text(encoding="utf-8")
