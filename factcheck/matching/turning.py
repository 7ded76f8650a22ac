"""Two stretches that have changed places in a quotation: who acts and on whom, what comes first and what after it."""

from collections import Counter
from collections.abc import Sequence

from factcheck.matching.token import Token

_FREE_BETWEEN = frozenset({"and", "or", "nor", "&", "both", "either", "neither", "as", "well"})
_LONGEST = 4
_SMALL = frozenset({"the", "a", "an"})


def exchanged_places(printed: Sequence[Token], said: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """The two stretches of `said` that stand in each other's place in `printed`, which has the same words.

    In lists ("bread and wine") the order is free, and so it is where nothing stands between the two.
    """
    ours = [token.norm for token in printed]
    wanted = Counter(ours)
    theirs = [token.norm for token in said]
    for begin in range(len(theirs) - len(ours) + 1):
        here = theirs[begin : begin + len(ours)]
        if here == ours or Counter(here) != wanted:
            continue
        found = _exchanged(ours, here)
        if found is not None:
            first, second = found
            return said[begin + first[0] : begin + first[1]], said[begin + second[0] : begin + second[1]]
    return None


def _exchanged(printed: Sequence[str], said: Sequence[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where in `said` two stretches stand of which each has the other's place in `printed`."""
    begin, end = 0, len(said)
    while begin < end and printed[begin] == said[begin]:
        begin += 1
    while end > begin and printed[end - 1] == said[end - 1]:
        end -= 1
    mine, theirs = list(printed[begin:end]), list(said[begin:end])
    for first in range(1, _LONGEST + 1):
        for last in range(1, _LONGEST + 1):
            middle = theirs[first : len(theirs) - last]
            if first + last >= len(theirs) or _FREE_BETWEEN.issuperset(middle):
                continue
            if mine == [*theirs[len(theirs) - last :], *middle, *theirs[:first]]:
                one, other = theirs[:first], theirs[len(theirs) - last :]
                if _SMALL.issuperset(one) or _SMALL.issuperset(other):
                    continue
                return (begin, begin + first), (end - last, end)
    return None
