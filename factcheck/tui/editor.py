"""Writing a text in the editor of one's choice."""

import fcntl
import hashlib
import os
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from textual.app import App, SuspendNotSupported

from factcheck.domain.errors import FactcheckError, InputError
from factcheck.workbench import Workbench
from factcheck.workbench.preferences import state_folder

_STORED, _HELD = "stored", "held"


class EditorFailed(FactcheckError):
    """The editor did not end well; `text` is what it left, and nothing of it was taken."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text


@dataclass(frozen=True, slots=True)
class Paper:
    """The file in which the note of `claim` is written.

    It lies where nothing tidies up, always in the same place: it outlives a killed program, and an editor that keeps
    what was not saved (a swap file, say) finds it again.
    """

    claim: int
    folder: Path

    @classmethod
    def of(cls, workbench: Workbench, claim: int) -> "Paper":
        """That of this reviewer on this database."""
        return cls(claim, _folder(workbench) / str(claim))

    @contextmanager
    def held(self, text: str, stored: str, number: int) -> Iterator[Path]:
        """The file with `text` in it, for nobody else meanwhile; `stored` is what the database has.

        Raises InputError where another terminal's editor has it, or it cannot be written.
        """
        path = self.folder / f"claim-{number}.md"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with (self.folder / _HELD).open("w", encoding="ascii") as lock:
                # the system lets go of it when the program ends, however it ends
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for old in self.folder.glob("claim-*.md*"):
                    old.unlink()
                (self.folder / _STORED).write_text(stored, encoding="utf-8")
                path.write_text(text + ("\n" if text else ""), encoding="utf-8")
                yield path
        except BlockingIOError:
            raise InputError("this note is open in the editor of another terminal; end that first") from None
        except OSError as error:
            raise InputError(f"{path}: cannot be written ({error.strerror}); write the note here") from None

    def written(self) -> str | None:
        """What stands in the file, or in the one that nano writes when its terminal goes away; None where none is."""
        found = None
        for path in (*self.folder.glob("claim-*.md"), *self.folder.glob("claim-*.md.save")):
            # bytes of another encoding are shown as signs rather than lost with all the rest
            text = path.read_text(encoding="utf-8", errors="replace").rstrip("\n")
            found = text if found is None or text != self._stored() else found
        return found

    def left(self) -> str | None:
        """What was written for a program that was killed; None where it is stored, and while an editor has it."""
        try:
            with (self.folder / _HELD).open(encoding="ascii") as lock:
                fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
                written = self.written()
        except OSError:
            return None
        return None if written == self._stored() else written

    def done(self) -> None:
        """Let the file go; what an editor keeps beside it for the next time stays."""
        with suppress(OSError):
            for path in (*self.folder.glob("claim-*.md*"), self.folder / _STORED, self.folder / _HELD):
                path.unlink(missing_ok=True)
            self.folder.rmdir()

    def _stored(self) -> str:
        with suppress(OSError):
            return (self.folder / _STORED).read_text(encoding="utf-8").rstrip("\n")
        return ""


def left_papers(workbench: Workbench) -> Iterator[tuple[Paper, str]]:
    """What this reviewer wrote in an editor when the program was killed, by claims."""
    with suppress(OSError):
        for folder in sorted(_folder(workbench).iterdir()):
            paper = Paper(int(folder.name), folder) if folder.name.isdecimal() else None
            text = None if paper is None else paper.left()
            if paper is not None and text is not None:
                yield paper, text


def _folder(workbench: Workbench) -> Path:
    whose = f"{workbench.location}\n{workbench.reviewer}"
    return state_folder() / "editing" / hashlib.sha256(whose.encode()).hexdigest()[:16]


def command() -> list[str]:
    """The editor and its arguments: $VISUAL, else $EDITOR, else vi. Raises FactcheckError where it cannot be read."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(named)
    except ValueError as error:
        raise FactcheckError(f"EDITOR={named} cannot be read ({error}); name a program there") from None


def edited(app: App[object], paper: Paper, text: str, stored: str, number: int) -> str:
    """`text` as it is after the person edited it as a Markdown file; the terminal is the editor's meanwhile.

    The file stays until `paper.done()`. Raises EditorFailed, which has what was written, where the editor fails;
    FactcheckError where none can be started.
    """
    arguments = command()
    failed: OSError | None = None
    ended = 0
    with paper.held(text, stored, number) as path:
        try:
            with app.suspend():
                # an error that left this block would leave the terminal as it is for the editor
                try:
                    ended = subprocess.run([*arguments, str(path)], check=False).returncode
                except OSError as error:
                    failed = error
        except SuspendNotSupported:
            paper.done()
            raise FactcheckError("there is no terminal here to give to an editor; write the note here") from None
    if failed is not None:
        paper.done()
        told = f"{arguments[0]} cannot be started ({failed.strerror}); set EDITOR, or write the note here"
        raise FactcheckError(told)
    written = paper.written()
    after = text if written is None else written
    if ended:
        raise EditorFailed(f"{arguments[0]} ended with {ended}: the note is as it was", after)
    return after
