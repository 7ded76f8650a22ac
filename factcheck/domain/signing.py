"""Signing off a whole document: what can be signed now, and what stands in the way."""

from collections.abc import Sequence
from dataclasses import dataclass

from factcheck.domain.desk import ClaimView
from factcheck.domain.errors import RuleBroken
from factcheck.domain.review import Desk, State, refuse_signing


@dataclass(frozen=True, slots=True)
class Signing:
    """The claims of a document as one reviewer finds them who is to sign it off.

    `missing` are those that this reviewer cannot sign, each with why not.
    """

    signed: tuple[ClaimView, ...]
    ready: tuple[ClaimView, ...]
    missing: tuple[tuple[ClaimView, str], ...]

    def refuse_open(self) -> None:
        """Raise RuleBroken where signing what is ready would not sign the document."""
        if self.missing:
            count = len(self.missing)
            names = ", ".join(str(claim.number) for claim, _ in self.missing[:8]) + (", …" if count > 8 else "")
            raise RuleBroken(
                f"{count} of the claims cannot be signed off by you now ({names}); "
                "finish them, or say that only the others are to be signed"
            )


def signing(claims: Sequence[ClaimView], reviewer: str, desk: Desk) -> Signing:
    """How `claims` stand for `reviewer`."""
    signed = tuple(claim for claim in claims if claim.review.state is State.SIGNED_OFF)
    ready, missing = [], []
    for claim in claims:
        if claim.review.state is State.SIGNED_OFF:
            continue
        try:
            refuse_signing(claim.review, reviewer, desk)
        except RuleBroken as broken:
            missing.append((claim, str(broken)))
        else:
            ready.append(claim)
    return Signing(signed, tuple(ready), tuple(missing))
