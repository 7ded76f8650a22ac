"""Plain tables: as wide as the screen on a terminal, one line a row in a pipe, never a trailing blank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from factcheck.text.display import one_line

_GAP = 2
_NARROWEST = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column; numbers stand to the right.

    Columns with a `share` wrap where the screen is narrow, and have what room there is in that proportion.
    """

    title: str
    share: int = 0
    number: bool = False


def lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int | None) -> Iterator[str]:
    """The lines of a table of untrusted text, head first, at most `width` cells wide where that is given."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    heads = [column.title for column in columns]
    widths = [max(cell_len(row[n]) for row in [heads, *cells]) for n in range(len(columns))]
    if width is not None:
        widths = _narrowed(columns, widths, width - _GAP * (len(columns) - 1))
    console = Console(width=max(1, *widths))
    for row in [heads, *cells]:
        wrapped = [_wrapped(console, cell, size) for cell, size in zip(row, widths, strict=True)]
        for parts in zip_longest(*wrapped, fillvalue=""):
            padded = (_padded(part, size, column) for part, size, column in zip(parts, widths, columns, strict=True))
            yield (" " * _GAP).join(padded).rstrip()


def _narrowed(columns: Sequence[Column], widths: list[int], room: int) -> list[int]:
    """`widths` with the columns that have a share made narrower until all fit, or nothing can give way."""
    found = list(widths)
    while sum(found) > room:
        giving = [n for n, column in enumerate(columns) if column.share and found[n] > _NARROWEST]
        if not giving:
            break
        found[max(giving, key=lambda n: found[n] / columns[n].share)] -= 1
    return found


def _wrapped(console: Console, cell: str, size: int) -> list[str]:
    if cell_len(cell) <= size:
        return [cell]
    return [piece.plain.rstrip() for piece in Text(cell).wrap(console, size)]


def _padded(part: str, size: int, column: Column) -> str:
    blank = " " * (size - cell_len(part))
    return blank + part if column.number else part + blank
