"""A note in one's own editor, its versions, and the clipboard."""

import base64
import os
import signal
import stat
import sys
from contextlib import nullcontext
from pathlib import Path

import pexpect
import pytest

from factcheck.domain.review import Decision
from factcheck.tui.app import ReviewApp
from factcheck.tui.editor import Paper
from factcheck.tui.screens.versions import VersionsScreen
from factcheck.workbench import Workbench
from tests.tui.driving import opened, press, read_until, screen_text, settle

ROOT = Path(__file__).parents[2]


def editor(folder: Path, script: str) -> str:
    """A program that edits as `script` says; "$1" is the file."""
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}'"


@pytest.fixture(autouse=True)
def _a_terminal_to_give_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pilot has no terminal that could be suspended."""
    monkeypatch.setattr(ReviewApp, "suspend", lambda _: nullcontext())
    monkeypatch.delenv("VISUAL", raising=False)


async def test_e_writes_the_note_in_the_editor_as_markdown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = tmp_path / "seen"
    script = f'echo "$1" > "{seen}"; cat "$1" >> "{seen}"; printf "asked *KCNA* [sic]\\n" >> "$1"'
    monkeypatch.setenv("EDITOR", editor(tmp_path, script))
    with opened(tmp_path) as desk, opened(tmp_path, reviewer="bob") as other:
        other.decide(1, 1, Decision(note="so far"))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "e")
            assert desk.claim(1).review.note == "so far\nasked *KCNA* [sic]"
            name, text = seen.read_text().splitlines()
            assert name.endswith("claim-1.md") and text == "so far" and not Path(name).exists()
            assert "claim 1: the note is kept · u undoes it" in screen_text(app)
            await press(pilot, "u")
            assert desk.claim(1).review.note == "so far"


async def test_what_was_written_survives_an_editor_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf "hours of work" > "$1"; exit 3'))
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "e")
            assert desk.claim(1).review.note == ""
            assert "ended with 3: the note is as it was, and what you wrote waits: e takes" in " ".join(
                screen_text(app).split()
            )
        monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf " and more" >> "$1"'))
        again = ReviewApp(desk, "story")
        async with again.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "e")
            assert desk.claim(1).review.note == "hours of work\n and more"
            await press(pilot, "e")
            assert desk.claim(1).review.note == "hours of work\n and more\n and more"


@pytest.mark.parametrize(
    ("named", "said"),
    [("/no/such/editor -w", "cannot be started"), ("'half", "cannot be read"), ("true", "the note is as it was")],
)
async def test_an_editor_that_changes_nothing_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, said: str
) -> None:
    monkeypatch.setenv("EDITOR", named)
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(120, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "e")
            assert said in screen_text(app)
            assert desk.history(1) == []


async def test_the_versions_of_a_note_come_out_of_the_log_and_back(tmp_path: Path) -> None:
    with (
        opened(tmp_path) as desk,
        opened(tmp_path, reviewer="bob") as other,
        opened(tmp_path, reviewer="cy") as third,
    ):
        for by, text in ((desk, "a"), (desk, "a b"), (other, "bob [/x] says\nno"), (third, "")):
            by.decide(1, by.claim(1).review.version, Decision(note=text))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "H")
            assert isinstance(app.screen, VersionsScreen)
            text = screen_text(app)
            assert "3 versions" in text and "(empty)" in text and "bob [/x] says no" in text and "a b" in text
            await press(pilot, "j")
            assert "bob [/x] says\n" in "\n".join(line.strip() for line in screen_text(app).splitlines())
            await press(pilot, "y", "enter")
            assert app.clipboard == desk.claim(1).review.note == "bob [/x] says\nno"
            await press(pilot, "escape", "u")
            assert desk.claim(1).review.note == ""
            assert desk.verify() == []


async def test_a_note_that_was_never_written_has_no_versions(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "H", "enter", "y", "j")
            assert "no note was written yet" in screen_text(app)


async def test_y_copies_the_claim_or_all_that_are_marked(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "y")
            first, second, _ = desk.document("story").claims
            assert app.clipboard == first.text and "copied claim 1" in screen_text(app)
            await press(pilot, "space", "space", "y")
            assert app.clipboard == f"{first.text}\n{second.text}"


def test_the_clipboard_is_the_terminal_s_own_and_the_editor_gets_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OSC 52 reaches through SSH; the editor reads from the terminal that it was given."""
    with Workbench.open(str(tmp_path / "desk.db"), "ann") as desk:
        from tests.builders import build

        desk.add(build())
        text = desk.document("story").claims[0].text
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'read line < /dev/tty; printf "%s" "$line" > "$1"'))
    child = pexpect.spawn(
        sys.executable,
        ["-m", "factcheck", "review", "--database", str(tmp_path / "desk.db"), "story"],
        dimensions=(24, 80), encoding="utf-8", timeout=30, cwd=str(ROOT),
    )  # fmt: skip
    child.expect("Claims")
    child.send("y")
    child.expect_exact(f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07")
    child.send("e")
    child.expect_exact("\x1b[?1049l")
    child.sendline("from the editor")
    child.expect("the note is kept")
    child.kill(9)
    child.close()
    with Workbench.open(str(tmp_path / "desk.db"), "bob") as desk:
        assert desk.claim(1).review.note == "from the editor"


def reviewing(folder: Path) -> "pexpect.spawn[str]":
    """The program in a terminal, on the review of the desk in `folder`."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "factcheck", "review", "--database", str(folder / "desk.db"), "story"],
        dimensions=(24, 80), encoding="utf-8", timeout=30, cwd=str(ROOT),
        env={**os.environ, "FACTCHECK_REVIEWER": "ann"},
    )  # fmt: skip
    child.expect("In the article")
    return child


def test_an_editor_that_is_not_there_leaves_the_terminal_to_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(tmp_path).close()
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    child = reviewing(tmp_path)
    child.send("e")
    child.expect("cannot be started")
    child.send("1")
    child.expect("attribution correct")
    child.close(force=True)


@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGHUP])
async def test_what_stands_in_the_editor_s_file_waits_after_a_killed_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, signal_sent: signal.Signals
) -> None:
    """An editor that notices that its terminal goes away writes what is not saved beside its file, as nano does."""
    ready = tmp_path / "ready"
    saved = 'printf "half a note" > "$1"' if signal_sent == signal.SIGKILL else ":"
    script = f'{saved}; echo > "{ready}"; read line < /dev/tty || {{ printf "half a note" > "$1.save"; exit 1; }}'
    opened(tmp_path).close()
    monkeypatch.setenv("EDITOR", editor(tmp_path, script))
    child = reviewing(tmp_path)
    child.send("e")
    read_until(child, ready.exists)
    if signal_sent == signal.SIGKILL:
        child.kill(signal_sent)
    child.close(force=True)
    with opened(tmp_path) as desk:
        assert desk.claim(1).review.note == ""
        monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf " and more" >> "$1"'))
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "what you had begun waits: claim 1, a note (e)" in screen_text(app)
            await press(pilot, "e")
        assert desk.claim(1).review.note == "half a note\n and more"
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert "waits" not in screen_text(app)


async def test_a_note_that_another_terminal_s_editor_has_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", editor(tmp_path, 'printf "mine" > "$1"'))
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            with Paper.of(desk, 1).held("theirs", "", 1) as path:
                await press(pilot, "e")
                assert "open in the editor of another terminal" in screen_text(app)
                assert path.read_text() == "theirs\n" and Paper.of(desk, 1).left() is None
            # what was taken up again and not stored is still there for the next time
            assert Paper.of(desk, 1).left() == "theirs"
            await press(pilot, "e")
            assert desk.claim(1).review.note == "mine" and not path.parent.exists()


async def test_what_another_screen_did_is_what_undo_takes_back(tmp_path: Path) -> None:
    with opened(tmp_path) as desk:
        app = ReviewApp(desk, "story")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            await press(pilot, "1", "question_mark", "escape")
            assert "u undoes it" in screen_text(app)
            await press(pilot, "E", "a", *"record", "enter", "escape")
            assert "undoes it" not in screen_text(app)
