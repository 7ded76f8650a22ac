"""Reading articles: files, standard input and JSON lines, each as a document whose text is the input's own."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import BinaryIO

from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Document
from factcheck.text.display import one_line, visible
from factcheck.text.metadata import calendar_date, head

LARGEST = 64 * 1024 * 1024
"""The most bytes that a file, or a line of JSON lines, may have."""

_MARKDOWN = (".md", ".markdown")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_OTHER_FORMATS = (
    (re.compile(rb"%PDF-"), "a PDF"),
    (re.compile(rb"PK\x03\x04"), "a ZIP, Word or OpenDocument file"),
    (re.compile(rb"\{\\rtf"), "an RTF file"),
    (re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE), "an HTML page"),
)
# the part of a page that an editing system gives: Markdown may begin with such a tag, but does not end with one, too
_HTML_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:article|body|div|h[1-6]|main|ol|p|section|span|ul)(?:\s[^>]*)?>", re.IGNORECASE
)
_HTML_ENDS = re.compile(rb"</[a-z][a-z1-6]*>\s*\Z", re.IGNORECASE)


def document(
    text: str,
    *,
    id: str,
    title: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    named: bool = True,
    markdown: bool = False,
) -> Document:
    """A document of `text`; what is not given is read from the text itself where it says so. Raises InputError."""
    try:
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{one_line(id)}: holds half a surrogate pair at character {error.start}; save it as UTF-8"
        ) from None
    if not text.strip():
        raise InputError(f"{one_line(id)}: is empty; give an article with some text")
    said = head(text)
    return Document(
        id=id,
        title=title or said.title,
        published=published or said.published,
        outlet=outlet or said.outlet,
        text=text,
        sha256=digest,
        named=named,
        markdown=markdown,
    )


def read_file(path: Path) -> Document:
    """The article in a plain text or Markdown file, its text unchanged; the id is made of the file's name.

    The text is the file decoded as UTF-8, or as UTF-16 or UTF-32 where it begins with their byte order mark.
    A byte order mark is no part of the text. The file is Markdown if its name ends in .md or .markdown.
    Raises InputError.
    """
    shown = one_line(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{shown}: is a folder; name the article files in it")
        with path.open("rb") as file:
            # a pipe or device tells no size beforehand
            data = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise InputError(f"{shown}: no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{shown}: may not be read by you; change its permissions or copy it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{shown}: cannot be read ({reason}); check the name and the disk") from None
    return _document(data, shown, _slug(path.stem), markdown=path.suffix.lower() in _MARKDOWN)


def read_stream(data: bytes | BinaryIO, name: str = "-") -> Document:
    """The article in `data`, as it came from standard input. Raises InputError."""
    raw = data if isinstance(data, bytes) else data.read(LARGEST + 1)
    shown = "standard input" if name == "-" else one_line(name)
    return _document(raw, shown, "stdin" if name == "-" else _slug(name), named=name != "-")


def read_jsonl(source: Path | BinaryIO, name: str = "standard input") -> Iterator[Document]:
    """The articles of JSON lines, one `{"id", "text", …}` a line, each as soon as its line is read.

    `source` is a file's path or an open binary stream, which `name` then names in errors. A line may also
    give `title`, `published` or `date`, and `outlet` or `publisher`. Blank lines count but give nothing.
    Raises InputError, which names file and line.
    """
    shown = one_line(str(source)) if isinstance(source, Path) else one_line(name)
    try:
        with source.open("rb") if isinstance(source, Path) else nullcontext(source) as lines:
            number = 0
            while line := lines.readline(LARGEST + 1):
                number += 1
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if line.strip():
                    yield _of_line(line, f"{shown} line {number}", number)
    except FileNotFoundError:
        raise InputError(f"{shown}: no such file; check the name") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{shown}: cannot be read ({reason}); check the name and the disk") from None


def _of_line(line: bytes, where: str, number: int) -> Document:
    if len(line) > LARGEST:
        raise InputError(f"{where}: is longer than {LARGEST >> 20} MB; split the article")
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: is not valid UTF-8 at byte {error.start}; save the file as UTF-8") from None
    except RecursionError:
        raise InputError(f"{where}: nests JSON too deeply; give one flat object a line") from None
    except ValueError:
        raise InputError(f"{where}: is no JSON; give one object a line") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f"{where}: lacks a “text”; give one object with id and text a line")
    text: str = row["text"]
    if "\x00" in text:
        raise InputError(f"{where}: holds a NUL at character {text.index(chr(0))}; remove it")
    given = row.get("id", number)
    if not isinstance(given, str | int) or isinstance(given, bool) or given == "":
        raise InputError(f"{where}: has an “id” that is neither text nor a number; name the article in it")
    try:
        return document(
            text,
            id=str(given).encode("utf-8", "replace").decode().replace("\x00", ""),
            title=_line_of(row, "title"),
            published=calendar_date(_line_of(row, "published", "date")),
            outlet=_line_of(row, "outlet", "publisher"),
            named="id" in row,
        )
    except InputError as error:
        raise InputError(f"{where}: {error}") from None


def _line_of(row: dict[str, object], *names: str) -> str | None:
    """The first of the fields `names` that holds words."""
    values = (row.get(name) for name in names)
    return next((line for value in values if isinstance(value, str) and (line := one_line(value))), None)


def _document(data: bytes, shown: str, id: str, *, named: bool = True, markdown: bool = False) -> Document:
    if len(data) > LARGEST:
        raise InputError(f"{shown}: is larger than {LARGEST >> 20} MB; split it into articles")
    text = _decoded(data, shown)
    if not text.strip():
        raise InputError(f"{shown}: is empty; give an article with some text")
    if _is_json_line(text.lstrip().partition("\n")[0]):
        raise InputError(f"{shown}: holds JSON lines; name a file of them that ends in .jsonl")
    return document(text, id=id, named=named, markdown=markdown)


def _is_json_line(line: str) -> bool:
    """Whether `line` is what a line of JSON lines is, and no article begins with."""
    if not line.startswith("{"):
        return False
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(row, dict) and "text" in row


def _decoded(data: bytes, shown: str) -> str:
    for beginning, what in _OTHER_FORMATS:
        if beginning.match(data):
            raise InputError(f"{shown}: is {what}; save it as plain text or Markdown")
    if _HTML_BEGINS.match(data) and _HTML_ENDS.search(data[-40:]):
        raise InputError(f"{shown}: is HTML; save it as plain text or Markdown")
    encoding, called = "utf-8-sig", "UTF-8"
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        encoding = called = "UTF-32"
    elif data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = called = "UTF-16"
    elif b"\x00" in data:
        raise InputError(f"{shown}: is no text file; give plain text, Markdown or JSON lines")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not valid {called} at byte {error.start}; save it as UTF-8") from None
    # a pasted terminal session holds some control characters; what holds many is no article
    controls = len(_CONTROL.findall(text, 0, 65536))
    if "\x00" in text or (controls > 4 and controls > min(len(text), 65536) // 10):
        raise InputError(f"{shown}: is no text file; give plain text, Markdown or JSON lines")
    return text


def _slug(name: str) -> str:
    """`name` as one word that can be typed at a shell, its letters of whatever script."""
    plain = "".join(letter for letter in unicodedata.normalize("NFC", name) if visible(letter) == letter)
    return re.sub(r"(?:\s|[\x00-,/:-@\[-^`{-\x9f])+", "-", plain).strip("-.") or "article"
