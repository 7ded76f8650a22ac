"""Files that hold all of a report or nothing of it, whatever happens while they are written."""

import fcntl
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from urllib.parse import quote

from factcheck.domain.errors import FactcheckError

_PART = ".factcheck-"
_LONGEST = 200
_LONGEST_SLUG = 60
# signs that end a name, divide a path, or mean something else to a shell or to Windows
_READABLE = " -_.,()'+@&=~!"
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


@contextmanager
def placed(target: str, force: bool) -> Iterator[IO[bytes]]:
    """A stream to the file `target`, which takes its place only when the block ends well.

    What is there already stays, unless `force`. Raises FactcheckError where it cannot be written.
    """
    if not target:
        raise FactcheckError("the name of the file to write is empty; give its name")
    path = Path(os.path.realpath(target))
    mode = _mode(target, path)
    if mode is not None and not stat.S_ISREG(mode):
        # a pipe or a device is written to; there is nothing to put in its place
        with path.open("wb") as stream:
            yield stream
        return
    if mode is not None and not force:
        raise _taken(target)
    # short, because the target's own name may be as long as names can be
    part = path.with_name(f"{_PART}{os.urandom(6).hex()}")
    try:
        stream = part.open("xb")
    except OSError as error:
        raise FactcheckError(f"cannot write {target}: {_why(error)}") from error
    try:
        with stream:
            # whoever finds the part unlocked knows that its writer is gone
            fcntl.flock(stream, fcntl.LOCK_EX)
            if mode is not None:
                os.fchmod(stream.fileno(), stat.S_IMODE(mode))
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if force:
            part.replace(path)
        else:
            # unlike a rename, a link never takes the place of what came there meanwhile
            os.link(part, path)
    except FileExistsError as error:
        raise _taken(target) from error
    except OSError as error:
        raise FactcheckError(f"cannot write {target}: {_why(error)}") from error
    finally:
        with suppress(OSError):
            part.unlink()


def swept(folder: Path) -> None:
    """Take away what a writer that was killed left in `folder`."""
    for part in folder.glob(f"{_PART}*"):
        with suppress(OSError), part.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()


def reason(error: OSError) -> str:
    """What went wrong, and with which file, in one line."""
    text = (error.strerror or str(error) or type(error).__name__).lower()
    return f"{os.fsdecode(error.filename)}: {text}" if isinstance(error.filename, (str, bytes)) else text


def _taken(target: str) -> FactcheckError:
    return FactcheckError(f"{target} is there already; name another file, or add --force to overwrite it")


def _mode(target: str, path: Path) -> int | None:
    """The mode of what is there already, None where nothing is."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise FactcheckError(f"cannot write {target}: {_why(error)}") from error
    if stat.S_ISDIR(mode):
        raise FactcheckError(f"cannot write {target}: it is a folder; name a file in it")
    return mode


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "its folder does not exist"
    if isinstance(error, PermissionError):
        return "no permission to write there"
    return reason(OSError(*error.args[:2])) if isinstance(error, OSError) else str(error)


def slug(title: str) -> str:
    """A title as the name of a file that may stand in an address: its words in small letters."""
    words = "-".join(re.findall(r"[^\W_]+", title.casefold()))
    whole = words if len(words) <= _LONGEST_SLUG else words[: _LONGEST_SLUG + 1].rpartition("-")[0]
    return whole or words[:_LONGEST_SLUG] or "article"


def file_name(name: str) -> str:
    """A file's name for a document's: path separators and the like are percent-encoded.

    Raises FactcheckError for a name that leads elsewhere (`..`), hides, or is a device.
    """
    parts = re.split(r"[/\\]", name)
    if not name.strip() or any(part in (".", "..") for part in parts) or name.startswith((".", "~")):
        raise FactcheckError(f"“{name}” makes no name of a file; export it alone, with --output FILE")
    safe = "".join(sign if sign.isalnum() or sign in _READABLE else quote(sign, safe="") for sign in name.strip())
    safe = safe.rstrip(". ")
    if not safe or _DEVICE.fullmatch(safe):
        raise FactcheckError(f"“{name}” is the name of a device, not of a file; export it alone, with --output FILE")
    if len(safe.encode("utf-8")) > _LONGEST:
        raise FactcheckError(f"“{name[:40]}…” is too long for the name of a file; export it alone, with --output FILE")
    return safe
