"""What the tests of the terminal app share: a desk, an app on it, waiting for its work, reading its screen."""

from collections.abc import Callable
from pathlib import Path

import pexpect
from textual.pilot import Pilot

from factcheck.domain.desk import ClaimView
from factcheck.domain.extraction import Extraction
from factcheck.tui.app import ReviewApp
from factcheck.tui.screens.review import ReviewScreen
from factcheck.workbench import Workbench
from tests.builders import build
from tests.databases import sqlite_desk


def opened(folder: Path, *extractions: Extraction, reviewer: str = "ann") -> Workbench:
    """A desk in `folder` with the article of `build`, or with `extractions`."""
    path = folder / "desk.db"
    workbench = Workbench.open(str(path) if path.exists() else sqlite_desk(path), reviewer)
    for extraction in extractions or (build(),):
        workbench.add(extraction)
    return workbench


async def settle(pilot: Pilot[None]) -> None:
    """Wait until keys, workers and what they told the screens are done with."""
    for _ in range(4):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and wait for what they do."""
    await pilot.press(*keys)
    await settle(pilot)


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    """Wait for a condition that a timer of the app brings about."""
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError("the condition did not come about in four seconds")


def read_until(child: "pexpect.spawn[str]", condition: Callable[[], bool]) -> None:
    """Read what a program in a terminal says until a condition holds that it brings about."""
    for _ in range(600):
        if condition():
            return
        try:
            child.read_nonblocking(4096, timeout=0.1)
        except pexpect.TIMEOUT:
            continue
    raise AssertionError("the condition did not come about in a minute")


def screen_text(app: ReviewApp) -> str:
    """What the screen shows, line by line."""
    update = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in update)


def review_of(app: ReviewApp) -> ReviewScreen:
    """The review screen on top."""
    assert isinstance(app.screen, ReviewScreen)
    return app.screen


def current(app: ReviewApp) -> ClaimView:
    """The current claim."""
    claim = review_of(app).claim
    assert claim is not None
    return claim
