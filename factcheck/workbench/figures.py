"""The figures of the desk's documents, with who states them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from factcheck.domain.desk import DocumentView
from factcheck.domain.figures import Comparable, Figure, Reckoning, StatedFigure
from factcheck.domain.spans import Span
from factcheck.figures.arithmetic import reckonings
from factcheck.figures.dates import SUNDAY
from factcheck.figures.grouping import comparables, compared, same_thing
from factcheck.figures.stating import of_document
from factcheck.figures.writing import comparison, is_plain, value
from factcheck.reports.words import counted, unbracketed

# so many lines stand beside a figure; a figure that a long article repeats would fill pages otherwise
_BESIDE = 5
_NOWHERE = Span(0, 0)


def figures_of(view: DocumentView, week: int = SUNDAY) -> tuple[list[StatedFigure], tuple[Reckoning, ...]]:
    """The figures of a document with who its claims are credited to now, and its calculations."""
    return of_document(view, week), reckonings(view.text, view.sentences, view.summary.published)


def told_by_claim(view: DocumentView) -> dict[int, list[str]]:
    """What to tell of the figures of each claim, by its number: their values, and what stands beside them.

    A calculation stands with the claims that hold its first number.
    """
    stated, counts = figures_of(view)
    told: dict[int, list[str]] = {}
    groups = {
        place: alike for group in comparables(stated) for alike in [_alike(stated, group)] for place in group.places
    }
    for place, one in enumerate(stated):
        if one.claim is not None and (place in groups or not is_plain(one.figure)):
            told.setdefault(one.claim, []).append(f"{one.quoted}: {value(one.figure)}")
            if place in groups:
                told[one.claim] += _others(stated, groups[place], place)
    for count in counts:
        for claim in view.claims:
            if any(span.overlaps(count.span) for span in claim.spans):
                told.setdefault(claim.number, []).append(
                    f"{count.verdict.value.replace('_', ' ')}: {count.calculation}"
                )
                break
    return told


@dataclass(frozen=True, slots=True)
class _Alike:
    """The places of figures that say the same of one thing, and how many of them each claim holds."""

    places: list[int]
    held: Counter[int | None]


def _alike(stated: Sequence[StatedFigure], group: Comparable) -> list[_Alike]:
    """The figures of a group, those together that say the same."""
    found: dict[Figure, list[int]] = {}
    for place in group.places:
        found.setdefault(replace(stated[place].figure, span=_NOWHERE), []).append(place)
    return [_Alike(places, Counter(stated[n].claim for n in places)) for places in found.values()]


def _others(stated: Sequence[StatedFigure], alike: Sequence[_Alike], place: int) -> Iterator[str]:
    """What other claims say of the same thing, beside the figure at `place`: a few lines, however many say it."""
    mine = stated[place].claim
    others = [(one, number) for one in alike if (number := len(one.places) - one.held[mine])]
    for one, number in others[:_BESIDE]:
        first = islice((n for n in one.places if stated[n].claim != mine), _BESIDE)
        yield from (_beside(stated, place, n) for n in first)
        if number > _BESIDE:
            yield f"  and the same {counted(number - _BESIDE, 'more time')}"
    if len(others) > _BESIDE:
        yield f"  and {counted(len(others) - _BESIDE, 'other figure')} of the same thing, which factcheck figures lists"


def _beside(stated: Sequence[StatedFigure], place: int, other: int) -> str:
    mine, one = stated[place], stated[other]
    said = " and ".join(map(unbracketed, one.sources)) or "nobody named"
    if same_thing(mine.figure, one.figure):
        told = comparison(compared(mine.figure, one.figure, place, other), one.figure)
    else:
        told = "another event"
    return f"  beside it {one.quoted} ({said}, claim {one.claim or '–'}): {told}"
