"""Templates of a desk's own run in a process apart, which the system stops where it takes too long or too much.

Jinja2's sandbox keeps a template from what is not its own, and counting keeps its loops finite. Neither keeps one
filter, or a text that doubles itself, from taking all the memory and hours that there are; only the system does.
"""

import atexit
import math
import os
import pickle
import resource
import subprocess
import sys
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import IO

from factcheck.domain.errors import InputError
from factcheck.reports import sandbox
from factcheck.reports.rendering import Family, rendered
from factcheck.reports.view import Layout, Report

SECONDS = 10
MEMORY = 1 << 30
"""How many bytes a template may take besides what the program itself does."""
_MOST_TEXT = 1 << 26
_SIZE = 8
_START = "import sys; sys.path[:] = sys.argv[1:]; from factcheck.reports.apart import _serve; _serve()"


def composed(report: Report, family: Family, layout: Layout = Layout.CLAIM_CARDS, template: Path | None = None) -> str:
    """The report in `layout`, or after the desk's own `template`, which runs apart.

    Raises InputError for a template that does not work, or does not end in time or in memory.
    """
    return rendered(report, family, layout) if template is None else _composed_apart(report, family, template)


def _composed_apart(report: Report, family: Family, template: Path) -> str:
    child = _child()
    try:
        assert child.stdin is not None and child.stdout is not None
        _send(child.stdin, pickle.dumps((_place(), SECONDS, MEMORY, sandbox.MOST_STEPS, family, template, report)))
        works, text = _receive(child.stdout)
    except (OSError, EOFError):
        _child.cache_clear()
        child.kill()
        # where the system stopped it, it could not say why
        raise InputError(
            f"{template}: it does not end within {SECONDS} seconds of computing and {MEMORY >> 20:,} MB of memory; "
            "mend the template"
        ) from None
    if works:
        return text
    raise InputError(text)


# a whole desk is written by one process
@lru_cache(maxsize=1)
def _child() -> "subprocess.Popen[bytes]":
    child = subprocess.Popen(
        [sys.executable, "-c", _START, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # what it says as it is stopped is no line for an editor
        stderr=subprocess.DEVNULL,
    )
    atexit.register(_end, child)
    return child


def _end(child: "subprocess.Popen[bytes]") -> None:
    if child.stdin is not None and child.stdout is not None:
        child.stdout.close()
        # it may be gone already
        with suppress(OSError):
            child.stdin.close()
    child.kill()
    child.wait()


def _serve() -> None:
    """Render what is asked for on standard input until it ends."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            place, seconds, memory, sandbox.MOST_STEPS, family, template, report = pickle.loads(_read(asked))
        except EOFError:
            return
        if place:
            os.chdir(place)
        _bound(seconds, memory)
        try:
            text, works = rendered(report, family, template=template), True
            if len(text) > _MOST_TEXT:
                text, works = f"{template}: it prints more than {_MOST_TEXT:,} characters; mend the template", False
        except InputError as error:
            text, works = str(error), False
        _send(answers, (b"+" if works else b"-") + text.encode("utf-8", "surrogatepass"))


def _place() -> str:
    """The folder that a template's path is read from; nothing where it is gone."""
    try:
        return os.getcwd()
    except OSError:
        return ""


def _bound(seconds: int, memory: int) -> None:
    """Let this process compute and take no more than so much from now on."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + seconds)
    _limit(resource.RLIMIT_CORE, 0)
    if space := _space():
        _limit(resource.RLIMIT_AS, space + memory)


def _limit(what: int, most: int) -> None:
    """Set a limit that can be set anew, unless it is lower already."""
    hard = resource.getrlimit(what)[1]
    resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _space() -> int:
    """How many bytes of address space this process has; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError):
        return 0


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(_SIZE) + data)
    stream.flush()


def _read(stream: IO[bytes]) -> bytes:
    size = stream.read(_SIZE)
    if len(size) < _SIZE:
        raise EOFError
    data = stream.read(int.from_bytes(size))
    if len(data) < int.from_bytes(size):
        raise EOFError
    return data


def _receive(stream: IO[bytes]) -> tuple[bool, str]:
    data = _read(stream)
    return data[:1] == b"+", data[1:].decode("utf-8", "surrogatepass")
