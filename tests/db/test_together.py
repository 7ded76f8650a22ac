"""Decisions on several claims are one step of the log; what cannot be is named and stays."""

from collections.abc import Iterator

import pytest

from factcheck.domain.errors import RuleBroken
from factcheck.domain.evidence import Citation
from factcheck.domain.review import Decision, Desk, Finding, State
from factcheck.workbench import ClaimFilter, Workbench
from factcheck.workbench.searching import parsed
from tests.builders import build

CONFIRMED = Decision(finding=Finding.CONFIRMED, reason="seen", state=State.CHECKED)


@pytest.fixture
def desk(database: str) -> Iterator[Workbench]:
    """A desk with one story of three claims, and ann at it."""
    with Workbench.open(database, "ann") as opened:
        opened.add(build())
        yield opened


@pytest.fixture
def bob(desk: Workbench, database: str) -> Iterator[Workbench]:
    """Another at the same desk."""
    with Workbench.open(database, "bob") as opened:
        yield opened


def seen(desk: Workbench) -> dict[int, int]:
    return {claim.id: claim.review.version for claim in desk.document("story").claims}


def test_one_undo_takes_a_decision_on_several_back(desk: Workbench) -> None:
    done = desk.decide_all(seen(desk), CONFIRMED)
    assert [claim.number for claim in done.decided] == [1, 2, 3] and done.refused == ()
    assert {claim.review.state for claim in desk.document("story").claims} == {State.CHECKED}
    event = desk.undo("story")
    assert event is not None and len(desk.decided_on(event.decision)) == 3
    assert {claim.review.state for claim in desk.document("story").claims} == {State.UNSTARTED}
    desk.redo("story")
    assert {claim.review.state for claim in desk.document("story").claims} == {State.CHECKED}
    assert desk.verify() == []


def test_a_claim_that_another_changed_is_named_and_the_others_are_decided(desk: Workbench, bob: Workbench) -> None:
    versions = seen(desk)
    second = desk.document("story").claims[1].id
    bob.decide(second, versions[second], Decision(finding=Finding.WRONG))
    done = desk.decide_all(versions, Decision(finding=Finding.CONFIRMED))
    assert [claim.number for claim in done.decided] == [1, 3]
    assert [(claim.number, why) for claim, why in done.refused] == [
        (2, "changed meanwhile by bob: finding is now “wrong”")
    ]
    assert desk.claim(second).review.finding is Finding.WRONG
    assert desk.verify() == []


def test_a_rule_refuses_only_the_claims_that_break_it(desk: Workbench) -> None:
    versions = seen(desk)
    first = min(versions)
    desk.decide(first, versions[first], Decision(finding=Finding.CONFIRMED, reason="seen"))
    done = desk.decide_all(seen(desk), Decision(state=State.CHECKED))
    assert [claim.id for claim in done.decided] == [first]
    assert {why for _, why in done.refused} == {
        "nothing is decided on this claim yet; set a finding or an attribution check first"
    }


def test_evidence_for_several_is_one_step_too(desk: Workbench) -> None:
    desk.decide_all(seen(desk), Decision(finding=Finding.CONFIRMED))
    done = desk.ground_all(seen(desk), Citation(title="Log"), Decision(state=State.CHECKED))
    assert len(done.decided) == 3
    for claim in desk.document("story").claims:
        assert (claim.review.state, [piece.title for piece in claim.evidence]) == (State.CHECKED, ["Log"])
    desk.undo("story")
    for claim in desk.document("story").claims:
        assert (claim.review.state, claim.evidence) == (State.IN_PROGRESS, ())
    assert desk.verify() == []


def test_work_is_given_found_and_taken_away(desk: Workbench, bob: Workbench) -> None:
    first, second, third = seen(desk)
    desk.decide_all({first: 1, second: 1}, Decision(assigned_to="Bob Builder"))
    desk.decide(third, 1, Decision(assigned_to="cy"))
    assert desk.documents()[0].assigned == (("Bob Builder", 2), ("cy", 1))
    assert [claim.id for claim in desk.claims(ClaimFilter(assigned="bob"))] == [first, second]
    assert [claim.id for claim in desk.search(parsed('for:"bob b"')).claims] == [first, second]
    assert {"ann", "Bob Builder", "cy"} <= set(desk.reviewers())
    bob.decide(first, desk.claim(first).review.version, CONFIRMED)
    assert desk.documents()[0].assigned == (("Bob Builder", 1), ("cy", 1))
    desk.undo("story")
    assert desk.claim(third).review.assigned_to is None
    desk.undo("story")
    assert desk.claim(second).review.assigned_to is None
    assert desk.verify() == []


def test_a_document_is_signed_off_only_when_nothing_is_open_unless_that_is_meant(
    desk: Workbench, bob: Workbench
) -> None:
    first, second, third = seen(desk)
    desk.decide(first, 1, CONFIRMED)
    bob.decide(second, 1, CONFIRMED)
    standing = bob.signing("story")
    assert ([c.id for c in standing.ready], [c.id for c, _ in standing.missing]) == ([first], [second, third])
    assert "somebody else has to sign" in standing.missing[0][1] and "mark it checked first" in standing.missing[1][1]
    with pytest.raises(RuleBroken, match="2 of the claims cannot be signed off by you now"):
        bob.sign_document("story", seen(bob))
    assert bob.documents()[0].progress.signed_off == 0
    assert len(bob.sign_document("story", seen(bob), partly=True).decided) == 1
    desk.set_desk(Desk(one_person=True))
    bob.decide(third, 1, CONFIRMED)
    assert len(bob.sign_document("story", seen(bob)).decided) == 2
    assert bob.documents()[0].progress.signed_off == 3
    bob.undo("story")
    assert bob.documents()[0].progress.signed_off == 1
    assert bob.verify() == []


def test_a_claim_that_changed_since_it_was_seen_is_not_signed(desk: Workbench, bob: Workbench) -> None:
    desk.decide_all(seen(desk), CONFIRMED)
    before = seen(bob)
    first = min(before)
    desk.decide(first, before[first], Decision(finding=Finding.WRONG, state=State.CHECKED))
    done = bob.sign_document("story", before)
    assert len(done.decided) == 2
    assert [why for _, why in done.refused] == ["changed meanwhile by ann: finding is now “wrong”"]


def test_a_second_check_is_of_what_was_seen(desk: Workbench, bob: Workbench) -> None:
    claim = desk.decide(1, 1, CONFIRMED)
    after = bob.decide(1, claim.review.version, Decision(second_check=True))
    assert (after.review.second_by, after.review.checked_by) == ("bob", "ann")
    assert [event.field for event in desk.history(1)][-1] == "second_by"
    assert desk.add_evidence(1, Citation(title="x")).review.second_by == "bob"
    assert desk.withdraw_evidence(1, 1).review.second_by is None
    assert desk.verify() == []
