"""Claims made by a seed: facts of a dozen sorts, each to be put in several ways, and false neighbours of each."""

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

_DATA = tomllib.loads(Path(__file__).with_name("claims_made.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Fact:
    """What a claim says; `templates` put it in words, `wrong` makes another fact of it."""

    sort: str
    values: dict[str, str]

    def told(self, way: int) -> str:
        """The fact in one of its ways."""
        ways = SORTS[self.sort].ways
        return _sentence(ways[way % len(ways)].format(**self.values))

    def denied(self, way: int) -> str:
        """Its contrary."""
        ways = SORTS[self.sort].denials
        return _sentence(ways[way % len(ways)].format(**self.values))

    def falsified(self, field: str, rng: random.Random) -> "Fact":
        """The same with another value in `field`."""
        value = self.values[field]
        other = value
        while other == value:
            other = SORTS[self.sort].fields[field](rng)
        return replace(self, values={**self.values, field: other})

    def swapped(self) -> "Fact | None":
        """With its two actors in each other's place."""
        if not {"a", "b"} <= self.values.keys() or not SORTS[self.sort].directed:
            return None
        return replace(self, values={**self.values, "a": self.values["b"], "b": self.values["a"]})


@dataclass(frozen=True)
class Sort:
    """A sort of fact: how it is told and denied, and what may stand in its fields."""

    ways: tuple[str, ...]
    denials: tuple[str, ...]
    fields: dict[str, Callable[[random.Random], str]]
    directed: bool = False


def facts(rng: random.Random, sorts: tuple[str, ...]) -> Iterator[Fact]:
    """Facts without end, of each of `sorts` in turn, no two the same."""
    told: set[tuple[str, ...]] = set()
    while True:
        for sort in sorts:
            values: dict[str, str] = {}
            for field, choose in SORTS[sort].fields.items():
                value = choose(rng)
                while value in values.values():
                    value = choose(rng)
                values[field] = value
            if (key := (sort, *values.values())) not in told:
                told.add(key)
                yield Fact(sort, values)


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]


def _choices() -> dict[str, Callable[[random.Random], str]]:
    """How each kind of value is drawn."""
    listed = {name: partial(_among, tuple(values)) for name, values in _DATA["values"].items()}
    return {"year": _year, "percent": _percent, "count": _count, **listed}


def _among(values: tuple[str, ...], rng: random.Random) -> str:
    return rng.choice(values)


def _year(rng: random.Random) -> str:
    return str(rng.randint(1990, 2024))


def _percent(rng: random.Random) -> str:
    return str(rng.randint(2, 90))


def _count(rng: random.Random) -> str:
    return f"{rng.choice((rng.randint(2, 99), rng.randint(1, 99) * 100, rng.randint(1, 90) * 1000)):,}"


def _sorts() -> dict[str, Sort]:
    choices = _choices()
    return {
        name: Sort(
            tuple(sort["ways"]),
            tuple(sort["denials"]),
            {field: choices[kind] for field, kind in sort["fields"].items()},
            sort["directed"],
        )
        for name, sort in _DATA["sorts"].items()
    }


SORTS = _sorts()
