"""Evidence of one root counts once, on both engines, and the desk's rule warns."""

import json

from factcheck.domain.earlier import effective
from factcheck.domain.evidence import Citation
from factcheck.domain.independence import RootedArticles
from factcheck.domain.papers import Origin
from factcheck.domain.review import Decision, Desk, Finding, State
from factcheck.reports.audience import public
from factcheck.reports.forms import Form, Told, told_in, written_as
from factcheck.reports.gates import Gate, faults
from factcheck.reports.view import Audience, report
from factcheck.workbench import Workbench
from factcheck.workbench.reporting import reported
from tests.builders import TEXT, build
from tests.db.test_papers import OTHER, paper


def test_links_that_share_a_root_count_once(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        assert desk.document("story").claims[1].independence is None
        desk.keep_document(paper(f"SEOUL (AP) — {OTHER}", "one"), Origin(), claims=[2])
        desk.keep_document(paper(f"{OTHER} As our reporter saw.", "two"), Origin(), claims=[2])
        desk.keep_document(paper(TEXT + " Copied.", "copy"), Origin(), claims=[2])
        desk.add_evidence(2, Citation(url="https://port.example/log"))
        found = desk.document("story").claims[1].independence
        assert found is not None
        assert (found.links, found.effective, found.wanted) == (4, 2, 0)
        assert found.said == "4 links, 2 independent (1, 2: the same text; 3: the article's own text)"


def test_the_rule_warns_of_central_claims_with_fewer(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        desk.set_desk(Desk(independent_sources=2))
        assert (desk.desk, desk.log()[-1].field) == (Desk(independent_sources=2), "desk.independent_sources")
        desk.add_evidence(2, Citation(url="https://port.example/log"))
        view = desk.document("story")
        # the quotation is not checkable, so that no rule is for it
        assert [claim.independence is not None and claim.independence.is_short for claim in view.claims] == [
            False, True, True,
        ]  # fmt: skip
        made = report(view, desk.log("story"), desk.desk)
        assert [fault.reported.claim.number for fault in faults(made, [Gate.TOO_FEW_SOURCES])] == [2, 3]
        desk.add_evidence(2, Citation(url="https://photo.example/1"))
        assert not desk.document("story").claims[1].independence.is_short  # type: ignore[union-attr]
        desk.set_desk(Desk())
        assert desk.document("story").claims[2].independence is None
        assert desk.verify() == []


def test_articles_of_one_root_count_once_over_the_whole_desk(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        assert desk.article_roots() == RootedArticles(0, 0)
        desk.add(build())
        assert desk.article_roots("story") == RootedArticles(1, 1)
        desk.add(build(f"{TEXT} Again.", "two"))
        desk.add(
            build(
                "A port\n\n“None saw any ship,” Kim said here. Three goats left. It rained where no rain was.",
                "apart",
            )
        )
        groups = ((("story", "two"), "the same text"),)
        assert desk.article_roots() == RootedArticles(3, 2, groups)
        assert desk.article_roots("two") == RootedArticles(2, 1, groups)
        assert desk.article_roots("apart") == RootedArticles(1, 1)
        group = desk.alike(2)
        assert [(one.document, one.root) for one in group] == [("story", "story"), ("two", "story")]
        assert effective(group) == 1
        assert {one.root for found in desk.alike_groups("two") for one in found} == {"story"}


def test_reports_name_the_desks_other_claims_of_the_same_and_the_public_gets_none(database: str) -> None:
    with Workbench.open(database, "ann") as desk:
        desk.add(build())
        desk.add(build(f"{TEXT} Again.", "two"))
        desk.decide(5, 1, Decision(finding=Finding.WRONG, reason="seen", state=State.CHECKED))
        made = reported(desk, "story", told=told_in(Form.MARKDOWN, None, Audience.DESK))
        assert [[one.claim for one in claim.alike] for claim in made.in_order][1] == [2, 5]
        for form in (Form.MARKDOWN, Form.HTML):
            text = str(written_as(made, form))
            assert "two, claim 2 (checked, not signed off; no, it is wrong): Three men" in text
            assert "2 articles, 1 independent: the others carry the same copy" in text
        record = json.loads(written_as(reported(desk, "story", told=Told(alike=True)), Form.JSON))["claims"][1]
        assert record["finding"] == "none"
        assert [(one["document"], one["number"], one["finding"], one["root"]) for one in record["alike"]] == [
            ("two", 2, "wrong", "story")
        ]
        assert all(not claim.alike for claim in public(made).claims)
        assert all(not claim.alike for claim in reported(desk, "story").claims)
