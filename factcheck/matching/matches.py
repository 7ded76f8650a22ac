"""Claims held against earlier checks: has somebody checked this before?"""

from collections.abc import Collection, Sequence

from factcheck.domain.matching import CheckMatch, EarlierCheck
from factcheck.matching.claimed import prepared
from factcheck.matching.likeness import likeness
from factcheck.matching.retrieval import Index

CANDIDATES = 40
"""How many texts that share words with a claim are worth comparing with it."""
_LEAST_SCORE = 0.02
# what shares so much is shown however much it contradicts: the check of the contrary is worth reading
_LEAST_SHARE = 0.6


class EarlierChecks:
    """Checks in memory, ready to be searched."""

    def __init__(self, checks: Sequence[EarlierCheck]) -> None:
        """Index `checks`, which stay referenced."""
        self._checks = checks
        self._index = Index([check.claim for check in checks])

    def matches(self, claim: str, most: int) -> list[CheckMatch]:
        """At most `most` checks that may be of `claim`, the likeliest first, else the one read first."""
        candidates = [self._checks[number] for number in self._index.search(claim, CANDIDATES)]
        return [match for _, match in scored(claim, candidates)[:most]]


def scored(claim: str, checks: Sequence[EarlierCheck], always: Collection[int] = ()) -> list[tuple[int, CheckMatch]]:
    """Those of `checks` that may be of `claim`, each with its place among them, the likeliest first.

    The places `always` are there however unlike they are.
    """
    mine, *theirs = prepared([claim, *(check.claim for check in checks)])
    found: list[tuple[int, CheckMatch]] = []
    for place, (check, other) in enumerate(zip(checks, theirs, strict=True)):
        like = likeness(mine, other)
        if like.score >= _LEAST_SCORE or like.share >= _LEAST_SHARE or place in always:
            found.append((place, CheckMatch(check, like.score, like.same, like.different)))
    found.sort(key=lambda one: -one[1].score)
    return found
