"""The evidence of a claim by keys: what the forms say is in the database, and nothing typed is lost."""

import hashlib
import os
import stat
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

from factcheck.domain.errors import InputError
from factcheck.domain.evidence import Bearing, Citation, Rank
from factcheck.domain.review import Decision, Finding, State
from factcheck.tui import stating
from factcheck.tui.app import ReviewApp
from factcheck.tui.opening import web_address
from factcheck.tui.screens.evidence import EvidenceScreen
from factcheck.tui.screens.form import FormScreen
from factcheck.tui.widgets.detail import Detail
from tests.tui.driving import opened, press, screen_text, settle, until


async def fill(pilot: Pilot[None], *values: str) -> None:
    """Type a value into each field in turn; `>` chooses the next word of a choice."""
    for value in values:
        keys = ["right"] * value.count(">") if value and set(value) == {">"} else list(value)
        await press(pilot, *keys, "tab")


async def test_an_empty_screen_says_what_to_do(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E")
            assert isinstance(app.screen, EvidenceScreen)
            assert "a adds evidence" in screen_text(app)
            await press(pilot, "enter", "c", "w", "y", "j", "escape")
            assert not isinstance(app.screen, EvidenceScreen)


@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_a_form_states_everything_about_a_piece(tmp_path: Path, size: tuple[int, int]) -> None:
    copy = tmp_path / "log.pdf"
    copy.write_bytes(b"two men")
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=size) as pilot:
            await settle(pilot)
            await press(pilot, "plus", *"Radio https://radio.example", "enter", "E", "a")
            assert isinstance(app.screen, FormScreen)
            for label in [field.label for field in stating.EVIDENCE]:
                assert label in screen_text(app)
            await fill(pilot, "Port log [sic]", "https://port.example/log", "https://archive.example/1", "p. 12")
            await fill(pilot, "2026-03-01", ">", ">>", "1", "two men left")
            await press(pilot, *str(copy), "enter")
            assert isinstance(app.screen, EvidenceScreen)
            first, piece = desk.document("story").claims[0].evidence
            assert (piece.title, piece.url, piece.archive_url) == (
                "Port log [sic]",
                "https://port.example/log",
                "https://archive.example/1",
            )
            assert (piece.locator, piece.accessed, piece.quotation) == ("p. 12", date(2026, 3, 1), "two men left")
            assert (piece.rank, piece.bearing) == (Rank.PRIMARY, Bearing.CONTRADICTS)
            assert piece.independent_of == (first.number,)
            assert piece.sha256 == hashlib.sha256(b"two men").hexdigest()
            text = screen_text(app)
            assert "evidence added · u undoes it" in text and "− contradicts" in text and "“two men left”" in text
            await press(pilot, "u")
            assert len(desk.document("story").claims[0].evidence) == 1
            assert desk.verify() == []


async def test_what_is_wrong_is_said_in_the_form_and_nothing_is_stored(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "a", "enter")
            assert "! evidence wants a title or an address" in screen_text(app)
            await fill(pilot, "Log", "", "", "")
            await press(pilot, *"soon", "enter")
            assert "Accessed: “soon” is no day; write it as 2026-11-24" in screen_text(app)
            await press(pilot, *["backspace"] * 4, "tab", "tab", "tab", *"7", "enter")
            assert "no other evidence 7 to be independent of" in screen_text(app)
            await press(pilot, "backspace", "tab", "tab", *"/nowhere", "enter")
            assert "/nowhere: is no file" in screen_text(app)
            assert desk.document("story").claims[0].evidence == ()


async def test_a_hash_stays_with_the_file_that_it_is_of(tmp_path: Path) -> None:
    copy = tmp_path / "log.pdf"
    copy.write_bytes(b"two men")
    with opened(tmp_path) as desk:
        desk.add_evidence(desk.document("story").claims[0].id, Citation(title="Log", file=str(copy)))
        copy.write_bytes(b"three men")
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "c", *"!", "enter")
            assert isinstance(app.screen, FormScreen), screen_text(app)
            assert "is not the file that is stated" in " ".join(screen_text(app).replace("│", " ").split())
            assert desk.document("story").claims[0].evidence[0].title == "Log"
            await press(pilot, *["tab"] * 9, "end", "ctrl+u", "enter")
            assert isinstance(app.screen, EvidenceScreen)
            (piece,) = desk.document("story").claims[0].evidence
            assert (piece.title, piece.file, piece.sha256) == ("Log!", "", "")
            assert desk.verify() == []


async def test_escape_keeps_what_was_typed_even_when_the_terminal_dies(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "a", *"Half a tit", "escape")
            assert desk.document("story").claims[0].evidence == ()
            await press(pilot, "a")
            assert "What you had typed is back" in screen_text(app) and "Half a tit" in screen_text(app)
            await press(pilot, *"le")
            await until(pilot, lambda: "Half a title" in desk.unfinished("evidence of claim 1, new").values())
            app.exit()
        again = ReviewApp(desk, "story")
        async with again.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "a")
            assert "Half a title" in screen_text(again)
            await press(pilot, "enter")
            assert [piece.title for piece in desk.document("story").claims[0].evidence] == ["Half a title"]
            await press(pilot, "a")
            assert "is back" not in screen_text(again)
            await press(pilot, "x", "ctrl+r", "escape", "a")
            assert "is back" not in screen_text(again)


async def test_a_prompt_left_with_escape_still_has_its_text(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "r", *"nobody kept rec", "escape", "j", "r")
            assert "nobody kept" not in screen_text(app)
            await press(pilot, "escape", "k", "r", *"ords", "enter")
            assert desk.document("story").claims[0].review.reason == "nobody kept records"


async def test_correcting_and_withdrawing_reopen_what_was_checked_on_it(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0]
        desk.add_evidence(claim.id, Citation(title="Log"))
        desk.decide(claim.id, 2, Decision(finding=Finding.CONFIRMED, state=State.CHECKED))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "g", "E", "c", *"book", "enter")
            piece = desk.claim(claim.id).evidence[0]
            assert (piece.title, piece.number) == ("Logbook", 1)
            assert "the claim was checked on it and is open again" in " ".join(screen_text(app).split())
            await press(pilot, "w")
            assert desk.claim(claim.id).evidence == ()
            assert "evidence 1 is withdrawn" in screen_text(app)
            assert desk.claim(claim.id).review.wants_evidence
            assert desk.verify() == []


async def test_a_right_of_reply_is_asked_answered_and_withdrawn(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "t")
            await fill(pilot, "The harbour master", "")
            labels = app.screen.query(".field.-here .field-name")
            assert [str(label.render()) for label in labels] == ["Deadline"]
            await press(pilot, *"2020-01-01", "enter")
            assert "the deadline is before the asking; give it with its day" in " ".join(screen_text(app).split())
            await press(pilot, *["backspace"] * 10, "down", *"2020-01-01", "enter")
            assert "nobody answers before they are asked" in screen_text(app)
            await press(
                pilot, *["backspace"] * 10, "up", *"2020-01-01", "up", *["backspace"] * 16, *"2019-12-31", "enter"
            )
            reply = desk.document("story").claims[0].replies[0]
            assert reply.person == "The harbour master" and reply.answer == ""
            assert "! overdue" in screen_text(app)
            await press(pilot, "c", "tab", "tab", "tab", "tab", *"no comment", "ctrl+s")
            reply = desk.document("story").claims[0].replies[0]
            assert reply.answer == "no comment" and reply.answered is not None
            assert "✓ answered" in screen_text(app)
            await press(pilot, "escape")
            assert "The harbour master  ✓ answered" in app.screen.query_one(Detail).text
            await press(pilot, "E", "w")
            assert desk.document("story").claims[0].replies == ()


async def test_enter_hands_the_address_to_the_system_s_opener_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, taken = tmp_path / "bin", tmp_path / "taken"
    folder.mkdir()
    for name in ("xdg-open", "open"):
        opener = folder / name
        opener.write_text(f'#!/bin/sh\nprintf "%s|%s" "$#" "$1" > "{taken}.part" && mv "{taken}.part" "{taken}"\n')
        opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    kept = tmp_path / "log.txt"
    kept.write_text("as it was")
    with opened(tmp_path) as desk:
        claim = desk.document("story").claims[0].id
        desk.add_evidence(claim, Citation(title="Log", url="https://port.example/?a=1&b=$(touch%20x);c"))
        desk.add_evidence(claim, Citation(title="Odd", url="file:///etc/passwd"))
        desk.add_evidence(claim, Citation(title="Copy", file=str(kept)))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "E")
            assert not taken.exists()
            await press(pilot, "enter")
            await until(pilot, taken.exists)
            assert taken.read_text() == "1|https://port.example/?a=1&b=$(touch%20x);c"
            taken.unlink()
            await press(pilot, "j", "enter")
            assert "! only addresses that begin with http:// or https:// are opened" in screen_text(app)
            await press(pilot, "j", "enter")
            assert "is as it was attached" in screen_text(app)
            kept.write_text("another")
            await press(pilot, "enter")
            assert "is another file than was attached" in screen_text(app)
            assert not taken.exists()
            await press(pilot, "g", "y")
            assert app.clipboard.startswith("https://port.example/")
        monkeypatch.setenv("PATH", str(tmp_path))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await press(pilot, "E", "enter")
            assert "is not on this machine, so nothing opens; copy the address instead" in screen_text(app)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "ftp://x", "http://", "--help", "https://a b", "http://[", ""]
)
def test_only_the_web_is_opened(url: str) -> None:
    with pytest.raises(InputError):
        web_address(url)


def test_what_a_piece_says_is_typed_as_it_is_read() -> None:
    citation = Citation(
        title="T", url="u", archive_url="a", locator="p", accessed=date(2026, 1, 2), rank=Rank.SECONDARY,
        bearing=Bearing.SUPPORTS, independent_of=(1, 3), quotation="q\nr", file="f",
    )  # fmt: skip
    assert stating.cited(stating.citation_typed(citation), None) == citation
    asked = stating.requested({**stating.request_typed(None), "person": "K", "deadline": "2099-01-02"})
    assert stating.requested(stating.request_typed(asked)) == asked
    assert asked.deadline is not None and f"{asked.deadline.astimezone():%Y-%m-%d %H:%M}" == "2099-01-02 23:59"
