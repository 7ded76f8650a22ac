"""Second checks, assignments, added notes and the signing of a document, by the rules alone."""

import pytest

from factcheck.domain.errors import RuleBroken
from factcheck.domain.review import Decision, Desk, Finding, Review, State, decided

DESK = Desk()
CHECKED = Review(state=State.CHECKED, finding=Finding.CONFIRMED, reason="seen", checked_by="ann")


def test_a_second_check_is_somebody_else_s_and_of_a_checked_claim() -> None:
    assert decided(CHECKED, Decision(second_check=True), "bob", DESK).second_by == "bob"
    for desk in (DESK, Desk(one_person=True)):
        with pytest.raises(RuleBroken, match="Ann checked this claim"):
            decided(CHECKED, Decision(second_check=True), "Ann", desk)
    with pytest.raises(RuleBroken, match="only a checked claim"):
        decided(Review(finding=Finding.WRONG), Decision(second_check=True), "bob", DESK)
    with pytest.raises(RuleBroken, match="changes nothing"):
        decided(CHECKED, Decision(second_check=True, finding=Finding.WRONG), "bob", DESK)
    twice = decided(CHECKED, Decision(second_check=True), "bob", DESK)
    with pytest.raises(RuleBroken, match="bob gave the second check already"):
        decided(twice, Decision(second_check=True), "eve", DESK)
    assert decided(twice, Decision(second_check=False), "eve", DESK).second_by is None


@pytest.mark.parametrize(
    "decision",
    [
        Decision(finding=Finding.WRONG),
        Decision(state=State.IN_PROGRESS),
        Decision(state=State.CHECKED),
        Decision(state=State.RETURNED, add_note="look"),
    ],
)
def test_whatever_takes_the_check_away_takes_the_second_one_too(decision: Decision) -> None:
    twice = decided(CHECKED, Decision(second_check=True), "bob", DESK)
    assert decided(twice, decision, "eve", DESK).second_by is None


def test_signing_keeps_the_second_check() -> None:
    twice = decided(CHECKED, Decision(second_check=True), "bob", DESK)
    signed = decided(twice, Decision(state=State.SIGNED_OFF), "eve", DESK)
    assert (signed.second_by, signed.signed_by) == ("bob", "eve")


def test_an_assignment_leaves_the_work_as_it_is() -> None:
    given = decided(CHECKED, Decision(assigned_to=" bob  b "), "ann", DESK)
    assert (given.assigned_to, given.state, given.checked_by) == ("bob b", State.CHECKED, "ann")
    assert decided(given, Decision(assigned_to=" "), "ann", DESK).assigned_to is None


def test_a_note_is_put_behind_the_one_there_is() -> None:
    review = Review(note="first")
    assert decided(review, Decision(add_note=" second "), "ann", DESK).note == "first\n\nsecond"
    assert decided(Review(), Decision(add_note="only"), "ann", DESK).note == "only"
    with pytest.raises(RuleBroken, match="wants a note"):
        decided(review, Decision(state=State.RETURNED, add_note=" "), "ann", DESK)
