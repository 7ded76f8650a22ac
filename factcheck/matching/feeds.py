"""Files of earlier checks, read record by record: they may be larger than memory."""

import codecs
import csv
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from factcheck.domain.errors import InputError
from factcheck.domain.matching import EarlierCheck
from factcheck.matching.records import CLAIM_COLUMNS, NotACheck, checks_of, checks_of_row, column
from factcheck.matching.scripts import scripts
from factcheck.matching.streams import CHUNK, LARGEST_RECORD, Counted, Progress, opened
from factcheck.text.display import one_line

# the arrays whose elements are records: a Data Commons feed, JSON-LD graphs, the Fact Check Tools API, our own reports
_ARRAY = re.compile(r'"(?:dataFeedElement|@graph|claims|itemListElement)"\s*:\s*\[')
_NEXT_RECORD = re.compile(r"[}\]]\s*,\s*(?=\{)")
_SCRIPT = re.compile(r"^\s*<script[^>]*>|</script>\s*,?\s*$", re.IGNORECASE)
_DECODER = json.JSONDecoder()
_PAGE_HEAD = 1 << 12
_LONGEST_CELL = 1 << 22
_REPEATED = ("rating", "claimant", "reviewer", "date")


@dataclass(frozen=True, slots=True)
class BadRecord:
    """What cannot be read, where, and why; `line` counts from 1."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """One line."""
        return f"{self.file} line {self.line}: {self.reason}"


def read_checks(path: Path, progress: Progress | None = None) -> Iterator[EarlierCheck | BadRecord]:
    """The checks in a file of ClaimReview JSON-LD, of a Data Commons feed, of CSV or of one of our own exports.

    JSON may be one object, an array, an object a line, or in the scripts of a web page; gzip is unpacked, and UTF-16
    read. `progress` is told how many bytes
    of the file were read so far. Raises InputError where the file as a whole cannot be read.
    """
    shown = one_line(str(path))
    try:
        if path.is_dir():
            raise InputError(f"{shown}: is a folder; name the files in it")
        with path.open("rb") as raw:
            yield from _read(Counted(opened(raw, shown), raw, progress), shown, path.name.lower().removesuffix(".gz"))
    except FileNotFoundError:
        raise InputError(f"{shown}: no such file; check the name") from None
    except PermissionError:
        raise InputError(f"{shown}: may not be read by you; change its permissions or copy it") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: is not valid UTF-8 ({error.reason}); save it as UTF-8") from None
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{shown}: cannot be read ({reason}); check the name and the disk") from None


def _read(stream: Counted, shown: str, name: str) -> Iterator[EarlierCheck | BadRecord]:
    head = stream.head.decode("utf-8-sig", "replace").lstrip()
    if not head:
        raise InputError(f"{shown}: is empty; give a file of earlier checks")
    if "\x00" in head:
        raise InputError(f"{shown}: is no text file; give JSON, JSON lines, a web page or CSV")
    if _is_page(head):
        yield from _page(stream, shown)
    elif name.endswith((".csv", ".tsv")) or head[0] not in "{[<":
        yield from _rows(stream, shown)
    elif head[0] == "[" or (_ARRAY.search(head) and not _one_a_line(head)):
        yield from _elements(stream, shown)
    else:
        yield from _lines(stream, shown)


def _is_page(head: str) -> bool:
    """Whether this is a web page, or a script that goes on over lines; a script a line is an object a line."""
    start = head[:_PAGE_HEAD].lower()
    if not start.startswith("<"):
        return False
    first = start.partition("\n")[0]
    return not first.startswith("<script") or "</script>" not in first


def _page(stream: Counted, shown: str) -> Iterator[EarlierCheck | BadRecord]:
    """The checks in the JSON-LD of a web page; broken scripts by the line where they begin."""
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_RECORD:
            raise InputError(f"{shown}: is a web page of more than {LARGEST_RECORD >> 20} MB; give one page a file")
    for line, script in scripts(b"".join(pieces).decode("utf-8-sig", "replace")):
        yield from _of_json(script.encode(), shown, line)


def _one_a_line(head: str) -> bool:
    """Whether the first line is an object by itself and another follows."""
    first, _, rest = head.partition("\n")
    if not rest.lstrip().startswith(("{", "<")):
        return False
    try:
        json.loads(_SCRIPT.sub("", first))
    except (ValueError, RecursionError):
        return False
    return True


def _lines(stream: Counted, shown: str) -> Iterator[EarlierCheck | BadRecord]:
    """JSON lines; where the first is no object by itself, the whole file as one object."""
    held: list[bytes] = []
    size = 0
    whole = not _complete_first_line(stream.head)
    for number, line in enumerate(stream.lines(), 1):
        if whole:
            held.append(line)
            size += len(line)
            if size > LARGEST_RECORD:
                raise InputError(
                    f"{shown}: is one object of more than {LARGEST_RECORD >> 20} MB; give an object a line"
                )
        elif line.strip():
            yield from _of_json(line, shown, number)
    if whole:
        yield from _of_json(b"".join(held), shown, 1)


def _complete_first_line(head: bytes) -> bool:
    first, end, _ = head.partition(b"\n")
    if not end:
        # one line of which only the beginning is known, or a file of one line
        return True
    return first.strip() not in (b"{", b"\xef\xbb\xbf{") and b"}" in first


def _of_json(data: bytes, shown: str, line: int) -> Iterator[EarlierCheck | BadRecord]:
    try:
        # a record separator may stand before each object (RFC 7464)
        text = _SCRIPT.sub("", data.decode("utf-8-sig")).strip("\x1e \t\r\n")
        values, at = [], 0
        while at < len(text):
            # several objects may follow one another without a break
            value, at = _DECODER.raw_decode(text, at)
            values.append(value)
            at = len(text) - len(text[at:].lstrip())
    except UnicodeDecodeError as error:
        yield BadRecord(shown, line, f"is not valid UTF-8 at byte {error.start}; save it as UTF-8")
    except RecursionError:
        yield BadRecord(shown, line, "nests JSON too deeply")
    except json.JSONDecodeError as error:
        yield BadRecord(shown, line + error.lineno - 1, f"is no JSON ({error.msg.lower()})")
    except ValueError as error:
        yield BadRecord(shown, line, f"is no JSON ({error})")
    else:
        for value in values:
            yield from _of_value(value, shown, line)


def _of_value(value: object, shown: str, line: int) -> Iterator[EarlierCheck | BadRecord]:
    try:
        for check in checks_of(value, f"{shown}:{line}"):
            # a feed repeats its raters and ratings a hundred thousand times
            yield replace(check, **{name: sys.intern(getattr(check, name)) for name in _REPEATED})
    except NotACheck as error:
        yield BadRecord(shown, line, str(error))


def _elements(stream: Counted, shown: str) -> Iterator[EarlierCheck | BadRecord]:
    """The elements of one long array, each as soon as it is read."""
    decoder = json.JSONDecoder()
    pieces = codecs.iterdecode(iter(lambda: stream.read(CHUNK), b""), "utf-8-sig")
    buffer = next(pieces, "")
    start = _ARRAY.search(buffer)
    at = start.end() if start and not buffer.lstrip().startswith("[") else buffer.index("[") + 1
    line = 1 + buffer.count("\n", 0, at)
    ended, blank, last_bad = False, " \t\r\n,", 0
    while True:
        while at < len(buffer) and buffer[at] in blank:
            line += buffer[at] == "\n"
            at += 1
        if at >= len(buffer):
            buffer, at = next(pieces, ""), 0
            if not buffer:
                break
            continue
        if buffer[at] == "]":
            rest = buffer[at + 1 :] + next(pieces, "")
            if not rest.strip(" \t\r\n}]") or _ends_object(rest):
                ended = True
                break
            buffer, at = rest, 0
            continue
        try:
            value, end = decoder.raw_decode(buffer, at)
        except (json.JSONDecodeError, RecursionError) as error:
            more = next(pieces, "") if _cut(error, buffer) and len(buffer) - at < LARGEST_RECORD else ""
            if more:
                buffer, at = buffer[at:] + more, 0
                continue
            where = line + (buffer.count("\n", at, error.pos) if isinstance(error, json.JSONDecodeError) else 0)
            reason = error.msg.lower() if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            if where != last_bad:
                yield BadRecord(shown, where, f"is no JSON ({reason})")
            last_bad = where
            # where reading goes on may lie inside the broken record, whose closing brackets then stand alone
            blank = " \t\r\n,}"
            following = _NEXT_RECORD.search(buffer, at + 1)
            if following is None:
                ended = True
                break
            line += buffer.count("\n", at, following.end())
            at = following.end()
            continue
        yield from _of_value(value, shown, line)
        line += buffer.count("\n", at, end)
        at = end
        if at > CHUNK:
            buffer, at = buffer[at:], 0
    if not ended:
        yield BadRecord(shown, line, "ends inside its list of checks; the file was cut off")


def _ends_object(rest: str) -> bool:
    """Whether the list closed in an object that goes on with another key."""
    return re.match(r'\s*,\s*"[^"]*"\s*:', rest) is not None


def _cut(error: json.JSONDecodeError | RecursionError, buffer: str) -> bool:
    """Whether the buffer merely ends too early."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.msg.startswith("Unterminated string") or error.pos >= len(buffer) - 8


def _rows(stream: Counted, shown: str) -> Iterator[EarlierCheck | BadRecord]:
    """The rows of a table whose first one names its columns."""
    csv.field_size_limit(_LONGEST_CELL)
    first = stream.head.decode("utf-8-sig", "replace").splitlines()[0]
    separator = max(",;\t|", key=first.count)
    reader = csv.reader(codecs.iterdecode(stream.lines(), "utf-8-sig"), delimiter=separator)
    heads = [column(head) for head in next(reader)]
    if not CLAIM_COLUMNS.intersection(heads):
        raise InputError(
            f"{shown}: has no column of claims; give JSON, or CSV whose first row names a column claimReviewed or claim"
        )
    while True:
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            yield BadRecord(shown, reader.line_num, f"is no row ({error})")
            continue
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(heads):
            yield BadRecord(shown, reader.line_num, f"has {len(row)} cells under {len(heads)} column names")
            continue
        try:
            yield from checks_of_row(dict(zip(heads, row, strict=False)), f"{shown}:{reader.line_num}")
        except NotACheck as error:
            yield BadRecord(shown, reader.line_num, str(error))
