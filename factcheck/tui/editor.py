"""Writing a text in the editor of one's choice."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from textual.app import App, SuspendNotSupported

from factcheck.domain.errors import FactcheckError


class EditorFailed(FactcheckError):
    """The editor did not end well; `text` is what its file holds, and nothing of it was taken."""

    def __init__(self, message: str, text: str) -> None:
        super().__init__(message)
        self.text = text


def command() -> list[str]:
    """The editor and its arguments: $VISUAL, else $EDITOR, else vi. Raises FactcheckError where it cannot be read."""
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        return shlex.split(named)
    except ValueError as error:
        raise FactcheckError(f"EDITOR={named} cannot be read ({error}); name a program there") from None


def edited(app: App[object], text: str, name: str) -> str:
    """`text` as it is after the person edited it as the Markdown file `name`; the terminal is the editor's meanwhile.

    Raises EditorFailed, which has what was written, where the editor fails; FactcheckError where none can be started.
    """
    arguments = command()
    with tempfile.TemporaryDirectory(prefix="factcheck-") as folder:
        path = Path(folder) / f"{name}.md"
        path.write_text(text + ("\n" if text else ""), encoding="utf-8")
        try:
            with app.suspend():
                ended = subprocess.run([*arguments, str(path)], check=False).returncode
        except SuspendNotSupported:
            raise FactcheckError("there is no terminal here to give to an editor; write the note here") from None
        except OSError as error:
            told = f"{arguments[0]} cannot be started ({error.strerror}); set EDITOR, or write the note here"
            raise FactcheckError(told) from None
        # bytes of another encoding are shown as signs rather than lost with all the rest
        written = path.read_text(encoding="utf-8", errors="replace").rstrip("\n") if path.exists() else text
    if ended:
        raise EditorFailed(f"{arguments[0]} ended with {ended}: the note is as it was", written)
    return written
