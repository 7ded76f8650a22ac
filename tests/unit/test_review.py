"""The rules of review: three axes, a second pair of eyes, reasons for what stands without evidence."""

import pytest

from factcheck.domain.errors import RuleBroken
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, Review, State, decided

DESK = Desk()


def test_a_finding_puts_the_claim_in_progress() -> None:
    review = decided(Review(), Decision(finding=Finding.WRONG), "ann", DESK)
    assert (review.state, review.finding, review.attribution_check) == (
        State.IN_PROGRESS, Finding.WRONG, AttributionCheck.NONE,
    )  # fmt: skip


def test_checked_wants_a_decision_and_evidence_or_a_reason() -> None:
    with pytest.raises(RuleBroken, match="nothing is decided"):
        decided(Review(), Decision(state=State.CHECKED), "ann", DESK)
    found = Review(finding=Finding.CONFIRMED)
    with pytest.raises(RuleBroken, match="no evidence"):
        decided(found, Decision(state=State.CHECKED), "ann", DESK)
    assert decided(found, Decision(state=State.CHECKED, reason="seen"), "ann", DESK).checked_by == "ann"


def test_the_checker_does_not_sign_unless_the_desk_is_one_person() -> None:
    checked = Review(state=State.CHECKED, finding=Finding.CONFIRMED, reason="seen", checked_by="ann")
    with pytest.raises(RuleBroken, match="somebody else"):
        decided(checked, Decision(state=State.SIGNED_OFF), "ann", DESK)
    assert decided(checked, Decision(state=State.SIGNED_OFF), "bob", DESK).signed_by == "bob"
    assert decided(checked, Decision(state=State.SIGNED_OFF), "ann", Desk(one_person=True)).signed_by == "ann"


def test_returning_wants_a_note_and_nobody_makes_a_claim_stale() -> None:
    with pytest.raises(RuleBroken, match="note"):
        decided(Review(), Decision(state=State.RETURNED), "ann", DESK)
    with pytest.raises(RuleBroken, match="draft"):
        decided(Review(), Decision(state=State.STALE), "ann", DESK)


def test_changing_a_signed_claim_reopens_it() -> None:
    signed = Review(state=State.SIGNED_OFF, finding=Finding.CONFIRMED, reason="x", checked_by="ann", signed_by="bob")
    after = decided(signed, Decision(finding=Finding.WRONG), "eve", DESK)
    assert (after.state, after.checked_by, after.signed_by) == (State.IN_PROGRESS, None, None)


def test_signing_off_changes_nothing_that_was_checked() -> None:
    checked = Review(state=State.CHECKED, finding=Finding.CONFIRMED, reason="seen", checked_by="ann")
    with pytest.raises(RuleBroken, match="changes nothing"):
        decided(checked, Decision(state=State.SIGNED_OFF, finding=Finding.WRONG), "bob", DESK)
    with pytest.raises(RuleBroken, match="no evidence"):
        decided(checked, Decision(state=State.SIGNED_OFF, reason=" "), "bob", DESK)


def test_another_spelling_of_a_name_is_the_same_person() -> None:
    checked = Review(state=State.CHECKED, finding=Finding.CONFIRMED, reason="seen", checked_by="Ann")
    with pytest.raises(RuleBroken, match="somebody else"):
        decided(checked, Decision(state=State.SIGNED_OFF), "ann ", DESK)


def test_taking_away_the_reason_reopens_a_checked_claim() -> None:
    checked = Review(state=State.CHECKED, finding=Finding.CONFIRMED, reason="seen", checked_by="ann")
    assert decided(checked, Decision(reason=""), "ann", DESK).state is State.IN_PROGRESS
    rested = Review(state=State.CHECKED, finding=Finding.CONFIRMED, reason="x", evidence=1, checked_by="ann")
    assert decided(rested, Decision(reason=""), "ann", DESK).state is State.CHECKED


@pytest.mark.parametrize("state", [State.UNSTARTED, State.RETURNED, State.STALE])
def test_a_note_alone_is_no_judgement(state: State) -> None:
    assert decided(Review(state=state), Decision(note="ask Kim"), "ann", DESK).state is state
