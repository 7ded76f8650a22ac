"""Figures: what an article counts, measures, prices and dates, read out as numbers and days."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from factcheck.domain.spans import Span


class FigureKind(StrEnum):
    """What sort of figure it is."""

    QUANTITY = "quantity"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "points"
    """Percentage points."""
    SHARE = "share"
    """A part of a whole, in words or as "one in five"; its value is a number from 0 to 1."""
    DATE = "date"


class Bound(StrEnum):
    """How the words bind the value."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    """Close to the value from below."""
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an article, at `span`.

    `low` and `high` are the value's limits, None where there is none ("more than 10,000" has no `high`); of one value
    both are that value. `unit` is a currency code, a unit's English name in the singular, "percent",
    "percentage point", or empty where things are counted. `counted` is what is counted or measured, as the
    article has it; `event` what happens to it, as lemmas. A date has `start` and `end` (both included) in place of
    values: None where it is open, both None where the article has no date to reckon from.
    """

    kind: FigureKind
    span: Span
    bound: Bound
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    counted: str = ""
    event: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


class Verdict(StrEnum):
    """What reckoning says of numbers that an article puts together."""

    AGREES = "agrees"
    DOES_NOT_AGREE = "does_not_agree"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A calculation whose parts stand in the article: where, what it says, and whether that comes out."""

    span: Span
    verdict: Verdict
    calculation: str


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure with who states it. `claim` is its claim's number, from 1, or None where it stands in none.

    `as_of` is the day that it is told for: the article's date. `quoted` are its words, `sentence` where they stand.
    """

    figure: Figure
    document: str
    claim: int | None
    sources: tuple[str, ...]
    via: tuple[str, ...]
    as_of: date | None
    quoted: str
    sentence: str


class Relation(StrEnum):
    """How a figure stands to another of the same thing."""

    SAME = "same"
    OVERLAP = "overlap"
    APART = "apart"
    OTHER_EVENT = "other_event"
    """The same things are counted, but something else happens to them."""
    UNTOLD = "untold"
    """One of the two has no value that could be compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How figure `other` stands to figure `to`, both by their places in the list.

    `difference` is other minus that one, in its unit, or in days: the least and the most that it can be, None
    where it has no limit. `overlap` is what both leave room for.
    """

    to: int
    other: int
    relation: Relation
    difference: tuple[Decimal | None, Decimal | None] = (None, None)
    overlap: tuple[Decimal | None, Decimal | None] | None = None


@dataclass(frozen=True, slots=True)
class Comparable:
    """Figures of one thing: places in a list, and how each but the first stands to one before it.

    That is the first of the same event, or the first of all where none of the same event comes before.
    """

    thing: str
    places: tuple[int, ...]
    comparisons: tuple[Comparison, ...]
