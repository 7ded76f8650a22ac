"""How much, how many and how surely, and where two claims say it otherwise."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from factcheck.matching.token import Token

_NUMBER = re.compile(r"#.*|one|half|dozens?")
_LONGEST_PHRASE = 3
_ABLE = frozenset({"possible", "ability"})


@dataclass(frozen=True, slots=True)
class Degrees:
    """The rows of `data/degrees.toml` that a claim has words of, by table."""

    rows: dict[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Tables:
    rows: dict[str, dict[str, str]]
    begins: dict[str, frozenset[str]]
    converse: frozenset[tuple[str, str]]


@cache
def tables() -> _Tables:
    """The shipped words."""
    data = tomllib.loads((files("factcheck.matching") / "data" / "degrees.toml").read_text(encoding="utf-8"))
    rows = {
        table: {phrase.replace("_", " "): row for row, phrases in data[table].items() for phrase in phrases.split()}
        for table in ("amount", "bound", "certainty")
    }
    begins = {table: frozenset(phrase.split()[0] for phrase in phrases) for table, phrases in rows.items()}
    return _Tables(rows, begins, _pairs(data["converse"]["pairs"]))


def _pairs(lines: str) -> frozenset[tuple[str, str]]:
    found = [(one, other) for one, other in map(str.split, filter(None, lines.splitlines()))]
    return frozenset([*found, *((b, a) for a, b in found)])


def degrees(found: Sequence[Token]) -> Degrees:
    """The degrees that the words of a claim express; bounds count only before a number."""
    norms = [token.norm for token in found]
    rows: dict[str, set[str]] = {table: set() for table in tables().rows}
    for table, phrases in tables().rows.items():
        begins = tables().begins[table]
        at = 0
        while at < len(norms):
            if norms[at] not in begins:
                at += 1
                continue
            length = next((n for n in range(_LONGEST_PHRASE, 0, -1) if " ".join(norms[at : at + n]) in phrases), 0)
            if length:
                following = norms[at + length : at + length + 2]
                counted = any(map(_NUMBER.fullmatch, following))
                # "every fifth" is not every
                share = table == "amount" and following[:1] and following[0].endswith("th") and counted
                # nor is "60 percent of all farmers" all
                share = share or (table == "amount" and norms[max(0, at - 1)] == "of")
                if not share and (table != "bound" or counted):
                    rows[table].add(phrases[" ".join(norms[at : at + length])])
            at += length or 1
    return Degrees({table: frozenset(found) for table, found in rows.items()})


def at_odds(one: Degrees, other: Degrees) -> float:
    """0 to 1: 1 where both say how much, or how surely, and say it otherwise; less where only one says it."""
    worst = 0.0
    for table, mine in one.rows.items():
        theirs = other.rows[table]
        if table == "certainty" and not _ABLE.isdisjoint(mine) and not _ABLE.isdisjoint(theirs):
            # what can be may be
            continue
        if mine and theirs and mine.isdisjoint(theirs):
            worst = max(worst, 1.0)
        elif table == "certainty" and mine != theirs and ("possible" in mine ^ theirs or "duty" in mine ^ theirs):
            worst = max(worst, 0.7)
        elif table == "amount" and mine ^ theirs:
            worst = max(worst, 0.3)
    return worst
