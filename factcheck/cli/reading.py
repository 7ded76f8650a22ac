"""The articles that a command line names: files, JSON lines, standard input."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Document

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Articles:
    """What a command line names, all of it found readable.

    `lone` is true for exactly one article that is no line of JSON lines; `length` counts code points.
    """

    names: tuple[str, ...]
    plain: dict[str, Document]
    count: int
    length: int

    @property
    def lone(self) -> bool:
        """Whether the command line can only ever give one article."""
        return len(self.names) == 1 and not _is_jsonl(self.names[0])

    def __iter__(self) -> Iterator[Document]:
        """Every article in the order of the command line."""
        for name in self.names:
            if name in self.plain:
                yield self.plain[name]
            else:
                yield from _lines(name)


def articles(names: Sequence[str]) -> Articles:
    """Read all that `names` name, so that a bad file or line stops a command before it has done anything.

    JSON lines are read again when their turn comes, because they may hold more than memory does.
    Raises InputError.
    """
    plain: dict[str, Document] = {}
    count = length = 0
    for name in names:
        if not name:
            raise InputError("the name of a file is empty; give its name")
        if _is_jsonl(name):
            _refuse_pipe(name)
            for document in _lines(name):
                count, length = count + 1, length + len(document.text)
            continue
        if name not in plain:
            plain[name] = _plain(name)
        count, length = count + 1, length + len(plain[name].text)
    return Articles(tuple(names), plain, count, length)


def lone_article(name: str, what_for: str) -> Document:
    """The one article that `name` names. Raises InputError, which says what one is wanted for."""
    given = articles([name])
    if not given.lone:
        raise InputError(f"{name}: holds many articles; give the one {what_for}")
    return next(iter(given))


def _is_jsonl(name: str) -> bool:
    return name.lower().endswith(".jsonl")


def _refuse_pipe(name: str) -> None:
    # what can be read once only would be empty, or would never end, when it is read again
    path = Path(name)
    if path.exists() and not path.is_file() and not path.is_dir():
        raise InputError(f"{name}: is no regular file, and JSON lines are read twice; save them to a file first")


def _lines(name: str) -> Iterator[Document]:
    # deferred, as below: what reads articles takes longer to import than the help texts
    from factcheck.text.articles import read_jsonl

    return read_jsonl(Path(name))


def _plain(name: str) -> Document:
    from factcheck.text.articles import read_file, read_stream

    if name != STANDARD_INPUT:
        return read_file(Path(name))
    if sys.stdin is None:
        raise InputError("standard input is closed; name a file")
    return read_stream(sys.stdin.buffer)
