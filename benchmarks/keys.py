"""How fast the terminal app answers in a real terminal, on a desk of 2,000 documents and 100,000 claims.

usage: python -m benchmarks.keys [--database FILE] [--documents N] [--keys N]

Runs `factcheck review` in a pseudo-terminal of 120×36, presses keys, and reads the screen as a terminal does: a key
is answered when what it does is on the screen. FILE is a desk that this or `benchmarks.big_desk` made (default: a new
one that goes again). Prints a table with the bounds that the app is held to, and ends with 1 where one is missed.
"""

import argparse
import codecs
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import pyte

from benchmarks.big_desk import DOCUMENTS, build
from factcheck.workbench import Workbench
from factcheck.workbench.searching import parsed

WIDTH, HEIGHT = 120, 36
PATIENCE = 30.0
_ONE_GO = 0.002
Row = tuple[str, float, float, str]


class Terminal:
    """A program in a pseudo-terminal, and what its screen shows."""

    def __init__(self, arguments: list[str], folder: Path) -> None:
        self.begun = time.perf_counter()
        self.pid, self._master = pty.fork()
        if not self.pid:
            home = {name: str(folder) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
            os.environ.update(home, TERM="xterm-256color", COLORTERM="truecolor", FACTCHECK_REVIEWER="bench")
            os.execv(sys.executable, [sys.executable, *arguments])
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
        self._screen = pyte.Screen(WIDTH, HEIGHT)
        self._stream = pyte.Stream(self._screen)
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._master)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(self._screen.display)

    @property
    def peak(self) -> float:
        """The most memory that the program held, in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024

    @property
    def cpu(self) -> float:
        """Seconds of processor time that the program has used, which other programs on the machine do not change."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def until(self, shows: Callable[[str], bool], since: float) -> float:
        """Seconds from `since` until the screen came to show what it should; the time of reading it is left out."""
        while True:
            shown_at = None
            for piece, at in self._said():
                self._stream.feed(self._decoder.decode(piece))
                if shown_at is None and shows(self.text):
                    shown_at = at
            if shown_at is not None:
                return shown_at - since

    def _said(self) -> list[tuple[bytes, float]]:
        """What the program writes in one go, each piece with the moment it came.

        A pseudo-terminal gives 4 KB at a time: drawing the first piece before the next one is taken would be counted as
        the program's time.
        """
        pieces: list[tuple[bytes, float]] = []
        while select.select([self._master], [], [], _ONE_GO if pieces else PATIENCE)[0]:
            pieces.append((os.read(self._master, 1 << 16), time.perf_counter()))
        if not pieces:
            raise SystemExit(f"the screen does not come to show what it should:\n{self.text}")
        return pieces

    def quiet(self, seconds: float = 0.3) -> None:
        """Read what the screen still has to say."""
        while select.select([self._master], [], [], seconds)[0]:
            self._stream.feed(self._decoder.decode(os.read(self._master, 1 << 16)))

    def press(self, keys: str, shows: Callable[[str], bool]) -> float:
        """Seconds from a key until what it does is on the screen."""
        since = time.perf_counter()
        os.write(self._master, keys.encode())
        return self.until(shows, since)


def review(database: Path, *document: str) -> list[str]:
    """The arguments that open the app."""
    return ["-m", "factcheck", "review", "--database", str(database), *document]


def started(database: Path, folder: Path) -> Iterator[Row]:
    """From the start of the program to what is first seen, and to the list of documents; then its memory."""
    painted, listed = [], []
    for _ in range(5):
        with Terminal(review(database), folder) as terminal:
            painted.append(terminal.until(lambda text: "Factcheck" in text, terminal.begun))
            listed.append(terminal.until(lambda text: "Documents ·" in text and "article-" in text, terminal.begun))
    yield "start to first paint", statistics.median(painted), 1.0, "s"
    yield "start to the list of documents", statistics.median(listed), 0.0, "s"


def keys(database: Path, folder: Path, presses: int) -> Iterator[Row]:
    """Opening a long document, and keys in it."""
    with Terminal(review(database), folder) as terminal:
        terminal.until(lambda text: "Documents ·" in text and "article-" in text, terminal.begun)
        terminal.quiet()
        used = terminal.cpu
        taken = [terminal.press("j", _changed(terminal)) for _ in range(presses)]
        yield "next document, 95th percentile", _worst(taken), 0.03, "s"
        yield "next document, processor time, mean", (terminal.cpu - used) / presses, 0.0, "s"
        terminal.quiet()
        terminal.press("g", _changed(terminal))
        terminal.quiet()
        yield "open a document of 10,000 words", terminal.press("\r", lambda text: "Claim 1 " in text), 0.5, "s"
        terminal.quiet(1.0)
        taken, used = [], terminal.cpu
        for number in range(presses):
            key, at = ("j", 2 + number) if number < 40 else ("jk"[number % 2], 42 - number % 2)
            taken.append(terminal.press(key, lambda text, at=at: f"Claim {at} " in text))
        yield "next claim, 95th percentile", _worst(taken), 0.03, "s"
        yield "next claim, processor time, mean", (terminal.cpu - used) / presses, 0.0, "s"
        terminal.quiet()
        taken = [terminal.press(" ", lambda text, n=n: f"{n} marked" in text) for n in range(1, 9)]
        terminal.press("\x1b", lambda text: "marked" not in text)
        yield "mark a claim, 95th percentile", _worst(taken), 0.03, "s"
        terminal.quiet()
        taken = []
        for number in range(min(presses, 40)):
            digit, word = (("2", "wrong source"), ("1", "correct:"))[number % 2]
            taken.append(terminal.press(digit, lambda text, word=word: f"{word}" in _said(text)))
        yield "decide, stored and shown, median", statistics.median(taken), 0.0, "s"
        yield "memory", terminal.peak, 250.0, "MB"


def searches(database: Path, folder: Path) -> Iterator[Row]:
    """From the last letter of a search to what it finds."""
    with Workbench.open(str(database), "bench") as desk:
        totals = {asked: desk.search(parsed(asked)).total for asked in _ASKED}
    for asked, total in totals.items():
        with Terminal(review(database), folder) as terminal:
            terminal.until(lambda text: "Documents ·" in text and "article-" in text, terminal.begun)
            terminal.press("F", lambda text: "Filters, as in" in text)
            terminal.quiet()
            taken = terminal.press(asked, lambda text, total=total: f"─ {total} claim" in text)
            yield f"search {asked}", taken, 0.2, "s"


_ASKED = ("m", "missiles", "missiles pyongyang state:checked", 'source:"Kim Jong Un"', "nowhere")


def _changed(terminal: Terminal) -> Callable[[str], bool]:
    """Whether the line at the foot, which tells of the document under the cursor, is another."""
    foot = terminal.text.splitlines()[-2]
    return lambda text: text.splitlines()[-2] != foot


def _said(text: str) -> str:
    return next((line for line in text.splitlines() if "Was it said?" in line), "")


def _worst(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", type=Path, help="a SQLite file that benchmarks.big_desk filled")
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--keys", type=int, default=100, help="how often a key is pressed")
    options = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "desk.db"
        if options.database and options.database.exists():
            # what is decided here is not to stay
            shutil.copy(options.database, path)
        else:
            with Workbench.open(str(path), "ann") as desk:
                build(desk, options.documents)
        state = folder / "factcheck" / "remembered.json"
        state.parent.mkdir()
        state.write_text('{"lesson": "shown"}', encoding="utf-8")
        for part in (started(path, folder), keys(path, folder, options.keys), searches(path, folder)):
            for what, taken, bound, unit in part:
                late = bool(bound) and taken > bound
                missed = missed or late
                shown = f"{taken:8.0f} MB" if unit == "MB" else f"{1000 * taken:8.1f} ms"
                held = f"under {bound:.0f} MB" if unit == "MB" else f"under {1000 * bound:.0f} ms" if bound else ""
                print(f"{what:44s} {shown}   {held}{'  MISSED' if late else ''}", flush=True)
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
