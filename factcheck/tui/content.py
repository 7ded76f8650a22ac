"""Untrusted text made ready for the screen: shown verbatim, never read as markup, never sent as a control sequence."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from rich.text import Text
from textual.content import Content

from factcheck.text.display import visible

_TAB = "    "


def plain(text: str) -> str:
    """`text` with its controls made visible and its tabs as spaces; line breaks stay."""
    return visible(text).replace("\t", _TAB)


def shown(text: str, style: str = "") -> Content:
    """Untrusted `text` as Content in `style`; its brackets are brackets."""
    return Content.styled(plain(text), style) if style else Content(plain(text))


def one_line(text: str, longest: int = 240) -> str:
    """Untrusted `text` on one line of at most `longest` characters, ending in … where it was cut."""
    line = plain(" ".join(text[: 4 * longest].split()))
    return line if len(line) <= longest else line[: longest - 1] + "…"


def cell(text: str, style: str = "", longest: int = 240) -> Text:
    """Untrusted `text` as a table cell; tables take Rich text, and a plain string there would be markup."""
    return Text(one_line(text, longest), style=style, no_wrap=True, overflow="ellipsis", end="")


class ShownText:
    """A text as the screen shows it, with the place where each marked offset of the original went.

    Making a character visible may lengthen the text, so it is shown piece by piece between the `boundaries`
    (offsets into `text`). `labels` are strings of our own put in before the character at their offset.
    """

    def __init__(self, text: str, boundaries: Iterable[int], labels: Mapping[int, str]) -> None:
        cuts = sorted({0, len(text), *boundaries, *labels})
        pieces: list[str] = []
        length = 0
        self._before: dict[int, int] = {}
        self._after: dict[int, int] = {}
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
            label = labels.get(start, "")
            piece = plain(text[start:end])
            self._before[start] = length
            self._after[start] = length + len(label)
            pieces += label, piece
            length += len(label) + len(piece)
        self.plain = "".join(pieces)
        self._cuts = cuts
        self._starts = [self._after[cut] for cut in cuts]

    def start(self, offset: int) -> int:
        """Where a stretch that begins at the boundary `offset` begins: behind its label."""
        return self._after[offset]

    def end(self, offset: int) -> int:
        """Where a stretch that ends at the boundary `offset` ends: before the label that stands there."""
        return self._before[offset]

    def label(self, offset: int) -> tuple[int, int]:
        """The stretch of the label at `offset`."""
        return self._before[offset], self._after[offset]

    def original(self, place: int) -> int:
        """The offset of the original that is shown at `place`; that of what follows where a label stands there."""
        at = max(0, bisect_right(self._starts, place) - 1)
        last = self._cuts[min(at + 1, len(self._cuts) - 1)]
        return min(self._cuts[at] + max(0, place - self._starts[at]), last)
