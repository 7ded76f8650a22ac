"""The articles that a command line names: files, JSON lines, standard input."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from factcheck.domain.extraction import Document
from factcheck.text.articles import read_file, read_jsonl, read_stream

STANDARD_INPUT = "-"


def is_jsonl(name: str) -> bool:
    """Whether `name` is a file of JSON lines."""
    return name.lower().endswith(".jsonl")


def single(names: Sequence[str]) -> bool:
    """Whether `names` give exactly one article."""
    return len(names) == 1 and not is_jsonl(names[0])


def documents(names: Sequence[str]) -> Iterator[Document]:
    """Every article in order; plain files are all read before the first is given, so that a bad one stops early."""
    if not any(is_jsonl(name) for name in names):
        yield from [_plain(name) for name in names]
        return
    for name in names:
        if is_jsonl(name):
            yield from read_jsonl(Path(name))
        else:
            yield _plain(name)


def _plain(name: str) -> Document:
    if name == STANDARD_INPUT:
        return read_stream(sys.stdin.buffer.read())
    return read_file(Path(name))
