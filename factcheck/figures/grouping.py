"""Lay side by side what different figures say of the same thing, with difference and overlap."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from rapidfuzz import fuzz

from factcheck.domain.figures import Bound, Comparable, Comparison, Figure, FigureKind, Relation, StatedFigure
from factcheck.domain.spans import Span
from factcheck.figures.counting import thing
from factcheck.figures.tables import table

if TYPE_CHECKING:
    from pint import UnitRegistry

Limits = tuple[Decimal | None, Decimal | None]

_ALIKE = 60
# numbers of one thing differ, but hardly by more than this factor
_FAR_APART = 100
_ABOUT = Decimal("0.1")
_NOWHERE = Span(0, 0)
_NOT_LAID = {"times", "time", "age"}


@dataclass(frozen=True, slots=True)
class _Group:
    """Places of figures of one thing; `told` are those that say something new, `said` what they say."""

    places: list[int]
    told: list[int]
    said: set[tuple[str, Figure]]


def comparables(stated: Sequence[StatedFigure]) -> tuple[Comparable, ...]:
    """The groups of two or more figures of one thing, the largest first.

    Figures are of one thing where they count the same (by the head of the noun phrase, its modifiers not at odds) in
    units that can be converted into one another, and tell of the same event as far as both tell of one. Things that
    one document counts for several events stand together too, each event's figures compared among themselves.
    """
    groups: dict[tuple[str, ...], list[_Group]] = defaultdict(list)
    for place, one in enumerate(stated):
        key = _key(one.figure)
        if key is None:
            continue
        said = (one.document, replace(one.figure, span=_NOWHERE))
        fitting = next((group for group in groups[key] if all(_beside(stated[n], one) for n in group.told)), None)
        if fitting is None:
            fitting = _Group([], [], set())
            groups[key].append(fitting)
        fitting.places.append(place)
        if said not in fitting.said:
            fitting.told.append(place)
            fitting.said.add(said)
    kinds = (group.places for kind in groups.values() for group in kind)
    found = [_comparable(stated, places) for places in kinds if len(places) > 1]
    return tuple(sorted(found, key=lambda group: (-len(group.places), group.places)))


def _beside(one: StatedFigure, other: StatedFigure) -> bool:
    """Whether two statements stand side by side; of different documents or a common noun, only with some certainty."""
    common = thing(one.figure.counted)[0] in table("counting")["generic"]
    if (common or one.document != other.document) and not _surely(one.figure, other.figure):
        return False
    if same_thing(one.figure, other.figure):
        return True
    named = one.figure.kind is FigureKind.QUANTITY and not common
    return named and one.document == other.document and not one.figure.unit and same_things(one.figure, other.figure)


def _surely(one: Figure, other: Figure) -> bool:
    """Whether event or modifiers, and the size of the numbers, speak for one thing."""
    (_, mine), (_, its) = thing(one.counted), thing(other.counted)
    alike = bool(mine and its) and fuzz.token_set_ratio(mine, its) >= _ALIKE
    sizes = [
        max(abs(limit) for limit in (figure.low, figure.high, Decimal(0)) if limit is not None)
        for figure in (one, other)
    ]
    far = min(sizes) > 0 and max(sizes) > _FAR_APART * min(sizes)
    return not far and (alike or (bool(_events(one)) and set(_events(one)) == set(_events(other))))


def _comparable(stated: Sequence[StatedFigure], group: Sequence[int]) -> Comparable:
    """A group with its figures ordered by event, each compared with the first of its own."""
    firsts: list[list[int]] = []
    for place in group:
        told = next((run for run in firsts if same_thing(stated[run[0]].figure, stated[place].figure)), None)
        if told is None:
            firsts.append([place])
        else:
            told.append(place)
    made: list[Comparison] = []
    for run in firsts:
        if run is not firsts[0]:
            made.append(Comparison(group[0], run[0], Relation.OTHER_EVENT))
        made += [compared(stated[run[0]].figure, stated[n].figure, run[0], n) for n in run[1:]]
    return Comparable(_named(stated, firsts), tuple(n for run in firsts for n in run), tuple(made))


def _key(figure: Figure) -> tuple[str, ...] | None:
    """What figures of one thing have in common for certain, None for one that can stand beside no other."""
    if not figure.counted:
        return None
    head, _ = thing(figure.counted)
    if head in _NOT_LAID or not head:
        return None
    if figure.kind is FigureKind.DATE:
        told = [name for name in figure.event if name not in table("counting")["reporting"]]
        return (figure.kind, head, told[0]) if told and figure.start is not None else None
    if figure.kind in (FigureKind.PERCENT, FigureKind.SHARE):
        return ("share", head)
    return (figure.kind, dimension(figure.unit) if figure.kind is FigureKind.QUANTITY else figure.unit, head)


def same_things(one: Figure, other: Figure) -> bool:
    """Whether two figures with one head noun count the same things: their modifiers are not at odds."""
    _, mine = thing(one.counted)
    _, its = thing(other.counted)
    return not mine or not its or fuzz.token_set_ratio(mine, its) >= _ALIKE


def same_thing(one: Figure, other: Figure) -> bool:
    """Whether two figures with one head noun tell of one thing: neither modifiers nor events are at odds."""
    if not same_things(one, other):
        return False
    # "killed and wounded" counts others than "killed" does
    return set(_events(one)) == set(_events(other)) or not _events(one) or not _events(other)


def _events(figure: Figure) -> list[str]:
    return [name for name in figure.event if name not in table("counting")["reporting"]]


def _named(stated: Sequence[StatedFigure], runs: Sequence[Sequence[int]]) -> str:
    """What the group is about, by the fullest phrase; with its event where all tell of one."""
    figures = [stated[n].figure for run in runs for n in run]
    phrase = max((figure.counted for figure in figures), key=len)
    events = next((_events(figure) for figure in figures if _events(figure)), [])
    return f"{phrase} ({', '.join(events)})" if events and len(runs) == 1 else phrase


def compared(one: Figure, other: Figure, to: int, place: int) -> Comparison:
    """How `other`, at `place` of its list, stands to `one` at `to`."""
    mine, its = limits(one), limits(other)
    if one.kind is not FigureKind.DATE:
        if one.kind is not other.kind:
            mine, its = _hundredths(one, mine), _hundredths(other, its)
        elif one.unit != other.unit:
            its = converted(its, other.unit, one.unit)
    if mine == (None, None) or its == (None, None):
        return Comparison(to, place, Relation.UNTOLD)
    least = its[0] - mine[1] if its[0] is not None and mine[1] is not None else None
    most = its[1] - mine[0] if its[1] is not None and mine[0] is not None else None
    low = max((limit for limit in (mine[0], its[0]) if limit is not None), default=None)
    high = min((limit for limit in (mine[1], its[1]) if limit is not None), default=None)
    exclusive = low is not None and low == high and (_leaves_out(one, low) or _leaves_out(other, low))
    if low is not None and high is not None and (low > high or exclusive):
        return Comparison(to, place, Relation.APART, (least, most))
    relation = Relation.SAME if mine == its else Relation.OVERLAP
    return Comparison(to, place, relation, (least, most), (low, high))


def _leaves_out(figure: Figure, limit: Decimal) -> bool:
    """Whether the words leave the limit itself out: "more than 10,000" is not 10,000."""
    return (figure.bound is Bound.MORE_THAN and figure.low == limit) or (
        figure.bound is Bound.LESS_THAN and figure.high == limit
    )


def limits(figure: Figure) -> Limits:
    """The least and the most that a figure can mean; "about" leaves a tenth on either side, "nearly" below.

    Dates are counted in days from the first of January of the year 1.
    """
    if figure.kind is FigureKind.DATE:
        start, end = figure.start, figure.end
        return (
            Decimal(start.toordinal()) if start else None,
            Decimal(end.toordinal()) if end else None,
        )
    low, high = figure.low, figure.high
    if figure.bound in (Bound.ABOUT, Bound.NEARLY) and low is not None and high is not None:
        return low - abs(low) * _ABOUT, high + (abs(high) * _ABOUT if figure.bound is Bound.ABOUT else 0)
    return low, high


def _hundredths(figure: Figure, found: Limits) -> Limits:
    if figure.kind is not FigureKind.SHARE:
        return found
    low, high = found
    return None if low is None else low * 100, None if high is None else high * 100


@cache
def _registry() -> "UnitRegistry[Any]":
    # deferred: pint takes a third of a second to import, and most articles hold one unit of a kind
    from pint import UnitRegistry

    return UnitRegistry()


@cache
def dimension(unit: str) -> str:
    """What a unit measures, the same for all that can be converted into one another; "" for counted things."""
    if not unit or unit in ("percent", "percentage point", "basis point"):
        return unit
    for kind, units in _KINDS.items():
        if unit in units:
            return kind
    return str(_registry().parse_units(_to_pint(unit)).dimensionality)


def _to_pint(unit: str) -> str:
    """A unit as pint writes it, which has no square kilometers of its own."""
    return f"{unit.removeprefix('square ')} ** 2" if unit.startswith("square ") else unit.replace(" ", "_")


# the common ones, so that pint is only asked where two units differ
_KINDS = {
    "[length]": {"kilometer", "meter", "mile", "foot", "yard", "inch", "centimeter", "millimeter", "nautical mile"},
    "[time]": {"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"},
    "[mass]": {"kilogram", "gram", "ton", "metric ton", "pound", "ounce"},
}


def converted(found: Limits, unit: str, into: str) -> Limits:
    """Limits in `unit` as limits in `into`; nothing where they cannot be converted."""
    from pint import PintError

    registry = _registry()
    made: list[Decimal | None] = []
    for limit in found:
        if limit is None:
            made.append(None)
            continue
        try:
            quantity = registry.Quantity(float(limit), _to_pint(unit)).to(_to_pint(into))
        except PintError:
            return None, None
        made.append(round(Decimal(str(quantity.magnitude)), 6))
    return made[0], made[1]
