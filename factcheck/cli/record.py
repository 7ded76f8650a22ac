"""What an export into a folder wrote, so that the next one does only what is left to do.

A line is added as soon as a file is in its place. A run that is killed between the two loses that line only: the next
one makes the file again and finds that it is there. No name of a document stands in it, for a folder may be published.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO

from factcheck.domain.errors import FactcheckError
from factcheck.reports.files import placed, reason

NAME = ".factcheck.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file that was written: for which document, by its number, and from what.

    `asked` says which sort of report, `maker` is the hash of the program and template, `log` that of the desk's latest
    event, `view` that of the review as the report shows it, `sha256` that of the file.
    """

    document: int
    file: str
    asked: str
    maker: str
    log: str
    view: str
    sha256: str


class Record:
    """The entries of one folder; a later one of the same document and sort stands for an earlier."""

    def __init__(self, stream: IO[str], entries: dict[tuple[int, str], Entry]) -> None:
        self._stream, self._entries = stream, entries

    def of(self, document: int, asked: str) -> Entry | None:
        """What is known of the document's report of that sort."""
        return self._entries.get((document, asked))

    def keep(self, entry: Entry) -> None:
        """Note what a file was written from."""
        if self._entries.get((entry.document, entry.asked)) != entry:
            self._entries[entry.document, entry.asked] = entry
            self._stream.write(_line(entry))
            self._stream.flush()

    @property
    def lines(self) -> str:
        """All entries, each once."""
        return "".join(map(_line, self._entries.values()))


@contextmanager
def record(folder: Path) -> Iterator[Record]:
    """The record of `folder`, which nobody else writes into meanwhile. Raises FactcheckError."""
    path = folder / NAME
    try:
        # a link would lead out of the folder
        number = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o644)
        with open(number, "r+", encoding="utf-8", errors="replace", newline="\n") as stream:
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise FactcheckError(f"another export is writing into {folder}; wait until it is done") from None
            stream.seek(0)
            text = stream.read()
            if text and not text.endswith("\n"):
                # the run before was killed in the midst of a line
                stream.write("\n")
            kept = Record(stream, {(one.document, one.asked): one for one in _entries(text)})
            yield kept
            if text.count("\n") or kept.lines:
                with placed(str(path), force=True) as whole:
                    whole.write(kept.lines.encode("utf-8"))
    except OSError as error:
        raise FactcheckError(f"cannot keep {path}: {reason(error)}; name another folder") from error


def _entries(text: str) -> Iterator[Entry]:
    """The lines that can be read; of a file without one its own contents tell."""
    names = {field.name: field.type for field in fields(Entry)}
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict) and found.keys() == names.keys():
            number = found["document"]
            if isinstance(number, int) and all(isinstance(found[name], str) for name in names if name != "document"):
                yield Entry(**found)


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False) + "\n"
