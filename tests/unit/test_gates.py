"""Each gate stops the claim that it is for, and lets the one beside it pass."""

from datetime import timedelta

import pytest

from factcheck.domain.desk import AttributionView, ClaimView, SourceView
from factcheck.domain.evidence import Evidence, Reply
from factcheck.domain.extraction import Flag, QuotationType, SourceKind
from factcheck.domain.independence import Independence
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.domain.spans import Span
from factcheck.reports.gates import SAYS, Gate, faults, summed
from factcheck.reports.view import report
from tests.reporting import AT, KIM, claim, document

WORDS = "Three ships left port"
SAID = AttributionView((Span(16, 19),), (Span(20, 24),), (Span(0, 15),), QuotationType.DIRECT, 0.9)
ANON = SourceView(9, "an official", SourceKind.ANONYMOUS)


def one(review: Review | None = None, **changed: object) -> ClaimView:
    return claim(2, WORDS, review, **changed)


def evidence(number: int, *independent_of: int) -> Evidence:
    return Evidence(id=number, number=number, title="x", added_by="ann", added_at=AT, independent_of=independent_of)


def reply(answer: str) -> Reply:
    return Reply(id=1, person="x", asked=AT, deadline=AT + timedelta(days=1), answer=answer, added_by="a", added_at=AT)


SIGNED = Review(State.SIGNED_OFF, Finding.CONFIRMED, AttributionCheck.CORRECT, checked_by="ann", signed_by="ben")

CASES = {
    Gate.UNSIGNED: (one(Review(State.CHECKED, Finding.CONFIRMED)), one(SIGNED)),
    Gate.OPEN: (one(Review(State.WAITING)), one(Review(State.CHECKED, Finding.CONFIRMED))),
    Gate.STALE: (one(Review(State.STALE)), one(Review(State.UNSTARTED))),
    Gate.RETURNED: (one(Review(State.RETURNED)), one(Review(State.IN_PROGRESS))),
    Gate.WRONG: (one(Review(finding=Finding.WRONG)), one(Review(finding=Finding.DISPUTED))),
    Gate.DISPUTED: (one(Review(finding=Finding.DISPUTED)), one(Review(finding=Finding.WRONG))),
    Gate.UNVERIFIABLE: (one(Review(finding=Finding.UNVERIFIABLE)), one(Review(finding=Finding.ON_AUTHOR))),
    Gate.MISATTRIBUTED: (
        one(Review(attribution_check=AttributionCheck.WRONG_SOURCE)),
        one(Review(attribution_check=AttributionCheck.CORRECT)),
    ),
    # that it was said answers nothing about its truth; opinion wants no answer
    Gate.UNJUDGED: (one(Review(attribution_check=AttributionCheck.CORRECT)), one(checkable=False)),
    Gate.WORDS_UNCHECKED: (one(Review(finding=Finding.CONFIRMED), attribution=SAID, sources=(KIM,)), one()),
    Gate.NO_EVIDENCE: (
        one(Review(finding=Finding.WRONG, reason="I know")),
        one(Review(finding=Finding.WRONG), evidence=(evidence(1),)),
    ),
    Gate.SINGLE_SOURCE: (
        one(flags=(Flag.SINGLE_SOURCE,), evidence=(evidence(1), evidence(2))),
        one(flags=(Flag.SINGLE_SOURCE,), evidence=(evidence(1), evidence(2, 1))),
    ),
    Gate.TOO_FEW_SOURCES: (
        one(evidence=(evidence(1), evidence(2)), independence=Independence(2, 1, wanted=2)),
        one(evidence=(evidence(1), evidence(2)), independence=Independence(2, 2, wanted=2)),
    ),
    Gate.ANONYMOUS: (one(attribution=SAID, via=(ANON,)), one(attribution=SAID, sources=(KIM,))),
    Gate.UNANSWERED: (one(replies=(reply(" "),)), one(replies=(reply("No."),))),
    Gate.LEGAL: (one(flags=(Flag.DENIAL,)), one(Review(finding=Finding.CONFIRMED))),
    Gate.SELF_SIGNED: (
        one(Review(State.SIGNED_OFF, Finding.CONFIRMED, checked_by="ann", signed_by="Ann ")),
        one(SIGNED),
    ),
}


def test_every_gate_has_a_case() -> None:
    assert list(CASES) == list(Gate) == list(SAYS)


@pytest.mark.parametrize("gate", Gate)
def test_a_gate_stops_its_claim_and_no_other(gate: Gate) -> None:
    stopped, passed = CASES[gate]
    found = faults(report(document(stopped), [], Desk(), AT), [gate])
    assert [(fault.gate, fault.reported.claim) for fault in found] == [(gate, stopped)]
    assert faults(report(document(passed), [], Desk(), AT), [gate]) == []


def test_faults_are_told_once_in_order_of_the_gates() -> None:
    made = report(document(CASES[Gate.WRONG][0]), [], Desk(), AT)
    found = faults(made, [Gate.WRONG, Gate.OPEN, Gate.WRONG])
    assert summed("story", found) == "story: 1 claim found wrong, 1 claim open"
