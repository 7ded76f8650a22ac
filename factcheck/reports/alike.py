"""Claims of the desk that say nearly what another says, in words and as JSON has them; none inherits anything."""

from collections.abc import Sequence

from factcheck.domain.earlier import Alike, effective
from factcheck.domain.review import Finding
from factcheck.reports.words import FINDINGS, STATES


def reviewed(one: Alike) -> str:
    """Where the claim stands and how far its own review is: "two, claim 2 (checked; no, it is wrong)"."""
    finding = "" if one.finding is Finding.NONE else f"; {FINDINGS[one.finding]}"
    return f"{one.document}, claim {one.number} ({STATES[one.state]}{finding})"


def others(group: Sequence[Alike], claim: int) -> list[Alike]:
    """The claims of the group but the one with the number `claim`."""
    return [one for one in group if one.claim != claim]


def independent(group: Sequence[Alike]) -> str:
    """How many independent articles make the claim, where some of them carry one copy; nothing otherwise."""
    articles, roots = len({one.document for one in group}), effective(group)
    return f"{articles} articles, {roots} independent: the others carry the same copy" if roots < articles else ""


def alike_record(one: Alike) -> dict[str, str | int | float]:
    """A claim that says nearly the same, with its own review."""
    return {
        "claim_id": one.claim,
        "document": one.document,
        "number": one.number,
        "claim": one.text,
        "score": one.score,
        "state": one.state.value,
        "finding": one.finding.value,
        "root": one.root or one.document,
    }
