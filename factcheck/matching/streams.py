"""Files as streams of UTF-8, whatever they are packed and written in, with how far they were read."""

import codecs
import gzip
from collections.abc import Callable, Iterator
from io import BufferedReader
from typing import Protocol

from factcheck.domain.errors import InputError

Progress = Callable[[int], None]

_PEEK = 1 << 16
CHUNK = 1 << 20
LARGEST_RECORD = 1 << 26
"""The most bytes or characters that one record may have."""
_GZIP = b"\x1f\x8b"
_PACKED = {
    b"PK\x03\x04": "ZIP", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "Zstandard", b"7z\xbc\xaf": "7z",
}  # fmt: skip
# the longer marks first: one of UTF-32 begins with one of UTF-16
_WIDE = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip


class Readable(Protocol):
    """What can be read in pieces."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; none only at the end."""
        ...


def opened(raw: BufferedReader, shown: str) -> Readable:
    """`raw` unpacked if it is gzip, and in UTF-8 if it is in UTF-16 or UTF-32. Raises InputError for other packings."""
    stream = BufferedReader(gzip.GzipFile(fileobj=raw)) if raw.peek(2)[:2] == _GZIP else raw
    head = stream.peek(8)[:8]
    for mark, packing in _PACKED.items():
        if head.startswith(mark):
            raise InputError(f"{shown}: is packed with {packing}; unpack it, or pack it with gzip")
    encoding = next((encoding for mark, encoding in _WIDE if head.startswith(mark)), None) or _unmarked(head)
    return Recoded(stream, encoding) if encoding else stream


def _unmarked(head: bytes) -> str | None:
    """UTF-16 without a mark, by where the zero bytes of plain letters stand."""
    if len(head) >= 4 and head[1] == head[3] == 0 and head[0] and head[2]:
        return "utf-16-le"
    if len(head) >= 4 and head[0] == head[2] == 0 and head[1] and head[3]:
        return "utf-16-be"
    return None


class Recoded:
    """A stream of another encoding, read as UTF-8."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)()

    def read(self, size: int, /) -> bytes:
        """Some bytes, not more than three times `size`; none only at the end. Raises UnicodeDecodeError."""
        while data := self._stream.read(max(size, 4)):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


class Counted:
    """A stream of bytes that tells how far it has come."""

    def __init__(self, stream: Readable, raw: BufferedReader, progress: Progress | None) -> None:
        self._stream, self._raw, self._progress = stream, raw, progress
        self.head = stream.read(_PEEK)
        self._rest = self.head

    def read(self, size: int) -> bytes:
        """At most `size` bytes, fewer only at the end."""
        if len(self._rest) < size:
            self._rest += self._stream.read(size - len(self._rest))
        data, self._rest = self._rest[:size], self._rest[size:]
        if self._progress:
            self._progress(self._raw.tell())
        return data

    def lines(self) -> Iterator[bytes]:
        """The lines, each with its end; a line longer than a record may be comes in pieces."""
        held = b""
        while chunk := self.read(CHUNK):
            *whole, held = (held + chunk).split(b"\n")
            for line in whole:
                yield line + b"\n"
            if len(held) > LARGEST_RECORD:
                yield held
                held = b""
        if held:
            yield held
