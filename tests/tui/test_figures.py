"""The detail of a claim tells its figures, and what else the article says of the same thing."""

from datetime import date
from pathlib import Path

from textual.pilot import Pilot

from factcheck.pipeline import extract
from factcheck.text.articles import document
from factcheck.tui.app import ReviewApp
from factcheck.tui.widgets.detail import Detail
from factcheck.workbench import Workbench

TEXT = (
    "Organizers said the march drew 100,000 people last week.\n\n"
    "Police said nearly 40,000 people attended the march.\n\n"
    "It rained."
)


async def _settled(pilot: Pilot[None]) -> str:
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    return pilot.app.screen.query_one(Detail).text


async def test_figures_stand_beside_what_others_say_and_nothing_where_there_are_none(tmp_path: Path) -> None:
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        desk.add(extract(document(TEXT, id="story", published=date(2024, 12, 29))))
        async with ReviewApp(desk, "story").run_test(size=(160, 48)) as pilot:
            shown = await _settled(pilot)
            assert "Figures\n100,000 people: 100,000" in shown
            assert "beside it nearly 40,000 people (Police, claim 2): −64,000 to −60,000; no overlap" in shown
            await pilot.press("down")
            assert "nearly 40,000 people: nearly 40,000" in await _settled(pilot)
            await pilot.press("down")
            assert "Figures" not in await _settled(pilot)
