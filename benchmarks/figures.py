"""How well figures are read: values, bounds, units, what is counted, dates; and calculations.

`python -m benchmarks.figures [--misses]` reads fixtures/figures, which is written by hand.
"""

import argparse
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from factcheck.domain.figures import Figure, FigureKind
from factcheck.domain.spans import Span
from factcheck.figures.counting import thing
from factcheck.figures.reading import figures

CASES = Path(__file__).parents[1] / "fixtures" / "figures"
_GOLD = re.compile(
    r"(?P<kind>\w+) (?P<bound>\w+) (?P<low>[^\s.]*(?:\.\d+)?)(?P<range>\.\.(?P<high>\S*))?"
    r"(?: \[(?P<unit>[^\]]+)\])?(?: :: (?P<counted>.+))?"
)

Value = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Gold:
    """A figure as a reader takes it; `counted` is empty where the fixture does not say."""

    kind: str
    bound: str
    low: str
    high: str
    unit: str
    counted: str

    @property
    def value(self) -> Value:
        """What has to be right for the figure to be found at all."""
        return self.kind, self.low, self.high


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence with its figures."""

    text: str
    published: date
    gold: tuple[Gold, ...]


def cases() -> Iterator[Case]:
    """Every sentence of the fixture."""
    for path in sorted(CASES.glob("[0-9]*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(data["published"])
        for text, told in data["cases"]:
            yield Case(text, published, tuple(_gold(one) for one in told.split("; ") if one))


def _gold(told: str) -> Gold:
    match = _GOLD.fullmatch(told)
    assert match is not None, told
    low, high = match["low"], match["high"] if match["range"] else match["low"]
    return Gold(match["kind"], match["bound"], low, high or "", match["unit"] or "", match["counted"] or "")


def read(case: Case) -> list[Gold]:
    """What is read of a sentence, in the form of the fixture."""
    return [_read(one) for one in figures(case.text, [Span(0, len(case.text))], case.published)]


def _read(one: Figure) -> Gold:
    if one.kind is FigureKind.DATE:
        low, high = (day.isoformat() if day else "" for day in (one.start, one.end))
    else:
        low, high = (_plain(limit) for limit in (one.low, one.high))
    return Gold(one.kind.value, one.bound.value, low, high, one.unit, one.counted)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else format(value, "f")


def measures(misses: bool = False) -> dict[str, tuple[int, int, int]]:
    """(right, read, wanted) of each measure; bounds, units and counted things are taken over figures found."""
    found: Counter[str] = Counter()
    for case in cases():
        given = read(case)
        told: list[str] = []
        for gold in case.gold:
            kind = "dates" if gold.kind == "date" else "values"
            found[f"{kind} wanted"] += 1
            match = next((one for one in given if one.value == gold.value), None)
            if match is None:
                told.append(f"missed {gold}")
                continue
            given.remove(match)
            found[f"{kind} right"] += 1
            found[f"{kind} read"] += 1
            for name, mine, its in (("bounds", match.bound, gold.bound), ("units", match.unit, gold.unit)):
                found[f"{name} right"] += mine == its
                found[f"{name} read"] += 1
                found[f"{name} wanted"] += 1
                if mine != its:
                    told.append(f"{name}: {mine} for {gold}")
            if gold.counted:
                right = thing(match.counted)[0] == thing(gold.counted)[0]
                found["counted things right"] += right
                found["counted things wanted"] += 1
                found["counted things read"] += bool(match.counted)
                if not right:
                    told.append(f"counted: {match.counted!r} for {gold}")
        for one in given:
            found["dates read" if one.kind == "date" else "values read"] += 1
            told.append(f"too much: {one}")
        if misses and told:
            print(case.text, *told, sep="\n    ")
    names = ("values", "dates", "bounds", "units", "counted things")
    return {name: (found[f"{name} right"], found[f"{name} read"], found[f"{name} wanted"]) for name in names}


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what is read otherwise than wanted")
    asked = parser.parse_args()
    made = measures(asked.misses)
    print(f"{sum(1 for _ in cases())} sentences")
    for name, (right, given, wanted) in made.items():
        precision, recall = right / max(given, 1), right / max(wanted, 1)
        print(f"{name:16} precision {precision:.3f}  recall {recall:.3f}  ({right} of {given} read, {wanted} wanted)")


if __name__ == "__main__":
    main()
