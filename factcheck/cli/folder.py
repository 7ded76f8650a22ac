"""Many files into one folder, under names that come from data: none leaves it, none is lost."""

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from factcheck.cli.output import saved
from factcheck.domain.errors import FactcheckError
from factcheck.reports.files import reason, swept


@dataclass
class Folder:
    """A folder that files are put into one by one; what is there already with the same contents counts as done."""

    path: Path
    force: bool
    written: int = 0
    renewed: int = 0
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
        swept(folder)
        return cls(folder, force)

    def put(self, file: str, content: str | bytes, ours: str = "") -> str | None:
        """Write `content` to `file`, unless it holds it already; gives the hash of what it holds now.

        A file that holds something else is kept, unless `force`, or unless its hash is `ours`: nobody changed it since
        it was exported. None for one that is kept.
        """
        path = self.path / file
        data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
        wanted, there = hashlib.sha256(data).hexdigest(), self.hash_of(file)
        if there == wanted:
            self.unchanged += 1
        elif there is None and not os.path.lexists(path):
            saved(data, str(path))
            self.written += 1
        elif there is not None and (self.force or there == ours):
            saved(data, str(path), force=True)
            self.renewed += 1
        else:
            self.kept.append(file)
            return None
        return wanted

    def hash_of(self, file: str) -> str | None:
        """The SHA-256 of what the file holds; None where it is none. Raises FactcheckError."""
        path = self.path / file
        try:
            # a link would lead out of the folder
            if path.is_symlink() or not path.is_file():
                return None
            with path.open("rb") as stream:
                return hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise FactcheckError(f"cannot read {path}: {reason(error)}") from error

    @property
    def summary(self) -> str:
        """What was done."""
        renewed = f"{self.renewed:,} renewed, " if self.renewed else ""
        return f"{self.written:,} written, {renewed}{self.unchanged:,} there already"
