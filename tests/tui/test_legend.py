"""Every source has a letter and a colour in the article, and the legend says whose they are."""

from dataclasses import replace
from pathlib import Path

import pytest
from rich.color import Color

from factcheck.domain.desk import ClaimView, SourceView
from factcheck.domain.extraction import Claim, Extraction, Source, SourceKind
from factcheck.domain.review import Review
from factcheck.domain.spans import Span
from factcheck.tui.app import ReviewApp
from factcheck.tui.legend import Legend, in_lines, in_one_line
from factcheck.tui.themes import SOURCE_COLOURS, THEMES
from factcheck.tui.widgets.article import Article
from factcheck.workbench.preferences import remembered
from tests.builders import build
from tests.tui.driving import opened, press, screen_text, settle
from tests.unit.test_contrast import TEXT, contrast

# what a terminal of the most common kind makes of the sixteen colours (xterm)
_XTERM = {
    "ansi_blue": "#0000ee",
    "ansi_red": "#cd0000",
    "ansi_magenta": "#cd00cd",
    "ansi_bright_red": "#ff0000",
    "ansi_bright_green": "#00ff00",
    "ansi_bright_yellow": "#ffff00",
    "ansi_bright_magenta": "#ff00ff",
    "ansi_bright_cyan": "#00ffff",
}


def said_by(number: int, *names: str, kind: SourceKind = SourceKind.PERSON) -> ClaimView:
    """Claim `number`, credited to `names`; the same name is the same source."""
    known = [SourceView(sum(map(ord, name)), name, kind) for name in names]
    return ClaimView(
        id=number, document=1, document_name="story", number=number, spans=(Span(0, 1),), quoted="x", text="x",
        attribution=None, sources=tuple(known), via=(), checkable=True, checkworthiness=0.5, flags=(),
        review=Review(version=1),
    )  # fmt: skip


def test_letters_follow_the_text_and_stay_when_a_source_goes_or_comes() -> None:
    legend = Legend()
    first, second, own = said_by(1, "Kim"), said_by(2, "Farouk", "Kim"), said_by(3, "AP", kind=SourceKind.OUTLET)
    legend.take([first, second, own])
    assert [(e.letter, e.name, e.claims) for e in legend.entries] == [("A", "Kim", 2), ("B", "Farouk", 1)]
    assert [legend.letters(claim) for claim in (first, second, own)] == ["A", "B+A", ""]
    moved = said_by(1, "Lindqvist")
    legend.take([moved, said_by(2, "Farouk"), own])
    assert [(e.letter, e.name) for e in legend.entries] == [("B", "Farouk"), ("C", "Lindqvist")]
    legend.take([first, second, own])
    assert legend.letters(second) == "B+A"


def test_after_z_letters_are_two_and_every_colour_is_there() -> None:
    legend = Legend()
    legend.take([said_by(n, f"source {'x' * n}") for n in range(60)])
    assert [legend.entries[at].letter for at in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]
    assert {entry.colour for entry in legend.entries} == set(range(1, SOURCE_COLOURS + 1))


@pytest.mark.parametrize("width", [24, 38, 78, 150])
@pytest.mark.parametrize("count", [0, 1, 2, 7, 60])
def test_the_legend_holds_its_width_and_says_how_many_are_left_out(width: int, count: int) -> None:
    legend = Legend()
    legend.take([said_by(n, f"the ministry number {'京' * n}") for n in range(count)])
    line = in_one_line(legend.entries, width, "=")
    assert line.cell_length <= width and line.plain.endswith("= all")
    shown = sum(f"{entry.letter} the" in line.plain for entry in legend.entries)
    assert shown == count or f"+{count - shown} · " in line.plain
    for height in (2, 5):
        lines = in_lines(legend.entries, width, height, "P").split("\n")
        assert len(lines) <= height and all(line.cell_length <= width for line in lines)


def test_claims_that_begin_together_stand_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    article = build()
    first = article.claims[1]
    start = first.spans[0].start
    both = (replace(first, spans=(Span(start, start + 9),)), Claim(3, (Span(start, start + 5),), *_rest(first)))
    with opened(tmp_path, replace(article, claims=(article.claims[0], *both))) as desk:
        assert [claim.number for claim in desk.document("story").claims] == [1, 2, 3]


def _rest(claim: Claim) -> tuple[object, ...]:
    return claim.text, claim.attribution, claim.sources, claim.via, claim.checkable, claim.checkworthiness, claim.flags


async def test_claims_have_the_letter_and_the_colour_of_their_source(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "j")
            screen = screen_text(app)
            assert "[1A○] “We will test,”" in screen and "[2○] Three men" in screen
            assert "A Kim Jong Un  = all" in screen and "A Kim Jong Un via" in screen
            segments = [s for strip in app.screen._compositor.render_strips() for s in strip]
            said = next(s for s in segments if "We will test" in s.text and s.style and s.style.underline)
            assert said.style is not None and said.style.color is not None
            assert said.style.color.get_truecolor().hex == THEMES["dark"].variables["source-1"]


async def test_a_key_shows_all_sources_and_it_stays_so(tmp_path: Path) -> None:
    with opened(tmp_path, _many(30)) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "number of their claims" not in screen_text(app)
            await press(pilot, "equals_sign")
            screen = screen_text(app)
            assert "A Minister 0 1" in screen and "more: P" in screen and "Claims · 30 of 30" in screen
            assert len(screen.splitlines()) == 24 and "? Help" in screen
            await pilot.resize_terminal(160, 48)
            await settle(pilot)
            assert "AD Minister 29 1" in screen_text(app)
        assert remembered()["legend"] == "shown"
        app = ReviewApp(desk, "story", left=remembered())
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "A Minister 0 1" in screen_text(app)
            await press(pilot, "equals_sign")
            assert "number of their claims" not in screen_text(app)


async def test_the_legend_tells_of_the_sources_in_sight(tmp_path: Path) -> None:
    with opened(tmp_path, _many(30)) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert " A Minister 0 " in screen_text(app) and "AD Min" not in screen_text(app)
            await press(pilot, "G")
            assert app.screen.query_one(Article).scroll_offset.y > 0
            assert "+" in screen_text(app) and " A Minister 0 " not in _below(screen_text(app))


def _below(screen: str) -> str:
    return next(line for line in screen.splitlines() if "= all" in line)


def _many(count: int) -> Extraction:
    """An article in which each claim is another's."""
    text = "\n\n".join(f"Thing number {n} happened, as was said by somebody." for n in range(count))
    article = build(build().document.text + "\n\n" + text)
    at = len(build().document.text) + 2
    sources, claims = [], []
    for number, line in enumerate(text.split("\n\n")):
        sources.append(Source(number, f"Minister {number}", SourceKind.PERSON, (Span(at, at + 5),)))
        span = Span(at, at + len(line))
        claims.append(Claim(number, (span,), line, None, (number,), (), True, 0.5, ()))
        at = span.end + 2
    return replace(article, sources=tuple(sources), claims=tuple(claims), attributions=())


@pytest.mark.parametrize("name", THEMES)
def test_the_colours_of_sources_stand_out_in_every_theme(name: str) -> None:
    theme = THEMES[name]
    behind = {"ansi": "#000000", "ansi-light": "#ffffff"}.get(name) or theme.background or ""
    colours = [theme.variables[f"source-{number}"] for number in range(1, SOURCE_COLOURS + 1)]
    for colour in colours:
        told = _XTERM.get(colour) or Color.parse(colour).get_truecolor().hex
        assert contrast(told, behind) >= TEXT, f"{colour} in {name}"
    assert len(set(colours)) >= 3
