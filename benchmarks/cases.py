"""Hand-written articles in `fixtures/constructions/`: what a reader attributes in them, and how a reading compares.

A file is one construction. A case has a name, a text and all attributions `expected` in it, each with its `source`,
`cue` and `content` as lists of strings of the text: ` […] ` stands for whatever lies between, `["he", 2]` is the
second "he". `quotation` may give the type. An `optional` attribution is right to find and right to leave; an
`alternative` gives roles that are as right as the first ones. `missed` marks a case that the present weights get wrong,
`unsteady` one that they get right on some processors only: it is a near thing, and eight-bit products differ.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from factcheck.domain.extraction import Attribution, Extraction
from factcheck.domain.spans import Span
from factcheck.pipeline import extract
from factcheck.text.articles import document

FOLDER = Path(__file__).parent.parent / "fixtures" / "constructions"
ROLES = ("source", "cue", "content")

LEAST_IOU = 0.8
"""Of the words of two contents together, how many both must hold to be the same content."""
LEAST_SHARED = 0.5
"""Of the words of the shorter of two sources or cues, how many the other must hold, as score.py has it."""
_LEAST_RELATED = 0.3
_GAP = " […] "
_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_ARTICLES = frozenset({"a", "an", "the"})

Places = frozenset[int]


class Fault(StrEnum):
    """What can be wrong with an attribution."""

    MISSED = "missed"
    INVENTED = "invented"
    SPAN = "wrong span"
    SOURCE = "wrong source"


@dataclass(frozen=True, slots=True)
class Reading:
    """Spans of the three roles, and the type of quotation where it matters."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """One attribution that a reader finds: any of `readings` is right."""

    readings: tuple[Reading, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """A text with all that is attributed in it."""

    path: Path
    construction: str
    name: str
    text: str
    expected: tuple[Expected, ...]
    missed: bool = False
    unsteady: bool = False


@dataclass(slots=True)
class Verdict:
    """How many expected attributions came out right, and every fault with a line that shows it."""

    right: int = 0
    faults: list[tuple[Fault, str]] = field(default_factory=list)


def load(folder: Path = FOLDER) -> list[Case]:
    """Every case of the TOML files in `folder`. A string that its text does not hold is a ValueError."""
    return [case for path in sorted(folder.glob("*.toml")) for case in _of_file(path)]


def _of_file(path: Path) -> Iterator[Case]:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for row in data["case"]:
        text = row["text"].strip("\n")
        try:
            expected = tuple(_expected(text, one) for one in row["expected"])
        except ValueError as error:
            raise ValueError(f"{path.name}, {row['name']}: {error}") from None
        yield Case(
            path,
            data["construction"],
            row["name"],
            text,
            expected,
            row.get("missed", False),
            row.get("unsteady", False),
        )


def _expected(text: str, row: Mapping[str, Any]) -> Expected:
    unknown = row.keys() - {*ROLES, "quotation", "optional", "alternative"}
    if unknown:
        raise ValueError(f"no such key: {', '.join(sorted(unknown))}")
    rows = [row, {**row, **row["alternative"]}] if "alternative" in row else [row]
    return Expected(tuple(_reading(text, one) for one in rows), row.get("optional", False))


def _reading(text: str, row: Mapping[str, Any]) -> Reading:
    source, cue, content = (tuple(_place(text, words) for words in row[role]) for role in ROLES)
    return Reading(source, cue, content, row.get("quotation"))


def _place(text: str, words: str | list[Any]) -> Span:
    """Where `words` stand in `text`: once, or the so manieth time."""
    string, number = (words, 0) if isinstance(words, str) else words
    parts = [re.escape(part) for part in string.split(_GAP)]
    pattern = ".+?".join(parts)
    edges = (r"(?<!\w)" if string[0].isalnum() else "", r"(?!\w)" if string[-1].isalnum() else "")
    found = [Span(*match.span()) for match in re.finditer(edges[0] + pattern + edges[1], text, re.DOTALL)]
    if len(found) < max(number, 1):
        raise ValueError(f"not in the text: {string!r}")
    if len(found) > 1 and not number:
        raise ValueError(f"{len(found)} times in the text, say which: {string!r}")
    return found[max(number - 1, 0)]


def read(case: Case) -> Extraction:
    """What the program reads in the text of `case`."""
    return extract(document(case.text, id=case.name))


def judge(case: Case, found: Sequence[Attribution]) -> Verdict:
    """Compare what was `found` with what `case` expects.

    Contents are the same when their words are to `LEAST_IOU`; sources and cues when they share `LEAST_SHARED`
    of the shorter one's words, articles aside. Marks and what else stands between words do not count, except in
    a cue that is nothing but a colon or dash.
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(case.text)]
    verdict = Verdict()
    left = list(range(len(found)))
    pairs = sorted(
        (
            (-_likeness(case.text, words, r, found[n]), e, n)
            for e, x in enumerate(case.expected)
            for r in x.readings
            for n in left
        ),
    )
    taken: dict[int, int] = {}
    for likeness, number, n in pairs:
        if likeness and number not in taken and n in left:
            taken[number] = n
            left.remove(n)
    for number, expected in enumerate(case.expected):
        if number not in taken:
            if not expected.optional:
                verdict.faults.append((Fault.MISSED, _shown(case.text, expected.readings[0])))
            continue
        one = found[taken[number]]
        faults = [_fault(case.text, words, reading, one) for reading in expected.readings]
        if None in faults:
            verdict.right += not expected.optional
        elif not expected.optional:
            wanted = _shown(case.text, expected.readings[0])
            verdict.faults.append((faults[0] or Fault.SPAN, f"{_shown(case.text, one)}   for   {wanted}"))
    verdict.faults += [(Fault.INVENTED, _shown(case.text, found[n])) for n in left]
    return verdict


def _likeness(text: str, words: list[tuple[int, int]], reading: Reading, one: Attribution) -> float:
    """How much `one` looks like the reading: 0 where the contents have little in common."""
    content = _iou(_words(words, reading.content), _words(words, one.content))
    same = _same(text, words, reading.source, one.source) + _same(text, words, reading.cue, one.cue)
    return content + 0.5 * same if content >= _LEAST_RELATED or (content and same == 2) else 0.0


def _fault(text: str, words: list[tuple[int, int]], reading: Reading, one: Attribution) -> Fault | None:
    if _iou(_words(words, reading.content), _words(words, one.content)) < LEAST_IOU:
        return Fault.SPAN
    if not _same(text, words, reading.source, one.source):
        return Fault.SOURCE
    if not _same(text, words, reading.cue, one.cue):
        return Fault.SPAN
    return Fault.SPAN if reading.quotation not in (None, one.quotation.value) else None


def _words(words: list[tuple[int, int]], spans: Iterable[Span]) -> Places:
    return frozenset(n for n, (start, end) in enumerate(words) if any(s.start < end and start < s.end for s in spans))


def _iou(one: Places, other: Places) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _same(text: str, words: list[tuple[int, int]], one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    """Whether two sources or cues mean the same; both may be absent."""
    if not one or not other:
        return not one and not other
    sets = [_words(words, spans) for spans in (one, other)]
    sets = [{n for n in s if text[slice(*words[n])].lower() not in _ARTICLES} for s in sets]
    if not sets[0]:
        return any(a.overlaps(b) for a in one for b in other)
    return bool(sets[1]) and len(sets[0] & sets[1]) >= LEAST_SHARED * min(map(len, sets))


def _shown(text: str, one: Reading | Attribution) -> str:
    roles = (one.source, one.cue, one.content)
    return " | ".join(" + ".join(span.of(text).replace("\n", "⏎") for span in spans) or "∅" for spans in roles)
