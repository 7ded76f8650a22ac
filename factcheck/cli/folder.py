"""Many files into one folder, under names that come from data: none leaves it, none is lost."""

from dataclasses import dataclass, field
from pathlib import Path

from factcheck.cli.output import saved
from factcheck.domain.errors import FactcheckError
from factcheck.reports.files import file_name, reason, swept


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
        swept(folder)
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
