"""Reading articles: files, standard input and JSON lines, with the title, date and outlet that they carry."""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from dateutil import parser as dates

from factcheck.domain.errors import InputError
from factcheck.domain.extraction import Document
from factcheck.domain.spans import Span, trimmed
from factcheck.text.display import one_line
from factcheck.text.paragraphs import paragraphs

LARGEST = 64 * 1024 * 1024
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_DATED_TITLE = re.compile(r"\A\s*date[ \t]+(\d{4}-\d{2}-\d{2})[ \t]+(?=\S)", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z .’'-]{2,30}(?:,[ ]?[A-Z][\w. ]{1,30})?)(?:,[ ](?P<date>[A-Z][a-z]{2,8}\.?[ ]\d{1,2}))?"
    r"[ ]\((?P<outlet>[A-Z][\w .&’'-]{1,40})\)[ ]?(?:—|–|--|-|―)[ ]?"
)
_HEADING = re.compile(r"#{1,6}[ \t]+")
_LONGEST_TITLE = 200
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class _Front:
    """What stands before the body: where it ends, and what it says."""

    end: int = 0
    title: str | None = None
    published: date | None = None
    outlet: str | None = None


def document(
    text: str, *, id: str, title: str | None = None, published: date | None = None, outlet: str | None = None
) -> Document:
    """A document of `text`; what is not given is read from the text itself where it says so."""
    try:
        digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{one_line(id)}: holds half a surrogate pair at character {error.start}; save it as UTF-8"
        ) from None
    if not text.strip():
        raise InputError(f"{one_line(id)}: is empty; give an article with some text")
    front = _front(text)
    dateline = _dateline(text)
    return Document(
        id=id,
        title=title or front.title or _headline(text, front.end),
        published=published or front.published,
        outlet=outlet or front.outlet or (dateline.group("outlet") if dateline else None),
        text=text,
        sha256=digest,
    )


def read_file(path: Path) -> Document:
    """The article in a plain text or Markdown file, its text unchanged. Raises InputError."""
    try:
        if path.is_dir():
            raise InputError(f"{one_line(str(path))}: is a folder; name the article files in it")
        if path.stat().st_size > LARGEST:
            raise InputError(f"{one_line(str(path))}: is larger than {LARGEST >> 20} MB; split it into articles")
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{one_line(str(path))}: no such file; check the name") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{one_line(str(path))}: cannot be read ({reason})") from None
    return document(_decoded(data, str(path)), id=path.stem or path.name)


def read_stream(data: bytes, name: str = "-") -> Document:
    """The article in `data`, as it came from standard input. Raises InputError."""
    return document(_decoded(data, name), id="stdin" if name == "-" else name)


def read_jsonl(path: Path) -> Iterator[Document]:
    """The articles of a JSON lines file, one `{"id", "text", …}` a line, as they are read. Raises InputError."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _of_line(line, f"{path} line {number}", number)
    except FileNotFoundError:
        raise InputError(f"{one_line(str(path))}: no such file; check the name") from None
    except OSError as error:
        raise InputError(f"{one_line(str(path))}: cannot be read ({error.strerror})") from None


def _of_line(line: bytes, where: str, number: int) -> Document:
    try:
        row = json.loads(line)
    except ValueError:
        raise InputError(f"{one_line(where)}: is no JSON; give one object a line") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise InputError(f"{one_line(where)}: lacks a “text”; give one object with id and text a line")
    return document(
        row["text"],
        id=str(row.get("id", number)),
        title=_string(row.get("title")),
        published=_date(row.get("published") or row.get("date")),
        outlet=_string(row.get("outlet") or row.get("publisher")),
    )


def body_spans(text: str) -> list[Span]:
    """The paragraphs of an article without front matter, date prefix, heading marks and dateline."""
    start = _front(text).end
    dateline = _dateline(text)
    found: list[Span] = []
    for block in paragraphs(text):
        if block.end <= start:
            continue
        begin = max(block.start, start)
        heading = _HEADING.match(text, begin, block.end)
        if heading is not None:
            begin = heading.end()
        if dateline is not None and dateline.start() == begin:
            begin = dateline.end()
        span = trimmed(text, begin, block.end)
        if len(span):
            found.append(span)
    return found


def _decoded(data: bytes, name: str) -> str:
    shown = one_line(name)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            raise InputError(f"{shown}: is no valid UTF-16; save it as UTF-8") from None
    if b"\x00" in data or len(_CONTROLS.findall(data[:65536])) > len(data[:65536]) // 50:
        raise InputError(f"{shown}: is no text file; give plain text, Markdown or JSON lines")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not valid UTF-8 at byte {error.start}; save it as UTF-8") from None


@lru_cache(maxsize=8)
def _front(text: str) -> _Front:
    match = _FRONT_MATTER.match(text)
    if match is not None:
        try:
            data = yaml.safe_load(match.group(1))
        except (yaml.YAMLError, ValueError):
            data = None
        if isinstance(data, dict):
            return _Front(
                match.end(),
                _string(data.get("title") or data.get("headline")),
                _date(data.get("published") or data.get("date")),
                _string(data.get("outlet") or data.get("publisher") or data.get("source")),
            )
    dated = _DATED_TITLE.match(text)
    if dated is None or (day := _date(dated.group(1))) is None:
        return _Front()
    first = next((b for b in paragraphs(text[: dated.end() + 4 * _LONGEST_TITLE]) if b.end > dated.end()), None)
    title = text[dated.end() : first.end].strip() if first is not None else ""
    return _Front(dated.end(), one_line(title) or None, day)


@lru_cache(maxsize=8)
def _dateline(text: str) -> re.Match[str] | None:
    """The dateline with which one of the first paragraphs begins."""
    for block in paragraphs(text[:5000])[:6]:
        match = _DATELINE.match(text, block.start, block.end)
        if match is not None:
            return match
    return None


def _headline(text: str, start: int) -> str | None:
    """The first paragraph if it reads like a headline: short, and no sentence."""
    blocks = [b for b in paragraphs(text[start : start + 5000]) if len(b)]
    if not blocks:
        return None
    first = Span(blocks[0].start + start, blocks[0].end + start).of(text)
    heading = _HEADING.match(first)
    if heading is not None:
        return one_line(first[heading.end() :]) or None
    short = len(first) <= _LONGEST_TITLE and len(blocks) > 1 and "\n" not in first
    return one_line(first.removesuffix(".")) if short and not re.search(r"[.!?:]\s|[!:,;—]$", first) else None


def _string(value: Any) -> str | None:
    return one_line(str(value)) if value not in (None, "") else None


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value if type(value) is date else date(value.year, value.month, value.day)
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        return dates.parse(value[:60]).date()
    except (ValueError, OverflowError, TypeError):
        return None
