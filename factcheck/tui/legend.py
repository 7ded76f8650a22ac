"""Letters and colours for the sources of an article: a letter tells who it is, the colour only helps to see it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from factcheck.domain.desk import ClaimView
from factcheck.domain.extraction import SourceKind
from factcheck.tui.content import one_line
from factcheck.tui.themes import SOURCE_COLOURS

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_JOINT = 2
"""How many letters of joint sources a label has room for."""
_NAMES = (40, 28, 20, 16, 13)
"""How long names may be in one line: as long as all of them find room."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A source with its letter, its colour (from 1) and the number of its claims."""

    letter: str
    colour: int
    name: str
    claims: int

    def shown(self, longest: int, counted: bool = False) -> Content:
        """Letter and name of at most `longest` cells, in the colour that the article has for them."""
        count = f" {self.claims}" if counted else ""
        name = one_line(self.name, longest)
        if cell_len(name) > longest:
            name = set_cell_size(name, longest - 1).rstrip() + "…"
        return Content.styled(f"{self.letter} {name}{count}", f"bold $source-{self.colour}")


class Legend:
    """Gives each source a letter in the order of the text, and keeps it while the article is open.

    A correction must not turn everybody's letters into other ones; who is credited later gets the next free letter.
    What nobody is credited with, and what the outlet says itself, has none.
    """

    def __init__(self) -> None:
        self._letters: dict[int, str] = {}
        self._entries: Mapping[int, Entry] = MappingProxyType({})

    def take(self, claims: Sequence[ClaimView]) -> None:
        """Know the sources of `claims`."""
        credited: dict[int, list[str]] = {}
        for claim in claims:
            for source in claim.sources:
                if source.kind is not SourceKind.OUTLET:
                    credited.setdefault(source.id, []).append(source.name)
        for source_id in credited:
            self._letters.setdefault(source_id, _letter(len(self._letters)))
        self._entries = {
            source_id: Entry(letter, 1 + place % SOURCE_COLOURS, credited[source_id][0], len(credited[source_id]))
            for place, (source_id, letter) in enumerate(self._letters.items())
            if source_id in credited
        }

    @property
    def entries(self) -> Sequence[Entry]:
        """All of them, by their letters."""
        return tuple(self._entries.values())

    def of(self, claim: ClaimView) -> Sequence[Entry]:
        """Who stands behind `claim`."""
        return [self._entries[source.id] for source in claim.sources if source.id in self._entries]

    def letters(self, claim: ClaimView) -> str:
        """The letters of `claim`, as its label has them; nothing where it has none."""
        found = [entry.letter for entry in self.of(claim)]
        return "+".join(found[:_JOINT]) + ("+" if len(found) > _JOINT else "")


def _letter(place: int) -> str:
    """A to Z, then AA to AZ, BA and so on."""
    more, place = divmod(place, len(_ALPHABET))
    return (_letter(more - 1) if more else "") + _ALPHABET[place]


def in_one_line(entries: Iterable[Entry], width: int, key: str) -> Content:
    """As many of `entries` as `width` cells hold, their names shortened for it, and the `key` that shows all."""
    entries = list(entries)
    rest = f"{key} all"
    if not entries:
        return Content(rest if width < 40 else f"underlined: claims · {rest}")
    for longest in _NAMES:
        line = _joined([*(entry.shown(longest) for entry in entries), Content(rest)])
        if line.cell_length <= width:
            return line
    parts: list[Content] = []
    for place, entry in enumerate(entries):
        part = entry.shown(_NAMES[-1])
        if _joined([*parts, part, Content(f"+{len(entries) - place - 1} · {rest}")]).cell_length > width:
            return _joined([*parts, Content(f"+{len(entries) - place} · {rest}")])
        parts.append(part)
    return _joined([*parts, Content(rest)])


def in_lines(entries: Sequence[Entry], width: int, height: int, key: str) -> Content:
    """All of `entries`, as many as `height` lines of `width` cells hold; `key` leads to the rest."""
    lines: list[list[Content]] = [[]]
    for entry in entries:
        part = entry.shown(min(28, width - 8), counted=True)
        if lines[-1] and _joined([*lines[-1], part]).cell_length > width:
            lines.append([])
        lines[-1].append(part)
    last = lines[:height][-1]
    missing = sum(map(len, lines[height:]))
    while missing:
        rest = Content.styled(f"… {missing} more: {key}", "$text-muted")
        if not last or _joined([*last, rest]).cell_length <= width:
            last.append(rest)
            break
        last.pop()
        missing += 1
    return Content("\n").join(map(_joined, lines[:height]))


def _joined(parts: Iterable[Content]) -> Content:
    return Content("  ").join(parts)
