"""Where the output goes and how it looks there: files, colour, widths, progress."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Self

from factcheck.reports.files import placed

if TYPE_CHECKING:
    from rich.progress import Progress

WIDEST = 100
# from here on one article takes long enough that a person wonders
_LONG = 60_000


def coloured(choice: str, in_file: bool = False) -> bool:
    """Whether to colour: on a terminal, unless NO_COLOR (https://no-color.org) is set, and never a file."""
    if choice != "auto":
        return choice == "always"
    return not in_file and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def width(in_file: bool = False) -> int:
    """How many columns text is set in: the terminal's, but no more than can be read with ease."""
    screen = None if in_file else screen_width()
    return WIDEST if screen is None else min(WIDEST, screen)


def screen_width() -> int | None:
    """How wide the terminal is, None where standard output is none."""
    return max(40, shutil.get_terminal_size((80, 24)).columns) if sys.stdout.isatty() else None


def laid_out(record: Mapping[str, object]) -> str:
    """`record` as one JSON object with a line for each of its keys and for each object in its lists."""
    from factcheck.reports.structured import json_text

    parts = []
    for key, value in record.items():
        text = json_text(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n  " + ",\n  ".join(map(json_text, value)) + "\n ]"
        parts.append(f" {json_text(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}"


@contextmanager
def written(target: str | None) -> Iterator[IO[str]]:
    """A text stream to write to: standard output for None or `-`, else the file `target`, all or nothing.

    The file takes its place only when the block ends well; until then whatever it held stays.
    Raises FactcheckError where it cannot be written.
    """
    if target is None or target == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    with placed(target, force=True) as stream, _text(stream) as text:
        yield text


def saved(content: str | bytes, target: str | None, force: bool = False) -> None:
    """Write `content` as `written` does; a file that is there already stays, unless `force`.

    Raises FactcheckError where it cannot be written.
    """
    if target is None or target == "-":
        if isinstance(content, str):
            sys.stdout.write(content)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    with placed(target, force) as stream:
        stream.write(content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content)


@contextmanager
def _text(stream: IO[bytes]) -> Iterator[IO[str]]:
    text = TextIOWrapper(stream, encoding="utf-8", errors="backslashreplace", newline="")
    yield text
    text.flush()
    text.detach()


class _Progress:
    """What a bar of either kind does where there is a terminal, and does not where there is none."""

    def __init__(self, what: str, total: int | None, wanted: bool = True) -> None:
        on_screen = wanted and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._progress = _progress() if on_screen else None
        self._task = self._progress.add_task(what, total=total) if self._progress else None

    def __enter__(self) -> Self:
        if self._progress:
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()


class Bar(_Progress):
    """A progress bar on standard error for long work; nothing where that is no terminal."""

    def __init__(self, what: str, total: int, length: int) -> None:
        """`total` articles of `length` characters together; one article only keeps the bar moving."""
        super().__init__(what, total if total > 1 else None, total > 1 or length > _LONG)

    def advance(self) -> None:
        """One more is done."""
        if self._progress and self._task is not None:
            self._progress.advance(self._task)

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar off the screen while results are written to the same terminal."""
        if not self._progress or not sys.stdout.isatty():
            yield
            return
        self._progress.stop()
        try:
            yield
            sys.stdout.flush()
        finally:
            self._progress.start()


class Counting(_Progress):
    """A progress bar for work whose size shows only once it has begun; nothing where that is no terminal."""

    def __init__(self, what: str) -> None:
        super().__init__(what, None)

    def at(self, done: int, total: int) -> None:
        """So many are done, of so many."""
        if self._progress and self._task is not None:
            self._progress.update(self._task, completed=done, total=total)


def _progress() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    plain = bool(os.environ.get("NO_COLOR"))
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True, no_color=plain),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
