"""The review of one claim: three independent axes, and the rules for changing them.

"Was it said" (`attribution_check`) and "is it true" (`finding`) are two questions; `state` is where the
work stands. People set them, never the program.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from factcheck.domain.errors import RuleBroken


class State(StrEnum):
    """Where the work on a claim stands."""

    UNSTARTED = "unstarted"
    IN_PROGRESS = "in_progress"
    WAITING = "waiting"
    CHECKED = "checked"
    SIGNED_OFF = "signed_off"
    RETURNED = "returned"
    STALE = "stale"


class Finding(StrEnum):
    """Whether the claim is true."""

    NONE = "none"
    CONFIRMED = "confirmed"
    CONFIRMED_WITH_CHANGE = "confirmed_with_change"
    WRONG = "wrong"
    DISPUTED = "disputed"
    UNVERIFIABLE = "unverifiable"
    ON_AUTHOR = "on_author"
    NOT_CHECKABLE = "not_checkable"
    CUT = "cut"


class AttributionCheck(StrEnum):
    """Whether it was said, and is credited right."""

    NONE = "none"
    CORRECT = "correct"
    WRONG_SOURCE = "wrong_source"
    WORDING_ALTERED = "wording_altered"
    CHAIN_COLLAPSED = "chain_collapsed"
    MISSING = "missing"


DONE = frozenset({State.CHECKED, State.SIGNED_OFF})


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk's own rules. On a one-person desk the checker may sign; its reports say so.

    `independent_sources` is how many a central claim wants behind it, 0 for no rule.
    """

    one_person: bool = False
    independent_sources: int = 0


@dataclass(frozen=True, slots=True)
class Review:
    """What has been decided on a claim so far.

    `reason` says why a finding stands without evidence; `evidence` counts the pieces there are.
    `correction` is the wording that the claim should have, `rating` the rating under which it is published
    (empty: what the desk's scale gives the finding), `public_note` what readers are told.
    `assigned_to` is whose work the claim is, `second_by` who checked it once more after `checked_by`.
    `version` grows by one with every change.
    """

    state: State = State.UNSTARTED
    finding: Finding = Finding.NONE
    attribution_check: AttributionCheck = AttributionCheck.NONE
    note: str = ""
    reason: str = ""
    correction: str = ""
    rating: str = ""
    public_note: str = ""
    checked_by: str | None = None
    signed_by: str | None = None
    assigned_to: str | None = None
    second_by: str | None = None
    evidence: int = 0
    version: int = 1

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to work on the claim."""
        return self.state not in DONE

    @property
    def is_judged(self) -> bool:
        """Whether there is a finding or an attribution check."""
        return self.finding is not Finding.NONE or self.attribution_check is not AttributionCheck.NONE

    @property
    def is_self_signed(self) -> bool:
        """Whether one and the same person checked the claim and signed it off."""
        return self.signed_by is not None and _same_person(self.checked_by, self.signed_by)

    @property
    def wants_evidence(self) -> bool:
        """Whether a finding stands without evidence or a stated reason for none."""
        return self.finding is not Finding.NONE and not self.evidence and not self.reason.strip()


@dataclass(frozen=True, slots=True)
class Decision:
    """A change that a reviewer asks for; None leaves a field as it is.

    `assigned_to` is empty for nobody. `add_note` is put behind the note there is. `second_check` says that the
    reviewer checked the claim once more, after somebody else, or takes that away.
    """

    state: State | None = None
    finding: Finding | None = None
    attribution_check: AttributionCheck | None = None
    note: str | None = None
    reason: str | None = None
    correction: str | None = None
    rating: str | None = None
    public_note: str | None = None
    assigned_to: str | None = None
    add_note: str | None = None
    second_check: bool | None = None


# what a checker vouches for: whoever changes one of these has the claim checked and signed anew
VOUCHED = ("finding", "attribution_check", "correction", "rating", "public_note")


def decided(review: Review, decision: Decision, reviewer: str, desk: Desk) -> Review:
    """The review after `decision` by `reviewer`.

    Judging an unstarted, returned or stale claim puts it in progress; changing what was vouched for on a
    checked or signed-off claim, or taking away the reason it rests on, reopens it.

    Raises RuleBroken, with what to do, where the rules forbid the change.
    """
    after = replace(
        review,
        finding=review.finding if decision.finding is None else decision.finding,
        attribution_check=(
            review.attribution_check if decision.attribution_check is None else decision.attribution_check
        ),
        note=review.note if decision.note is None else decision.note,
        reason=review.reason if decision.reason is None else decision.reason,
        correction=review.correction if decision.correction is None else decision.correction,
        rating=review.rating if decision.rating is None else decision.rating,
        public_note=review.public_note if decision.public_note is None else decision.public_note,
        assigned_to=(
            review.assigned_to if decision.assigned_to is None else " ".join(decision.assigned_to.split()) or None
        ),
    )
    if decision.add_note is not None:
        after = replace(after, note=f"{after.note}\n\n{decision.add_note.strip()}".strip())
    if decision.second_check is not None:
        after = _second_checked(review, after, decision.second_check, reviewer)
    if decision.state is None:
        return _state_follows(review, after)
    return _moved(review, after, decision, reviewer, desk)


def _state_follows(review: Review, after: Review) -> Review:
    judged = _vouched(after) != _vouched(review)
    baseless = after.wants_evidence and review.state in DONE
    if baseless or (judged and review.state in (State.UNSTARTED, State.RETURNED, State.STALE, *DONE)):
        return reopened(after)
    return after


def reopened(review: Review) -> Review:
    """The review without the check, the second check and the sign-off that it had."""
    return replace(review, state=State.IN_PROGRESS, checked_by=None, second_by=None, signed_by=None)


def _second_checked(review: Review, after: Review, given: bool, reviewer: str) -> Review:
    if not given:
        return replace(after, second_by=None)
    if review.state not in DONE:
        raise RuleBroken("only a checked claim gets a second check; mark it checked first")
    if _vouched(after) != _vouched(review):
        raise RuleBroken("a second check changes nothing that was checked; decide first, then have both checks")
    if _same_person(review.checked_by, reviewer):
        raise RuleBroken(f"{reviewer} checked this claim, so somebody else has to check it once more")
    if review.second_by is not None and not _same_person(review.second_by, reviewer):
        raise RuleBroken(f"{review.second_by} gave the second check already")
    return replace(after, second_by=reviewer)


def _moved(review: Review, after: Review, decision: Decision, reviewer: str, desk: Desk) -> Review:
    target = decision.state
    assert target is not None
    if target is State.STALE:
        raise RuleBroken("only a new draft makes a claim stale; return the claim instead")
    if target is State.CHECKED:
        if not after.is_judged:
            raise RuleBroken("nothing is decided on this claim yet; set a finding or an attribution check first")
        if after.wants_evidence:
            raise RuleBroken("the finding has no evidence; add some, or say why there is none")
        return replace(after, state=target, checked_by=reviewer, second_by=None, signed_by=None)
    if target is State.SIGNED_OFF:
        if review.state is not State.CHECKED:
            raise RuleBroken("only a checked claim can be signed off; mark it checked first")
        if _vouched(after) != _vouched(review):
            raise RuleBroken("signing off changes nothing that was checked; decide first, have it checked, then sign")
        if after.wants_evidence:
            raise RuleBroken("the finding has no evidence; add some, or say why there is none")
        if _same_person(review.checked_by, reviewer) and not desk.one_person:
            raise RuleBroken(f"{reviewer} checked this claim, so somebody else has to sign it off")
        return replace(after, state=target, signed_by=reviewer)
    if target is State.RETURNED and not (decision.note or decision.add_note or "").strip():
        raise RuleBroken("returning a claim wants a note that says why")
    return replace(after, state=target, checked_by=None, second_by=None, signed_by=None)


def _vouched(review: Review) -> tuple[object, ...]:
    return tuple(getattr(review, field) for field in VOUCHED)


def refuse_signing(review: Review, reviewer: str, desk: Desk) -> None:
    """Raise RuleBroken where `reviewer` may not sign the claim off as it stands."""
    decided(review, Decision(state=State.SIGNED_OFF), reviewer, desk)


def _same_person(one: str | None, other: str) -> bool:
    return one is not None and one.strip().casefold() == other.strip().casefold()
