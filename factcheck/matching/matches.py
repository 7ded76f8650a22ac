"""Claims held against earlier checks: has somebody checked this before?"""

from collections.abc import Sequence

from factcheck.domain.matching import CheckMatch, EarlierCheck
from factcheck.matching.likeness import likeness, prepared
from factcheck.matching.retrieval import Index

_CANDIDATES = 60
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
        mine = prepared(claim)
        found: list[CheckMatch] = []
        for number in self._index.search(claim, _CANDIDATES):
            check = self._checks[number]
            like = likeness(mine, prepared(check.claim))
            if like.score >= _LEAST_SCORE or like.share >= _LEAST_SHARE:
                found.append(CheckMatch(check, like.score, like.same, like.different))
        found.sort(key=lambda match: -match.score)
        return found[:most]
