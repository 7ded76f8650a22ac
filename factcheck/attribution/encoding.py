"""What the tagger reads: word pieces with their places, shapes and quotation state, in windows."""

from dataclasses import dataclass, fields
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from factcheck.domain.spans import Span
from factcheck.text.paragraphs import paragraphs
from factcheck.text.quotations import Quotation, doubled_marks, quotations, undoubled

Ints = NDArray[np.int64]

CASES = ("none", "lower", "title", "upper", "mixed")
QUOTE_STATES = ("outside", "inside", "opening", "closing")

_PLAIN_MARKS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‚‛‹›", "'"),
        **dict.fromkeys("–―", "—"),
        **dict.fromkeys("\u00a0\u2007\u202f", " "),
        **{chr(surrogate): "\ufffd" for surrogate in range(0xD800, 0xE000)},
    }
)


@dataclass(frozen=True, slots=True)
class Encoding:
    """A document as the tagger sees it; every array has one entry a word piece.

    `paragraph` numbers the paragraph of each piece; `starts` and `ends` are code points.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    case: Ints
    quote: Ints
    paragraph: Ints
    first: NDArray[np.bool_]

    def __len__(self) -> int:
        """The number of word pieces."""
        return len(self.ids)

    def part(self, start: int, end: int) -> "Encoding":
        """The pieces `start:end` by themselves."""
        return Encoding(*(getattr(self, f.name)[start:end] for f in fields(self)))


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start:end` are read together; `keep_start:keep_end` of them are taken from this reading."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def encode(text: str, tokenizer: Tokenizer, marks: list[Quotation] | None = None) -> Encoding:
    """Cut `text` into word pieces, paragraph by paragraph.

    Typographic marks are read as their plain forms; their direction is kept in the quotation state.
    """
    blocks = paragraphs(text)
    marks = quotations(text, blocks) if marks is None else marks
    states = _quote_states(text, marks)
    plain = undoubled(text).translate(_PLAIN_MARKS)
    batch = tokenizer.encode_batch([block.of(plain) for block in blocks], add_special_tokens=False)
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    case: list[int] = []
    first: list[bool] = []
    number: list[int] = []
    for index, (block, piece) in enumerate(zip(blocks, batch, strict=True)):
        ids.extend(piece.ids)
        number.extend([index] * len(piece.ids))
        previous: int | None = -1
        for (start, end), word in zip(piece.offsets, piece.word_ids, strict=True):
            starts.append(block.start + start)
            ends.append(block.start + end)
            case.append(_case(text[block.start + start : block.start + end]))
            first.append(word != previous)
            previous = word
    at = np.asarray(starts, dtype=np.int64)
    quote = states[at] if len(at) else at
    until = np.asarray(ends, dtype=np.int64)
    for mark in doubled_marks(text):
        # one of the two halves is read as the mark, the other as white space
        place = int(np.searchsorted(at, mark.end)) - 1
        if place >= 0 and at[place] >= mark.start:
            at[place], until[place] = mark.start, mark.end
    return Encoding(
        ids=np.asarray(ids, dtype=np.int64),
        starts=at,
        ends=until,
        case=np.asarray(case, dtype=np.int64),
        quote=quote,
        paragraph=np.asarray(number, dtype=np.int64),
        first=np.asarray(first, dtype=np.bool_),
    )


def windows(paragraph: Ints, size: int, begin: int = 0) -> list[Window]:
    """Cover pieces `begin:` with windows of at most `size` pieces (separators counted).

    Whole paragraphs are packed together; one too long for a window is read in windows that overlap
    by a quarter, each piece being taken from the window in which it lies furthest from an edge.
    """
    total = len(paragraph)
    edges = [begin, *(np.flatnonzero(np.diff(paragraph[begin:])) + begin + 1).tolist(), total]
    found: list[Window] = []
    opened = begin
    used = 1
    for start, end in pairwise(edges):
        length = end - start + 1
        if used + length <= size:
            used += length
            continue
        if start > opened:
            found.append(Window(opened, start, opened, start))
        opened, used = start, 1 + length
        if used > size:
            found.extend(_overlapping(start, end, size - 2))
            opened, used = end, 1
    if opened < total:
        found.append(Window(opened, total, opened, total))
    return found


def _overlapping(start: int, end: int, size: int) -> list[Window]:
    stride = 3 * size // 4
    places = [*range(start, end - size, stride), end - size]
    cuts = [start, *((one + size + other) // 2 for one, other in pairwise(places)), end]
    return [
        Window(place, place + size, keep, until) for place, (keep, until) in zip(places, pairwise(cuts), strict=True)
    ]


def with_specials(paragraph: Ints, window: Window) -> Ints:
    """The numbers of a window's pieces, with -1 where `[CLS]` or `[SEP]` stands."""
    inside = paragraph[window.start : window.end]
    breaks = np.flatnonzero(np.diff(inside)) + 1
    pieces = np.arange(window.start, window.end, dtype=np.int64)
    return np.concatenate(([-1], np.insert(pieces, breaks, -1), [-1]))


def inputs(encoding: Encoding, pieces: Ints, cls: int, sep: int) -> tuple[Ints, Ints, Ints]:
    """Ids, case and quotation state of `pieces` (see `with_specials`), the three inputs of the encoder."""
    live = pieces >= 0
    real = np.where(live, pieces, 0)
    ids = np.where(live, encoding.ids[real], sep)
    ids[0] = cls
    return ids, np.where(live, encoding.case[real], 0), np.where(live, encoding.quote[real], 0)


def _quote_states(text: str, marks: list[Quotation]) -> Ints:
    states = np.zeros(len(text) + 1, dtype=np.int64)
    outermost = [mark for mark in marks if mark.depth == 0]
    for mark in outermost:
        states[mark.span.start : mark.span.end] = 1
    for mark in outermost:
        states[mark.span.start] = 2
        if mark.closed:
            states[mark.span.end - 1] = 3
    return states


def _case(piece: str) -> int:
    if piece.islower():
        return 1
    if piece.isupper():
        return 3 if len(piece) > 1 else 2
    if piece.istitle():
        return 2
    return 4 if any(c.isalpha() for c in piece) else 0


def span_of(encoding: Encoding, first: int, last: int) -> Span:
    """The code points from piece `first` to piece `last` (inclusive)."""
    return Span(int(encoding.starts[first]), int(encoding.ends[last]))
