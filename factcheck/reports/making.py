"""What a report is made with and of, each as a hash: where both are the same, so are its bytes."""

import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from factcheck import __version__
from factcheck.reports.forms import Form
from factcheck.reports.view import Report

_LIBRARIES = ("jinja2", "markdown-it-py", "markupsafe", "python-docx")


def maker(form: Form, template: Path | None) -> str:
    """The hash of the program and, if any, of the desk's own `template` with all that it uses.

    Empty where a template says only as it runs what it uses.
    """
    parts = [__version__.encode(), *(f"{name} {version(name)}".encode() for name in _LIBRARIES)]
    parts += [found.read_bytes() for found in _own(files("factcheck.reports"))]
    if template is not None:
        # deferred: not every report has a template
        from factcheck.reports.rendering import Family, used_by

        used = used_by(Family.HTML if form is Form.HTML else Family.MARKDOWN, template)
        if used is None:
            return ""
        parts += [text.encode("utf-8", "surrogatepass") for text in used]
    return _hash(parts)


def made_of(report: Report) -> str:
    """The hash of all that the report could show."""
    return _hash([repr(report).encode("utf-8", "backslashreplace")])


def _own(folder: Traversable) -> Iterator[Traversable]:
    for found in sorted(folder.iterdir(), key=lambda one: one.name):
        if found.is_dir():
            yield from _own(found)
        elif not found.name.endswith(".pyc"):
            yield found


def _hash(parts: list[bytes]) -> str:
    """Of the parts one after the other, each behind its length."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
    return digest.hexdigest()
