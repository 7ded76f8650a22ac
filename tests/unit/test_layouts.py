"""What an editor has to see at once in each layout, and nothing twice."""

import re
from dataclasses import replace

import pytest

from factcheck.domain.desk import SourceView
from factcheck.domain.evidence import Evidence, Rank
from factcheck.domain.extraction import SourceKind
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.reports.audience import public
from factcheck.reports.rendering import Family, rendered
from factcheck.reports.view import Layout, Report, report
from factcheck.reports.words import credited
from tests.reporting import AT, KIM, claim, document, event
from tests.unit.test_reports_of_drafts import stale
from tests.unit.test_truth_and_words import SAID

AMISS = sorted(set(AttributionCheck) - {AttributionCheck.NONE, AttributionCheck.CORRECT})


def signed(check: AttributionCheck) -> Report:
    """A true claim, signed off, with that answer to "was it said", and evidence of which one piece is the desk's."""
    review = Review(State.SIGNED_OFF, Finding.CONFIRMED, check, checked_by="ann", signed_by="ben")
    pieces = [
        Evidence(id=n, number=n, title="Log", url=url, rank=Rank.PRIMARY, added_by="ann", added_at=AT)
        for n, url in ((1, "https://port.example/log"), (2, ""))
    ]
    one = claim(1, "“We will test,”", review, attribution=SAID, sources=(KIM,), evidence=tuple(pieces))
    log = [event(1, 10, "state", "checked"), event(2, 10, "state", "signed_off", "ben")]
    return report(document(one), log, Desk(), AT)


@pytest.mark.parametrize("layout", [one for one in Layout if one is not Layout.CORRECTIONS_LOG])
@pytest.mark.parametrize("check", AMISS)
def test_a_true_claim_that_is_credited_wrong_or_altered_strikes_the_eye(
    check: AttributionCheck, layout: Layout
) -> None:
    page = rendered(signed(check), Family.HTML, layout)
    assert re.search(r'class="(card )?confirmed amiss"', page)
    assert '<span aria-hidden="true">!</span>' in page.split("<body", 1)[1]
    text = rendered(signed(check), Family.MARKDOWN, layout)
    assert re.search(r"\*\*[^*|]*(wrong source|altered|left out|is due)[^*|]*\*\*", text)


@pytest.mark.parametrize("layout", Layout)
def test_nothing_strikes_the_eye_where_words_and_credit_are_right(layout: Layout) -> None:
    assert "amiss" not in rendered(signed(AttributionCheck.CORRECT), Family.HTML, layout).split("<body", 1)[1]


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize("layout", [Layout.CLAIM_CARDS, Layout.SIGN_OFF_SHEET])
def test_what_is_credited_or_worded_wrongly_stands_at_the_head(family: Family, layout: Layout) -> None:
    for made in (signed(AttributionCheck.WORDING_ALTERED), public(signed(AttributionCheck.WORDING_ALTERED))):
        assert "1 claim credited or worded wrongly: number 1." in rendered(made, family, layout)
    assert "worded wrongly" not in rendered(signed(AttributionCheck.CORRECT), family, layout)


def test_an_outlet_without_a_name_is_called_so_in_words() -> None:
    outlet = SourceView(5, "(the outlet)", SourceKind.OUTLET)
    mine = claim(1, "Three ships left port", sources=(outlet,))
    assert credited(mine) == "the outlet, in its own voice"
    assert credited(replace(mine, sources=(replace(outlet, name="AP (Seoul)"),))) == "AP (Seoul), in its own voice"
    assert credited(replace(mine, sources=())) == "the article itself, in its own voice"
    for family in Family:
        for layout in Layout:
            assert "(the outlet)" not in rendered(report(document(mine), [], Desk(), AT), family, layout)


def test_the_sign_off_sheet_shows_what_a_stale_claim_said_before() -> None:
    for family, change in (
        (Family.MARKDOWN, "~~Two~~ **Three** ships"),
        (Family.HTML, "<del>Two</del> <ins>Three</ins>"),
    ):
        text = rendered(stale(), family, Layout.SIGN_OFF_SHEET)
        assert change in text and "is it true: yes, confirmed" in text.split("Stale, because", 1)[1]


def test_who_signs_is_told_what_is_not_signed() -> None:
    for family in Family:
        text = " ".join(rendered(stale(), family, Layout.SIGN_OFF_SHEET).split())
        assert "with 2 claims still open and 2 of 3 not signed off" in text
        done = rendered(signed(AttributionCheck.CORRECT), family, Layout.SIGN_OFF_SHEET)
        assert "with no claim open and 0 of 1 not signed off" in " ".join(done.split())


def test_names_and_times_are_those_of_claims_that_somebody_checked() -> None:
    text = rendered(stale(), Family.MARKDOWN, Layout.SIGN_OFF_SHEET).split("## Names and times: 1 claim checked")[1]
    assert re.findall(r"^\| (\d+) \|", text, re.M) == ["1"]


def test_the_public_reads_since_when_a_claim_is_signed_and_no_state() -> None:
    for family in Family:
        text = rendered(public(signed(AttributionCheck.CORRECT)), family)
        assert re.search(r"Signed off(:\*\*|</dt><dd>) ?2024-12-30 09:02 UTC", text)
        assert "State" not in text.split("Was it said?", 1)[1]


def test_words_that_follow_one_another_do_not_grow_together() -> None:
    desk = rendered(signed(AttributionCheck.CORRECT), Family.MARKDOWN)
    assert "(primary; added by ann, 2024-12-30 09:00 UTC)" in desk
    for layout in (Layout.CLAIM_CARDS, Layout.CHECKING_SHEET):
        stripped = rendered(public(signed(AttributionCheck.CORRECT)), Family.MARKDOWN, layout)
        assert "(primary) and 1 piece kept by the desk" in stripped
