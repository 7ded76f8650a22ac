"""Decisions, conflicts and undo: nobody's work is lost, and nobody vouches for what they did not see."""

import pytest

from factcheck.domain.errors import Conflict, InputError, RuleBroken
from factcheck.domain.evidence import Citation
from factcheck.domain.review import AttributionCheck, Decision, Desk, Finding, State
from factcheck.workbench import Workbench
from tests.builders import build

WRONG = Decision(finding=Finding.WRONG)
CONFIRMED = Decision(finding=Finding.CONFIRMED)
CHECKED = Decision(state=State.CHECKED, reason="seen on site")


def first(desk: Workbench) -> int:
    """The number of the first claim of the story, which is added where it is missing."""
    desk.add(build())
    return desk.document("story").claims[0].id


def test_each_field_is_an_event_and_one_decision_shares_its_number(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = first(desk)
        desk.decide(claim, 1, Decision(finding=Finding.WRONG, note="so"))
        desk.decide(claim, 2, Decision(attribution_check=AttributionCheck.CORRECT))
        events = desk.history(claim)
        assert [(e.field, e.before, e.after) for e in events] == [
            ("state", "unstarted", "in_progress"),
            ("finding", "none", "wrong"),
            ("note", "", "so"),
            ("attribution_check", "none", "correct"),
        ]
        assert len({e.decision for e in events[:3]}) == 1
        assert events[3].decision != events[0].decision
        assert {e.by for e in events} == {"ann"}


def test_a_decision_that_changes_nothing_writes_nothing(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = first(desk)
        desk.decide(claim, 1, WRONG)
        assert desk.decide(claim, 2, WRONG).review.version == 2
        assert len(desk.history(claim)) == 2


def test_two_people_on_one_field_get_a_conflict_and_on_two_fields_none(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, CONFIRMED)
        with pytest.raises(Conflict, match=r"changed meanwhile by ann.*confirmed.*wrong"):
            bob.decide(claim, 1, WRONG)
        assert bob.decide(claim, 1, Decision(note="mine")).review.finding is Finding.CONFIRMED


def test_a_value_that_is_back_where_it_was_is_no_conflict(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, WRONG)
        seen = bob.claim(claim).review.version
        ann.decide(claim, seen, CONFIRMED)
        ann.undo("story")
        assert bob.decide(claim, seen, Decision(finding=Finding.DISPUTED)).review.finding is Finding.DISPUTED


def test_the_same_wish_twice_is_no_conflict(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, WRONG)
        assert bob.decide(claim, 1, WRONG).review.version == 2


def test_a_sign_off_is_for_what_the_signer_saw(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, Decision(finding=Finding.WRONG))
        seen = ann.decide(claim, 2, CHECKED).review.version
        again = ann.decide(claim, seen, CONFIRMED).review.version
        ann.decide(claim, again, CHECKED)
        with pytest.raises(Conflict):
            bob.decide(claim, seen, Decision(state=State.SIGNED_OFF))
        assert bob.claim(claim).review.state is State.CHECKED


def test_a_check_is_for_the_finding_that_the_checker_saw(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        seen = ann.decide(claim, 1, Decision(finding=Finding.WRONG, reason="x")).review.version
        ann.decide(claim, seen, CONFIRMED)
        with pytest.raises(Conflict, match="finding is now “confirmed”"):
            bob.decide(claim, seen, Decision(state=State.CHECKED))


def test_a_version_from_before_a_restore_is_a_conflict(database: str) -> None:
    with Workbench.open(database, "ann") as desk, pytest.raises(Conflict, match="look again"):
        desk.decide(first(desk), 7, WRONG)


def test_undo_brings_back_who_checked_and_who_signed(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, WRONG)
        ann.decide(claim, 2, CHECKED)
        bob.decide(claim, 3, Decision(state=State.SIGNED_OFF))
        reopened = bob.decide(claim, 4, CONFIRMED).review
        assert (reopened.state, reopened.checked_by, reopened.signed_by) == (State.IN_PROGRESS, None, None)
        bob.undo("story")
        review = bob.claim(claim).review
        assert (review.state, review.finding, review.checked_by, review.signed_by) == (
            State.SIGNED_OFF, Finding.WRONG, "ann", "bob",
        )  # fmt: skip
        bob.undo("story")
        assert bob.claim(claim).review.state is State.CHECKED
        assert bob.undo("story") is None
        assert bob.verify() == []


def test_undo_is_each_reviewer_s_and_each_document_s_own(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.add(build("Kim vows more [sic] tests\n\n“No,” Kim said. Three left.\n\nIt rained.", name="other"))
        ann.decide(claim, 1, WRONG)
        assert bob.undo("story") is None
        assert ann.undo("other") is None
        assert ann.undo("story") is not None


def test_undo_is_refused_where_somebody_changed_the_field_since(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, WRONG)
        bob.decide(claim, 2, CONFIRMED)
        with pytest.raises(Conflict, match="by bob"):
            ann.undo("story")
        assert ann.claim(claim).review.finding is Finding.CONFIRMED


@pytest.mark.parametrize("what", ["finding", "evidence"])
def test_undo_is_refused_under_another_s_check(database: str, what: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        bob.decide(claim, 1, WRONG)
        if what == "finding":
            ann.decide(claim, 2, CONFIRMED)
            bob.add_evidence(claim, Citation(title="Records"))
        else:
            ann.add_evidence(claim, Citation(title="Records"))
        bob.decide(claim, bob.claim(claim).review.version, Decision(state=State.CHECKED))
        with pytest.raises(Conflict, match="state is now “checked”"):
            ann.undo("story")
        assert bob.claim(claim).review.state is State.CHECKED


def test_undo_does_not_bring_back_a_check_of_something_else(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        ann.decide(claim, 1, WRONG)
        ann.decide(claim, 2, CHECKED)
        ann.decide(claim, 3, Decision(state=State.WAITING))
        bob.decide(claim, 4, CONFIRMED)
        with pytest.raises(Conflict, match="finding is now “confirmed”"):
            ann.undo("story")


def test_undo_does_not_bring_back_a_check_whose_evidence_is_gone(database: str) -> None:
    with Workbench.open(database, "ann") as ann, Workbench.open(database, "bob") as bob:
        claim = first(ann)
        bob.add_evidence(claim, Citation(title="Records"))
        ann.decide(claim, 2, WRONG)
        ann.decide(claim, 3, Decision(state=State.CHECKED))
        ann.decide(claim, 4, Decision(state=State.WAITING))
        bob.undo("story")
        with pytest.raises(RuleBroken, match="on nothing"):
            ann.undo("story")
        assert ann.claim(claim).review.state is State.WAITING
        assert ann.verify() == []


def test_undo_goes_on_from_new_decisions(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = first(desk)
        desk.decide(claim, 1, WRONG)
        desk.undo("story")
        desk.decide(claim, desk.claim(claim).review.version, CONFIRMED)
        desk.decide(claim, desk.claim(claim).review.version, Decision(note="a"))
        desk.undo("story")
        desk.undo("story")
        review = desk.claim(claim).review
        assert (review.finding, review.note, review.state) == (Finding.NONE, "", State.UNSTARTED)
        assert desk.undo("story") is None


def test_evidence_wants_words_and_comes_back_with_the_claim(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = first(desk)
        with pytest.raises(RuleBroken, match="title or an address"):
            desk.add_evidence(claim, Citation(title=" ", url=""))
        desk.add_evidence(claim, Citation(title="Same"))
        desk.add_evidence(claim, Citation(title="Same"))
        desk.undo("story")
        assert [e.title for e in desk.claim(claim).evidence] == ["Same"]
        assert desk.verify() == []


def test_a_reviewer_has_a_name(database: str) -> None:
    with pytest.raises(InputError, match="--as"):
        Workbench.open(database, "  ")
    with Workbench.open(database, " Ann  Lee ") as desk:
        assert desk.reviewer == "Ann Lee"


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_what_a_database_cannot_keep_is_refused_on_both_engines(database: str, sign: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = first(desk)
        for write in (
            lambda: desk.decide(claim, 1, Decision(note=f"a{sign}b")),
            lambda: desk.add_evidence(claim, Citation(title=f"a{sign}b")),
            lambda: desk.add(build(), name=f"a{sign}b"),
        ):
            with pytest.raises(InputError, match=r"NUL|surrogate"):
                write()
        assert desk.history(claim) == []


def test_the_desk_s_rule_decides_who_signs(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        claim = first(desk)
        desk.decide(claim, 1, WRONG)
        desk.decide(claim, 2, CHECKED)
        with pytest.raises(RuleBroken, match="somebody else"):
            desk.decide(claim, 3, Decision(state=State.SIGNED_OFF))
        desk.set_desk(Desk(one_person=True))
        assert desk.decide(claim, 3, Decision(state=State.SIGNED_OFF)).review.signed_by == "ann"
        assert [e.field for e in desk.log() if not e.claim] == ["added", "desk.one_person"]
