"""Many files into one folder, under names that come from data: none leaves it, none is lost."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from factcheck.cli.group import reason
from factcheck.cli.output import saved
from factcheck.domain.errors import FactcheckError

_LONGEST = 200
# signs that end a name, divide a path, or mean something else to a shell or to Windows
_READABLE = " -_.,()'+@&=~!"
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


@dataclass
class Folder:
    """A folder that files are put into one by one; what is there already with the same contents counts as done."""

    path: Path
    force: bool
    written: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, path: str, force: bool) -> "Folder":
        """The folder at `path`, made where it is missing. Raises FactcheckError."""
        folder = Path(path)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except FileExistsError:
            raise FactcheckError(f"{path} is no folder; name one for --output") from None
        except OSError as error:
            raise FactcheckError(f"cannot make the folder {path}: {reason(error)}") from error
        return cls(folder, force)

    def put(self, name: str, ending: str, content: str | bytes) -> None:
        """Write `content` to the file of that name, unless it holds it already.

        A file that holds something else is kept, unless `force`. Raises FactcheckError for a name that is refused.
        """
        path = self.path / (file_name(name) + ending)
        data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
        try:
            if path.is_symlink():
                # a link would lead out of the folder
                self.kept.append(path.name)
                return
            if path.is_file() and path.read_bytes() == data:
                self.unchanged += 1
                return
        except OSError as error:
            raise FactcheckError(f"cannot read {path}: {reason(error)}") from error
        if path.exists() and not (self.force and path.is_file()):
            self.kept.append(path.name)
            return
        saved(data, str(path), self.force)
        self.written += 1

    @property
    def summary(self) -> str:
        """What was done."""
        return f"{self.written:,} written, {self.unchanged:,} there already"


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
