"""Reports of documents whose text changed: what is stale stands apart, with what had been decided."""

import json

import pytest

from factcheck.domain.drafts import Earlier, Reading
from factcheck.domain.review import AttributionCheck, Desk, Finding, Review, State
from factcheck.reports.rendering import Family, rendered
from factcheck.reports.structured import json_report
from factcheck.reports.view import Layout, Report, report
from tests.reporting import AT, HOSTILE, claim, document

BEFORE = Reading(1, "Two ships left port.", "Two ships left port", "Two ships left port.", ("AP",))
NOW = Reading(2, "Three ships left port.", "Three ships left port", "Three ships left port.", ("AP",))
DECIDED = Review(
    state=State.SIGNED_OFF,
    finding=Finding.CONFIRMED,
    attribution_check=AttributionCheck.CORRECT,
    checked_by="ann",
    signed_by="bob",
)


def stale(before: Reading = BEFORE) -> Report:
    """A stale claim, one in progress and one signed off."""
    claims = (
        claim(1, "“We will test,”", Review(state=State.SIGNED_OFF, finding=Finding.CONFIRMED, signed_by="bob")),
        claim(2, "Three ships left port", Review(state=State.STALE)),
        claim(3, "It rained *all* day", Review(state=State.IN_PROGRESS)),
    )
    earlier = {20: Earlier(before, NOW, DECIDED, "bob", AT)}
    return report(document(*claims), (), Desk(), earlier=earlier)


def test_stale_claims_come_first_and_say_what_had_been_decided() -> None:
    text = rendered(stale(), Family.MARKDOWN, Layout.CLAIM_CARDS)
    assert isinstance(text, str)
    assert text.index("## Stale, because the text changed: 1 claim") < text.index("## Open: 1 claim")
    assert "2 open (1 stale: the text changed)" in text
    assert (
        "**Before, in draft 1:** ~~Two~~ **Three** ships left port. It was signed off; is it true: yes, confirmed"
        in text
    )
    assert "signed off by bob" in text


@pytest.mark.parametrize("form", [Family.MARKDOWN, Family.HTML])
@pytest.mark.parametrize("layout", [Layout.CLAIM_CARDS, Layout.SIGN_OFF_SHEET])
def test_a_report_without_stale_claims_says_nothing_of_them(form: Family, layout: Layout) -> None:
    plain = report(document(claim(3, "It rained *all* day")), (), Desk())
    assert "tale" not in str(rendered(plain, form, layout))
    assert "Stale, because the text changed" in str(rendered(stale(), form, layout)) or layout is Layout.CLAIM_CARDS


def test_programs_get_the_earlier_reading_with_its_decision() -> None:
    record = json.loads(json_report(stale()))
    found = {one["number"]: one["earlier"] for one in record["claims"]}
    assert found[1] is None and found[3] is None
    assert found[2]["reading"]["draft"] == 1 and found[2]["reading"]["context"] == "Two ships left port."
    assert found[2]["decided"]["finding"] == "confirmed" and found[2]["by"] == "bob"


def test_what_stood_in_an_earlier_draft_cannot_become_markup() -> None:
    hostile = Reading(1, HOSTILE, HOSTILE, HOSTILE, ())
    page = str(rendered(stale(hostile), Family.HTML, Layout.CLAIM_CARDS))
    assert "<b>g</b>" not in page and "&lt;b&gt;g&lt;/b&gt;" in page
